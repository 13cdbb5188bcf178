/** The words of the bonus core. Pure data: no I/O, no clock, no randomness in this room. Points are whole numbers, times are epoch ms. */

export type Channel = 'ussd' | 'sms' | 'web';

/** Points that expire together. `expiresAt` null = never. */
export interface Lot {
  readonly points: number;
  readonly expiresAt: number | null;
}

/** A transfer that waits for the code sent to the giver. Nothing is reserved yet. */
export interface TransferRequest {
  readonly id: string;
  readonly to: string;
  readonly points: number;
  readonly code: string;
  readonly expiresAt: number;
  readonly triesLeft: number;
}

/** Points taken out of the giver's lots and on their way. Ends once: posted or released. Periods were chosen at acceptance. */
export interface Reservation {
  readonly id: string;
  readonly to: string;
  readonly lots: readonly Lot[];
  readonly at: number;
  /** Local day `2019-05-15` and month `2019-05` of the giver, in which the transfer counts against the limits. */
  readonly day: string;
  readonly month: string;
  /** The giver has left or the number has another owner since: what comes back burns at once. */
  readonly forfeited?: true;
}

/**
 * What the transfer limits have seen in one local day of the giver. A release gives back to the day of the acceptance,
 * whatever day it is by then; the month of a day is its first seven characters.
 */
export interface LimitUse {
  readonly day: string;
  readonly to: string;
  readonly points: number;
  readonly count: number;
}

/** A line of the menu's history: kept with the account (the last ten), so that a step need not read the journal. */
export interface Recent {
  readonly at: number;
  readonly kind: string;
  readonly delta: number;
}

/** One subscriber's state in one program. `left` keeps what must survive leaving: journal number, one-time bonuses. */
export interface Membership {
  readonly status: 'pending' | 'member' | 'left';
  /** When the membership began; seniority counts from here (or from the profile's memberSince). */
  readonly since: number;
  /** Pending only: when the application is done. */
  readonly activeAt?: number;
  readonly lots: readonly Lot[];
  readonly requests: readonly TransferRequest[];
  readonly reservations: readonly Reservation[];
  /** Ids of the latest requests whose code ran out: a late code is told so. */
  readonly lapsed?: readonly string[];
  /** Days with transfers, in order of acceptance; as many as the monthly limit can need. */
  readonly limits?: readonly LimitUse[];
  /** Remainder in RUB per kind of event, carried to the next one. */
  readonly carry: Readonly<Record<string, number>>;
  /** Running totals in RUB per kind, where a rule needs one. */
  readonly totals: Readonly<Record<string, number>>;
  /** One-time and once-a-period grants: kind → period in which it was last given (`once`, `2019`, `2019-05`). */
  readonly granted: Readonly<Record<string, string>>;
  readonly recent: readonly Recent[];
  /** Number of journal entries written so far; the next one gets this number. */
  readonly entries: number;
}

/** What the operator knows of a number. */
export interface Profile {
  readonly language?: string;
  readonly timeZone?: string;
  readonly blocked?: boolean;
  readonly debt?: number;
  readonly owner?: string;
  readonly memberSince?: number;
}

/** The account aggregate of one subscriber: profile and memberships. */
export interface Account {
  readonly msisdn: string;
  readonly profile: Profile;
  /** Number of SMS sent to this subscriber so far; the next one gets this number + 1 as its id. */
  readonly smsCount: number;
  /** Wire to which SMS go while no dialogue tells where the phone is; absent = none that takes any (HTTP). */
  readonly wire?: string;
  readonly programs: Readonly<Record<string, Membership>>;
}

/** The books. In every entry the postings sum to zero. `points` and `reserved` are the subscriber's, the rest the program's. */
export type LedgerAccount = 'points' | 'reserved' | 'transit' | 'earned' | 'spent' | 'burned';

export interface Posting {
  readonly account: LedgerAccount;
  readonly points: number;
}

