/** One point for every so many RUB; the remainder is carried. A bonus, once, when the running total first exceeds a sum. */
import { dayOfMonth } from '../calendar.ts';
import type { RateRule } from '../programFile.ts';
import type { Award, Block, EarningEvent } from './block.ts';
import { numberIn } from './values.ts';

/** See the head of the file. */
export const rate: Block<RateRule> = {
  fields: (_rule, program) => [{ name: 'rub', is: 'amount', limit: program.maxRub }],
  earn: (rule, event) => {
    const { kind, membership, values } = event;
    const rub = numberIn(values, 'rub');
    if (rub < (rule.minimum ?? 0)) return { ok: true, awards: [], change: {} };
    const sum = (membership.carry[kind] ?? 0) + rub;
    const award = { points: Math.floor(sum / rule.rub), note: kind, ...dateOf(rule, event) };
    const carry = { ...membership.carry, [kind]: sum % rule.rub };
    const bonus = totalBonus(rule, event, rub);
    return { ok: true, awards: [award, ...bonus.awards], change: { carry, ...bonus.change } };
  },
};

function dateOf({ credited }: RateRule, { now, zone }: EarningEvent): { at?: number } {
  return credited === undefined ? {} : { at: dayOfMonth(now, zone, credited.months, credited.day) };
}

function totalBonus(rule: RateRule, { kind, membership }: EarningEvent, rub: number) {
  const key = `${kind}.bonus`;
  const none: readonly Award[] = [];
  if (!rule.bonus || membership.granted[key]) return { awards: none, change: {} };
  const total = (membership.totals[kind] ?? 0) + rub;
  const totals = { ...membership.totals, [kind]: total };
  if (total <= rule.bonus.over) return { awards: none, change: { totals } };
  const awards: readonly Award[] = [{ points: rule.bonus.points, note: key }];
  return { awards, change: { totals, granted: { ...membership.granted, [key]: 'once' } } };
}
