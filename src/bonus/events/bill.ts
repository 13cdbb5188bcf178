/** A bill: points pay it at its date, as far as they go. The one that came last holds. */
import { dayOfMonth } from '../calendar.ts';
import { numberIn } from '../earning/values.ts';
import { balanceOf, writeOff } from '../points.ts';
import type { Program } from '../program.ts';
import type { BillRule } from '../programFile.ts';
import { type Cause, patch, say, type Turn, zoneOf } from '../turn.ts';
import type { Membership } from '../types.ts';
import { type EventBlock, happened } from './block.ts';

/** ok {earned: 0, balance, paidAt} */
export const bill: EventBlock<BillRule> = {
  fields: (_rule, program) => [{ name: 'rub', is: 'amount', limit: program.maxRub }],
  run(turn, { paid }, values, { now }) {
    const dueAt = dayOfMonth(now, zoneOf(turn), paid.months, paid.day);
    return happened(patch(turn, { bill: { rub: numberIn(values, 'rub'), dueAt } }), { paidAt: dueAt });
  },
};

/** When a bill is paid; Infinity = there is none. Nothing is spent while the program is frozen. */
export function nextBill({ bill: one }: Membership, { frozenAt }: Program): number {
  return one !== undefined && one.dueAt < frozenAt ? one.dueAt : Number.POSITIVE_INFINITY;
}

/** Whether the program (still) pays bills. */
function isPaid({ events }: Program): boolean {
  return [...events.values()].some(({ rule }) => rule === 'bill');
}

/** Pays the bill with what points there are; it is gone then, whoever pays the rest. */
export function payBill(turn: Turn, cause: Cause): Turn {
  const { bill: one, ...membership } = turn.membership;
  if (one === undefined || !isPaid(turn.program)) return { ...turn, membership };
  const points = Math.min(one.rub, balanceOf(turn));
  const after = writeOff({ ...turn, membership }, points, cause, 'bill');
  if (points === 0) return after;
  const rest = one.rub - points;
  return say(after, cause.at, 'core.bill-paid', { points, rub: one.rub, rest, balance: balanceOf(after) });
}
