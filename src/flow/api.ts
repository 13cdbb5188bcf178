/** The gateway as its wires see it (HTTP, SMPP, command line). Wires know these words and nothing behind them. */
import type { Channel, JournalEntry, Lot } from '../bonus/types.ts';
import type { ProblemType } from './problems.ts';

/** A refusal or an error, by its stable word (`problems.ts` has status and title). `data` joins the problem document. */
export interface Problem {
  readonly type: ProblemType;
  readonly detail: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** In place of the table's. */
  readonly status?: number;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** What every call carries: the world, the wire it came by, and the caller's Idempotency-Key, if it gave one. */
export interface Call {
  readonly world: string;
  readonly wire: string;
  /** `scope` = method and path, `key` = the caller's key, `fingerprint` = digest of the body. */
  readonly idempotency?: { readonly scope: string; readonly key: string; readonly fingerprint: string };
  /** Told when the request is accepted for good while its answer must come from elsewhere (an application). Never told of others. */
  readonly accepted?: () => void;
}

/** A dialogue as its wire knows it: by the number and the wire's own reference (SMPP: the dialect's session key), not by our id. */
export interface DialogueOnWire {
  readonly msisdn: string;
  readonly reference: string;
}

export interface UssdAnswer {
  readonly sessionId: string;
  readonly state: 'awaiting' | 'ended';
  readonly text: string;
  readonly service: string;
  readonly language: string;
  /** ISO 8601, world time; of an ended session: the moment it ended. */
  readonly expiresAt: string;
}

export interface InboxSms {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly parts: number;
  readonly at: string;
}

/** `null` removes a value. */
export interface ProfileChange {
  readonly language?: string | null;
  readonly timeZone?: string | null;
  readonly blocked?: boolean | null;
  readonly debt?: number | null;
  readonly owner?: string | null;
  /** ISO 8601 */
  readonly memberSince?: string | null;
}

export interface SubscriberView {
  readonly msisdn: string;
  readonly language: string;
  readonly timeZone: string;
  readonly blocked: boolean;
  readonly debt: number;
  readonly owner: string | null;
  readonly memberSince: string | null;
  readonly memberships: readonly { readonly program: string; readonly status: string; readonly balance: number }[];
  readonly session: {
    readonly sessionId: string;
    readonly service: string;
    readonly state: string;
    readonly expiresAt: string;
  } | null;
}

export interface SessionView {
  readonly sessionId: string;
  readonly msisdn: string;
  readonly service: string;
  readonly state: string;
  readonly startedAt: string;
  readonly expiresAt: string;
}

export interface BonusView {
  readonly member: boolean;
  readonly balance: number;
  readonly lots: readonly { readonly points: number; readonly expiresAt: string | null }[];
  readonly status?: string;
  readonly [more: string]: unknown;
}

/** The bonus writes of the API, after the body has been checked against its schema. */
export type BonusWrite =
  | { readonly op: 'register'; readonly channel: Channel; readonly email?: string; readonly questionnaire?: boolean }
  | { readonly op: 'deactivate'; readonly channel: Channel }
  | {
      readonly op: 'event';
      readonly kind: string;
      readonly values: Readonly<Record<string, string | number | boolean>>;
    }
  | { readonly op: 'order'; readonly code: string }
  | { readonly op: 'transfer'; readonly to: string; readonly points: number }
  | { readonly op: 'confirm'; readonly id: string; readonly code: string };

export interface Gift {
  readonly code: string;
  readonly name: string;
  readonly price: number;
  readonly basePrice: number;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  /** Cursor of the next page, or null. */
  readonly next: string | null;
}

export interface ClockView {
  readonly now: string;
  readonly frozen: boolean;
}

export type ClockChange =
  | { readonly set: string }
  | { readonly advance: string }
  | { readonly freeze: true }
  | { readonly resume: true };

/** Something in the books that is not as its journal proves. */
export interface AuditDifference {
  readonly world: string;
  /** `*` where it is nobody's in particular. */
  readonly msisdn: string;
  readonly program: string;
  readonly message: string;
}

export interface AuditReport {
  readonly accounts: number;
  readonly differences: readonly AuditDifference[];
}

/** A moment by the world's clock, as a wire gives it: an instant (epoch ms), or so long from now (ms). */
export type When = { readonly at: number } | { readonly after: number };

/** An SMS as a wire brings it. Everything but the first three is what SMPP can say and HTTP does not. */
export interface Submission {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Content that is no text: its data_coding and its octets in base64, the header (UDH) apart. `text` is empty then. */
  readonly data?: SmsData;
  /** Shown at once and not kept (message class 0). */
  readonly flash?: true;
  readonly schedule?: When;
  readonly validity?: When;
  /** Which ends are told to the submitter's wire; absent = none. */
  readonly receipt?: ReceiptWish;
  /** Whose receipts they are, where parts of the SMS have ids of their own: parts by theirs, null = the message's. Absent = the message's. */
  readonly receiptIds?: readonly (string | null)[];
  /** Takes the place of one that waits, of the same service type, source and destination. */
  readonly replace?: true;
  readonly serviceType?: string;
}

export interface SmsData {
  readonly coding: number;
  readonly octets: string;
  /** In base64, without its length octet. */
  readonly udh?: string;
}

/** One part of a long SMS, as a wire brings it. Times and service type of the part that comes last are those of the SMS. */
export interface SmsPart extends Omit<Submission, 'text' | 'data' | 'flash' | 'receiptIds'> {
  /** What names the SMS among those of its wire, addresses and number of parts. */
  readonly reference: string;
  readonly total: number;
  /** From 1 on. */
  readonly number: number;
  /** What it says, in the wire's own words: the same string whenever the same part comes. */
  readonly piece: string;
}

/** Reads all pieces of an SMS, in their order. Pure. */
export type JoinPieces = (pieces: readonly string[]) => Pick<Submission, 'text' | 'data' | 'flash'>;

export type ReceiptWish = 'always' | 'failure' | 'success';

/** States of a message, as SMPP 3.4 §5.2.28 names them (SCHEDULED is of SMPP 5.0). */
export type MessageState =
  | 'SCHEDULED'
  | 'ENROUTE'
  | 'DELIVERED'
  | 'EXPIRED'
  | 'DELETED'
  | 'UNDELIVERABLE'
  | 'ACCEPTED'
  | 'UNKNOWN'
  | 'REJECTED';

export interface MessageView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly state: MessageState;
  /** ISO 8601, world time; null while it waits. */
  readonly finalAt: string | null;
  /** network-specific error, 0 = none. */
  readonly error: number;
}

