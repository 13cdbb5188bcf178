/** A bonus once a year, on the birthday: told by an event, or given by itself where the birthday is known. */
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { changeProfile } from '../../src/bonus/profile.ts';
import type { Profile } from '../../src/bonus/types.ts';
import { fullFile } from './fullProgram.ts';
import { balanceAt, compile, contextAt, moscow, type Subscriber, subscriber } from './support.ts';

const earning = { birthday: { rule: 'fixed', points: 1000, every: 'year', byItself: 'birthday' } };
const CORE = createCore(compile(fullFile({ earning, events: {}, tiers: undefined, expiry: { rule: 'never' } })));
const NOW = moscow('2018-03-10T12:00');
const BIRTHDAY = moscow('2018-05-15T00:00');
const NEXT = moscow('2019-05-15T00:00');

const born = (birthday: string | undefined, now = NOW, profile: Profile = {}): Subscriber =>
  subscriber(CORE, birthday === undefined ? profile : { ...profile, birthday }).join(now);

describe('by itself', () => {
  it('comes at the first instant of the day, with an SMS, each year', () => {
    const { account } = born('05-15');
    expect(CORE.nextDeadline(account)).toBe(BIRTHDAY);
    expect([BIRTHDAY - 1, BIRTHDAY, NEXT - 1, NEXT].map((at) => balanceAt(CORE, account, at))).toEqual([
      0, 1000, 1000, 2000,
    ]);
    expect(CORE.settle(account, BIRTHDAY).messages).toEqual([
      { key: 'core.credited', args: { points: 1000, balance: 1000 }, at: BIRTHDAY },
    ]);
  });

  it('does not come where no birthday is known', () => {
    expect(balanceAt(CORE, born(undefined).account, moscow('2030-01-01T00:00'))).toBe(0);
  });

  it('does not come to who joined later on the day; nor for years before the membership', () => {
    const one = born('05-15', moscow('2018-05-15T00:00'));
    expect(balanceAt(CORE, one.account, NEXT - 1)).toBe(0);
    expect(balanceAt(CORE, one.account, NEXT)).toBe(1000);
  });

  it.each([
    ['2019-02-28T00:00:00+03:00', '2019-01-01T12:00'],
    ['2020-02-29T00:00:00+03:00', '2020-01-01T12:00'],
    ['2021-02-28T00:00:00+03:00', '2021-01-01T12:00'],
  ])('of 29 February: on %s', (day, joined) => {
    expect(CORE.nextDeadline(born('02-29', moscow(joined)).account)).toBe(Date.parse(day));
  });

  it.each([
    ['Europe/Chisinau', '03-25', '2018-03-25T00:00:00+02:00'],
    ['America/New_York', '11-04', '2018-11-04T00:00:00-04:00'],
    ['Asia/Kamchatka', '05-15', '2018-05-15T00:00:00+12:00'],
  ])("in the subscriber's own zone: %s %s", (timeZone, birthday, day) => {
    expect(CORE.nextDeadline(born(birthday, NOW, { timeZone }).account)).toBe(Date.parse(day));
  });

  it('has another date when the profile gets another birthday or zone', () => {
    const { account } = born(undefined);
    const told = changeProfile([CORE], account, { birthday: '05-15' }, contextAt(NOW)).account;
    expect(CORE.nextDeadline(told)).toBe(BIRTHDAY);
    const moved = changeProfile([CORE], told, { timeZone: 'Asia/Kamchatka' }, contextAt(NOW)).account;
    expect(CORE.nextDeadline(moved)).toBe(Date.parse('2018-05-15T00:00:00+12:00'));
    const forgotten = changeProfile([CORE], moved, { birthday: null }, contextAt(NOW)).account;
    expect(balanceAt(CORE, forgotten, NEXT)).toBe(0);
  });
});

describe('together with an event', () => {
  it('an event of that year, before the day: the day brings no second one', () => {
    const one = born('05-15');
    expect(one.event(NOW, 'birthday')).toMatchObject({ name: 'ok', data: { earned: 1000 } });
    expect(balanceAt(CORE, one.account, NEXT - 1)).toBe(1000);
    expect(balanceAt(CORE, one.account, NEXT)).toBe(2000);
  });

  it('an event of that year, after the day: refused, named by its year', () => {
    const one = born('05-15');
    const late = moscow('2018-12-31T23:59:59.999');
    expect(one.event(late, 'birthday')).toEqual({ name: 'already-granted', data: { period: '2018' } });
    expect(one.event(moscow('2019-01-01T00:00'), 'birthday')).toMatchObject({ name: 'ok' });
    expect(one.balance(NEXT)).toBe(2000);
  });

  it('a birthday that moves within the year is given once', () => {
    const one = born('05-15');
    const { account } = changeProfile([CORE], one.account, { birthday: '09-01' }, contextAt(BIRTHDAY + 1));
    const settled = CORE.settle(one.account, BIRTHDAY).account;
    const moved = changeProfile([CORE], settled, { birthday: '09-01' }, contextAt(BIRTHDAY + 1)).account;
    expect(balanceAt(CORE, moved, NEXT)).toBe(1000);
    expect(account.programs.everything?.lookAt).toBe(moscow('2018-09-01T00:00'));
  });
});

describe('a clock that was set back', () => {
  it('gives nothing twice by itself', () => {
    const { account } = CORE.settle(born('05-15').account, BIRTHDAY);
    expect(CORE.settle(account, NOW).account).toBe(account);
    const again = changeProfile([CORE], account, { timeZone: 'Europe/Chisinau' }, contextAt(NOW)).account;
    expect(balanceAt(CORE, again, NEXT - 1)).toBe(1000);
  });

  it('gives nothing twice to events: a year that has had its bonus stays so', () => {
    const one = born(undefined, moscow('2017-01-01T00:00'));
    expect(one.event(BIRTHDAY, 'birthday').name).toBe('ok');
    expect(one.event(moscow('2017-05-15T00:00'), 'birthday').name).toBe('already-granted');
    expect(one.event(BIRTHDAY, 'birthday')).toEqual({ name: 'already-granted', data: { period: '2018' } });
  });
});
