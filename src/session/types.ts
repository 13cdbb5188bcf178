/** The words of the session machine: a service as compiled from `sessions/<service>/`, a live session, and the result of a step. */
import type { Account, Core, CoreContext, JournalEntry } from '../bonus/types.ts';

/** A live (or dropped and resumable) USSD session, as stored. Kept small: 100 000 of them share a Redis. */
export interface Session {
  /** Unpredictable and unique; the public session id is made of it (`flow/sessionId.ts`). */
  readonly nonce: string;
  readonly service: string;
  readonly state: string;
  readonly startedAt: number;
  /** World time at which it ends by itself (due when now ≥ it); for a dropped one: until when it can be resumed. */
  readonly expiresAt: number;
  /** Number of steps taken; request ids are `nonce.step`. */
  readonly step: number;
  /** Interactive states to go back to, oldest first. */
  readonly back?: readonly string[];
  /** Answers collected so far. */
  readonly vars?: Readonly<Record<string, string | number>>;
  /** Page of the current screen, from 0; absent = 0. */
  readonly page?: number;
  /** Wrong answers to the current question so far; absent = 0. */
  readonly tries?: number;
  /** Text key (and arguments) shown above the current question: why it is asked again. */
  readonly notice?: Notice;
  /** What an ending of several pages shows of a call's outcome; other screens show variables only. */
  readonly data?: Readonly<Record<string, string | number>>;
  /** Steps that were taken before the phone saw a screen of its present dialogue, where there were any: inputs that were dialled, and what was before a drop. */
  readonly ahead?: number;
  /** Set when the session was dropped in a state that allows resuming. */
  readonly dropped?: true;
  /** Set while a bonus core that runs elsewhere is asked for its present step. */
  readonly waits?: true;
  /** Wire that has the session; absent = http. */
  readonly wire?: string;
  /** The wire's own name of the dialogue, where it has one. */
  readonly reference?: string;
}

