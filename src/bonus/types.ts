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

/** Points that come at a known instant: a rule of the program says when. */
export interface Credit {
  readonly at: number;
  readonly points: number;
  /** What the journal will name: the kind of event, `joining`… */
  readonly note: string;
}

/**
 * Points that somebody else must confirm, such as those of a purchase. Pending until then; accrued once they are credited, which
 * a rule of the program may put off; written off when they are used.
 */
export interface Claim {
  readonly id: string;
  /** Kind of the event that made it; its rule says what becomes of it. */
  readonly kind: string;
  readonly at: number;
  readonly rub: number;
  readonly partner: string;
  readonly points: number;
  readonly state: 'pending' | 'accrued' | 'rejected' | 'written-off';
  /** Of a pending one: when it falls due, to be credited where it is confirmed, else to be rejected by itself. */
  readonly dueAt?: number;
  readonly confirmed?: true;
  /** Of an accrued one: its points that are not used yet. */
  readonly left?: number;
}

/** What a bill takes at its date: points as far as they go. */
export interface Bill {
  readonly rub: number;
  readonly dueAt: number;
}

/** What a member saves for: a certificate, or to top up a number as soon as points allow on one of its dates. */
export type Goal =
  | { readonly goal: 'certificate'; readonly rub: number }
  | { readonly goal: 'number'; readonly rub: number; readonly msisdn: string; readonly dueAt: number };

/** The status of a member. Status points count what is credited; spending does not lower them. */
export interface Tier {
  readonly name: string;
  /** When it is worked out anew. */
  readonly until: number;
  /** Status points: those of the last working-out, and all that were credited since. */
  readonly points: number;
  /** What was credited on local days, oldest first: as far back as a working-out looks. */
  readonly days: readonly { readonly day: string; readonly points: number }[];
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
  /** Points on their way by date, in order of time; those of one date and kind together. */
  readonly credits?: readonly Credit[];
  /** Oldest first: all that are open, and the last ones that are not. */
  readonly claims?: readonly Claim[];
  /** Points taken back that were already used: the next ones that are credited pay for them. */
  readonly owed?: number;
  readonly bill?: Bill;
  readonly goals?: readonly Goal[];
  readonly tier?: Tier;
  /** When it is looked next for what is given by itself (birthday, month's end); null = nothing is in sight. */
  readonly lookAt?: number | null;
  /** Exchanges in the local month of the last one. */
  readonly orders?: { readonly month: string; readonly count: number };
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
  /** `05-15`; 02-29 is the 28th in other years. */
  readonly birthday?: string;
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
  /** One exchange of one gift or several. */
  | { readonly op: 'order'; readonly codes: readonly string[] }
  | { readonly op: 'transfer'; readonly to: string; readonly points: number }
  | { readonly op: 'confirm'; readonly id: string; readonly code: string }
  /** At the receiver: the point of no return of a transfer. */
  | { readonly op: 'credit'; readonly id: string; readonly from: string; readonly lots: readonly Lot[] }
  /** At the giver: the end of a transfer. `refusal` null = the receiver has the points. */
  | { readonly op: 'finish'; readonly id: string; readonly refusal: string | null }
  /** A member from the beginning of the world, with so many points. */
  | { readonly op: 'open'; readonly points: number }
  /** The number has passed to another owner (`profile.ts`). */
  | { readonly op: 'change-owner' }
  /** A date of the profile has changed: what it gives by itself has another date. */
  | { readonly op: 'change-dates' };

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

/** What a program can say: no service needs words for what its program does not do. */
export interface Vocabulary {
  /** Key of an SMS → its figures; a trailing `?` marks one that is not always there. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** Operation → outcome → its figures. */
  readonly outcomes: Readonly<Record<Operation['op'], Readonly<Record<string, readonly string[]>>>>;
}

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
  /** The SMS that it may send, and what its operations may answer (`vocabulary.ts`). */
  readonly vocabulary: Vocabulary;
  /** Rows of a list by its name: see `lists.ts`. */
  list(account: Account, name: string, now: number): readonly Item[];
}

export interface Settled {
  readonly account: Account;
  readonly messages: readonly (CoreMessage & { readonly at: number })[];
  readonly entries: readonly JournalEntry[];
}
