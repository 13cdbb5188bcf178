import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { balanceAt, CORE, compile, moscow, programFile, rich } from './support.ts';

const NOW = moscow('2018-03-10T12:00');

describe('ordering a gift', () => {
  it('takes its price and says so by SMS', () => {
    const { outcome, messages, entries } = rich(NOW, 250).ask(NOW + 1, { op: 'order', codes: ['11'] });
    const receipt = { code: '11', nameKey: 'gift.11', price: 210, balance: 40 };
    expect(outcome).toEqual({ name: 'ok', data: { order: `id1.${NOW + 1}`, ...receipt } });
    expect(messages).toEqual([{ key: 'core.ordered', args: receipt, at: NOW + 1 }]);
    expect(entries).toMatchObject([{ kind: 'order', note: '11', by: 'api', request: `r${NOW + 1}` }]);
  });

  it.each([
    [209, 'too-few-points', { missing: 1, price: 210, balance: 209 }],
    [210, 'ok', { balance: 0 }],
  ])('with %i points: %s', (points, name, data) => {
    expect(rich(NOW, points).ask(NOW, { op: 'order', codes: ['11'] }).outcome).toMatchObject({ name, data });
  });

  it.each(['999', '10', '', '1', '__proto__'])('code "%s" is no gift', (code) => {
    expect(rich(NOW, 10_000).ask(NOW, { op: 'order', codes: [code] }).outcome).toEqual({
      name: 'unknown-gift',
      data: { code },
    });
  });

  it('is refused for a blocked number, which may ask its balance', () => {
    const blocked = rich(NOW, 1000);
    blocked.account = { ...blocked.account, profile: { blocked: true } };
    expect(blocked.ask(NOW, { op: 'order', codes: ['11'] }).outcome.name).toBe('number-blocked');
    expect(blocked.balance(NOW)).toBe(1000);
  });

  it('spends the points with the earliest expiry first', () => {
    const core = createCore(compile(programFile({ expiry: { rule: 'months', months: 24 } })));
    const one = rich(NOW, 100, core);
    one.event(moscow('2018-05-01T12:00'), 'taxi', { rub: 200 });
    one.ask(moscow('2018-06-01T12:00'), { op: 'order', codes: ['11'] });
    expect(one.membership().lots).toEqual([{ points: 90, expiresAt: moscow('2020-05-01T12:00') }]);
  });
});

describe('lists', () => {
  it('has the gifts in the order of the file', () => {
    const gifts = CORE.list(rich(NOW, 1).account, 'catalogue', NOW);
    expect(gifts[0]).toEqual({ code: '11', nameKey: 'gift.11', category: 'calls', price: 210, basePrice: 210 });
    expect(new Set(gifts.map(({ category }) => category)).size).toBe(6);
  });

  it('has the last ten changes of points, newest first', () => {
    const one = rich(NOW, 1);
    for (let n = 2; n <= 12; n += 1) one.event(NOW + n, 'taxi', { rub: n });
    one.ask(NOW + 13, { op: 'order', codes: ['32'] });
    const history = CORE.list(one.account, 'history', NOW + 13);
    expect(history).toHaveLength(10);
    expect(history[0]).toEqual({ at: NOW + 13, kind: 'order', delta: -60 });
    expect(history.at(-1)).toEqual({ at: NOW + 4, kind: 'earn', delta: 4 });
  });

  it('has the lots as they are at that time', () => {
    const { account } = rich(NOW, 100);
    const midnight = moscow('2019-01-01T00:00');
    expect(CORE.list(account, 'lots', midnight - 1)).toEqual([{ points: 100, expiresAt: midnight }]);
    expect(CORE.list(account, 'lots', midnight)).toEqual([]);
    expect(balanceAt(CORE, account, midnight)).toBe(0);
  });

  it('refuses a list that is not there', () => {
    expect(() => CORE.list(rich(NOW, 1).account, 'constructor', NOW)).toThrow(/no list "constructor"/);
  });
});
