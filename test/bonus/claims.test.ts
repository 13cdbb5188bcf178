/** Points that somebody else must confirm: from the purchase to the day on which they are credited, rejected or used. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/bonus/types.ts';
import { bought, buy, savingCore } from './savingProgram.ts';
import { DAY, moscow, type Subscriber, subscriber } from './support.ts';

const CORE = savingCore();
const NOW = moscow('2019-03-10T12:00');
const APRIL = moscow('2019-04-01T00:00');
const MAY = moscow('2019-05-01T00:00');

const member = (core = CORE) => subscriber(core).join(NOW);

function entriesOf(one: Subscriber, now: number): readonly Item[] {
  return CORE.list(one.account, 'entries', now);
}

describe('a purchase', () => {
  it('waits: the answer names its entry and its points, an SMS tells them', () => {
    const { outcome, messages, entries } = member().ask(NOW, {
      op: 'event',
      kind: 'purchase',
      values: { rub: 1999, partner: ' books ', percent: 5 },
    });
    expect(outcome).toEqual({ name: 'ok', data: { earned: 99, balance: 0, entry: `id1.${NOW}` } });
    expect(messages).toEqual([{ key: 'core.claimed', args: { points: 99, partner: 'books', rub: 1999 }, at: NOW }]);
    expect(entries).toEqual([]);
  });

  it('earns rub × percent / 100, rounded down, whatever the figures', () => {
    const amounts = fc.record({
      rub: fc.integer({ min: 1, max: 1_000_000 }),
      percent: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(amounts, ({ rub, percent }) => {
        const exact = Number((BigInt(rub) * BigInt(percent)) / 100n);
        expect(member().event(NOW, 'purchase', { rub, percent, partner: 'books' }).data.earned).toBe(exact);
      }),
    );
  });

  it.each([
    ['books', 100, 'ok'],
    ['books', 101, 'over-limit'],
    ['cafe', 5, 'ok'],
    ['cafe', 6, 'over-limit'],
    [' cafe ', 6, 'over-limit'],
    ['Cafe', 6, 'over-limit'],
    ['constructor', 100, 'ok'],
    ['__proto__', 100, 'ok'],
    ['books', 0, 'not-positive'],
    ['books', -5, 'not-positive'],
    ['books', 1.5, 'bad-value'],
    ['', 5, 'bad-value'],
    ['  ', 5, 'bad-value'],
    ['b'.repeat(64), 5, 'ok'],
    ['b'.repeat(65), 5, 'bad-value'],
  ])('of "%s" at %d %%: %s', (partner, percent, name) => {
    const one = member();
    expect(one.event(NOW, 'purchase', { rub: 100, partner, percent }).name).toBe(name);
    expect(entriesOf(one, NOW)).toHaveLength(name === 'ok' ? 1 : 0);
  });

  it('is no longer taken while so many wait; one that is decided makes room', () => {
    const one = member();
    const entries = Array.from({ length: 20 }, (_, n) => buy(one, NOW + n, 10));
    const next = () => one.event(NOW + 50, 'purchase', { rub: 10, partner: 'books', percent: 10 });
    expect(next()).toEqual({ name: 'too-many-claims', data: { limit: 20 } });
    one.event(NOW + 50, 'reject', { entry: String(entries[3]) });
    expect(next().name).toBe('ok');
  });

  it('is remembered as long as it waits or can be returned, and then with the last ten', () => {
    const one = member();
    const waiting = buy(one, NOW, 1);
    for (let n = 1; n <= 15; n += 1) one.event(NOW + n, 'reject', { entry: buy(one, NOW + n, n) });
    expect(entriesOf(one, NOW + 20)).toHaveLength(16);
    const later = NOW + 181 * DAY;
    one.event(later, 'reject', { entry: buy(one, later, 100) });
    expect(entriesOf(one, later).map(({ points }) => points)).toEqual([100, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6]);
    expect(entriesOf(one, later).map(({ id }) => id)).not.toContain(waiting);
  });
});

describe('confirmed', () => {
  it('is credited at the first instant of the next month, with the bonus of the first one, in one SMS', () => {
    const one = member();
    const entry = buy(one, NOW, 99);
    const { outcome, messages, entries } = one.ask(NOW + 1, { op: 'event', kind: 'confirm', values: { entry } });
    expect(outcome.data).toEqual({ earned: 0, balance: 0, entry, creditsAt: APRIL });
    expect([messages, entries]).toEqual([[], []]);
    expect(CORE.nextDeadline(one.account)).toBe(APRIL);
    expect(CORE.settle(one.account, APRIL - 1).entries).toEqual([]);
    const due = CORE.settle(one.account, APRIL + DAY);
    expect(due.messages).toEqual([{ key: 'core.credited', args: { points: 399, balance: 399 }, at: APRIL }]);
    expect(due.entries.map(({ at, by, note }) => [at, by, note])).toEqual([
      [APRIL, 'clock', 'purchase'],
      [APRIL, 'clock', 'purchase.first'],
    ]);
  });

  it('the first one alone has the bonus, also where it is rejected afterwards', () => {
    const one = member();
    one.event(APRIL, 'reject', { entry: bought(one, NOW, 10) });
    bought(one, APRIL, 20);
    expect(one.balance(MAY)).toBe(320);
    const { granted } = one.membership();
    expect(granted['purchase.first']).toBe('once');
  });

  it('another owner of the number has the bonus again', () => {
    const one = member();
    bought(one, NOW, 10);
    one.ask(APRIL, { op: 'change-owner' });
    expect(entriesOf(one, APRIL)).toEqual([]);
    bought(one, APRIL, 20);
    expect(one.balance(MAY)).toBe(320);
  });

  it('on its last instant is credited, on the next one it is rejected', () => {
    const last = moscow('2019-06-08T00:00') - 1;
    const [early, late] = [member(), member()];
    const [one, other] = [buy(early, NOW, 50), buy(late, NOW, 50)];
    expect(early.event(last, 'confirm', { entry: one }).data.creditsAt).toBe(moscow('2019-07-01T00:00'));
    expect(late.event(last + 1, 'confirm', { entry: other }).name).toBe('already-rejected');
  });
});

describe('that nobody confirms', () => {
  it.each([
    ['books', '2019-06-08T00:00'],
    ['shop', '2019-04-29T00:00'],
  ])('of %s is rejected at %s, with an SMS and without a posting', (partner, date) => {
    const one = member();
    one.event(NOW, 'purchase', { rub: 1000, partner, percent: 5 });
    const at = moscow(date);
    expect(CORE.settle(one.account, at - 1).messages).toEqual([]);
    const { messages, entries, account } = CORE.settle(one.account, at);
    expect(messages).toEqual([{ key: 'core.claim-rejected', args: { points: 50, partner, rub: 1000 }, at }]);
    expect([entries, CORE.nextDeadline(account)]).toEqual([[], null]);
  });
});

describe('confirm and reject', () => {
  it.each<[string, readonly string[], readonly [string, string]]>([
    ['confirm an unknown one', [], ['confirm', 'unknown-entry']],
    ['reject an unknown one', [], ['reject', 'unknown-entry']],
    ['confirm twice', ['buy', 'confirm'], ['confirm', 'already-confirmed']],
    ['confirm a credited one', ['buy', 'confirm', 'wait'], ['confirm', 'already-confirmed']],
    ['confirm a used one', ['buy', 'confirm', 'wait', 'spend'], ['confirm', 'already-confirmed']],
    ['confirm a rejected one', ['buy', 'reject'], ['confirm', 'already-rejected']],
    ['reject twice', ['buy', 'reject'], ['reject', 'already-rejected']],
    ['reject a credited one twice', ['buy', 'confirm', 'wait', 'reject'], ['reject', 'already-rejected']],
  ])('%s: refused, and nothing is posted', (_name, before, [kind, word]) => {
    const one = member();
    let [now, entry] = [NOW, 'nothing'];
    for (const deed of before) {
      if (deed === 'buy') entry = buy(one, now, 100);
      else if (deed === 'wait') now = APRIL;
      else if (deed === 'spend') one.event(now, 'certificate', { rub: 250 });
      else one.event(now, deed, { entry });
      one.balance(now);
    }
    const { outcome, entries, messages, account } = one.ask(now, { op: 'event', kind, values: { entry } });
    expect(outcome).toEqual({ name: word, data: { entry } });
    expect([entries, messages]).toEqual([[], []]);
    expect(one.ask(now, { op: 'event', kind, values: { entry } }).account).toEqual(account);
  });

  it('rejected before it is credited: nothing is taken back, and nothing comes', () => {
    const one = member();
    const entry = bought(one, NOW, 50);
    expect(one.event(NOW, 'reject', { entry }).data).toEqual({ earned: 0, balance: 0, entry, takenBack: 0, owed: 0 });
    expect([one.balance(APRIL), CORE.nextDeadline(one.account)]).toEqual([0, null]);
  });

  it('rejected when its points are used: what is not there is owed, never below zero', () => {
    const one = member();
    const entry = bought(one, NOW, 200);
    one.event(APRIL, 'certificate', { rub: 250 });
    one.event(APRIL, 'certificate', { rub: 100 });
    expect(one.event(APRIL, 'reject', { entry }).data).toMatchObject({ balance: 0, takenBack: 150, owed: 50 });
    expect(one.event(APRIL, 'taxi', { rub: 20 }).data).toMatchObject({ earned: 20, balance: 0 });
    expect(one.ask(APRIL, { op: 'balance' }).outcome.data).toMatchObject({ balance: 0, owed: 30 });
    bought(one, APRIL, 100);
    expect(CORE.settle(one.account, MAY).messages).toMatchObject([{ args: { points: 100, balance: 70 } }]);
    expect(one.ask(MAY, { op: 'balance' }).outcome.data).toMatchObject({ balance: 70, owed: 0 });
  });
});

describe('a frozen program', () => {
  it('neither credits nor rejects; what waits waits on', () => {
    const frozen = savingCore({ lifecycle: 'dated', dates: { frozen: '2019-04-01T00:00:00+03:00' } });
    const one = member(frozen);
    bought(one, NOW, 50);
    buy(one, NOW, 70);
    const { messages, entries } = frozen.settle(one.account, moscow('2030-01-01T00:00'));
    expect([messages, entries, frozen.nextDeadline(one.account)]).toEqual([[], [], null]);
    expect(one.ask(MAY, { op: 'balance' }).outcome.data).toMatchObject({ balance: 0, waiting: 120 });
  });
});
