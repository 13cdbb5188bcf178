import { describe, expect, it } from 'vitest';
import { CORE, GIVER, HOUR, moscow, RECEIVER, rich, subscriber } from './support.ts';

const NOW = moscow('2018-03-10T12:00');

describe('joining over USSD and SMS', () => {
  it.each(['ussd', 'sms'] as const)('%s: at once, with 0 points and an SMS', (channel) => {
    const { outcome, messages, entries } = subscriber().ask(NOW, { op: 'register', channel });
    expect(outcome).toEqual({ name: 'ok', data: { balance: 0, status: 'member' } });
    expect(messages).toEqual([{ key: 'core.registered', args: { balance: 0 }, at: NOW }]);
    expect(entries).toEqual([]);
  });

  it('gives nothing for an e-mail there: that belongs to the application on the web', () => {
    const joined = subscriber();
    joined.ask(NOW, { op: 'register', channel: 'ussd', email: 'a@b.c', questionnaire: true });
    expect(joined.balance(NOW)).toBe(0);
  });

  it('works when the number is blocked', () => {
    expect(subscriber(CORE, { blocked: true }).ask(NOW, { op: 'register', channel: 'sms' }).outcome.name).toBe('ok');
  });

  it('twice: "already a member", nothing changes', () => {
    const member = rich(NOW, 100);
    const before = member.account;
    expect(member.ask(NOW, { op: 'register', channel: 'web', email: 'a@b.c' }).outcome.name).toBe('already-a-member');
    expect(member.account).toBe(before);
  });
});

describe('joining on the web', () => {
  it.each([
    [{}, 0, []],
    [{ questionnaire: true }, 100, ['joining.questionnaire']],
    [{ email: 'a@b.c' }, 10, ['joining.email']],
    [{ email: 'a@b.c', questionnaire: true }, 110, ['joining.questionnaire', 'joining.email']],
    [{ email: '', questionnaire: false }, 0, []],
  ])('%o brings %i points at once', (form, balance, notes) => {
    const applicant = subscriber();
    const { outcome, messages, entries } = applicant.ask(NOW, { op: 'register', channel: 'web', ...form });
    expect(outcome).toEqual({ name: 'ok', data: { balance, status: 'pending', activeAt: NOW + 2 * HOUR } });
    expect(messages).toEqual([]);
    expect(entries.map(({ kind, note }) => [kind, note])).toEqual(notes.map((note) => ['earn', note]));
    expect(applicant.balance(NOW)).toBe(balance);
  });

  it('is pending for 2 hours to the millisecond, then a member with an SMS', () => {
    const applicant = subscriber();
    applicant.ask(NOW, { op: 'register', channel: 'web', questionnaire: true });
    const done = NOW + 2 * HOUR;
    expect(CORE.nextDeadline(applicant.account)).toBe(done);
    expect(CORE.settle(applicant.account, done - 1)).toEqual({ account: applicant.account, messages: [], entries: [] });
    const { messages, account } = CORE.settle(applicant.account, done + HOUR);
    expect(messages).toEqual([{ key: 'core.registered', args: { balance: 100 }, at: done }]);
    expect(account.programs['mts-bonus']).toMatchObject({ status: 'member', since: done });
    expect(account.programs['mts-bonus']).not.toHaveProperty('activeAt');
  });

  it.each([
    [{ op: 'register', channel: 'ussd' }],
    [{ op: 'event', kind: 'friend', values: {} }],
    [{ op: 'order', codes: ['11'] }],
    [{ op: 'transfer', to: RECEIVER, points: 1 }],
    [{ op: 'confirm', id: '', code: '1234' }],
  ] as const)('while pending: %o is told to wait', (operation) => {
    const applicant = subscriber();
    applicant.ask(NOW, { op: 'register', channel: 'web', questionnaire: true });
    const { outcome, account } = applicant.ask(NOW + 1, operation);
    expect(outcome).toEqual({ name: 'pending', data: { activeAt: NOW + 2 * HOUR } });
    expect(account.programs['mts-bonus']?.entries).toBe(1);
  });
});

describe('a stranger', () => {
  it.each([
    [{ op: 'balance' }],
    [{ op: 'deactivate', channel: 'sms' }],
    [{ op: 'event', kind: 'friend', values: {} }],
    [{ op: 'order', codes: ['11'] }],
    [{ op: 'transfer', to: RECEIVER, points: 1 }],
    [{ op: 'confirm', id: 'x', code: '1234' }],
  ] as const)('who asks for %o is no member, and leaves no trace', (operation) => {
    const stranger = subscriber();
    const before = stranger.account;
    expect(stranger.ask(NOW, operation).outcome).toEqual({ name: 'not-a-member', data: {} });
    expect(stranger.account).toBe(before);
  });
});

describe('leaving', () => {
  it('burns all points and says how many', () => {
    const { outcome, messages, entries } = rich(NOW, 345).ask(NOW + 1, { op: 'deactivate', channel: 'sms' });
    expect(outcome).toEqual({ name: 'ok', data: { burned: 345 } });
    expect(messages).toEqual([{ key: 'core.left', args: { burned: 345 }, at: NOW + 1 }]);
    expect(entries).toMatchObject([{ kind: 'burn', seq: 1, postings: [{ points: -345 }, { points: 345 }] }]);
  });

  it('for good: joining again gives nothing back, not even the bonuses of the application', () => {
    const member = subscriber();
    member.ask(NOW, { op: 'register', channel: 'web', email: 'a@b.c', questionnaire: true });
    member.event(NOW + 3 * HOUR, 'taxi', { rub: 500 });
    member.ask(NOW + 4 * HOUR, { op: 'deactivate', channel: 'ussd' });
    member.ask(NOW + 5 * HOUR, { op: 'register', channel: 'web', email: 'a@b.c', questionnaire: true });
    expect(member.balance(NOW + 8 * HOUR)).toBe(0);
    expect(member.entries.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
  });

  it('takes back an application, with its points', () => {
    const applicant = subscriber();
    applicant.ask(NOW, { op: 'register', channel: 'web', questionnaire: true });
    expect(applicant.ask(NOW + 1, { op: 'deactivate', channel: 'sms' }).outcome.data).toEqual({ burned: 100 });
    expect(CORE.nextDeadline(applicant.account)).toBeNull();
  });

  it('forgets remainders, totals and waiting codes, and keeps what was given once', () => {
    const member = rich(NOW, 5000);
    member.event(NOW, 'card', { rub: 3001 });
    member.ask(NOW, { op: 'transfer', to: RECEIVER, points: 10 });
    member.ask(NOW, { op: 'deactivate', channel: 'sms' });
    expect(member.membership()).toMatchObject({ status: 'left', carry: {}, totals: {}, requests: [], lots: [] });
    member.join(NOW + 1);
    expect(member.event(NOW + 2, 'card', { rub: 3001 }).data).toEqual({ earned: 100, balance: 100 });
  });

  it('belongs to one program: nothing leaks into another', () => {
    const { account } = rich(NOW, 10);
    expect([account.msisdn, Object.keys(account.programs)]).toEqual([GIVER, ['mts-bonus']]);
  });
});
