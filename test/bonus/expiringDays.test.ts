/** What burns is told by local days: a member sees a day with all that goes on it, however many lots that is. */
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { byDay } from '../../src/bonus/expiry.ts';
import { fullFile } from './fullProgram.ts';
import { balanceAt, compile, moscow, subscriber } from './support.ts';

const earning = { taxi: { rule: 'rate', rub: 1 } };
const CORE = createCore(compile(fullFile({ earning, events: {} })));
const lots = (...points: readonly (readonly [number, string | null])[]) =>
  points.map(([of, at]) => ({ points: of, expiresAt: at === null ? null : Date.parse(at) }));

describe('lots by local day', () => {
  it.each([
    ['none', [], []],
    ['never', lots([5, null]), [5]],
    [
      'one day, to its last millisecond',
      lots([1, '2020-03-10T00:00+03:00'], [2, '2020-03-10T23:59:59.999+03:00']),
      [3],
    ],
    [
      'two days, a millisecond apart',
      lots([1, '2020-03-10T23:59:59.999+03:00'], [2, '2020-03-11T00:00+03:00']),
      [1, 2],
    ],
    ['a day, and never', lots([1, '2020-03-10T12:00+03:00'], [2, null]), [1, 2]],
    [
      'three of one day',
      lots([1, '2020-03-10T01:00+03:00'], [2, '2020-03-10T02:00+03:00'], [3, '2020-03-10T23:00+03:00']),
      [6],
    ],
  ])('%s', (_, some, points) => {
    expect(byDay(some, 'Europe/Moscow').map((lot) => lot.points)).toEqual(points);
  });

  it.each([
    ['25 hours', '2018-11-04T00:00-04:00', '2018-11-04T23:59:59.999-05:00', 1],
    ['23 hours', '2018-03-11T00:00-05:00', '2018-03-11T23:59:59.999-04:00', 1],
    ['23 hours, and the next one', '2018-03-11T00:00-05:00', '2018-03-12T00:00-04:00', 2],
  ])('a day of %s', (_, first, last, days) => {
    expect(byDay(lots([1, first], [2, last]), 'America/New_York')).toHaveLength(days);
  });
});

describe('a member', () => {
  const one = subscriber(CORE).join(moscow('2018-03-10T09:00'));
  one.event(moscow('2018-03-10T09:00'), 'taxi', { rub: 100 });
  one.event(moscow('2018-03-10T21:00'), 'taxi', { rub: 30 });
  one.event(moscow('2018-03-11T00:00'), 'taxi', { rub: 7 });
  const now = moscow('2018-03-12T00:00');

  it('is told all that burns on the first day, and when that begins', () => {
    const { data } = one.ask(now, { op: 'balance' }).outcome;
    expect(data).toMatchObject({ balance: 137, expiring: 130, expiringAt: moscow('2020-03-10T09:00') });
  });

  it('sees a row for each day', () => {
    expect(CORE.list(one.account, 'lots', now)).toEqual([
      { points: 130, expiresAt: moscow('2020-03-10T09:00') },
      { points: 7, expiresAt: moscow('2020-03-11T00:00') },
    ]);
  });

  it('loses each lot at its own instant all the same: 24 months after it came', () => {
    const times = ['2020-03-10T08:59:59.999', '2020-03-10T09:00', '2020-03-10T20:59:59.999', '2020-03-10T21:00'];
    expect(times.map((at) => balanceAt(CORE, one.account, moscow(at)))).toEqual([137, 37, 37, 7]);
  });

  it.each([
    ['2018-02-28T12:00', '2020-02-28T12:00'],
    ['2016-02-29T12:00', '2018-02-28T12:00'],
    ['2018-12-31T23:59:59.999', '2020-12-31T23:59:59.999'],
  ])('24 calendar months from %s are %s', (earned, burnt) => {
    const other = subscriber(CORE).join(moscow(earned));
    other.event(moscow(earned), 'taxi', { rub: 5 });
    const at = moscow(burnt);
    expect([balanceAt(CORE, other.account, at - 1), balanceAt(CORE, other.account, at)]).toEqual([5, 0]);
  });
});
