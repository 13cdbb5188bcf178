import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import {
  balanceAt,
  CORE,
  compile,
  contextAt,
  DATED,
  DAY,
  GIVER,
  HOUR,
  moscow,
  programFile,
  RECEIVER,
  rich,
  subscriber,
} from './support.ts';

const NOW = moscow('2018-03-10T12:00');
const NEW_YEAR = moscow('2019-01-01T00:00');
const CLOSING = moscow('2019-05-15T00:00');

describe("the year's end", () => {
  it.each([
    ['Europe/Moscow', NEW_YEAR],
    ['Asia/Kamchatka', NEW_YEAR - 9 * HOUR],
    ['Europe/Chisinau', NEW_YEAR + HOUR],
  ])('burns the points of the year at midnight in %s', (timeZone, midnight) => {
    const { account } = rich(NOW, 100, CORE, { timeZone });
    expect(balanceAt(CORE, account, midnight - 1)).toBe(100);
    expect(balanceAt(CORE, account, midnight)).toBe(0);
    expect(CORE.nextDeadline(account)).toBe(midnight);
  });

  it('burns once, stamped with the midnight, whenever it is looked at, and says so', () => {
    const { account } = rich(NOW, 100);
    const settled = CORE.settle(account, NEW_YEAR + 5 * HOUR);
    expect(settled.entries).toMatchObject([{ kind: 'burn', at: NEW_YEAR, by: 'clock', note: 'expired' }]);
    expect(settled.messages).toEqual([{ key: 'core.burned', args: { burned: 100, balance: 0 }, at: NEW_YEAR }]);
    expect(CORE.settle(settled.account, NEW_YEAR + 9 * HOUR)).toEqual({
      account: settled.account,
      messages: [],
      entries: [],
    });
  });

  it('keeps what was earned in the new year, and merges a year into one lot', () => {
    const one = rich(NEW_YEAR - 1, 100);
    one.event(NEW_YEAR, 'taxi', { rub: 30 });
    one.event(NEW_YEAR + HOUR, 'taxi', { rub: 12 });
    expect(one.membership().lots).toEqual([{ points: 42, expiresAt: moscow('2020-01-01T00:00') }]);
  });

  it('gets past a lot without points, should there ever be one', () => {
    const one = rich(NOW, 100);
    const lots = [{ points: 0, expiresAt: NOW }, ...one.membership().lots];
    one.account = { ...one.account, programs: { 'mts-bonus': { ...one.membership(), lots } } };
    expect(one.balance(NOW + 1)).toBe(100);
    expect(one.membership().lots).toHaveLength(1);
  });

  it('does not let a straggler spend burnt points', () => {
    const { outcome, entries } = rich(NOW, 500).ask(NEW_YEAR, { op: 'order', codes: ['11'] });
    expect(outcome).toEqual({ name: 'too-few-points', data: { missing: 210, price: 210, balance: 0 } });
    expect(entries.map(({ kind }) => kind)).toEqual(['burn']);
  });

  it('says how many points burn next, and when', () => {
    const { outcome } = rich(NOW, 100).ask(NOW, { op: 'balance' });
    expect(outcome.data).toEqual({ balance: 100, expiring: 100, expiringAt: NEW_YEAR });
    expect(subscriber().join(NOW).ask(NOW, { op: 'balance' }).outcome.data).toEqual({ balance: 0, expiring: 0 });
  });
});

describe('other expiries', () => {
  const withExpiry = (expiry: object) => createCore(compile(programFile({ expiry })));

  it('months: each lot at its own time', () => {
    const core = withExpiry({ rule: 'months', months: 24 });
    const { account } = rich(NOW, 100, core);
    const end = moscow('2020-03-10T12:00');
    expect([balanceAt(core, account, end - 1), balanceAt(core, account, end)]).toEqual([100, 0]);
  });

  it('never', () => {
    const core = withExpiry({ rule: 'never' });
    const { account } = rich(NOW, 100, core);
    expect(core.decide(account, { op: 'balance' }, contextAt(moscow('2099-01-01T00:00'))).outcome.data).toEqual({
      balance: 100,
      expiring: 0,
    });
    expect(core.nextDeadline(account)).toBeNull();
    expect(core.list(account, 'lots', NOW)).toEqual([{ points: 100 }]);
  });
});