/** Every change of points: who, when, why, how much, which request. Kinds: see `ledger.ts`. */
export interface JournalEntry {
  readonly program: string;
  /** 0, 1, 2… per subscriber and program, without gaps. */
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  /** Who caused it: `ussd`, `sms`, `web`, `api`, `clock`, or a peer's MSISDN. */
  readonly by: string;
  readonly request: string;
  readonly postings: readonly Posting[];
  /** For people and audits: event kind, gift code, peer of a transfer… */
  readonly note?: string;
  /** Id of the point transfer that the entry belongs to. */
  readonly transfer?: string;
}

export type Operation =
  | { readonly op: 'balance' }
  | { readonly op: 'register'; readonly channel: Channel; readonly email?: string; readonly questionnaire?: boolean }
  | { readonly op: 'deactivate'; readonly channel: Channel }
  | {
      readonly op: 'event';
      readonly kind: string;
      readonly values: Readonly<Record<string, string | number | boolean>>;
    }
  | { readonly op: 'order'; readonly code: string }
  | { readonly op: 'transfer'; readonly to: string; readonly points: number }
  | { readonly op: 'confirm'; readonly id: string; readonly code: string }
  /** At the receiver: the point of no return of a transfer. */
  | { readonly op: 'credit'; readonly id: string; readonly from: string; readonly lots: readonly Lot[] }
  /** At the giver: the end of a transfer. `refusal` null = the receiver has the points. */
  | { readonly op: 'finish'; readonly id: string; readonly refusal: string | null }
  /** A member from the beginning of the world, with so many points. */
  | { readonly op: 'open'; readonly points: number }
  /** The number has passed to another owner (`profile.ts`). */
  | { readonly op: 'change-owner' };

/** What the pure core needs from outside. Randomness comes in as functions, time as a number. */
export interface CoreContext {
  readonly now: number;
  /** Who asks: the channel, `api`, `clock` or a peer. */
  readonly by: string;
  /** Derived from session and step, or the caller's Idempotency-Key. */
  readonly request: string;
  /** What is known of other subscribers: msisdn → "is a member of this program now". Absent = not looked up yet. */
  readonly peers: Readonly<Record<string, boolean>>;
  /** A decimal code of so many digits. */
  readonly newCode: (digits: number) => string;
  readonly newId: () => string;
}

export type Data = Readonly<Record<string, string | number>>;

/** What came of an operation: `ok` or the name of a refusal (`outcomes.ts`), with figures for texts and API answers. */
export interface Outcome {
  readonly name: string;
  readonly data: Data;
}

/** An SMS that the core wants sent: key and arguments of a text of its service, rendered by the caller. */
export interface CoreMessage {
  readonly key: string;
  readonly args: Data;
}

export interface Decision {
  readonly account: Account;
  readonly outcome: Outcome;
  readonly messages: readonly CoreMessage[];
  readonly entries: readonly JournalEntry[];
  /** The core must know first whether this MSISDN is a member: put it into `peers` and decide again. Nothing else counts then. */
  readonly needPeer?: string;
}

/** A row of a list that a menu or the API shows. */
export type Item = Readonly<Record<string, string | number>>;

/** One program's core as the session machine and the API see it. Implemented by `bonus/core.ts` over a `Program` (the figures). */
export interface Core {
  readonly program: string;
  /** Zone of subscribers who have set no other. */
  readonly timeZone: string;
  decide(account: Account, operation: Operation, context: CoreContext): Decision;
  /** All that fell due by `now`, in order of time: burnt points, ended applications, end of the program, run-out codes. */
  settle(account: Account, now: number): Settled;
  /** When `settle` will have something to do next; null = never. */
  nextDeadline(account: Account): number | null;
  /** `catalogue` → {code, name key, price, basePrice}; `history` → {at, kind, delta}, newest first; `lots` → {points, expiresAt}. */
  list(account: Account, name: string, now: number): readonly Item[];
}

export interface Settled {
  readonly account: Account;
  readonly messages: readonly (CoreMessage & { readonly at: number })[];
  readonly entries: readonly JournalEntry[];
}