export interface Notice {
  readonly key: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

/** An input type of a question: reads a raw answer into a value, or says what is wrong. */
export type Parse = (raw: string) => { readonly ok: true; readonly value: string | number } | { readonly ok: false };

export interface MenuOption {
  readonly key: string;
  readonly label: string;
  /** Variables that choosing this option sets, e.g. the category of a list; `{}` = none. */
  readonly set: Readonly<Record<string, string | number>>;
  readonly go: string;
}

/** An answer that is read by a type, stored under `set`, and leads to `go`. */
export interface Question {
  readonly input: string;
  /** Of the type `pattern`: what an answer must look like, for whoever makes answers up. */
  readonly pattern?: string;
  readonly parse: Parse;
  readonly set: string;
  readonly go: string;
}

interface Interactive {
  /** Text key of the screen. */
  readonly text: string;
  /** Text key shown above the screen after a wrong answer. */
  readonly invalid: string;
  readonly retries: number;
  /** For how long (ms) a dropped session can be taken up again in this state; 0 = not. */
  readonly resume: number;
}

export interface MenuState extends Interactive {
  readonly kind: 'menu';
  readonly options: readonly MenuOption[];
  readonly question: Question | null;
}

export interface AskState extends Interactive {
  readonly kind: 'ask';
  readonly question: Question;
}

/** How a row of a list is picked: the trimmed answer is the row's field `by`; its fields in `keep` join the variables. */
export interface Pick {
  readonly by: string;
  readonly keep: readonly string[];
  readonly go: string;
}

/** Rows from the core; with `pick` the person picks one, without it the rows are only to be read. */
export interface ListState extends Interactive {
  readonly kind: 'list';
  readonly list: string;
  /** Text key of a row, formatted with the row's fields. */
  readonly item: string;
  /** Only rows whose fields equal these values; `$name` stands for the variable `name`, whose value `*` fits any. */
  readonly where: Readonly<Record<string, string>>;
  /** Text key shown in place of the rows when there are none. */
  readonly empty: string;
  readonly pick: Pick | null;
}

export interface Branch {
  readonly go: string;
  /** Text key shown above the next question. */
  readonly notice: string | null;
  /** Text key of an SMS to the subscriber. */
  readonly sms: string | null;
}

/**
 * A core operation; its outcome's name picks the branch. The outcome's data are arguments of the branch's notice and SMS,
 * and (where there is no notice) of the ending it leads to. Screens that wait for an answer, and later calls, see only the
 * fields of an `ok` that `keep` names: they become variables.
 */
export interface CallState {
  readonly kind: 'call';
  readonly operation: string;
  /** Fields of the operation; a string `$name` stands for the variable `name`, `$msisdn` for the subscriber's number. */
  readonly with: Readonly<Record<string, string | number | boolean>>;
  readonly keep: readonly string[];
  readonly on: Readonly<Record<string, Branch>>;
  readonly otherwise: Branch | null;
}

export interface EndState {
  readonly kind: 'end';
  /** Text key of the last screen, over SMS of the answer; null (only reached over SMS) = the core's own SMS is the answer. */
  readonly text: string | null;
  /** Text key of an SMS to the subscriber. */
  readonly sms: string | null;
  /**
   * true: something was refused here, so inputs dialled beyond it are let go and the reason is the answer.
   * false: inputs left over make the dialled code wrong.
   */
  readonly refusal: boolean;
}

export type State = MenuState | AskState | ListState | CallState | EndState;

export interface UssdRoute {
  readonly code: string;
  readonly start: string;
}

/** One keyword of a short code; `word` '' is the empty SMS. */
export interface KeywordRoute {
  readonly word: string;
  readonly aliases: readonly string[];
  readonly go: string;
}

export interface SmsRoute {
  readonly shortCode: string;
  readonly keywords: readonly KeywordRoute[];
  /** Texts that are not a keyword but an input of this type, e.g. a gift code. */
  readonly question: Question | null;
  /** State for anything else. */
  readonly otherwise: string;
  /** State for a near misspelling; the word that was meant is in the variable `meant`. Never executes it. */
  readonly suggest: string | null;
}

/** Rendered texts of one language. */
export interface Texts {
  readonly language: string;
  has(key: string): boolean;
  format(key: string, args?: Readonly<Record<string, unknown>>): string;
  /** Names of the arguments that a text takes; null where there is no such text. */
  argumentsOf(key: string): readonly string[] | null;
}

export interface Service {
  readonly id: string;
  readonly languages: readonly string[];
  readonly texts: Readonly<Record<string, Texts>>;
  readonly ussd: readonly UssdRoute[];
  readonly sms: readonly SmsRoute[];
  readonly states: Readonly<Record<string, State>>;
  /** How long a phone may think, ms. */
  readonly timeout: number;
  readonly keys: { readonly next: string; readonly back: string; readonly main: string };
  /** Number from which the service's SMS come, whatever the channel: its first short code unless the file says otherwise. */
  readonly sender: string;
  /** State shown when a question was answered wrongly too often. */
  readonly tooMany: string;
  /** Null where the service needs no bonus core. */
  readonly core: Core | null;
}

export interface StepContext extends CoreContext {
  readonly msisdn: string;
  readonly service: Service;
  readonly newNonce: () => string;
  readonly wire: string;
  /** Short code from which the SMS of this step come. */
  readonly sender: string;
}

export interface Screen {
  readonly text: string;
  /** true: the phone may answer; false: the dialogue is over. */
  readonly awaiting: boolean;
}

export interface OutgoingSms {
  readonly from: string;
  readonly text: string;
  readonly at: number;
}

/** What a step changes. The flow commits all of it at once. */
export interface StepResult {
  /** The next session, or null when the dialogue is over. */
  readonly session: Session | null;
  readonly account: Account;
  readonly screen: Screen;
  readonly messages: readonly OutgoingSms[];
  readonly entries: readonly JournalEntry[];
  /** For the event stream: states visited, answers taken and outcomes of calls, in order. */
  readonly trace: readonly TraceStep[];
  /** Look this number up, add it to `peers`, step again; nothing else counts then. */
  readonly needPeer?: string;
}

/** How an answer was taken: `page` turns one, `back` leads to a state seen before, `wrong` asks again, `too-many` gives up. */
export type Taken = 'option' | 'row' | 'input' | 'page' | 'back' | 'wrong' | 'too-many';

/** The outcome of a call, or how an answer was taken, leads from this state to the one of the next line. */
export interface TraceStep {
  readonly state: string;
  readonly outcome?: string;
  /** Never the answer itself, which may be a phone number or a code. */
  readonly answer?: Taken;
  /** The key of the option that was chosen. */
  readonly option?: string;
}
