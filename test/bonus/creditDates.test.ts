/** Points that come on a date: a day of the next local month, at its first instant. */
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { changeProfile } from '../../src/bonus/profile.ts';
import type { Profile } from '../../src/bonus/types.ts';
import { fullFile } from './fullProgram.ts';
import { balanceAt, compile, contextAt, moscow, subscriber } from './support.ts';

/** 1 point per 5 roubles, on the 15th of the next month: top-ups from 1 000 roubles on, payments of any size. */
const CORE = createCore(
  compile(
    fullFile({
      events: {},
      earning: {
        topup: { rule: 'rate', rub: 5, minimum: 1000, credited: { months: 1, day: 15 } },
        payment: { rule: 'rate', rub: 5, credited: { months: 1, day: 15 } },
        late: { rule: 'rate', rub: 5, credited: { months: 1, day: 31 } },
      },
    }),
  ),
);
const NOW = moscow('2018-03-10T12:00');
const CREDIT = moscow('2018-04-15T00:00');

const member = (now = NOW, profile: Profile = {}) => subscriber(CORE, profile).join(now);

describe('points that come on a date', () => {
  it('are told of when they are earned, and are there from its first millisecond on', () => {
    const one = member();
    expect(one.event(NOW, 'payment', { rub: 1000 }).data).toEqual({ earned: 200, balance: 0, creditsAt: CREDIT });
    expect(CORE.nextDeadline(one.account)).toBe(CREDIT);
    expect([balanceAt(CORE, one.account, CREDIT - 1), balanceAt(CORE, one.account, CREDIT)]).toEqual([0, 200]);
  });

  it.each([
    ['2018-02-28T23:59:59.999', '2018-03-15T00:00'],
    ['2018-03-01T00:00', '2018-04-15T00:00'],
    ['2018-12-31T23:59:59.999', '2019-01-15T00:00'],
    ['2019-01-01T00:00', '2019-02-15T00:00'],
    ['2020-02-29T23:59:59.999', '2020-03-15T00:00'],
    ['2018-01-31T12:00', '2018-02-15T00:00'],
    ['2018-03-15T00:00', '2018-04-15T00:00'],
  ])('earned %s, credited %s', (earned, credit) => {
    const at = moscow(earned);
    expect(member(at).event(at, 'payment', { rub: 5 }).data.creditsAt).toBe(moscow(credit));
  });

  it.each([
    ['2018-01-10T12:00', '2018-02-28T00:00'],
    ['2020-01-10T12:00', '2020-02-29T00:00'],
    ['2018-03-10T12:00', '2018-04-30T00:00'],
  ])('a month that is too short has them on its last day: earned %s, credited %s', (earned, credit) => {
    const at = moscow(earned);
    expect(member(at).event(at, 'late', { rub: 5 }).data.creditsAt).toBe(moscow(credit));
  });

  it.each([
    // The last day of this month has 25 hours in Chisinau.
    ['Europe/Chisinau', '2021-10-31T21:59:59.999Z', '2021-11-15T00:00:00+02:00'],
    ['Europe/Chisinau', '2021-10-31T22:00:00Z', '2021-12-15T00:00:00+02:00'],
    // … and the last day of this one 23.
    ['Europe/Chisinau', '2019-03-31T20:59:59.999Z', '2019-04-15T00:00:00+03:00'],
    ['Europe/Chisinau', '2019-03-31T21:00:00Z', '2019-05-15T00:00:00+03:00'],
    ['America/New_York', '2018-03-01T04:59:59.999Z', '2018-03-15T00:00:00-04:00'],
    ['America/New_York', '2018-03-01T05:00:00Z', '2018-04-15T00:00:00-04:00'],
    ['America/New_York', '2018-10-31T12:00:00Z', '2018-11-15T00:00:00-05:00'],
  ])("months are the subscriber's own: in %s, %s is credited %s", (timeZone, earned, credit) => {
    const at = Date.parse(earned);
    expect(member(at, { timeZone }).event(at, 'payment', { rub: 5 }).data.creditsAt).toBe(Date.parse(credit));
  });

  it('come together, with an entry for each kind, and one SMS', () => {
    const one = member();
    one.event(NOW, 'payment', { rub: 100 });
    one.event(NOW + 1, 'topup', { rub: 1000 });
    one.event(NOW + 2, 'payment', { rub: 50 });
    const { messages, entries } = CORE.settle(one.account, CREDIT);
    expect(messages).toEqual([{ key: 'core.credited', args: { points: 230, balance: 230 }, at: CREDIT }]);
    expect(entries.map(({ at, by, note, postings }) => [at, by, note, postings[1]?.points])).toEqual([
      [CREDIT, 'clock', 'topup', 200],
      [CREDIT, 'clock', 'payment', 30],
    ]);
  });

  it('live from that date on', () => {
    const one = member();
    one.event(NOW, 'payment', { rub: 500 });
    const end = moscow('2020-04-15T00:00');
    expect([balanceAt(CORE, one.account, end - 1), balanceAt(CORE, one.account, end)]).toEqual([100, 0]);
  });

  it('come once, also when the clock is set back', () => {
    const one = member();
    one.event(NOW, 'payment', { rub: 500 });
    const after = CORE.settle(one.account, CREDIT).account;
    expect(CORE.settle(after, NOW).account).toBe(after);
    expect(balanceAt(CORE, after, CREDIT)).toBe(100);
  });

  it('are those of who earned them: nobody else gets them', () => {
    const leaver = member();
    leaver.event(NOW, 'payment', { rub: 500 });
    leaver.ask(NOW + 1, { op: 'deactivate', channel: 'web' });
    expect(leaver.join(NOW + 2).balance(CREDIT)).toBe(0);
    const sold = member(NOW, { owner: 'Ann' });
    sold.event(NOW, 'payment', { rub: 500 });
    const { account } = changeProfile([CORE], sold.account, { owner: 'Bob' }, contextAt(NOW + 1));
    expect(balanceAt(CORE, account, CREDIT)).toBe(0);
  });
});

describe('a rate', () => {
  it.each([
    [999, 0],
    [1000, 200],
    [1004, 200],
  ])('with a minimum of 1 000: %i roubles earn %i', (rub, earned) => {
    expect(member().event(NOW, 'topup', { rub }).data.earned).toBe(earned);
  });

  it('carries nothing of what was under the minimum', () => {
    const one = member();
    one.event(NOW, 'topup', { rub: 1004 });
    one.event(NOW, 'topup', { rub: 999 });
    expect(one.event(NOW, 'topup', { rub: 1001 }).data.earned).toBe(201);
    expect(one.membership().credits).toEqual([{ at: CREDIT, points: 401, note: 'topup' }]);
  });

  it('names no date where nothing comes yet', () => {
    const one = member();
    expect(one.event(NOW, 'payment', { rub: 4 }).data).toEqual({ earned: 0, balance: 0 });
    expect(CORE.nextDeadline(one.account)).not.toBe(CREDIT);
    expect(one.event(NOW, 'payment', { rub: 1 }).data).toEqual({ earned: 1, balance: 0, creditsAt: CREDIT });
  });
});
