/** A program's figures as its file writes them (`schemas/program.schema.json` says the same to editors). */
import type { Channel } from './types.ts';

export interface ProgramFile {
  readonly program: string;
  readonly timeZone: string;
  readonly lifecycle: 'open' | 'dated';
  readonly dates?: { readonly opened?: string; readonly frozen?: string; readonly closed?: string };
  readonly joining: Readonly<Partial<Record<Channel, JoiningFile>>>;
  readonly leaving: 'allowed' | 'impossible';
  readonly expiry: ExpiryRule;
  readonly maxRub: number;
  readonly earning: Readonly<Record<string, EarningRule>>;
  /** Kinds of events that earn nothing themselves. */
  readonly events?: Readonly<Record<string, EventRule>>;
  readonly tiers?: TiersFile;
  readonly transfers?: TransfersFile;
  readonly orders?: OrdersFile;
  readonly gifts?: readonly Gift[];
}

export interface JoiningFile {
  readonly delay?: string;
  /** Points by the field of the application that earns them. */
  readonly bonuses?: Readonly<Record<string, number>>;
  /** Points for joining, once for each owner of the number; `after` = how long after it. */
  readonly welcome?: { readonly points: number; readonly after?: string };
  /** Digits of the password for the account on the web, which comes by SMS; absent = there is none. */
  readonly password?: number;
}

export type ExpiryRule =
  | { readonly rule: 'calendar-year' }
  | { readonly rule: 'months'; readonly months: number }
  | { readonly rule: 'never' };

/** How often a bonus is given; absent = each time. */
export type Every = 'once' | 'year' | 'month';

/** When points are credited: on this day of the month that is so many months after the event's, at 00:00 local time. */
export interface CreditDate {
  readonly months: number;
  readonly day: number;
}

/** 1 point per `rub` RUB, the remainder is carried. `bonus`: once, when the running total first exceeds `over` RUB. */
export interface RateRule {
  readonly rule: 'rate';
  readonly rub: number;
  /** Less in one event earns nothing. */
  readonly minimum?: number;
  readonly bonus?: { readonly over: number; readonly points: number };
  /** Absent = at once. */
  readonly credited?: CreditDate;
}

export interface FixedRule {
  readonly rule: 'fixed';
  readonly points: number;
  readonly every?: Every;
  /** A bonus of joining (its field) that can also be had later, once in all. */
  readonly joining?: string;
  /** Given on that day also where no event tells of it. */
  readonly byItself?: 'birthday';
}

/** Points by full years in the program: the highest tier that has been reached. */
export interface ByYearsRule {
  readonly rule: 'by-years';
  readonly every?: Every;
  readonly tiers: readonly { readonly years: number; readonly points: number }[];
  /** Given at the end of each local month that no event had it in. */
  readonly byItself?: 'month-end';
}

/** Points by the value of a field of the event. */
export interface ByValueRule {
  readonly rule: 'by-value';
  readonly field: string;
  readonly values: readonly { readonly value: number; readonly points: number }[];
}

/** As many points as the event says, within limits. */
export interface StatedRule {
  readonly rule: 'stated';
  readonly from: number;
  readonly to: number;
}

/**
 * A percentage of a sum, once its partner has confirmed it. Fields of the event: rub, partner, percent. Fields of the answer and
 * of `confirm` and `reject`: entry.
 */
export interface ClaimRule {
  readonly rule: 'claim';
  /** Highest percentage. */
  readonly percent: number;
  /** Local days after which one that nobody confirms is rejected by itself. */
  readonly days: number;
  /** By name of a partner or of a category of partners: what is not as above. */
  readonly partners?: Readonly<Record<string, { readonly percent?: number; readonly days?: number }>>;
  /** When confirmed points are credited, counted from the confirmation. */
  readonly credited: CreditDate;
  /** Points that come with the first one that is credited, once for each owner of the number. */
  readonly first?: number;
  /** So many may be open at once. */
  readonly open: number;
  /** For so many local days after the purchase it is remembered whatever comes: until then it can surely be rejected, also once it is credited. */
  readonly returns: number;
  /** Of those that are older and not open any more, so many are remembered. */
  readonly kept: number;
}

export type EarningRule = RateRule | FixedRule | ByYearsRule | ByValueRule | StatedRule | ClaimRule;

/** `confirm` and `reject` {entry}: what becomes of a claim. */
export interface ClaimEventRule {
  readonly rule: 'confirm' | 'reject';
}

/** A bill {rub}: points pay it at the date, as far as they go. */
export interface BillRule {
  readonly rule: 'bill';
  readonly paid: CreditDate;
}

/** Sums that a certificate may have: these, then each step up to the highest. */
export interface CertificateSums {
  readonly rub: readonly number[];
  readonly step: number;
  readonly upTo: number;
}

/** What a member saves for: `goal` bill, certificate {rub} or number {rub, msisdn}. */
export interface GoalRule {
  readonly rule: 'goal';
  readonly certificate?: CertificateSums;
  /** Topping up: only numbers that begin so, on the date. */
  readonly number?: { readonly prefixes: readonly string[]; readonly paid: CreditDate };
  /** So many at once. */
  readonly most: number;
}

/** A certificate {rub} for as many points. */
export interface CertificateRule extends CertificateSums {
  readonly rule: 'certificate';
}

export type EventRule = ClaimEventRule | BillRule | GoalRule | CertificateRule;

/** Statuses by status points, lowest first. */
export interface TiersFile {
  /** A working-out looks back so many months. */
  readonly window: number;
  readonly levels: readonly TierLevel[];
}

export interface TierLevel {
  readonly name: string;
  /** Status points from which it holds; 0 of the first. */
  readonly from: number;
  /** For how long it holds once it is reached. */
  readonly months: number;
  /** Per cent off the price of gifts, the price rounded up. */
  readonly discount: number;
}

export interface TransfersFile {
  readonly perOperation: number;
  readonly perDay: number;
  readonly oneRecipientADay: boolean;
  readonly perMonth: number;
  readonly codeDigits: number;
  readonly codeLifetime: string;
  readonly tries: number;
  readonly waiting: number;
}

/** What holds for ordering gifts. Absent = nothing beyond their prices, one gift an order. */
export interface OrdersFile {
  /** Exchanges a local month. */
  readonly perMonth?: number;
  /** Gifts of one exchange; absent = 1. */
  readonly most?: number;
  /** Whether a debt stands against it. */
  readonly refusedInDebt?: true;
  /** The program's own number of a refusal, by its word. */
  readonly refusalCodes?: Readonly<Record<string, number>>;
}

export interface Gift {
  readonly code: string;
  readonly category: string;
  readonly price: number;
  /** At most one for each owner of the number. */
  readonly once?: true;
  /** How long it runs: the whole next local month, or so long from the order (`PT48H`, `P2M`). Absent = nothing is said. */
  readonly runs?: string;
  /** It must be paid for from then on unless it is switched off: the subscriber is told. */
  readonly thenPaid?: true;
  /** Digits of the promo code that comes by SMS. */
  readonly promoCode?: number;
  /** For those who edit the file; subscribers read the gift's name. */
  readonly note?: string;
}
