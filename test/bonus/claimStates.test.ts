/** What becomes of claims as points are used, months go by and partners change their minds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/bonus/types.ts';
import { bought, buy, savingCore } from './savingProgram.ts';
import { DAY, moscow, type Subscriber, subscriber } from './support.ts';

const CORE = savingCore();
const NOW = moscow('2019-03-10T12:00');
const APRIL = moscow('2019-04-01T00:00');

const member = () => subscriber(CORE).join(NOW);

function entriesOf(one: Subscriber, now: number): readonly Item[] {
  return CORE.list(one.account, 'entries', now);
}

function statesOf(one: Subscriber, now: number): readonly unknown[] {
  return entriesOf(one, now).map(({ state }) => state);
}

describe('used points', () => {
  it('the oldest purchase is written off first, as a whole only when all of it is used', () => {
    const one = member();
    for (const points of [60, 50, 40]) bought(one, NOW + points, points);
    const spent = (rub: number) => {
      one.event(APRIL, 'certificate', { rub });
      return statesOf(one, APRIL);
    };
    expect(statesOf(one, APRIL)).toEqual(['accrued', 'accrued', 'accrued']);
    expect(spent(100)).toEqual(['accrued', 'accrued', 'written-off']);
    expect(spent(100)).toEqual(['written-off', 'written-off', 'written-off']);
  });

  it('one of no points at all is written off as soon as it is credited', () => {
    const one = member();
    const values = { rub: 19, partner: 'books', percent: 5 };
    const entry = String(one.event(NOW, 'purchase', values).data.entry);
    one.event(NOW, 'confirm', { entry });
    expect(statesOf(one, APRIL)).toEqual(['written-off']);
  });

  it('rejecting one leaves the unused points of another as they are', () => {
    const one = member();
    bought(one, NOW, 100);
    const entry = bought(one, NOW + 1, 50);
    expect(statesOf(one, APRIL)).toEqual(['accrued', 'accrued']);
    one.event(APRIL, 'reject', { entry });
    expect(statesOf(one, APRIL)).toEqual(['rejected', 'accrued']);
  });
});

describe('periods of entries', () => {
  it.each([
    ['2019-03-01T00:00', '2019-03-31T23:59:59.999', 'this-month'],
    ['2019-03-31T23:59:59.999', '2019-04-01T00:00', 'last-month'],
    ['2019-03-01T00:00', '2019-04-30T23:59:59.999', 'last-month'],
    ['2019-02-28T23:59:59.999', '2019-04-30T12:00', 'earlier'],
    ['2018-12-31T23:59:59.999', '2019-01-01T00:00', 'last-month'],
    ['2018-01-15T12:00', '2019-01-15T12:00', 'earlier'],
    ['2020-02-29T23:59:59.999', '2020-03-31T00:00', 'last-month'],
  ])('bought %s, looked at %s: %s', (bought, looked, period) => {
    const one = subscriber(CORE).join(moscow(bought));
    one.event(moscow(bought), 'purchase', { rub: 10, partner: 'books', percent: 10 });
    expect(entriesOf(one, moscow(looked))).toMatchObject([{ period }]);
  });
});

describe('whatever happens', () => {
  const deed = fc.oneof(
    fc.record({ do: fc.constant('buy' as const), points: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ do: fc.constantFrom('confirm' as const, 'reject' as const), n: fc.nat(20) }),
    fc.record({ do: fc.constant('spend' as const), rub: fc.constantFrom(100, 250, 750) }),
    fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 60 }) }),
  );

  it('each purchase is credited once at most, unused points are in the balance, and debts are paid', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const one = member();
        const made: string[] = [];
        let now = NOW;
        for (const what of deeds) {
          now += 1;
          if (what.do === 'wait') now += what.days * DAY;
          else if (what.do === 'spend') one.event(now, 'certificate', { rub: what.rub });
          else if (what.do === 'buy') made.push(buy(one, now, what.points));
          else one.event(now, what.do, { entry: made[what.n % Math.max(1, made.length)] ?? 'nothing' });
          expect(faultsOf(one)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  function faultsOf(one: Subscriber): readonly string[] {
    const { lots, claims = [], owed = 0 } = one.membership();
    const balance = lots.reduce((sum, { points }) => sum + points, 0);
    const posted = one.entries.flatMap(({ postings }) => postings).filter(({ account }) => account === 'points');
    const left = claims.reduce((sum, claim) => sum + (claim.left ?? 0), 0);
    return [
      ...(posted.reduce((sum, { points }) => sum + points, 0) === balance ? [] : ['the journal says otherwise']),
      ...(left <= balance ? [] : ['more is unused than there is']),
      ...(owed > 0 && balance > 0 ? ['a debt stands beside points'] : []),
      ...claims
        .filter(({ state, left = 0 }) => (state === 'accrued') !== left > 0)
        .map(({ id }) => `${id} is half used`),
      ...claims
        .filter(({ state, dueAt }) => (state === 'pending') !== (dueAt !== undefined))
        .map(({ id }) => `${id} is stuck`),
    ];
  }
});
