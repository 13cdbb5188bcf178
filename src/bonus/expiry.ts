/** When points burn. One building block for each rule. */
import { addMonths, localDay } from './calendar.ts';
import type { Program } from './program.ts';
import type { ExpiryRule } from './programFile.ts';
import type { Lot } from './types.ts';

type Rules = { readonly [Name in ExpiryRule['rule']]: RuleFor<Extract<ExpiryRule, { rule: Name }>> };
type RuleFor<Rule> = (rule: Rule, earnedAt: number, zone: string) => number | null;

const RULES: Rules = {
  'calendar-year': (_rule, earnedAt, zone) => localDay(earnedAt, zone).nextYear,
  months: ({ months }, earnedAt, zone) => addMonths(earnedAt, months, zone),
  never: () => null,
};

/** The instant (epoch ms) at which points earned now in this zone burn; null = never. */
export function expiryOf(rule: ExpiryRule, earnedAt: number, zone: string): number | null {
  const apply = RULES[rule.rule] as RuleFor<ExpiryRule>;
  return apply(rule, earnedAt, zone);
}

/**
 * The instant at which the first of the lots burns; Infinity = none does.
 * Lots are in order of expiry. A frozen program keeps what it has: only what fell due before it froze burns.
 */
export function nextBurn(program: Program, lots: readonly Lot[]): number {
  const at = lots[0]?.expiresAt ?? Number.POSITIVE_INFINITY;
  return at < program.frozenAt ? at : Number.POSITIVE_INFINITY;
}

/** No local day is longer: this spares the calendar where lots are far apart. */
const LONGEST_DAY = 25 * 3_600_000;

/**
 * Lots as people count them: those that burn on the same local day are one, with the instant of the first.
 * @param lots in order of expiry
 */
export function byDay(lots: readonly Lot[], zone: string): readonly Lot[] {
  const days: Lot[] = [];
  for (const lot of lots) {
    const last = days.at(-1);
    if (last !== undefined && isSameDay(last, lot, zone)) days[days.length - 1] = withPoints(last, lot.points);
    else days.push(lot);
  }
  return days;
}

function isSameDay({ expiresAt: one }: Lot, { expiresAt: other }: Lot, zone: string): boolean {
  if (one === null || other === null) return one === other;
  return other - one < LONGEST_DAY && other < localDay(one, zone).end;
}

function withPoints(lot: Lot, more: number): Lot {
  return { ...lot, points: lot.points + more };
}
