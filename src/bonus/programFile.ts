/** A program's figures as its file writes them (`schemas/program.schema.json` says the same to editors). */
import type { Channel } from './types.ts';

export interface ProgramFile {
  readonly program: string;
  readonly timeZone: string;
  readonly lifecycle: 'open' | 'dated';
  readonly dates?: { readonly frozen?: string; readonly closed?: string };
  readonly joining: Readonly<Partial<Record<Channel, JoiningFile>>>;
  readonly leaving: 'allowed' | 'impossible';
  readonly expiry: ExpiryRule;
  readonly maxRub: number;
  readonly earning: Readonly<Record<string, EarningRule>>;
  readonly transfers?: TransfersFile;
  readonly gifts?: readonly Gift[];
}

export interface JoiningFile {
  readonly delay?: string;
  /** Points by the field of the application that earns them. */
  readonly bonuses?: Readonly<Record<string, number>>;
}

export type ExpiryRule =
  | { readonly rule: 'calendar-year' }
  | { readonly rule: 'months'; readonly months: number }
  | { readonly rule: 'never' };

/** How often a bonus is given; absent = each time. */
export type Every = 'once' | 'year' | 'month';

/** 1 point per `rub` RUB, the remainder is carried. `bonus`: once, when the running total first exceeds `over` RUB. */
export interface RateRule {
  readonly rule: 'rate';
  readonly rub: number;
  readonly bonus?: { readonly over: number; readonly points: number };
}

export interface FixedRule {
  readonly rule: 'fixed';
  readonly points: number;
  readonly every?: Every;
}

/** Points by full years in the program: the highest tier that has been reached. */
export interface ByYearsRule {
  readonly rule: 'by-years';
  readonly every?: Every;
  readonly tiers: readonly { readonly years: number; readonly points: number }[];
}

/** Points by the value of a field of the event. */
export interface ByValueRule {
  readonly rule: 'by-value';
  readonly field: string;
  readonly values: readonly { readonly value: number; readonly points: number }[];
}

export type EarningRule = RateRule | FixedRule | ByYearsRule | ByValueRule;

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

export interface Gift {
  readonly code: string;
  readonly category: string;
  readonly price: number;
  /** For those who edit the file; subscribers read the gift's name. */
  readonly note?: string;
}
