import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moscow, rich, subscriber } from './support.ts';

const NOW = moscow('2018-03-10T12:00');
const member = () => subscriber().join(NOW);

describe('rates', () => {
  it.each([
    ['telecom', 5],
    ['shop', 3],
    ['taxi', 1],
    ['card', 30],
  ])('%s: 1 point per %i RUB', (kind, rub) => {
    expect(member().event(NOW, kind, { rub: rub * 7 }).data).toEqual({ earned: 7, balance: 7 });
    expect(member().event(NOW, kind, { rub: rub * 8 - 1 }).data.earned).toBe(rub === 1 ? 7 : 7);
  });

  it('carries the remainder to the next event of that kind, and of no other', () => {
    const one = member();
    const earned = (kind: string, rub: number) => one.event(NOW, kind, { rub }).data.earned;
    expect([earned('telecom', 4), earned('shop', 1), earned('telecom', 1), earned('shop', 1)]).toEqual([0, 0, 1, 0]);
    expect(one.entries.map(({ note }) => note)).toEqual(['telecom']);
  });

  it('however a sum is cut into events, it earns the same', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.constantFrom(['telecom', 5] as const, ['shop', 3] as const), cuts, ([kind, rub], sums) => {
        const one = member();
        for (const sum of sums) one.event(NOW, kind, { rub: sum });
        expect(one.balance(NOW)).toBe(Math.floor(sums.reduce((a, b) => a + b) / rub));
      }),
    );
  });

  it.each([
    [[3000], 100],
    [[3001], 1100],
    [[1500, 1500, 1], 1100],
    [[3001, 3001], 1200],
  ])('card: %o RUB bring %i points: +1 000 once, when the total first exceeds 3 000', (sums, points) => {
    const one = member();
    for (const rub of sums) one.event(NOW, 'card', { rub });
    expect(one.balance(NOW)).toBe(points);
  });

  it('card: the bonus is an entry of its own', () => {
    const one = member();
    one.event(NOW, 'card', { rub: 3001 });
    expect(one.entries.map(({ note }) => note)).toEqual(['card', 'card.bonus']);
  });
});

describe('fixed bonuses', () => {
  it('friend: +50 each time', () => {
    const one = member();
    one.event(NOW, 'friend');
    expect(one.event(NOW, 'friend').data).toEqual({ earned: 50, balance: 100 });
  });

  it('birthday: 100, once a local calendar year', () => {
    const one = member();
    const year = moscow('2019-01-01T00:00');
    expect(one.event(NOW, 'birthday').data.earned).toBe(100);
    expect(one.event(year - 1, 'birthday')).toEqual({ name: 'already-granted', data: { period: '2018' } });
    expect(one.event(year, 'birthday').data).toEqual({ earned: 100, balance: 100 });
  });

  it.each([
    [1, 75],
    [2, 150],
  ])('video: %i weeks bring %i', (weeks, points) => {
    expect(member().event(NOW, 'video', { weeks }).data.earned).toBe(points);
  });
});

describe('seniority', () => {
  const since = (memberSince: string) => subscriber(undefined, { memberSince: moscow(memberSince) }).join(NOW);

  it.each([
    ['2017-03-11T12:00', 0],
    ['2017-03-10T12:00', 10],
    ['2013-03-11T12:00', 10],
    ['2013-03-10T12:00', 20],
    ['2008-03-11T12:00', 20],
    ['2008-03-10T12:00', 30],
    ['2003-03-11T12:00', 30],
    ['2003-03-10T12:00', 50],
  ])('since %s: %i a month on 10 March 2018', (start, points) => {
    expect(since(start).event(NOW, 'seniority').data.earned).toBe(points);
  });

  it('counts from joining where nothing else is set', () => {
    const one = member();
    expect(one.event(moscow('2019-03-09T23:59'), 'seniority').data.earned).toBe(0);
    expect(one.event(moscow('2019-03-10T00:00'), 'seniority').data.earned).toBe(10);
  });

  it('is given once a calendar month; a month without points stays free', () => {
    const one = since('2017-03-20T12:00');
    expect(one.event(NOW, 'seniority').data.earned).toBe(0);
    expect(one.event(moscow('2018-03-20T12:00'), 'seniority').data.earned).toBe(10);
    expect(one.event(moscow('2018-03-31T23:59'), 'seniority').name).toBe('already-granted');
    expect(one.event(moscow('2018-04-01T00:00'), 'seniority').data.earned).toBe(10);
  });
});

describe('events that are refused', () => {
  it.each([
    ['charity', {}, 'unknown-kind', { kind: 'charity' }],
    ['constructor', {}, 'unknown-kind', { kind: 'constructor' }],
    ['taxi', {}, 'bad-value', { field: 'rub', expected: 'a whole number' }],
    ['taxi', { rub: '5' }, 'bad-value', { field: 'rub', expected: 'a whole number' }],
    ['taxi', { rub: 1.5 }, 'bad-value', { field: 'rub', expected: 'a whole number' }],
    ['taxi', { rub: Number.NaN }, 'bad-value', { field: 'rub', expected: 'a whole number' }],
    ['taxi', { rub: 5, points: 5 }, 'bad-value', { field: 'points', expected: 'absent' }],
    ['friend', { rub: 5 }, 'bad-value', { field: 'rub', expected: 'absent' }],
    ['taxi', { rub: 0 }, 'not-positive', { field: 'rub' }],
    ['taxi', { rub: -5 }, 'not-positive', { field: 'rub' }],
    ['taxi', { rub: 1_000_001 }, 'over-limit', { field: 'rub', limit: 1_000_000 }],
    ['video', {}, 'bad-value', { field: 'weeks', expected: '1 or 2' }],
    ['video', { weeks: 3 }, 'bad-value', { field: 'weeks', expected: '1 or 2' }],
  ])('%s %o: %s', (kind, values, name, data) => {
    const one = rich(NOW, 10);
    const before = one.account;
    expect(one.event(NOW, kind, values)).toEqual({ name, data });
    expect(one.account).toBe(before);
  });

  it('refuses a value that objects have of themselves', () => {
    const values = JSON.parse('{"rub": 5, "__proto__": 1}');
    expect(member().event(NOW, 'taxi', values)).toMatchObject({ name: 'bad-value', data: { field: '__proto__' } });
  });

  it('takes the largest sum', () => {
    expect(member().event(NOW, 'taxi', { rub: 1_000_000 }).data.earned).toBe(1_000_000);
  });
});

it('sends no SMS for any event', () => {
  const one = member();
  const events = ['friend', 'birthday', 'seniority'].map((kind) => ({ op: 'event', kind, values: {} }) as const);
  expect(events.flatMap((event) => one.ask(NOW, event).messages)).toEqual([]);
});
