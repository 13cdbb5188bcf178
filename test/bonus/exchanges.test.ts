/** Exchanges: several gifts at once, one exchange a month, what cannot be had, how long gifts run. */
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import type { Profile } from '../../src/bonus/types.ts';
import { fullFile } from './fullProgram.ts';
import { compile, moscow, rich, type Subscriber } from './support.ts';

/** One exchange a month, of three gifts at most. Gifts: 11 = 210, 12 = 101, 32 = 60, 33 = 100 once, 511 = 5 500. */
const CORE = createCore(compile(fullFile({ tiers: undefined })));
const UNLIMITED = createCore(compile(fullFile({ tiers: undefined, orders: { most: 3 } })));
const NOW = moscow('2018-03-10T12:00');

const having = (points: number, profile: Profile = {}, core = CORE) => rich(NOW, points, core, profile);
const order = (one: Subscriber, at: number, ...codes: string[]) => one.ask(at, { op: 'order', codes });

describe('an exchange of several gifts', () => {
  it('costs the sum, writes an entry and sends an SMS for each, and counts once', () => {
    const one = having(1000);
    const { outcome, entries, messages } = order(one, NOW, '11', '32', '33');
    const first = { code: '11', nameKey: 'gift.11' };
    expect(outcome).toEqual({ name: 'ok', data: { order: `id1.${NOW}`, ...first, price: 370, balance: 630 } });
    expect(entries.map(({ kind, note }) => [kind, note])).toEqual([
      ['order', '11'],
      ['order', '32'],
      ['order', '33'],
    ]);
    expect(messages.map(({ args }) => [args.code, args.price, args.balance])).toEqual([
      ['11', 210, 790],
      ['32', 60, 730],
      ['33', 100, 630],
    ]);
    expect(one.membership().orders).toEqual({ month: '2018-03', count: 1 });
  });

  it.each([
    ['too few points for all of them', 369, ['11', '32', '33'], 'too-few-points', { missing: 1, price: 370 }],
    ['one of them is no gift', 9000, ['11', '98'], 'unknown-gift', { code: '98' }],
    ['none at all', 9000, [], 'unknown-gift', { code: '' }],
    ['more than it may hold', 9000, ['11', '12', '32', '33'], 'too-many-gifts', { limit: 3 }],
    ['the same one twice', 9000, ['33', '33'], 'already-ordered', { code: '33' }],
  ])('is all or nothing: %s', (_, points, codes, name, data) => {
    const one = having(points);
    const before = one.account;
    expect(order(one, NOW, ...codes).outcome).toMatchObject({ name, data });
    expect(one.account).toBe(before);
  });
});

describe('one exchange a month', () => {
  it.each([
    ['the same month', '2018-03-31T23:59:59.999', 'over-monthly-limit'],
    ['the next month', '2018-04-01T00:00', 'ok'],
    ['the same month of the next year', '2019-03-10T12:00', 'ok'],
  ])('%s: %s is %s', (_, at, name) => {
    const one = having(1000);
    expect(order(one, NOW, '32').outcome.name).toBe('ok');
    expect(order(one, moscow(at), '32').outcome.name).toBe(name);
  });

  it.each([
    ['Europe/Chisinau', '2021-10-31T21:59:59.999Z', '2021-10-31T22:00:00Z'],
    ['America/New_York', '2018-12-01T04:59:59.999Z', '2018-12-01T05:00:00Z'],
  ])("months are the subscriber's own: %s", (timeZone, last, first) => {
    const one = rich(Date.parse(last) - 1, 1000, CORE, { timeZone });
    order(one, Date.parse(last) - 1, '32');
    expect(order(one, Date.parse(last), '32').outcome.name).toBe('over-monthly-limit');
    expect(order(one, Date.parse(first), '32').outcome.name).toBe('ok');
  });

  it('a clock that was set back gives no second one to a month that it comes to again', () => {
    const one = having(1000);
    order(one, NOW, '32');
    expect(order(one, moscow('2018-02-10T12:00'), '32').outcome.name).toBe('over-monthly-limit');
    expect(order(one, NOW, '32').outcome.name).toBe('over-monthly-limit');
    expect(order(one, moscow('2018-04-01T00:00'), '32').outcome.name).toBe('ok');
  });

  it('a refused one does not count', () => {
    const one = having(100);
    expect(order(one, NOW, '11').outcome.name).toBe('too-few-points');
    expect(order(one, NOW, '32').outcome.name).toBe('ok');
  });

  it('has its own reason, without a number', () => {
    const one = having(1000);
    order(one, NOW, '32');
    expect(order(one, NOW, '32').outcome).toEqual({ name: 'over-monthly-limit', data: { limit: 1 } });
  });

  it('holds for who leaves and joins again', () => {
    const one = having(1000);
    order(one, NOW, '32');
    one.ask(NOW, { op: 'deactivate', channel: 'web' });
    one.join(NOW).event(NOW, 'taxi', { rub: 1000 });
    expect(order(one, NOW, '32').outcome.name).toBe('over-monthly-limit');
  });
});

