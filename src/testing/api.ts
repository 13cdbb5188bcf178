/** What `starhash/testing` gives to tests: phones, and the worlds they are in. */
import type { ClockChange, GatewayEvent, InboxSms, ProfileChange } from '../flow/api.ts';

export type { ClockChange, GatewayEvent, InboxSms, ProfileChange } from '../flow/api.ts';

/** Figures as the HTTP API tells them, like `{ earned: 240, balance: 240 }`. */
export type Figures = Readonly<Record<string, unknown>>;

/** Why an act was refused. */
export interface Refusal {
  /** The stable word of the problem, like `session-over`; '' where the wire tells none. */
  readonly word: string;
  /** A sentence for people. */
  readonly detail: string;
}

/**
 * A phone. Its acts resolve when the answer is there and all SMS that they caused have come; that an act is refused rejects none of
 * them, but stands in `refusal`.
 */
export interface TestPhone {
  readonly msisdn: string;
  /** The world that it is in, with the clock and the other phones. */
  readonly world: TestWorld;
  /** The last screen; '' before the first one. */
  readonly screen: string;
  /** The screen waits for an answer; false: the dialogue is over, or there is none. */
  readonly awaiting: boolean;
  /** Why the last act was refused, or null. */
  readonly refusal: Refusal | null;
  /** All SMS that have come, oldest first. */
  readonly inbox: readonly InboxSms[];
  /** What it did, oldest first, like `dialled *111*455#`. */
  readonly deeds: readonly string[];
  /** Dials a code like `*111*455#`. @returns what it shows then; '' where that is refused */
  dial(code: string): Promise<string>;
  /** Answers the screen. @returns what it shows then; '' where that is refused */
  answer(input: string): Promise<string>;
  /** Ends the dialogue. */
  hangUp(): Promise<void>;
  /** Sends an SMS to a short code. */
  sms(to: string, text: string): Promise<void>;
  /** The network speaks first. @returns what it shows then; '' where that is refused */
  push(text: string, options: { readonly from: string; readonly expectsReply?: boolean }): Promise<string>;
  /** The next SMS that this has not given yet; waits for it where SMS take their time. Rejects where none comes. */
  nextSms(): Promise<InboxSms>;
  /** An earning event of a bonus program. @returns its figures; rejects where it is refused, or the wire has no control */
  event(program: string, kind: string, values?: Readonly<Record<string, string | number | boolean>>): Promise<Figures>;
  /** Points in a bonus program; null = no member. Rejects where the wire has no control. */
  balance(program: string): Promise<number | null>;
  /** The operator changes what it knows of the subscriber, like `{ blocked: true }`. Rejects as `event` does. */
  subscriber(change: ProfileChange): Promise<void>;
}

/** What is known of a subscriber before the test. */
export interface PhoneGiven {
  /** Points by program, like `{ 'coffee-points': 40 }`; 0 = a member without points; a program that is not named: no member. */
  readonly points?: Readonly<Record<string, number>>;
  /** BCP 47. */
  readonly language?: string;
  /** Name of the IANA database. */
  readonly timeZone?: string;
  readonly blocked?: boolean;
  /** RUB */
  readonly debt?: number;
  readonly owner?: string;
  /** ISO 8601 with offset. */
  readonly memberSince?: string;
  /** Month and day, like `05-15`. */
  readonly birthday?: string;
}

/** What a world begins with. */
export interface WorldGiven {
  /** Where the clock stands still, ISO 8601 with offset (default: 2020-01-15T12:00:00+03:00). */
  readonly clock?: string;
  /** Who is there, by MSISDN. */
  readonly phones?: Readonly<Record<string, PhoneGiven>>;
  /** As `PUT /v1/faults` takes them, like `{ smsDrop: true }`. */
  readonly faults?: Figures;
}

/** A set of subscribers with a clock of its own, apart from all others. Calls reject where the wire has no control. */
export interface TestWorld {
  /** The phone of this number, the same one each time. */
  phone(msisdn: string): Promise<TestPhone>;
  /** Time passes: `3m`, `1h30m`, `7d`, or ISO 8601 like `PT3M`. Resolves when all that fell due is done. */
  wait(duration: string): Promise<void>;
  /** `{ set: '2020-05-01T00:00:00+03:00' }`, `{ advance: 'PT3M' }`, `{ freeze: true }` or `{ resume: true }`. */
  clock(change: ClockChange): Promise<void>;
  /** Puts these faults in place of those before; `{}` ends them all. */
  faults(faults: Figures): Promise<void>;
  /** What happened inside, oldest first; empty where nobody tells. */
  trace(): readonly GatewayEvent[];
  /** Throws the world away. Nobody must: what is left goes with the process. */
  close(): Promise<void>;
}