/** What waits for a wire to take it: an SMS to a phone, an SMS from a phone to an application, or a delivery receipt. */
export type Queued =
  | (QueuedText & { readonly kind: 'to-phone' | 'to-application' })
  | (Addressed & {
      readonly kind: 'receipt';
      readonly state: MessageState;
      readonly error: number;
      /** ISO 8601, world time. */
      readonly submittedAt: string;
      readonly doneAt: string;
      /** Beginning of the message. */
      readonly text: string;
      /** Ids of the parts that it is for, each for itself; absent = that of the message. */
      readonly ids?: readonly string[];
    });

interface Addressed {
  /** Id of the message. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

interface QueuedText extends Addressed {
  readonly text: string;
  readonly data?: SmsData;
  readonly flash?: true;
}

/** What became of something handed over. `later`: try again with back-off. `lost`: nobody knows; it is handed over again. */
export type Delivery = 'taken' | 'later' | 'lost' | 'refused';

/** A screen that nobody asked for: a push, or the end of a dialogue that the phone must hear of. */
export interface PushedScreen {
  readonly msisdn: string;
  readonly sessionId: string;
  /** The wire's own reference, where the dialogue began on that wire. */
  readonly reference: string | null;
  /** Short code it comes from. */
  readonly from: string;
  readonly text: string;
  readonly awaiting: boolean;
}

/** A wire that can be spoken to: it takes what waits for it, and shows screens where phones hang on it. */
export interface WireEnd {
  /** How many it takes at once. */
  readonly capacity: number;
  /** Hands one over; resolves when it is known what became of it. Never rejects. */
  deliver(queued: Queued): Promise<Delivery>;
  /** Shows a screen; null where no phone can be there; a string is the reference of the dialogue from now on. Never queued. */
  show(screen: PushedScreen): string | null;
  /** Of its dialogues those are over, all at once: their world was reset or deleted. Their phones and applications hear so. */
  cutOff(isOver: (sessionId: string) => boolean): void;
}

/** A dialogue with somebody's own application. */
export interface AppDialogue {
  readonly sessionId: string;
  readonly msisdn: string;
  /** The route that was found, like `*384*77`; of a push: the number it came from. */
  readonly code: string;
  readonly language: string;
  /** All that the phone has said so far, joined by `*`: what was dialled beyond the code, then each answer. Kept for those that want it. */
  readonly said?: string;
}

/** `lost`: not connected, gone in the middle, or silent for too long. */
export type AppScreen =
  | { readonly kind: 'screen'; readonly text: string; readonly awaiting: boolean }
  | { readonly kind: 'lost' };

/** Somebody's own application behind a code. No call rejects. */
export interface Application {
  /** Its dialogues are told with `said`: it keeps nothing of them itself. */
  readonly wantsSaid?: true;
  /** @param dialled the whole string, like `*384*77*1#` */
  begin(dialogue: AppDialogue, dialled: string): Promise<AppScreen>;
  answer(dialogue: AppDialogue, input: string): Promise<AppScreen>;
  /** Over on the phone's side; nobody waits for an answer. */
  end(dialogue: AppDialogue, why: 'hang-up' | 'timeout' | 'released'): void;
}

/** Whose request it is: by number, or by the id of a dialogue. */
export interface WireRequest {
  readonly wire: 'http' | 'smpp';
  /** HTTP: the call's operationId. */
  readonly call?: string;
  readonly msisdn?: string | undefined;
  readonly sessionId?: string | undefined;
}

export interface WireFaults {
  /** It is refused with this HTTP status or command_status, and nothing is done. */
  readonly reject: number | null;
  /** The connection is reset: nothing is done, or all is and the answer is lost. */
  readonly cut: 'before' | 'after' | null;
  /** The answer is given later, ms of real time. */
  readonly delay: number;
}

/** The name under which a listener hears of every world. */
export const ALL_WORLDS = '*';

/** Everything that happens, for the web phone, the trace, the metrics and the log. `at` is world time, ISO 8601. */
export interface GatewayEvent {
  readonly id: number;
  readonly type: string;
  readonly world: string;
  readonly at: string;
  readonly msisdn?: string;
  readonly [more: string]: unknown;
}

export interface Gateway {
  readonly storeKind: string;