describe("a refusal with the program's own number", () => {
  it('too few points', () => {
    expect(order(having(209), NOW, '11').outcome).toEqual({
      name: 'too-few-points',
      data: { missing: 1, price: 210, balance: 209, refusalCode: 2011 },
    });
  });

  it('a debt, however small', () => {
    const data = { debt: 0.01, refusalCode: 2011 };
    expect(order(having(1000, { debt: 0.01 }), NOW, '11').outcome).toEqual({ name: 'in-debt', data });
    expect(order(having(1000, { debt: 0 }), NOW, '11').outcome.name).toBe('ok');
  });

  it('a gift that is had once in all, whatever the month', () => {
    const one = having(1000);
    expect(order(one, NOW, '33').outcome.name).toBe('ok');
    expect(order(one, moscow('2030-01-01T00:00'), '33').outcome).toEqual({
      name: 'already-ordered',
      data: { code: '33', nameKey: 'gift.33', refusalCode: 2011 },
    });
  });

  it('also for who leaves and joins again', () => {
    const one = having(1000, {}, UNLIMITED);
    order(one, NOW, '33');
    one.ask(NOW, { op: 'deactivate', channel: 'web' });
    one.join(NOW).event(NOW, 'taxi', { rub: 1000 });
    expect(order(one, NOW, '33').outcome.name).toBe('already-ordered');
  });

  it('other gifts are had again and again', () => {
    const one = having(1000, {}, UNLIMITED);
    expect([order(one, NOW, '32').outcome.name, order(one, NOW, '32').outcome.name]).toEqual(['ok', 'ok']);
  });
});

describe('how long a gift runs', () => {
  const told = (at: string, code: string, timeZone = 'Europe/Moscow') => {
    const one = rich(Date.parse(at), 9000, CORE, { timeZone });
    return order(one, Date.parse(at), code).messages[0];
  };

  it.each([
    ['the 1st of the next month', '12', '2018-03-10T12:00:00+03:00', '2018-04-01T00:00:00+03:00'],
    ['… from its first instant on', '12', '2018-03-01T00:00:00+03:00', '2018-04-01T00:00:00+03:00'],
    ['… to its last', '12', '2018-12-31T23:59:59.999+03:00', '2019-01-01T00:00:00+03:00'],
  ])('%s', (_, code, at, startsAt) => {
    expect(told(at, code)).toMatchObject({
      key: 'core.ordered-next-month',
      args: { code, price: 101, startsAt: Date.parse(startsAt) },
    });
  });

  it.each([
    ['48 hours', 'Europe/Moscow', '2018-03-10T12:00:00+03:00', '2018-03-12T12:00:00+03:00'],
    ['48 hours over a day of 23', 'America/New_York', '2018-03-10T12:00:00-05:00', '2018-03-12T13:00:00-04:00'],
    ['48 hours over a day of 25', 'America/New_York', '2018-11-03T12:00:00-04:00', '2018-11-05T11:00:00-05:00'],
    ['48 hours over 29 February', 'Europe/Moscow', '2020-02-28T12:00:00+03:00', '2020-03-01T12:00:00+03:00'],
  ])('%s in %s', (_, timeZone, at, endsAt) => {
    expect(told(at, '32', timeZone)).toMatchObject({ key: 'core.ordered-until', args: { endsAt: Date.parse(endsAt) } });
  });

  it.each([
    ['2018-03-10T12:00:00+03:00', '2018-05-10T12:00:00+03:00'],
    ['2018-12-31T12:00:00+03:00', '2019-02-28T12:00:00+03:00'],
    ['2019-12-31T12:00:00+03:00', '2020-02-29T12:00:00+03:00'],
  ])('2 calendar months, then it is paid: from %s to %s', (at, endsAt) => {
    expect(told(at, '33')).toMatchObject({ key: 'core.ordered-then-paid', args: { endsAt: Date.parse(endsAt) } });
  });

  it('nothing is said of one that does not say', () => {
    expect(told('2018-03-10T12:00:00+03:00', '11')).toEqual({
      key: 'core.ordered',
      args: { code: '11', nameKey: 'gift.11', price: 210, balance: 8790 },
      at: NOW,
    });
  });

  it('a promo code of so many digits', () => {
    const one = having(9000);
    const asked: number[] = [];
    const newCode = (digits: number) => '7'.repeat(asked.push(digits) && digits);
    const { messages } = one.ask(NOW, { op: 'order', codes: ['511'] }, { newCode });
    expect(messages).toMatchObject([{ key: 'core.ordered-promo', args: { promo: '77777777', price: 5500 } }]);
    expect(asked).toEqual([8]);
  });
});
