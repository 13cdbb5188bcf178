/** What points pay at a date: the bill as far as they go, then the goals that they are enough for, after what that instant brings. */
import { postedTo } from '../../../src/bonus/ledger.ts';
import type { Goal, JournalEntry } from '../../../src/bonus/types.ts';
import { monthDay } from './dates.ts';
import { acceptedEvent, byClock, differ, goesOn, horizon, is, type Law, type Step, was, zoneIn } from './step.ts';

type NumberGoal = Extract<Goal, { goal: 'number' }>;

interface Paid {
  readonly at: number;
  readonly note: string;
  readonly points: number;
}

/** Rows of one instant, in the order in which they are done. */
const ORDER: readonly ((entry: JournalEntry) => boolean)[] = [
  ({ kind, note }) => kind === 'burn' && note === 'expired',
  ({ kind }) => kind === 'earn' || kind === 'take-back',
  ({ kind, note }) => kind === 'write-off' && note === 'bill',
  ({ kind }) => kind === 'write-off',
  ({ kind }) => kind === 'burn',
];

/** See the head of the file. */
export const payments: Law = (step) => {
  const written = byClock(step).filter(({ kind }) => kind === 'write-off');
  const paid = written.map((entry) => ({ at: entry.at, note: entry.note ?? '', points: -postedTo(entry, 'points') }));
  const goals = goalsPaid(step);
  const lawful = [...billPaid(step), ...goals.paid].sort((a, b) => a.at - b.at);
  return [
    ...differ('what points paid', paid, lawful),
    ...inOrder(step),
    ...(goesOn(step) ? [...billStays(step), ...goalsStay(step, goals.open)] : []),
  ];
};

function billPaid(step: Step): readonly Paid[] {
  const { bill } = was(step);
  if (bill === undefined || bill.dueAt > horizon(step)) return [];
  const points = Math.min(bill.rub, balanceBefore(step, bill.dueAt, 2));
  return points === 0 ? [] : [{ at: bill.dueAt, note: 'bill', points }];
}

function goalsPaid(step: Step): { readonly paid: readonly Paid[]; readonly open: readonly Goal[] } {
  const { goals = [] } = was(step);
  const paid: Paid[] = [];
  const open: Goal[] = goals.filter(({ goal }) => goal === 'certificate');
  const numbers = goals.filter((one): one is NumberGoal => one.goal === 'number');
  for (let at = nextDate(numbers, step); at !== null; at = nextDate(numbers, step)) {
    let spent = 0;
    for (const [index, one] of numbers.entries()) {
      if (one.dueAt !== at) continue;
      const isEnough = !step.before.profile.blocked && balanceBefore(step, at, 3) - spent >= one.rub;
      if (isEnough) paid.push({ at, note: `number.${one.msisdn}`, points: one.rub });
      spent += isEnough ? one.rub : 0;
      numbers[index] = { ...one, dueAt: isEnough ? Number.POSITIVE_INFINITY : nextMonth(step, at) };
    }
  }
  return { paid, open: [...open, ...numbers.filter(({ dueAt }) => Number.isFinite(dueAt))] };
}

function nextDate(goals: readonly NumberGoal[], step: Step): number | null {
  const next = Math.min(...goals.map(({ dueAt }) => dueAt));
  return next <= horizon(step) ? next : null;
}

function nextMonth(step: Step, at: number): number {
  const rule = [...step.program.events.values()].find((one) => one.rule === 'goal');
  const { months = 1, day = 1 } = rule?.rule === 'goal' ? (rule.number?.paid ?? {}) : {};
  return monthDay(at, zoneIn(step), months, day);
}

/** The balance that a row of an instant finds. @param row its number in ORDER */
function balanceBefore(step: Step, at: number, row: number): number {
  const held = was(step).lots.reduce((sum, { points }) => sum + points, 0);
  const earlier = byClock(step).filter((entry) => entry.at < at || (entry.at === at && rowOf(entry) < row));
  return earlier.reduce((sum, entry) => sum + postedTo(entry, 'points'), held);
}

function rowOf(entry: JournalEntry): number {
  return ORDER.findIndex((isRow) => isRow(entry));
}

function inOrder(step: Step): readonly string[] {
  const entries = byClock(step);
  return entries.flatMap((entry, index) => {
    const next = entries[index + 1];
    if (next === undefined || next.at > entry.at) return [];
    if (next.at < entry.at) return [`the clock wrote ${next.kind} of an earlier instant after ${entry.kind}`];
    return rowOf(next) < rowOf(entry) ? [`${entry.kind} ${entry.note} came before ${next.kind} ${next.note}`] : [];
  });
}

function billStays(step: Step): readonly string[] {
  const event = acceptedEvent(step);
  const rule = event === null ? undefined : step.program.events.get(event.kind);
  const { bill } = was(step);
  if (event !== null && rule?.rule === 'bill') {
    const dueAt = monthDay(step.now, zoneIn(step), rule.paid.months, rule.paid.day);
    return differ('the bill', is(step).bill, { rub: event.values.rub, dueAt });
  }
  const open = bill !== undefined && bill.dueAt > horizon(step) ? bill : undefined;
  return differ('the bill', is(step).bill, open);
}

function goalsStay(step: Step, open: readonly Goal[]): readonly string[] {
  const lawful = open.map(nameOf).sort();
  const stated = (is(step).goals ?? []).map(nameOf).sort();
  const event = acceptedEvent(step);
  const rule = event === null ? undefined : step.program.events.get(event.kind)?.rule;
  if (event !== null && rule === 'goal') lawful.push(nameOf(wished(step, event.values)));
  const reached = event !== null && rule === 'certificate' ? lawful.indexOf(`certificate ${event.values.rub}`) : -1;
  return differ('the goals', stated, lawful.filter((_, index) => index !== reached).sort());
}

function wished(step: Step, values: Readonly<Record<string, unknown>>): Goal {
  const rub = Number(values.rub);
  if (values.goal !== 'number') return { goal: 'certificate', rub };
  return { goal: 'number', rub, msisdn: String(values.msisdn), dueAt: nextMonth(step, step.now) };
}

function nameOf(goal: Goal): string {
  return goal.goal === 'certificate' ? `certificate ${goal.rub}` : `number ${goal.msisdn} ${goal.rub} ${goal.dueAt}`;
}