describe('the end of the program (dated)', () => {
  it('burns the points at the first instant of 15 May 2019, tells the member and invites', () => {
    const one = rich(NEW_YEAR, 100, DATED);
    expect(balanceAt(DATED, one.account, CLOSING - 1)).toBe(100);
    expect(DATED.nextDeadline(one.account)).toBe(CLOSING);
    const { account, messages, entries } = DATED.settle(one.account, CLOSING + HOUR);
    expect(messages).toEqual([{ key: 'core.closed', args: { burned: 100 }, at: CLOSING }]);
    expect(entries).toMatchObject([{ kind: 'burn', at: CLOSING, note: 'closed' }]);
    expect(account.programs['mts-bonus']?.status).toBe('left');
    expect(DATED.settle(account, CLOSING + HOUR)).toEqual({ account, messages: [], entries: [] });
  });

  it.each([
    [{ op: 'balance' }],
    [{ op: 'register', channel: 'ussd' }],
    [{ op: 'deactivate', channel: 'sms' }],
    [{ op: 'event', kind: 'friend', values: {} }],
    [{ op: 'order', codes: ['11'] }],
    [{ op: 'transfer', to: RECEIVER, points: 1 }],
    [{ op: 'confirm', id: '', code: '1234' }],
    [{ op: 'credit', id: 't', from: GIVER, lots: [] }],
  ] as const)('refuses %o to members and strangers alike', (operation) => {
    const asked = [rich(NEW_YEAR, 100, DATED), subscriber(DATED)].map((one) => one.ask(CLOSING, operation).outcome);
    expect(asked).toEqual([
      { name: 'closed', data: {} },
      { name: 'closed', data: {} },
    ]);
  });

  it('ends an application too', () => {
    const one = subscriber(DATED);
    one.ask(CLOSING - HOUR, { op: 'register', channel: 'web', email: 'a@b.c' });
    const { messages } = DATED.settle(one.account, CLOSING + 3 * HOUR);
    expect(messages.map(({ key, args }) => [key, args])).toEqual([['core.closed', { burned: 10 }]]);
  });

  it('comes after what fell due before it, in order of time', () => {
    const one = subscriber(DATED);
    one.ask(NEW_YEAR - 3 * HOUR, { op: 'register', channel: 'web', email: 'a@b.c' });
    const { messages, entries } = DATED.settle(one.account, CLOSING);
    expect(messages.map(({ key, at }) => [key, at])).toEqual([
      ['core.registered', NEW_YEAR - HOUR],
      ['core.burned', NEW_YEAR],
      ['core.closed', CLOSING],
    ]);
    expect(entries.map(({ at }) => at)).toEqual([NEW_YEAR]);
  });

  it('lets a transfer on its way end; what comes back burns', () => {
    const one = rich(NEW_YEAR, 500, DATED);
    one.ask(CLOSING - 1, { op: 'transfer', to: RECEIVER, points: 400 });
    const { id } = one.ask(CLOSING - 1, { op: 'confirm', id: '', code: '1234' }).outcome.data;
    const { entries } = one.ask(CLOSING, { op: 'finish', id: String(id), refusal: 'closed' });
    expect(entries.map(({ kind }) => kind)).toEqual(['burn', 'transfer-release', 'burn']);
    expect(one.membership()).toMatchObject({ lots: [], reservations: [] });
  });

  it('does not happen while the life cycle is open', () => {
    expect(balanceAt(CORE, rich(NEW_YEAR, 100).account, CLOSING)).toBe(100);
  });
});

describe('a frozen program', () => {
  const FREEZING = moscow('2018-09-01T00:00');
  const FROZEN = createCore(
    compile(programFile({ lifecycle: 'dated', dates: { frozen: '2018-09-01T00:00:00+03:00' } })),
  );

  it.each([
    [{ op: 'register', channel: 'ussd' }],
    [{ op: 'deactivate', channel: 'sms' }],
    [{ op: 'event', kind: 'friend', values: {} }],
    [{ op: 'order', codes: ['11'] }],
    [{ op: 'transfer', to: RECEIVER, points: 1 }],
  ] as const)('refuses %o from its first instant on, and says what is kept', (operation) => {
    const one = rich(NOW, 100, FROZEN);
    expect(one.ask(FREEZING, operation).outcome).toEqual({
      name: 'frozen',
      data: { balance: 100, frozenAt: FREEZING, frozenOn: '2018-09-01' },
    });
    expect(subscriber(FROZEN).ask(FREEZING, operation).outcome).toEqual({
      name: 'frozen',
      data: { balance: 0, frozenAt: FREEZING, frozenOn: '2018-09-01' },
    });
  });

  it('shows balances for ever: nothing burns', () => {
    const { account } = rich(NOW, 100, FROZEN);
    expect(FROZEN.nextDeadline(account)).toBeNull();
    expect(FROZEN.decide(account, { op: 'balance' }, contextAt(NEW_YEAR + HOUR)).outcome).toEqual({
      name: 'ok',
      data: { balance: 100, expiring: 0 },
    });
  });

  it('burns what fell due before, also when it comes back late, and keeps what would fall due from then on', () => {
    const program = {
      lifecycle: 'dated',
      dates: { frozen: '2018-09-01T00:00:00+03:00' },
      expiry: { rule: 'months', months: 1 },
    };
    const core = createCore(compile(programFile(program)));
    const one = rich(FREEZING - 61 * DAY, 100, core);
    const august = moscow('2018-07-31T12:00');
    one.account = {
      ...one.account,
      programs: { 'mts-bonus': { ...one.membership(), lots: lotsAt(august + HOUR, FREEZING) } },
    };
    one.ask(august, { op: 'transfer', to: RECEIVER, points: 100 });
    const { id } = one.ask(august, { op: 'confirm', id: '', code: '1234' }).outcome.data;
    one.ask(FREEZING + HOUR, { op: 'finish', id: String(id), refusal: 'frozen' });
    expect(one.membership().lots).toEqual([{ points: 60, expiresAt: FREEZING }]);
    expect(core.settle(one.account, FREEZING + HOUR).account).toBe(one.account);
  });

  it('lives until then', () => {
    expect(rich(NOW, 100, FROZEN).event(FREEZING - 1, 'friend').name).toBe('ok');
  });
});

/** 40 points that expire at one time, 60 at another. */
function lotsAt(first: number, second: number) {
  return [
    { points: 40, expiresAt: first },
    { points: 60, expiresAt: second },
  ];
}
