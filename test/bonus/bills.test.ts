/** A bill: points pay it on its date as far as they go, after what is credited on that day and before other goals. */
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../src/bonus/types.ts';
import { savingCore } from './savingProgram.ts';
import { moscow, subscriber } from './support.ts';

const CORE = savingCore();
const NOW = moscow('2019-03-10T12:00');
const APRIL = moscow('2019-04-01T00:00');

function member(points: number, profile: Profile = {}, now = NOW) {
  const one = subscriber(CORE, profile).join(now);
  if (points > 0) one.event(now, 'taxi', { rub: points });
  return one;
}

describe('a bill', () => {
  it.each([
    [700, 700, 0, 0],
    [701, 700, 1, 0],
    [300, 300, 0, 400],
    [1_000_000, 700, 999_300, 0],
  ])('of %i RUB with 700 points: %i points, %i RUB are left to pay, %i points stay', (rub, points, rest, balance) => {
    const one = member(700);
    expect(one.event(NOW, 'bill', { rub }).data).toEqual({ earned: 0, balance: 700, paidAt: APRIL });
    expect(CORE.settle(one.account, APRIL - 1).entries).toEqual([]);
    const { messages, entries } = CORE.settle(one.account, APRIL);
    expect(messages).toEqual([{ key: 'core.bill-paid', args: { points, rub, rest, balance }, at: APRIL }]);
    expect(entries).toMatchObject([{ kind: 'write-off', note: 'bill', by: 'clock', at: APRIL }]);
  });

  it('is gone once it was due, whether points paid it or not', () => {
    const [rich, poor] = [member(100), member(0)];
    for (const one of [rich, poor]) one.event(NOW, 'bill', { rub: 60 });
    expect([rich.balance(APRIL), poor.balance(APRIL)]).toEqual([40, 0]);
    poor.event(APRIL, 'taxi', { rub: 100 });
    for (const one of [rich, poor]) expect(CORE.nextDeadline(one.account)).toBeNull();
    expect(poor.balance(moscow('2019-05-01T00:00'))).toBe(100);
  });

  it('without points says nothing', () => {
    const one = member(0);
    one.event(NOW, 'bill', { rub: 60 });
    expect(CORE.settle(one.account, APRIL)).toMatchObject({ messages: [], entries: [] });
  });

  it('that comes again in its month replaces the first', () => {
    const one = member(1000);
    one.event(NOW, 'bill', { rub: 700 });
    one.event(NOW + 1, 'bill', { rub: 250 });
    expect(one.balance(APRIL)).toBe(750);
  });

  it.each([
    [{ rub: 0 }, 'not-positive'],
    [{ rub: -1 }, 'not-positive'],
    [{ rub: 1.5 }, 'bad-value'],
    [{ rub: '5' }, 'bad-value'],
    [{}, 'bad-value'],
    [{ rub: 1_000_001 }, 'over-limit'],
    [{ rub: 1_000_000 }, 'ok'],
  ])('%o: %s', (values, name) => {
    expect(member(5).event(NOW, 'bill', values as Record<string, string | number>).name).toBe(name);
  });
});

describe('the date of a bill', () => {
  it.each([
    ['Europe/Moscow', '2019-03-31T23:59:59.999+03:00', '2019-04-01T00:00:00+03:00'],
    ['Europe/Moscow', '2019-04-01T00:00:00+03:00', '2019-05-01T00:00:00+03:00'],
    ['Europe/Moscow', '2019-12-31T23:59:59.999+03:00', '2020-01-01T00:00:00+03:00'],
    ['Europe/Moscow', '2020-02-29T12:00:00+03:00', '2020-03-01T00:00:00+03:00'],
    ['Asia/Kamchatka', '2019-03-31T23:59:59.999+12:00', '2019-04-01T00:00:00+12:00'],
    ['Europe/Chisinau', '2019-03-31T02:00:00+02:00', '2019-04-01T00:00:00+03:00'],
    ['Europe/Chisinau', '2019-10-27T12:00:00+02:00', '2019-11-01T00:00:00+02:00'],
    ['America/New_York', '2019-11-03T01:30:00-04:00', '2019-12-01T00:00:00-05:00'],
    ['America/New_York', '2019-03-10T12:00:00-04:00', '2019-04-01T00:00:00-04:00'],
  ])('in %s: told of %s, paid %s', (timeZone, told, paid) => {
    const now = Date.parse(told);
    const one = member(100, { timeZone }, now);
    expect(one.event(now, 'bill', { rub: 60 }).data.paidAt).toBe(Date.parse(paid));
    expect([one.balance(Date.parse(paid) - 1), one.balance(Date.parse(paid))]).toEqual([100, 40]);
  });
});

describe('the 1st of a month', () => {
  it('credits first, pays the bill then, and tops up numbers with the rest', () => {
    const one = member(0);
    const entry = String(one.event(NOW, 'purchase', { rub: 700, partner: 'books', percent: 100 }).data.entry);
    one.event(NOW, 'goal', { goal: 'number', rub: 250, msisdn: '79161112233' });
    one.event(NOW, 'bill', { rub: 740 });
    one.event(NOW, 'confirm', { entry });
    const { messages, entries } = CORE.settle(one.account, APRIL);
    expect(messages.map(({ key }) => key)).toEqual(['core.credited', 'core.bill-paid', 'core.topped-up']);
    expect(entries.map(({ kind, note }) => `${kind} ${note}`)).toEqual([
      'earn purchase',
      'earn purchase.first',
      'write-off bill',
      'write-off number.79161112233',
    ]);
    expect(one.balance(APRIL)).toBe(10);
  });

  it('a clock set back before it pays nothing twice', () => {
    const one = member(100);
    one.event(NOW, 'bill', { rub: 30 });
    expect(one.balance(APRIL)).toBe(70);
    expect([one.balance(NOW), one.balance(APRIL), one.balance(APRIL + 1)]).toEqual([70, 70, 70]);
  });

  it('is done in order when years pass unasked: settling each day comes to the same', () => {
    const plan = () => {
      const one = member(50);
      const entry = String(one.event(NOW, 'purchase', { rub: 100, partner: 'books', percent: 100 }).data.entry);
      one.event(NOW, 'bill', { rub: 120 });
      one.event(NOW, 'goal', { goal: 'number', rub: 350, msisdn: '79161112233' });
      one.event(NOW, 'confirm', { entry });
      return one;
    };
    const [daily, late] = [plan(), plan()];
    const end = moscow('2021-03-10T12:00');
    for (let now = NOW; now < end; now += 86_400_000) daily.balance(now);
    expect(daily.balance(end)).toBe(late.balance(end));
    expect(daily.entries).toEqual(late.entries);
  });
});
