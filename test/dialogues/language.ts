/**
 * The language of the tables of dialogues: what is there, what people do, what must come of it. Data only; `play.ts` plays
 * it through a `Driver`, so that one table runs over every wire.
 */
import type { BonusWrite, ClockChange, ProfileChange } from '../../src/flow/api.ts';

/** A string that a text must contain, or an expression that it must match. */
export type Pattern = string | RegExp;

/** A screen: whether the phone may answer, and all that must stand on it. */
export interface Screen {
  readonly state: 'awaiting' | 'ended';
  readonly has: readonly Pattern[];
}

/** A refusal by its stable word, with the figures that must come along. */
export interface Refusal {
  readonly refused: string;
  readonly figures?: Readonly<Record<string, unknown>>;
}

/** An answer of the API with the figures that must be in it. */
export interface Figures {
  readonly figures: Readonly<Record<string, unknown>>;
}

/** An SMS: all that must be in it; `at` = when it came (ISO 8601 with offset), where that matters. */
export interface Sms {
  readonly has: readonly Pattern[];
  readonly at?: string;
}

interface Acted {
  /** MSISDN of the one who acts; the first subscriber of the dialogue unless said otherwise. */
  readonly by?: string;
  /** The SMS that the one who acts has got by then, no more and no fewer; none unless said otherwise. */
  readonly told?: readonly Sms[];
}

/** Answers, codes and bonus writes may name what came before: see `CODE` and its like. */
export type Step =
  | ({ readonly dial: string; readonly expect: Screen | Refusal } & Acted)
  | ({ readonly answer: string; readonly expect: Screen | Refusal } & Acted)
  | ({ readonly hangUp: true } & Acted)
  | ({ readonly sms: string; readonly to?: string } & Acted)
  | ({ readonly api: BonusWrite; readonly expect: Figures | Refusal } & Acted)
  /** The operator changes what it knows of the subscriber. */
  | ({ readonly profile: ProfileChange } & Acted)
  /** Turns pages with the key of `next` until none is offered: the lines that look like rows must be these, in order. */
  | ({ readonly leaf: RegExp; readonly rows: readonly Pattern[] } & Acted)
  /** SMS that came to somebody who did nothing. */
  | { readonly inbox: readonly Sms[]; readonly of: string }
  /** Points, or null for one who is not a member. */
  | { readonly balance: number | null; readonly of?: string }
  /** Further facts of a membership. */
  | { readonly membership: Readonly<Record<string, unknown>>; readonly of?: string }
  /** Every gift of the catalogue with its price. */
  | { readonly catalogue: Readonly<Record<string, number>>; readonly of?: string }
  | { readonly clock: ClockChange };

/** The code in the last SMS of the one who acts that starts with one. */
export const CODE = '{code}';
/** The code that came before that one. */
export const CODE_BEFORE = '{code before}';
/** A well-formed code that is not `CODE`. */
export const OTHER_CODE = '{other code}';
/** The id of the transfer that the one who acts asked for last over the API. */
export const TRANSFER = '{transfer}';

/** What is known of a subscriber before the dialogue. */
export interface Subscriber extends ProfileChange {
  /** Points earned in the year of the clock; a member, unless absent. */
  readonly points?: number;
}

export interface Dialogue {
  /** The row or figure of the program's facts that it shows. */
  readonly name: string;
  /** By MSISDN; the first one is the one who acts. */
  readonly given?: Readonly<Record<string, Subscriber>>;
  /** ISO 8601 with offset: where the clock stands at the beginning. */
  readonly clock?: string;
  /** The program honours its dates. */
  readonly dated?: true;
  readonly steps: readonly Step[];
}

/** The dialogues of one program. */
export interface Table {
  readonly program: string;
  /** The number from which all SMS of its service come. */
  readonly shortCode: string;
  /** The key that turns to the next page. */
  readonly nextKey: string;
  /** The kind of event that earns a point for every RUB: how subscribers come by their points. */
  readonly earnedByRub: string;
  /** Who acts where a dialogue gives nobody. */
  readonly somebody: string;
  readonly clock: string;
  readonly dialogues: readonly Dialogue[];
}

/** A screen that waits for an answer. */
export function awaiting(...has: readonly Pattern[]): Screen {
  return { state: 'awaiting', has };
}

/** A screen that ends the dialogue. */
export function ended(...has: readonly Pattern[]): Screen {
  return { state: 'ended', has };
}

/** An SMS with all of this in it. */
export function sms(...has: readonly Pattern[]): Sms {
  return { has };
}

/** A refusal of the API or of the gateway. */
export function refused(word: string, figures: Readonly<Record<string, unknown>> = {}): Refusal {
  return { refused: word, figures };
}
