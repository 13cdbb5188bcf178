/** Certificates: only of sums that there are, for as many points, with a code by SMS. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrongSum } from '../../src/bonus/events/sums.ts';
import type { CertificateSums } from '../../src/bonus/programFile.ts';
import { savingCore } from './savingProgram.ts';
import { contextAt, moscow, subscriber } from './support.ts';

const CORE = savingCore();
const NOW = moscow('2019-03-10T12:00');
const SUMS: CertificateSums = { rub: [100, 250, 500, 750, 1000, 1500, 2000, 2500], step: 500, upTo: 80_000 };

function member(points: number, profile = {}) {
  const one = subscriber(CORE, profile).join(NOW);
  if (points > 0) one.event(NOW, 'taxi', { rub: points });
  return one;
}

describe('a certificate', () => {
  it('takes as many points as roubles; its code of ten digits comes by SMS and is not in the answer', () => {
    const { outcome, messages, entries } = member(300).ask(
      NOW + 1,
      { op: 'event', kind: 'certificate', values: { rub: 250 } },
      { newCode: (digits) => '7'.repeat(digits) },
    );
    expect(outcome).toEqual({ name: 'ok', data: { earned: 0, balance: 50, order: `id1.${NOW + 1}`, rub: 250 } });
    expect(messages).toEqual([
      { key: 'core.certificate', args: { rub: 250, code: '7777777777', balance: 50 }, at: NOW + 1 },
    ]);
    expect(entries).toMatchObject([{ kind: 'order', note: 'certificate.250', by: 'api', request: `r${NOW + 1}` }]);
  });

  it.each([
    [249, 'too-few-points', { missing: 1, price: 250, balance: 249 }],
    [250, 'ok', { balance: 0 }],
    [0, 'too-few-points', { missing: 250 }],
  ])('of 250 RUB with %i points: %s', (points, name, data) => {
    const one = member(points);
    expect(one.event(NOW, 'certificate', { rub: 250 })).toMatchObject({ name, data });
    expect(one.balance(NOW)).toBe(name === 'ok' ? points - 250 : points);
  });

  it('reaches the goal that was set for it, and no other', () => {
    const one = member(1000);
    for (const rub of [100, 250]) one.event(NOW, 'goal', { goal: 'certificate', rub });
    one.event(NOW, 'goal', { goal: 'number', rub: 250, msisdn: '79161112233' });
    one.event(NOW, 'certificate', { rub: 250 });
    expect(one.membership().goals).toMatchObject([{ rub: 100 }, { goal: 'number', rub: 250 }]);
    one.event(NOW, 'certificate', { rub: 250 });
    expect(one.membership().goals).toHaveLength(2);
  });

  it('is refused for a blocked number, and for a stranger; nothing is posted', () => {
    const blocked = member(300, { blocked: true });
    expect(blocked.event(NOW, 'certificate', { rub: 250 }).name).toBe('number-blocked');
    expect(blocked.balance(NOW)).toBe(300);
    const values = { rub: 250 };
    expect(subscriber(CORE).ask(NOW, { op: 'event', kind: 'certificate', values }).outcome.name).toBe('not-a-member');
  });

  it('the same request decides the same', () => {
    const { account } = member(300);
    const ask = () => CORE.decide(account, { op: 'event', kind: 'certificate', values: { rub: 250 } }, contextAt(NOW));
    expect(ask()).toEqual(ask());
  });
});

describe('sums of certificates', () => {
  it.each([
    [1, 0, 100],
    [99, 0, 100],
    [101, 100, 250],
    [760, 750, 1000],
    [999, 750, 1000],
    [1001, 1000, 1500],
    [2499, 2000, 2500],
    [2501, 2500, 3000],
    [2999, 2500, 3000],
    [79_999, 79_500, 80_000],
    [80_001, 80_000, 0],
    [80_500, 80_000, 0],
    [1_000_000, 80_000, 0],
  ])('%i RUB: none; the nearest are %i and %i (0 = none on that side)', (rub, below, above) => {
    expect(wrongSum(SUMS, rub)).toEqual({ name: 'no-such-sum', data: { field: 'rub', below, above } });
  });

  it('the listed ones and each step, nothing else; what is named as nearest is there, and nothing lies between', () => {
    const all = new Set([...SUMS.rub, ...Array.from({ length: 155 }, (_, n) => 3000 + 500 * n)]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90_000 }), (rub) => {
        const wrong = wrongSum(SUMS, rub);
        expect(wrong === null).toBe(all.has(rub));
        if (wrong === null) return;
        const [below, above] = [Number(wrong.data.below), Number(wrong.data.above)];
        for (const near of [below, above]) expect(near === 0 || all.has(near)).toBe(true);
        const between = [...all].filter((sum) => sum > below && (above === 0 || sum < above));
        expect(between).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([...SUMS.rub, 3000, 3500, 79_500, 80_000])('%i RUB: there are such', (rub) => {
    expect(wrongSum(SUMS, rub)).toBeNull();
  });
});
