/** Points of claims where they leave otherwise than by spending: they are given away, they burn; and a debt, whichever way points come. */
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { postedTo } from '../../src/bonus/ledger.ts';
import type { Claim } from '../../src/bonus/types.ts';
import { FULL, fullFile } from './fullProgram.ts';
import { compile, HOUR, moscow, RECEIVER, type Subscriber, subscriber } from './support.ts';

const CORE = createCore(FULL);
const NOW = moscow('2018-03-10T12:00');
const CREDITED = moscow('2018-04-01T00:00');

/** A member with 1 000 points of a claim, and 300 for its being the first. */
function claimant(core = CORE): Subscriber {
  const one = subscriber(core).join(NOW);
  const { data } = one.event(NOW, 'purchase', { rub: 1000, percent: 100, partner: 'shop' });
  one.event(NOW, 'confirm', { entry: String(data.entry) });
  expect(one.balance(CREDITED)).toBe(1300);
  return one;
}

function claimOf(one: Subscriber): Pick<Claim, 'state' | 'left'> {
  const [{ state, left } = { state: 'rejected' as const, left: 0 }] = one.membership().claims ?? [];
  return left === undefined ? { state } : { state, left };
}

function reject(one: Subscriber, at: number): unknown {
  const [claim] = one.membership().claims ?? [];
  return one.event(at, 'reject', { entry: String(claim?.id) }).data;
}

/** Gives points away: the code comes back, the points are on their way. */
function give(one: Subscriber, at: number, points: number): string {
  const { data } = one.ask(at, { op: 'transfer', to: RECEIVER, points }).outcome;
  one.ask(at, { op: 'confirm', id: String(data.id), code: '1234' });
  return String(data.id);
}

describe('points of a claim', () => {
  it.each([
    [400, { state: 'accrued', left: 600 }],
    [1000, { state: 'written-off' }],
    [1300, { state: 'written-off' }],
  ])('%i that are given away are used of it', (points, claim) => {
    const one = claimant();
    give(one, CREDITED, points);
    expect(claimOf(one)).toEqual(claim);
  });

  it('burn after all others', () => {
    const one = claimant(createCore(compile(fullFile({ expiry: { rule: 'calendar-year' } }))));
    const newYear = moscow('2019-01-01T00:00');
    expect([one.balance(newYear - 1), claimOf(one)]).toEqual([1300, { state: 'accrued', left: 1000 }]);
    expect([one.balance(newYear), claimOf(one)]).toEqual([0, { state: 'written-off' }]);
  });

  it('are all there while only others burn', () => {
    const one = subscriber(CORE).join(NOW);
    one.event(NOW, 'taxi', { rub: 50 });
    const { data } = one.event(NOW, 'purchase', { rub: 1000, percent: 100, partner: 'shop' });
    one.event(NOW, 'confirm', { entry: String(data.entry) });
    expect(one.balance(moscow('2020-03-10T12:00'))).toBe(1300);
    expect(claimOf(one)).toEqual({ state: 'accrued', left: 1000 });
  });
});

describe('what is owed', () => {
  /** Owes 700: 300 of 1 000 could be taken back. */
  function debtor(): { readonly one: Subscriber; readonly transfer: string } {
    const one = claimant();
    const transfer = give(one, CREDITED, 1000);
    expect(reject(one, CREDITED + HOUR)).toMatchObject({ takenBack: 300, owed: 700, balance: 0 });
    return { one, transfer };
  }

  it('is paid by points that another gives', () => {
    const { one } = debtor();
    const lots = [{ points: 750, expiresAt: null }];
    const { messages } = one.ask(CREDITED + 2 * HOUR, { op: 'credit', id: 't', from: RECEIVER, lots });
    expect(messages[0]?.args).toEqual({ from: RECEIVER, points: 750, balance: 50 });
    expect(one.membership().owed ?? 0).toBe(0);
  });

  it('is paid by points that come back', () => {
    const { one, transfer } = debtor();
    one.ask(CREDITED + 2 * HOUR, { op: 'finish', id: transfer, refusal: 'closed' });
    expect([one.balance(CREDITED + 2 * HOUR), one.membership().owed ?? 0]).toEqual([300, 0]);
  });

  it('is paid by the points that another membership begins with', () => {
    const { one } = debtor();
    one.ask(CREDITED + 2 * HOUR, { op: 'deactivate', channel: 'web' });
    expect(one.ask(CREDITED + 2 * HOUR, { op: 'open', points: 800 }).outcome.data).toEqual({ balance: 100 });
  });

  it('is paid by a birthday, which is told all the same', () => {
    const { one } = debtor();
    one.account = { ...one.account, profile: { birthday: '05-15' } };
    one.ask(CREDITED + 2 * HOUR, { op: 'change-dates' });
    const { messages, entries } = one.ask(moscow('2018-05-15T00:00'), { op: 'balance' });
    expect(messages).toEqual([
      { key: 'core.credited', args: { points: 100, balance: 0 }, at: moscow('2018-05-15T00:00') },
    ]);
    expect(entries.map((entry) => [entry.kind, postedTo(entry, 'points')])).toEqual([
      ['earn', 100],
      ['take-back', -100],
    ]);
    expect(one.membership().owed).toBe(600);
  });
});
