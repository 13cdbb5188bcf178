/** The account aggregate of one subscriber. */
import type { Lot, Recent } from './points.ts';
import type { Bill, Claim, Credit, Goal, Tier } from './promises.ts';
import type { LimitUse, Reservation, TransferRequest } from './transfers.ts';

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
