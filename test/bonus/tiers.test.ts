/** Statuses: reached at once by status points, held for their term, worked out anew when it ends. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { changeProfile } from '../../src/bonus/profile.ts';
import type { Account, Profile } from '../../src/bonus/types.ts';
import { fullFile } from './fullProgram.ts';
import { balanceAt, compile, contextAt, DAY, moscow, type Subscriber, subscriber } from './support.ts';

const earning = {
  taxi: { rule: 'rate', rub: 1 },
  topup: { rule: 'rate', rub: 5, credited: { months: 1, day: 15 } },
};
const coreWith = (change: object) => createCore(compile(fullFile({ earning, events: {}, ...change })));

/** Standard from 4 000 (−5 %), VIP from 20 000 (−15 %), 24 months each; a taxi ride earns 1 point per rouble, at once. */
const STATUSES = coreWith({ expiry: { rule: 'never' } });
const BURNING = coreWith({ expiry: { rule: 'months', months: 1 } });
const NOW = moscow('2018-03-10T12:00');

function member(now = NOW, profile: Profile = {}, core = STATUSES): Subscriber {
  return subscriber(core, profile).join(now);
}

function rides(one: Subscriber, at: number, points: number): void {
  one.event(at, 'taxi', { rub: points });
}

function statusAt(one: Subscriber, at: number) {
  const { statusKey, statusPoints, statusUntilAt } = one.ask(at, { op: 'balance' }).outcome.data;
  return [statusKey, statusPoints, statusUntilAt];
}

describe('a status', () => {
  it('is the first one on joining, for its 12 months, without status points', () => {
    expect(statusAt(member(), NOW)).toEqual(['status.basic', 0, moscow('2019-03-10T12:00')]);
  });

  it.each([
    [3999, 'status.basic', '2019-03-10T12:00'],
    [4000, 'status.standard', '2020-03-10T13:00'],
    [19_999, 'status.standard', '2020-03-10T13:00'],
    [20_000, 'status.vip', '2020-03-10T13:00'],
  ])('with %i status points: %s, until %s', (points, status, until) => {
    const one = member();
    rides(one, moscow('2018-03-10T13:00'), points);
    expect(statusAt(one, moscow('2018-03-10T13:00'))).toEqual([status, points, moscow(until)]);
  });

  it('is not lowered by spending', () => {
    const one = member();
    rides(one, NOW, 4000);
    expect(one.ask(NOW + 1, { op: 'order', codes: ['11'] }).outcome.name).toBe('ok');
    expect(statusAt(one, NOW + 2)).toEqual(['status.standard', 4000, moscow('2020-03-10T12:00')]);
  });

  it('is not lowered by points that burn', () => {
    const one = member(NOW, {}, BURNING);
    rides(one, NOW, 4000);
    const later = moscow('2018-05-01T12:00');
    expect(balanceAt(BURNING, one.account, later)).toBe(0);
    expect(statusAt(one, later)).toEqual(['status.standard', 4000, moscow('2020-03-10T12:00')]);
  });

  it('keeps its term while points come that reach no higher one; a higher one has its own', () => {
    const one = member();
    rides(one, NOW, 4000);
    rides(one, moscow('2019-03-10T12:00'), 15_999);
    expect(statusAt(one, moscow('2019-03-10T12:00'))).toEqual(['status.standard', 19_999, moscow('2020-03-10T12:00')]);
    rides(one, moscow('2019-06-01T09:30'), 1);
    expect(statusAt(one, moscow('2019-06-01T09:30'))).toEqual(['status.vip', 20_000, moscow('2021-06-01T09:30')]);
  });

  it('counts points when they are credited, not when they were earned', () => {
    const one = member();
    one.event(NOW, 'topup', { rub: 20_000 });
    const credit = moscow('2018-04-15T00:00');
    expect(statusAt(one, credit - 1)).toEqual(['status.basic', 0, moscow('2019-03-10T12:00')]);
    expect(statusAt(one, credit)).toEqual(['status.standard', 4000, moscow('2020-04-15T00:00')]);
  });

  it('begins anew for who leaves and joins again, and for another owner of the number', () => {
    const one = member(NOW, { owner: 'Ann' });
    rides(one, NOW, 20_000);
    const passed = changeProfile([STATUSES], one.account, { owner: 'Bob' }, contextAt(NOW + 1));
    expect(passed.account.programs.everything?.tier).toMatchObject({ name: 'basic', points: 0, days: [] });
    one.ask(NOW + 1, { op: 'deactivate', channel: 'web' });
    expect(statusAt(one.join(NOW + DAY), NOW + DAY)).toEqual(['status.basic', 0, moscow('2019-03-11T12:00')]);
  });

  it('counts what an applicant was given before the membership began', () => {
    const bonuses = { web: { delay: 'PT2H', bonuses: { email: 4000 } } };
    const core = coreWith({ joining: bonuses });
    const one = subscriber(core);
    one.ask(NOW, { op: 'register', channel: 'web', email: 'a@b.c' });
    expect(statusAt(one, moscow('2018-03-10T14:00'))).toEqual(['status.standard', 4000, moscow('2020-03-10T14:00')]);
  });
});

