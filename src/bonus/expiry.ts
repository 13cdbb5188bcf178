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
