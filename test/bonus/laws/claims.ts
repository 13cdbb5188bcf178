/** The life of a claim: pending, then accrued at its date where it was confirmed, else rejected; written off when it is used up; never back. */
import { isDeepStrictEqual } from 'node:util';
import type { Claim } from '../../../src/bonus/types.ts';
import { daysLater, monthDay } from './dates.ts';
import { acceptedEvent, differ, goesOn, horizon, is, type Law, type Step, was, zoneIn } from './step.ts';

type State = Claim['state'];

/** What may become of one that nobody speaks of and that is not due. */
const NEXT: { readonly [Name in State]: readonly State[] } = {
  pending: ['pending'],
  accrued: ['accrued', 'written-off'],
  'written-off': ['written-off'],
  rejected: ['rejected'],
};

/** See the head of the file. */
export const claimsLive: Law = (step) => {
  if (!goesOn(step)) return differ('what is claimed by nobody', (is(step).claims ?? []).length, 0);
  const after = new Map((is(step).claims ?? []).map((one) => [one.id, one]));
  const known = (was(step).claims ?? []).flatMap((one) => courseOf(step, one, after.get(one.id)));
  return [...known, ...forgotten(step), ...made(step), ...leftFits(step)];
};

function courseOf(step: Step, before: Claim, after: Claim | undefined): readonly string[] {
  const spoken = acceptedEvent(step)?.values.entry === before.id ? ruleOf(step) : undefined;
  const states = lawfulStates(step, before, spoken);
  if (after === undefined) {
    const mayGo = states.some((state) => state !== 'pending');
    return mayGo ? [] : [`a claim that is pending is forgotten`];
  }
  if (!states.includes(after.state)) return [`a claim that was ${before.state} is ${after.state}`];
  if (after.state === 'pending') return pendingFits(step, before, after, spoken);
  const grows = (after.left ?? 0) > (before.left ?? before.points);
  return [
    ...(grows ? ['more is left of a claim than before'] : []),
    ...((after.state === 'accrued') === (after.left ?? 0) > 0 ? [] : [`${after.state} with ${after.left} left`]),
    ...(after.dueAt === undefined ? [] : [`a claim that is ${after.state} falls due`]),
  ];
}

function ruleOf(step: Step): string | undefined {
  const event = acceptedEvent(step);
  return event === null ? undefined : step.program.events.get(event.kind)?.rule;
}

function lawfulStates(step: Step, { state, dueAt = Infinity, confirmed }: Claim, spoken?: string): readonly State[] {
  if (spoken === 'reject') return ['rejected'];
  if (state !== 'pending' || dueAt > horizon(step)) return NEXT[state];
  return confirmed ? ['accrued', 'written-off'] : ['rejected'];
}

/** Only a confirmation changes a pending one: nothing but its date. */
function pendingFits(step: Step, before: Claim, after: Claim, spoken?: string): readonly string[] {
  const rule = step.program.earning.get(before.kind);
  if (spoken !== 'confirm' || rule?.rule !== 'claim') {
    return isDeepStrictEqual(after, before) ? [] : ['a pending claim has changed by itself'];
  }
  if (before.confirmed) return ['a claim was confirmed twice'];
  const dueAt = monthDay(step.now, zoneIn(step), rule.credited.months, rule.credited.day);
  return [
    ...differ('the date of a confirmed claim', [after.dueAt, step.outcome.data.creditsAt], [dueAt, dueAt]),
    ...(isDeepStrictEqual({ ...after, dueAt: 0 }, { ...before, dueAt: 0, confirmed: true })
      ? []
      : ['a confirmation changed a claim']),
  ];
}

/** Of those that can change no more the last ones are remembered, whenever one of them is settled. */
function forgotten(step: Step): readonly string[] {
  const [before, after] = [was(step), is(step)].map(({ claims = [] }) => claims) as [
    readonly Claim[],
    readonly Claim[],
  ];
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id));
  const settledAt = lastSettled(step, before);
  if (settledAt === null) return gone.map(() => 'a claim is forgotten while none is settled');
  const { kept, returns } = memoryOf(step);
  const isOver = ({ at, state }: Claim) => state !== 'pending' && at < daysLater(settledAt, zoneIn(step), -returns);
  const over = after.filter(isOver).length;
  const early = gone.filter(({ at }) => at >= daysLater(settledAt, zoneIn(step), -returns));
  return [
    ...early.map(() => 'a claim is forgotten that can still be rejected'),
    ...(gone.length > 0 && over < kept ? [`a claim is forgotten while ${over} are remembered`] : []),
    ...(over > kept ? [`${over} claims that are over are remembered`] : []),
  ];
}

/** When claims were settled last in a step, epoch ms; null = none were. */
function lastSettled(step: Step, claims: readonly Claim[]): number | null {
  if (acceptedEvent(step) !== null && ruleOf(step) === 'reject') return step.now;
  const dates = claims.flatMap(({ dueAt = Infinity }) => (dueAt <= horizon(step) ? [dueAt] : []));
  return dates.length === 0 ? null : Math.max(...dates);
}

function memoryOf({ program }: Step): { readonly kept: number; readonly returns: number } {
  const rules = [...program.earning.values()].flatMap((rule) => (rule.rule === 'claim' ? [rule] : []));
  const most = (figure: 'kept' | 'returns') => Math.max(0, ...rules.map((rule) => rule[figure]));
  return { kept: most('kept'), returns: most('returns') };
}

/** A new one is as its event says, and no other step makes any. */
function made(step: Step): readonly string[] {
  const known = new Set((was(step).claims ?? []).map(({ id }) => id));
  const fresh = (is(step).claims ?? []).filter(({ id }) => !known.has(id));
  const event = acceptedEvent(step);
  const rule = event === null ? undefined : step.program.earning.get(event.kind);
  if (event === null || rule?.rule !== 'claim') return differ('what is claimed without an event', fresh.length, 0);
  const { rub, percent, partner } = event.values as { rub: number; percent: number; partner: string };
  const { percent: most = rule.percent, days = rule.days } = rule.partners?.[partner] ?? {};
  const points = Number((BigInt(rub) * BigInt(percent)) / 100n);
  const dueAt = daysLater(step.now, zoneIn(step), days);
  const lawful = { kind: event.kind, at: step.now, rub, partner, points, state: 'pending', dueAt };
  const waiting = (is(step).claims ?? []).filter(({ state }) => state === 'pending').length;
  return [
    ...(percent > most ? [`${percent} % of ${partner}`] : []),
    ...(waiting > rule.open ? [`${waiting} claims wait`] : []),
    ...differ(
      'a new claim',
      fresh.map(({ id: _any, ...one }) => one),
      [lawful],
    ),
    ...differ('what is told of a claim', [step.outcome.data.entry, step.outcome.data.earned], [fresh[0]?.id, points]),
  ];
}

/** What claims have left is there. */
function leftFits(step: Step): readonly string[] {
  const { claims = [], lots } = is(step);
  const left = claims.reduce((sum, one) => sum + (one.left ?? 0), 0);
  const balance = lots.reduce((sum, { points }) => sum + points, 0);
  return left <= balance ? [] : [`claims have ${left} points left, the balance has ${balance}`];
}