describe("the end of a status's term", () => {
  const end = moscow('2020-03-10T12:00');

  it('comes to the millisecond: the term is another one, silently where the status stays', () => {
    const one = member();
    rides(one, NOW, 4000);
    rides(one, moscow('2018-03-11T00:00'), 4000);
    expect(STATUSES.nextDeadline(one.account)).toBe(end);
    expect(statusAt(one, end - 1)).toEqual(['status.standard', 8000, end]);
    expect(STATUSES.settle(one.account, end).messages).toEqual([]);
    expect(statusAt(one, end)).toEqual(['status.standard', 4000, moscow('2022-03-10T12:00')]);
  });

  it('is told of where the status becomes another', () => {
    const one = member();
    rides(one, NOW, 4000);
    const args = { statusKey: 'status.basic', statusUntilAt: moscow('2021-03-10T12:00') };
    expect(STATUSES.settle(one.account, end).messages).toContainEqual({ key: 'core.status', args, at: end });
  });

  it.each([
    ['the local day that lies 24 months back is over', '2020-03-10T11:59', 4000, 'status.basic'],
    ['what came since counts too', '2019-01-01T00:00', 20_000, 'status.vip'],
  ])('%s', (_, at, points, status) => {
    const one = member();
    rides(one, NOW, 4000);
    rides(one, moscow(at), points - 4000);
    expect(statusAt(one, end)[0]).toBe(status);
  });

  it('looks back 24 months and no further: what was credited before does not count', () => {
    const one = member();
    rides(one, NOW, 3999);
    rides(one, moscow('2018-09-01T12:00'), 1);
    rides(one, moscow('2018-09-02T00:00'), 2);
    const term = moscow('2020-09-01T12:00');
    expect(statusAt(one, term - 1)).toEqual(['status.standard', 4002, term]);
    expect(statusAt(one, term)).toEqual(['status.basic', 2, moscow('2021-09-01T12:00')]);
  });

  it('renews the first status every 12 months', () => {
    const { account, messages } = STATUSES.settle(member().account, moscow('2019-03-10T12:00'));
    const tier = { name: 'basic', until: moscow('2020-03-10T12:00'), points: 0, days: [] };
    expect([account.programs.everything?.tier, messages]).toEqual([tier, []]);
  });

  it('does not come in a frozen program', () => {
    const core = coreWith({ lifecycle: 'dated', dates: { frozen: '2019-01-01T00:00:00+03:00' } });
    const one = member(NOW, {}, core);
    rides(one, NOW, 4000);
    expect(statusAt(one, moscow('2030-01-01T00:00'))).toEqual(['status.standard', 4000, end]);
  });

  it('is not repeated by a clock that was set back', () => {
    const one = member();
    rides(one, NOW, 3999);
    rides(one, moscow('2018-09-01T12:00'), 1);
    const term = moscow('2020-09-01T12:00');
    const after = STATUSES.settle(one.account, term).account;
    expect(STATUSES.settle(after, NOW)).toEqual({ account: after, messages: [], entries: [] });
    expect(STATUSES.settle(after, term)).toEqual({ account: after, messages: [], entries: [] });
  });

  it.each([
    ['Europe/Moscow', '2016-02-29T12:00:00+03:00', '2018-02-28T12:00:00+03:00'],
    ['Europe/Chisinau', '2017-03-26T03:30:00+03:00', '2019-03-26T03:30:00+02:00'],
    // Between two and three there is no such time on 11 March 2018: the clock has gone on to three.
    ['America/New_York', '2016-03-11T02:30:00-05:00', '2018-03-11T03:30:00-04:00'],
    // The hour that comes twice on 4 November 2018: the first of the two.
    ['America/New_York', '2016-11-04T01:30:00-04:00', '2018-11-04T01:30:00-04:00'],
  ])('24 calendar months in %s: %s until %s', (timeZone, from, until) => {
    const one = member(Date.parse(from), { timeZone });
    rides(one, Date.parse(from), 4000);
    expect(statusAt(one, Date.parse(from))[2]).toBe(Date.parse(until));
  });
});

