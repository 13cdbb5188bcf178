/** A session script once it has been read: what is there, what people do, what must come of it. Data only. */
import type { Lines, Place } from '../../yaml/issue.ts';

/** One script: of a table of examples one row. */
export interface Script {
  /** `Balance`; of a row of examples `Balance (points 1, shown 1 балл)`. Unique in its file. */
  readonly name: string;
  /** Where it begins; of a row of examples the row. */
  readonly place: Place;
  /** Of the file on which it stands; rows of examples share those of their script. */
  readonly lines: Lines;
  readonly tags: readonly string[];
  /** Folder of the definition that it tests; null where it stands beside none and names none. */
  readonly service: string | null;
  /** Every SMS that came is looked at, and none is forgotten at the end; the journal sums up to the balance. */
  readonly strict: boolean;
  /** Where every SMS that is looked at must come from; null = from anywhere. */
  readonly sender: string | null;
  readonly given: Given;
  readonly steps: readonly Step[];
}

export interface Given {
  /** Where the world's clock stands still at the beginning, ISO 8601 with offset. */
  readonly clock: string;
  /** `dated`: the dates of programs hold, whatever their files say. */
  readonly lifecycle?: 'dated';
  /** The first one acts where a step names nobody. */
  readonly phones: readonly Phone[];
  readonly faults: Readonly<Record<string, unknown>>;
  /** What of this the file asks for itself: only that a wire must be able to set up. */
  readonly asked: ReadonlySet<'clock' | 'lifecycle' | 'profiles' | 'points' | 'faults'>;
}

export interface Phone {
  /** How steps call it, and the variable that holds its number. */
  readonly name: string;
  readonly msisdn: string;
  readonly profile: Readonly<Record<string, string | number | boolean>>;
  /** Points by program; a program that is not named: no member of it. */
  readonly points: Readonly<Record<string, number>>;
}

/** A text with variables in it, known only while the script runs: literal text and references in turn. */
export type Template = readonly (string | Reference)[];

export interface Reference {
  readonly variable: string;
  /** `other`: a value of the same form that is not it. */
  readonly filter: 'other' | null;
}

/** A value of a field: as it was written, or a text with variables in it. */
export type Value = number | boolean | Template;
export type Values = Readonly<Record<string, Value>>;

export type Act =
  | { readonly verb: 'dial'; readonly code: Template }
  | { readonly verb: 'answer'; readonly input: Template }
  | { readonly verb: 'hangup' }
  /** Turns pages with a key for as long as the screen offers it; what it shows is all the pages. */
  | { readonly verb: 'pages'; readonly key: string }
  | { readonly verb: 'sms'; readonly to: Template; readonly text: Template }
  | { readonly verb: 'push'; readonly from: Template; readonly text: Template; readonly reply: boolean }
  /** Time passes, ms. */
  | { readonly verb: 'wait'; readonly ms: number }
  | { readonly verb: 'clock'; readonly change: ClockAct }
  /** An earning event of the bonus core. */
  | { readonly verb: 'event'; readonly program: string; readonly kind: string; readonly values: Values }
  | { readonly verb: 'bonus'; readonly program: string; readonly operation: BonusOperation; readonly values: Values }
  /** The operator changes what it knows of the subscriber. */
  | { readonly verb: 'subscriber'; readonly values: Values }
  | { readonly verb: 'faults'; readonly faults: Readonly<Record<string, unknown>> }
  /** Nothing is done: something that must be so by now. */
  | { readonly verb: 'look' };

export type Verb = Act['verb'];
export type BonusOperation = 'register' | 'deactivate' | 'order' | 'transfer' | 'confirm';

export type ClockAct =
  | { readonly set: Template }
  | { readonly advance: string }
  | { readonly freeze: true }
  | { readonly resume: true };

export interface Step {
  readonly place: Place;
  /** Name of the phone that acts. */
  readonly phone: string;
  readonly act: Act;
  readonly expect: Expect;
  readonly captures: readonly Capture[];
}

/** What must come of a step; absent = not looked at. */
export interface Expect {
  readonly shows?: TextExpect;
  readonly ends?: Expected<boolean>;
  readonly refused?: Expected<Refusal>;
  readonly gets?: Expected<SmsExpect>;
  /** Figures that the answer of the bonus core must have. */
  readonly returns?: Expected<Values>;
  /** By program; null = no member. */
  readonly balance?: Expected<Readonly<Record<string, Value | null>>>;
  /** Facts of the membership of a program, as the API tells them. */
  readonly member?: Expected<{ readonly program: string; readonly facts: unknown }>;
  /** All gifts, with their prices. */
  readonly catalogue?: Expected<{ readonly program: string; readonly prices: Values }>;
  /** The last entries, as many as are named here; of each the fields that are named. */
  readonly journal?: Expected<{ readonly program: string; readonly entries: readonly unknown[] }>;
  /** The answer comes within so many ms of real time. */
  readonly within?: Expected<number>;
}

/** With the place where it is written: a failure points at it, and `--update` writes there. */
export interface Expected<T> {
  readonly place: Place;
  readonly value: T;
}

/** The step is refused, with the stable word of the problem and these figures. */
export interface Refusal {
  readonly word: string;
  readonly figures: Values;
}

/** All of them must hold. */
export type TextExpect = Expected<readonly TextRule[]>;

export type TextRule =
  | { readonly rule: 'contains' | 'exact' | 'not'; readonly text: Template; readonly place: Place }
  | { readonly rule: 'matches' | 'not-matches'; readonly pattern: PatternTemplate; readonly place: Place }
  /** Units of USSD: septets, or UCS2 units where the text needs them. */
  | { readonly rule: 'units'; readonly compare: '=' | '<='; readonly units: number; readonly place: Place }
  /** The keys that the screen offers, and no others; with a label each, or null. */
  | {
      readonly rule: 'options';
      readonly options: readonly (readonly [key: string, label: Template | null])[];
      readonly place: Place;
    }
  /** Of the lines of the screen those that look like this are these, in order. */
  | {
      readonly rule: 'lines';
      readonly like: PatternTemplate;
      readonly are: readonly TextRule[][];
      readonly place: Place;
    };

/** A regular expression; values of variables stand in it for themselves. */
export interface PatternTemplate {
  readonly source: Template;
  readonly flags: string;
}

/** `all`: these SMS came, no more and no fewer; `among`: this one came, with or without others. */
export type SmsExpect =
  | { readonly kind: 'all'; readonly sms: readonly OneSms[] }
  | { readonly kind: 'among'; readonly sms: OneSms };

export interface OneSms {
  readonly place: Place;
  readonly from: Template | null;
  readonly text: readonly TextRule[];
  readonly parts: number | null;
  /** Came at this instant of the world's clock, ISO 8601. */
  readonly at: Template | null;
  /** Came at most so long after the step began, ms of the world's clock. */
  readonly within: number | null;
}

/** A variable that the step fills: the first group of the pattern, or all that it matches. */
export interface Capture {
  readonly variable: string;
  readonly place: Place;
  readonly from:
    | { readonly kind: 'screen' | 'sms' | 'any'; readonly pattern: PatternTemplate }
    | { readonly kind: 'returned'; readonly field: string };
}
