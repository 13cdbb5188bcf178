/** One point for every so many RUB; the remainder is carried. A bonus, once, when the running total first exceeds a sum. */
import type { RateRule } from '../programFile.ts';
import type { Award, Block, EarningEvent } from './block.ts';

/** See the head of the file. */
export const rate: Block<RateRule> = {
  fields: (_rule, program) => [{ name: 'rub', is: 'amount', limit: program.maxRub }],
  earn: (rule, event) => {
    const { kind, membership, values } = event;
    const sum = (membership.carry[kind] ?? 0) + (values.rub ?? 0);
    const award = { points: Math.floor(sum / rule.rub), note: kind };
    const carry = { ...membership.carry, [kind]: sum % rule.rub };
    const bonus = totalBonus(rule, event);
    return { ok: true, awards: [award, ...bonus.awards], change: { carry, ...bonus.change } };
  },
};

function totalBonus(rule: RateRule, { kind, membership, values }: EarningEvent) {
  const key = `${kind}.bonus`;
  const none: readonly Award[] = [];
  if (!rule.bonus || membership.granted[key]) return { awards: none, change: {} };
  const total = (membership.totals[kind] ?? 0) + (values.rub ?? 0);
  const totals = { ...membership.totals, [kind]: total };
  if (total <= rule.bonus.over) return { awards: none, change: { totals } };
  const awards: readonly Award[] = [{ points: rule.bonus.points, note: key }];
  return { awards, change: { totals, granted: { ...membership.granted, [key]: 'once' } } };
}