  /**
   * @param body.reference the wire's own name of the dialogue
   * @param body.unlessOpen `ussd-busy` where the dialogue of this very reference goes on; absent = it begins anew
   */
  dial(
    call: Call,
    body: { msisdn: string; code: string; reference?: string; unlessOpen?: boolean },
  ): Promise<Result<UssdAnswer>>;
  answer(call: Call, dialogue: string | DialogueOnWire, body: { input: string }): Promise<Result<UssdAnswer>>;
  hangUp(call: Call, dialogue: string | DialogueOnWire): Promise<Result<null>>;
  /** @param body.application who gets the reply, and shows further screens; absent = the event stream tells it */
  push(
    call: Call,
    body: { msisdn: string; text: string; expectsReply: boolean; from: string; application?: string },
  ): Promise<Result<UssdAnswer>>;
  /** The wire lost these dialogues, or an application did: they end, and a phone on another wire is told. */
  release(call: Call, dialogues: readonly { msisdn: string; sessionId: string }[]): Promise<void>;
  /** Takes an SMS for a service, an application, a subscriber or a sink. Answers when it is committed. */
  sms(call: Call, body: Submission): Promise<Result<{ messageId: string }>>;
  /**
   * Keeps a part of a long SMS; with the last one that was missing the SMS is taken as by `sms`. Answers when that is committed, with the
   * id of the part, or that of the SMS. A part that is refused can come again. `parts-full` where no more can be kept now.
   */
  smsPart(call: Call, part: SmsPart, join: JoinPieces): Promise<Result<{ messageId: string }>>;
  /** @param from the source address it was submitted with */
  message(call: Call, id: string, from: string): Promise<Result<MessageView>>;
  cancelMessage(call: Call, id: string, from: string): Promise<Result<null>>;
  /** Cancels all that waits of this service type, source and destination. */
  cancelMessages(call: Call, of: { serviceType: string; from: string; to: string }): Promise<Result<null>>;
  replaceMessage(
    call: Call,
    id: string,
    by: Pick<Submission, 'from' | 'text' | 'data' | 'schedule' | 'validity' | 'receipt'>,
  ): Promise<Result<null>>;

