/** What belongs together in a history, so that it happens often enough: what somebody does in a row, a clock that moves in between. */
import type { Operation } from '../../src/bonus/types.ts';
import { event } from './histories.ts';
import { type Action, CODE } from './stage.ts';
import { DAY } from './support.ts';

const YEAR = 366 * DAY;
export const LEAVE: Operation = { op: 'deactivate', channel: 'web' };
const JOIN: Operation = { op: 'register', channel: 'ussd' };
export const ONLINE: Operation = { op: 'register', channel: 'web' };
const NUMBER = { goal: 'number', rub: 500, msisdn: '79160000000' };

/** One after the other, by one person. */
export function asks(person: number, ...operations: readonly Operation[]): readonly Action[] {
  return operations.map((asked) => ({ do: 'ask', who: person, operation: asked, lost: false }));
}

/** Bought, confirmed, credited, spent, given back to the shop: as far as it goes. */
export function purchased(person: number, bought: Operation, spent: Operation, length: number): readonly Action[] {
  const course: Action[] = [
    ...asks(person, bought),
    { do: 'claim', who: person, kind: 'confirm', n: 0 },
    { do: 'clock', stride: 31 * DAY },
    ...asks(person, spent),
    { do: 'claim', who: person, kind: 'reject', n: 0 },
  ];
  return course.slice(0, length + 1);
}

/** Points of a purchase are given away. */
export function gaveAway(person: number): readonly Action[] {
  const bought = event('purchase', { rub: 1000, percent: 100, partner: 'another' });
  return [...purchased(person, bought, { op: 'balance' }, 2), ...given(person, person + 1, 2000)];
}

/** More purchases at once than may wait, all of them over a year later. */
export function hoarded(person: number): readonly Action[] {
  const bought = event('purchase', { rub: 99, percent: 5, partner: 'cafe' });
  const year: Action = { do: 'clock', stride: YEAR };
  return [
    ...asks(person, bought, bought, bought, bought, bought),
    year,
    ...asks(person, bought),
    year,
    ...asks(person, bought),
  ];
}

/** With plenty of points: too many gifts at once, then the most, then more of the same after a month or a new beginning. */
export function shopped(person: number, next: number): readonly Action[] {
  const rich = event('taxi', { rub: 20_000 });
  const [tooMany, most]: readonly string[][] = [
    ['11', '12', '32', '33'],
    ['33', '12', '32'],
  ];
  const after: readonly Action[] =
    next === 0 ? [{ do: 'clock', stride: 31 * DAY }] : asks(person, ...(next === 1 ? [LEAVE, JOIN, rich] : []));
  const orders = [tooMany ?? [], most ?? []].map((codes): Operation => ({ op: 'order', codes }));
  const debt: Action = { do: 'profile', who: person, change: { debt: next === 2 ? 50 : 0 } };
  return [
    ...asks(person, rich),
    debt,
    ...asks(person, ...orders),
    ...after,
    ...asks(person, { op: 'order', codes: ['33', '11'] }),
  ];
}

/** Saved for a certificate, or for just as many points as a number is topped up with, not by a blocked one; or for too few, since a bill comes first. */
export function saved(person: number, what: number): readonly Action[] {
  const certificate = [event('taxi', { rub: 600 }), event('goal', { goal: 'certificate', rub: 250 })];
  if (what === 0) return asks(person, ...certificate, event('certificate', { rub: 250 }));
  const both = [event('taxi', { rub: 520 }), event('goal', NUMBER), event('bill', { rub: 50 })];
  return [
    ...asks(person, LEAVE, JOIN, ...(what === 3 ? both : [event('taxi', { rub: 500 }), event('goal', NUMBER)])),
    ...(what === 2 ? [{ do: 'profile', who: person, change: { blocked: true } } as const] : []),
    { do: 'clock', stride: 31 * DAY },
    ...asks(person, { op: 'balance' }),
  ];
}

/** Given back to the shop when the points are gone, and what comes after that. */
export function indebted(person: number, next: number): readonly Action[] {
  const bought = event('purchase', { rub: 20_000, percent: 100, partner: 'another' });
  const after: readonly (readonly Action[])[] = [
    asks(person, LEAVE, ONLINE),
    [{ do: 'profile', who: person, change: { owner: 'B' } }],
    asks(person, event('taxi', { rub: 600 }), event('topup', { rub: 1000 })),
    [...given(person + 1, person, 50), { do: 'credit', n: 0, lost: false }],
    asks(person, LEAVE, { op: 'open', points: 3000 }),
  ];
  return [...purchased(person, bought, event('certificate', { rub: 10_250 }), 4), ...(after[next] ?? [])];
}

/** The same three times, the last time after the clock was set back to the first. */
export function wentBack(person: number, what: number): readonly Action[] {
  const again: readonly Operation[] = [event('birthday'), event('seniority'), { op: 'order', codes: ['32'] }];
  const action = asks(person, ...again.slice(what, what + 1));
  const strides = [YEAR, -YEAR].map((stride): Action => ({ do: 'clock', stride }));
  return [...action, ...strides.slice(0, 1), ...action, ...strides.slice(1), ...action];
}

/** Points for somebody else, confirmed and on their way. */
export function given(giver: number, to: number, some: number): readonly Action[] {
  return [
    { do: 'request', who: giver % 4, to, points: some },
    { do: 'confirm', who: giver % 4, n: 0, codes: [CODE] },
  ];
}
