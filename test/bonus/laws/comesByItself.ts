/** What the clock credits is what was due, to the point and to the millisecond: credits, confirmed claims, birthdays, month's ends. */

import { postedTo } from '../../../src/bonus/ledger.ts';
import type { EarningRule } from '../../../src/bonus/programFile.ts';
import type { Claim, Membership } from '../../../src/bonus/types.ts';
import { birthdays, monthOf, monthStarts, yearsBetween } from './dates.ts';
import { byClock, differ, horizon, type Law, type Step, was, zoneIn } from './step.ts';

interface Given {
  readonly at: number;
  readonly note: string;
  readonly points: number;
}

/** See the head of the file. */
export const comesByItself: Law = (step) => {
  const given = byClock(step)
    .filter(({ kind }) => kind === 'earn')
    .map((entry) => ({ at: entry.at, note: entry.note ?? '', points: postedTo(entry, 'points') }));
  return differ('what the clock credits', inOrder(given), inOrder(lawful(step)));
};

/** The instant after which the next step has to look for what comes by itself. */
export function lookedToAfter(step: Step): number {
  const isAnew = ['register', 'open', 'change-dates', 'change-owner'].includes(step.operation.op);
  return isAnew && step.outcome.name === 'ok' ? step.now : Math.max(step.lookedTo, step.now);
}

function lawful(step: Step): readonly Given[] {
  const { credits = [], claims = [], granted, status } = was(step);
  if (status === 'left') return [];
  const until = horizon(step);
  const due = credits.filter(({ at }) => at <= until).map(({ at, note, points }) => ({ at, note, points }));
  return [...due, ...claimed(step, claims, granted), ...looked(step, until)];
}

function claimed(
  { program, ...step }: Step,
  claims: readonly Claim[],
  granted: Membership['granted'],
): readonly Given[] {
  const until = horizon({ program, ...step });
  const due = claims.filter(
    ({ state, confirmed, dueAt = Infinity }) => state === 'pending' && confirmed && dueAt <= until,
  );
  const inTime = [...due].sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
  return inTime.flatMap(({ dueAt: at = 0, kind, points }, index) => {
    const isFirst = inTime.findIndex((one) => one.kind === kind) === index && !granted[`${kind}.first`];
    const rule = program.earning.get(kind);
    const first = isFirst && rule?.rule === 'claim' ? (rule.first ?? 0) : 0;
    return [
      { at, note: kind, points },
      { at, note: `${kind}.first`, points: first },
    ].filter((one) => one.points > 0);
  });
}

function looked(step: Step, until: number): readonly Given[] {
  const { status, activeAt = Infinity } = was(step);
  if (status === 'pending' && activeAt > until) return [];
  const from = status === 'pending' ? activeAt : step.lookedTo;
  return [...step.program.earning].flatMap(([kind, rule]) => looksFor(step, kind, rule, from, until));
}

function looksFor(step: Step, kind: string, rule: EarningRule, from: number, until: number): readonly Given[] {
  if (rule.rule === 'fixed' && rule.byItself === 'birthday') return onBirthdays(step, kind, rule.points, from, until);
  return rule.rule === 'by-years' && rule.byItself === 'month-end'
    ? atMonthEnds(step, kind, rule.tiers, from, until)
    : [];
}

function onBirthdays(step: Step, note: string, points: number, from: number, until: number): readonly Given[] {
  const { birthday } = step.before.profile;
  if (birthday === undefined) return [];
  const dates = birthdays(from, until, zoneIn(step), birthday);
  return dates
    .filter((at) => (was(step).granted[note] ?? '') < monthOf(at, zoneIn(step)).slice(0, 4))
    .map((at) => ({ at, note, points }));
}

function atMonthEnds(
  step: Step,
  note: string,
  tiers: readonly { readonly years: number; readonly points: number }[],
  from: number,
  until: number,
): readonly Given[] {
  const zone = zoneIn(step);
  const { memberSince } = step.before.profile;
  if (memberSince === undefined) return [];
  const free = monthStarts(from, until, zone).filter((at) => (was(step).granted[note] ?? '') < monthOf(at - 1, zone));
  return free.flatMap((at) => {
    const reached = tiers.filter(({ years }) => years <= yearsBetween(memberSince, at - 1, zone));
    const points = Math.max(0, ...reached.map((tier) => tier.points));
    return points === 0 ? [] : [{ at, note, points }];
  });
}

function inOrder(given: readonly Given[]): readonly string[] {
  return given.map(({ at, note, points }) => `${new Date(at).toISOString()} ${note} ${points}`).sort();
}
