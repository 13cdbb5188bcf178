/** Points for joining that come some time after it. */
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import type { Core, Profile } from '../../src/bonus/types.ts';
import { fullFile } from './fullProgram.ts';
import { balanceAt, compile, DAY, HOUR, moscow, type Subscriber, subscriber } from './support.ts';

const welcome = { points: 500, after: 'PT24H' };
const coreOf = (web: object) =>
  createCore(compile(fullFile({ earning: {}, events: {}, tiers: undefined, joining: { web } })));
const AT_ONCE = coreOf({ welcome });
const APPLIED = coreOf({ delay: 'PT2H', welcome });
const UNDELAYED = coreOf({ welcome: { points: 500 } });
const NOW = moscow('2018-03-10T12:00');

function joined(now = NOW, core: Core = AT_ONCE, profile: Profile = {}): Subscriber {
  const one = subscriber(core, profile);
  one.ask(now, { op: 'register', channel: 'web' });
  return one;
}

describe('the welcome', () => {
  it('comes 24 hours after joining, to the millisecond, with an SMS', () => {
    const one = joined();
    const at = NOW + DAY;
    expect([balanceAt(AT_ONCE, one.account, at - 1), balanceAt(AT_ONCE, one.account, at)]).toEqual([0, 500]);
    const { messages, entries } = AT_ONCE.settle(one.account, at + HOUR);
    expect(messages).toEqual([{ key: 'core.credited', args: { points: 500, balance: 500 }, at }]);
    expect(entries).toMatchObject([{ kind: 'earn', at, by: 'clock', note: 'joining.welcome' }]);
  });

  it.each([
    ['a day of 23 hours', '2018-03-10T20:00:00-05:00', '2018-03-11T21:00:00-04:00'],
    ['a day of 25 hours', '2018-11-03T20:00:00-04:00', '2018-11-04T19:00:00-05:00'],
  ])('24 hours are 24 hours on %s', (_, from, to) => {
    const one = joined(Date.parse(from), AT_ONCE, { timeZone: 'America/New_York' });
    expect(AT_ONCE.nextDeadline(one.account)).toBe(Date.parse(to));
  });

  it('is counted from the end of an application', () => {
    const one = joined(NOW, APPLIED);
    const at = NOW + 26 * HOUR;
    expect([balanceAt(APPLIED, one.account, at - 1), balanceAt(APPLIED, one.account, at)]).toEqual([0, 500]);
  });

  it('comes at once where nothing delays it', () => {
    expect(joined(NOW, UNDELAYED).balance(NOW)).toBe(500);
  });

  it('is given once: leaving and joining again brings none', () => {
    const one = joined();
    expect(one.balance(NOW + DAY)).toBe(500);
    one.ask(NOW + DAY, { op: 'deactivate', channel: 'web' });
    one.ask(NOW + DAY, { op: 'register', channel: 'web' });
    expect(one.balance(NOW + 3 * DAY)).toBe(0);
  });

  it('is lost by who leaves before it comes', () => {
    const one = joined();
    one.ask(NOW + 1, { op: 'deactivate', channel: 'web' });
    one.ask(NOW + 2, { op: 'register', channel: 'web' });
    expect(one.balance(NOW + 3 * DAY)).toBe(0);
  });

  it('comes once, also when the clock is set back', () => {
    const { account } = AT_ONCE.settle(joined().account, NOW + DAY);
    expect(AT_ONCE.settle(account, NOW).account).toBe(account);
    expect(balanceAt(AT_ONCE, account, NOW + DAY)).toBe(500);
  });
});