describe('the discount of a status', () => {
  it.each([
    [0, { '11': 210, '12': 101, '32': 60, '511': 5500 }],
    [4000, { '11': 200, '12': 96, '32': 57, '511': 5225 }],
    [20_000, { '11': 179, '12': 86, '32': 51, '511': 4675 }],
  ])('with %i status points: off every price, rounded up to whole points', (points, prices) => {
    const one = member();
    if (points > 0) rides(one, NOW, points);
    const rows = STATUSES.list(one.account, 'catalogue', NOW);
    expect(Object.fromEntries(rows.map(({ code, price }) => [code, price]))).toMatchObject(prices);
    expect(rows.find(({ code }) => code === '12')).toMatchObject({ basePrice: 101 });
  });

  it('is of each gift of an exchange by itself, and is what is paid', () => {
    const one = member();
    rides(one, NOW, 4000);
    const { outcome, entries } = one.ask(NOW + 1, { op: 'order', codes: ['12', '32'] });
    expect(outcome.data).toMatchObject({ price: 96 + 57, balance: 4000 - 153 });
    expect(entries.map(({ note, postings }) => [note, postings[1]?.points])).toEqual([
      ['12', 96],
      ['32', 57],
    ]);
  });

  it('goes with the status when its term ends', () => {
    const one = member();
    rides(one, NOW, 3999);
    rides(one, moscow('2018-09-01T12:00'), 1);
    const term = moscow('2020-09-01T12:00');
    const priceAt = (at: number) => STATUSES.list(one.account, 'catalogue', at)[0]?.price;
    expect([priceAt(term - 1), priceAt(term)]).toEqual([200, 210]);
  });
});

/** What a membership is at the end, whenever it was looked at on the way. */
function lived(rider: readonly (readonly [number, number])[], looks: readonly number[], end: number): Account {
  const one = member();
  const what = [...rider.map(([at, points]) => ({ at, points })), ...looks.map((at) => ({ at, points: 0 }))];
  for (const { at, points } of what.sort((a, b) => a.at - b.at)) {
    if (points > 0) rides(one, at, points);
    else one.account = STATUSES.settle(one.account, at).account;
  }
  return STATUSES.settle(one.account, end).account;
}

test('however often it is looked, the status comes out the same', () => {
  const days = fc.integer({ min: 1, max: 3000 }).map((day) => NOW + day * DAY);
  const rider = fc.uniqueArray(fc.tuple(days, fc.integer({ min: 1, max: 9000 })), { selector: ([at]) => at });
  fc.assert(
    fc.property(rider, fc.array(days.map((at) => at + 1)), (earned, looks) => {
      const end = NOW + 3001 * DAY;
      expect(lived(earned, looks, end)).toEqual(lived(earned, [], end));
    }),
    { numRuns: 60 },
  );
});
