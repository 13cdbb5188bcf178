/** Goals that points reach by themselves: a number is topped up on the first of its dates on which there are points enough. */
import { dayOfMonth } from './calendar.ts';
import { totalOf } from './lots.ts';
import { balanceOf, writeOff } from './points.ts';
import type { Program } from './program.ts';
import type { CreditDate } from './programFile.ts';
import { type Cause, patch, say, type Turn, zoneOf } from './turn.ts';
import type { Goal, Membership } from './types.ts';

type NumberGoal = Extract<Goal, { goal: 'number' }>;

/** When the next one has its date; Infinity = never. Nothing is spent while the program is frozen. */
export function nextGoal({ goals }: Membership, { frozenAt }: Program): number {
  let next = Number.POSITIVE_INFINITY;
  if (goals === undefined) return next;
  for (const one of goals) if (one.goal === 'number' && one.dueAt < next) next = one.dueAt;
  return next < frozenAt ? next : Number.POSITIVE_INFINITY;
}

/** Tops up what points are enough for, the goal that was set first before the others; the rest waits for its next date. */
export function topUp(turn: Turn, cause: Cause): Turn {
  const { goals = [] } = turn.membership;
  const due = goals.filter((one): one is NumberGoal => one.goal === 'number' && one.dueAt === cause.at);
  return due.reduce((so, one) => (canPay(so, one) ? paid(so, one, cause) : putOff(so, one, cause.at)), turn);
}

function canPay({ program, profile, membership }: Turn, { rub }: NumberGoal): boolean {
  return dateOf(program) !== null && !profile.blocked && totalOf(membership.lots) >= rub;
}

function paid(turn: Turn, goal: NumberGoal, cause: Cause): Turn {
  const { msisdn: to, rub: points } = goal;
  const after = writeOff(without(turn, goal), points, cause, `number.${to}`);
  return say(after, cause.at, 'core.topped-up', { to, points, balance: balanceOf(after) });
}

function putOff(turn: Turn, goal: NumberGoal, at: number): Turn {
  const date = dateOf(turn.program);
  if (date === null) return without(turn, goal);
  const dueAt = dayOfMonth(at, zoneOf(turn), date.months, date.day);
  return patch(turn, { goals: (turn.membership.goals ?? []).map((one) => (one === goal ? { ...goal, dueAt } : one)) });
}

function without(turn: Turn, goal: NumberGoal): Turn {
  return patch(turn, { goals: (turn.membership.goals ?? []).filter((one) => one !== goal) });
}

/** Null where the file does not know such goals any more. */
function dateOf({ events }: Program): CreditDate | null {
  for (const rule of events.values()) if (rule.rule === 'goal' && rule.number !== undefined) return rule.number.paid;
  return null;
}