  /** A wire can be spoken to from now on, until the returned function is called. The last one of a name is the one in use. */
  attachWire(world: string, wire: string, end: WireEnd): () => void;
  /** @param world ALL_WORLDS: where none of this name is attached to a world itself */
  attachApplication(world: string, name: string, application: Application): () => void;

  /** `after`: only newer ones than this id; `wait`: up to so many seconds (real time) for the first one; `signal` ends the wait. */
  messages(
    call: Call,
    msisdn: string,
    query: { after?: string; wait?: number; signal?: AbortSignal },
  ): Promise<Result<{ messages: readonly InboxSms[] }>>;
  subscriber(call: Call, msisdn: string): Promise<Result<SubscriberView>>;
  putSubscriber(call: Call, msisdn: string, change: ProfileChange): Promise<Result<SubscriberView>>;
  sessions(call: Call, query: { cursor?: string; limit?: number }): Promise<Result<PageOf<SessionView>>>;

  bonus(call: Call, program: string, msisdn: string): Promise<Result<BonusView>>;
  /** The answer's fields depend on the operation, see DESIGN: `{earned, balance, entry?}`, `{order, balance}`, `{id, expiresAt}`, `{balance}`. */
  bonusWrite(
    call: Call,
    program: string,
    msisdn: string,
    write: BonusWrite,
  ): Promise<Result<Readonly<Record<string, unknown>>>>;
  catalogue(call: Call, program: string, msisdn: string): Promise<Result<{ gifts: readonly Gift[] }>>;
  journal(
    call: Call,
    program: string,
    msisdn: string,
    query: { cursor?: string; limit?: number },
  ): Promise<Result<PageOf<JournalEntryView>>>;

  clock(call: Call): Promise<Result<ClockView>>;
  changeClock(call: Call, change: ClockChange): Promise<Result<ClockView>>;
  faults(call: Call): Promise<Result<Readonly<Record<string, unknown>>>>;
  putFaults(call: Call, faults: Readonly<Record<string, unknown>>): Promise<Result<Readonly<Record<string, unknown>>>>;
  /**
   * What faults of a world make a wire do with a request; null = nothing. Each call of this counts as one case of the number. Faults that
   * were put here are met at once, others' within a second; faults that were ended anywhere are met no more.
   * @returns null at once where there is nothing to look at; else a promise, which may also bring `store-unavailable`
   */
  wireFaults(world: string, request: WireRequest): Promise<Result<WireFaults | null>> | null;
  /** An Idempotency-Key is kept in the world of the call, by its clock. */
  createWorld(call: Call, body: { seed?: unknown; clock?: string }): Promise<Result<{ id: string }>>;
  deleteWorld(id: string): Promise<Result<null>>;
  reset(call: Call): Promise<Result<null>>;

  /** Subscribes to the event stream of a world, or of ALL_WORLDS; returns the function that ends the subscription. */
  onEvent(world: string, listener: (event: GatewayEvent) => void): () => void;
  /** Whether anybody listens to this very world: what costs much to tell is not built where nobody does. */
  hears(world: string): boolean;
  /** Tells the event stream what happened on a wire. `more` must be JSON. */
  tell(world: string, type: string, msisdn: string | undefined, more: Readonly<Record<string, unknown>>): void;
  /** Whether the store answers now. */
  ready(): Promise<boolean>;
}

export interface JournalEntryView extends Omit<JournalEntry, 'at'> {
  readonly at: string;
}

export type { Lot };
