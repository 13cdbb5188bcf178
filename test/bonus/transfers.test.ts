import { describe, expect, it } from 'vitest';
import type { CoreContext, Decision } from '../../src/bonus/types.ts';
import { CORE, contextAt, DAY, GIVER, moscow, RECEIVER, rich, type Subscriber, subscriber } from './support.ts';

const NOW = moscow('2018-03-10T12:00');
const MINUTE = 60_000;
const OTHER = '79160000001';

function request(giver: Subscriber, now: number, points: number, to = RECEIVER, change: Partial<CoreContext> = {}) {
  return giver.ask(now, { op: 'transfer', to, points }, { peers: { [to]: true }, ...change });
}

/** Asks and confirms; the transfer stays on its way. */
function give(giver: Subscriber, now: number, points: number, to = RECEIVER): Decision {
  const { outcome } = request(giver, now, points, to);
  return giver.ask(now, { op: 'confirm', id: String(outcome.data.id), code: '1234' });
}

function finish(giver: Subscriber, now: number, id: unknown, refusal: string | null): Decision {
  return giver.ask(now, { op: 'finish', id: String(id), refusal });
}

describe('asking for a transfer', () => {
  it('reserves nothing and sends the code by SMS: 4 digits, 5 minutes', () => {
    const digits: number[] = [];
    const newCode = (n: number) => `${digits.push(n)}042`;
    const { outcome, messages, entries } = request(rich(NOW, 500), NOW, 400, RECEIVER, { newCode });
    expect(digits).toEqual([4]);
    const data = { id: `id1.${NOW}`, expiresAt: NOW + 5 * MINUTE, to: RECEIVER, points: 400 };
    expect(outcome).toEqual({ name: 'ok', data });
    const args = { code: '1042', to: RECEIVER, points: 400, minutes: 5 };
    expect(messages).toEqual([{ key: 'core.transfer-code', args, at: NOW }]);
    expect(entries).toEqual([]);
  });

  it('asks whether the recipient is a member before it answers', () => {
    const giver = rich(NOW, 500);
    expect(request(giver, NOW, 400, OTHER, { peers: {} }).needPeer).toBe(OTHER);
    expect(request(giver, NOW, 400, OTHER, { peers: { [OTHER]: false } }).outcome.name).toBe('recipient-not-a-member');
    expect(giver.membership().requests).toEqual([]);
  });

  it.each([
    [GIVER, 10, 'transfer-to-self', {}],
    [RECEIVER, 0, 'not-positive', { field: 'points' }],
    [RECEIVER, -1, 'not-positive', { field: 'points' }],
    [RECEIVER, 1.5, 'bad-value', { field: 'points', expected: 'a whole number' }],
    [RECEIVER, 3001, 'over-limit', { field: 'points', limit: 3000 }],
    [RECEIVER, 501, 'too-few-points', { missing: 1, price: 501, balance: 500 }],
  ])('to %s, %d points: %s', (to, points, name, data) => {
    const giver = rich(NOW, 500);
    const before = giver.account;
    expect(request(giver, NOW, points, to).outcome).toEqual({ name, data });
    expect(giver.account).toBe(before);
  });

  it('can give all there is', () => {
    expect(give(rich(NOW, 500), NOW, 500).outcome).toMatchObject({ name: 'ok', data: { balance: 0 } });
  });

  it('is refused for a blocked number, as is confirming', () => {
    const giver = rich(NOW, 500);
    request(giver, NOW, 10);
    giver.account = { ...giver.account, profile: { blocked: true } };
    expect(request(giver, NOW, 10).outcome.name).toBe('number-blocked');
    expect(giver.ask(NOW, { op: 'confirm', id: '', code: '1234' }).outcome.name).toBe('number-blocked');
  });

  it('lets 10 requests wait, no more', () => {
    const giver = rich(NOW, 500);
    const names = Array.from({ length: 11 }, (_, n) => request(giver, NOW + n, 10).outcome);
    expect(names.filter(({ name }) => name === 'ok')).toHaveLength(10);
    expect(names[10]).toEqual({ name: 'too-many-requests', data: { limit: 10 } });
    expect(request(giver, NOW + 5 * MINUTE, 10).outcome.name).toBe('ok');
  });
});

describe('the code', () => {
  it('is taken 3 times: the third wrong one cancels the transfer', () => {
    const giver = rich(NOW, 500);
    const id = String(request(giver, NOW, 10).outcome.data.id);
    const confirm = (code: string) => giver.ask(NOW, { op: 'confirm', id, code }).outcome;
    expect(confirm('0000')).toEqual({ name: 'wrong-code', data: { triesLeft: 2 } });
    expect(confirm('')).toEqual({ name: 'wrong-code', data: { triesLeft: 1 } });
    expect(confirm('9999')).toEqual({ name: 'too-many-tries', data: {} });
    expect(confirm('1234')).toEqual({ name: 'unknown-transfer', data: {} });
    expect(giver.balance(NOW)).toBe(500);
  });

  it.each([
    [5 * MINUTE - 1, 'ok'],
    [5 * MINUTE, 'transfer-expired'],
    [5 * DAY, 'transfer-expired'],
  ])('after %i ms: %s', (later, name) => {
    const giver = rich(NOW, 500);
    const id = String(request(giver, NOW, 10).outcome.data.id);
    expect(giver.ask(NOW + later, { op: 'confirm', id, code: '1234' }).outcome.name).toBe(name);
  });

  it('is the one that was sent', () => {
    const giver = rich(NOW, 500);
    request(giver, NOW, 10, RECEIVER, { newCode: () => '0042' });
    const names = ['1234', '42', '0042'].map((code) => giver.ask(NOW, { op: 'confirm', id: '', code }).outcome.name);
    expect(names).toEqual(['wrong-code', 'wrong-code', 'ok']);
  });

  it('is swept away when it has run out, and remembered as such', () => {
    const giver = rich(NOW, 500);
    const id = String(request(giver, NOW, 10).outcome.data.id);
    expect(CORE.nextDeadline(giver.account)).toBe(NOW + 5 * MINUTE);
    giver.account = CORE.settle(giver.account, NOW + 5 * MINUTE).account;
    expect(giver.membership().requests).toEqual([]);
    expect(giver.ask(NOW + DAY, { op: 'confirm', id, code: '1234' }).outcome.name).toBe('transfer-expired');
  });

  it('is remembered for the last ten transfers, though they ran out one after the other', () => {
    const giver = rich(NOW, 500);
    const hours = Array.from({ length: 11 }, (_, n) => NOW + n * 60 * MINUTE);
    const ids = hours.map((at) => String(request(giver, at, 10).outcome.data.id));
    const names = ids.map((id) => giver.ask(NOW + DAY, { op: 'confirm', id, code: '1234' }).outcome.name);
    expect(names).toEqual(['unknown-transfer', ...Array(10).fill('transfer-expired')]);
    expect(giver.ask(NOW + DAY, { op: 'confirm', id: '', code: '1234' }).outcome.name).toBe('transfer-expired');
  });

  it('without an id means the latest transfer', () => {
    const giver = rich(NOW, 500);
    request(giver, NOW, 10);
    request(giver, NOW + 1, 20);
    const { outcome } = giver.ask(NOW + 2, { op: 'confirm', id: '', code: '1234' });
    expect(outcome).toMatchObject({ name: 'ok', data: { points: 20 } });
  });

  it('of no transfer is unknown', () => {
    const giver = rich(NOW, 500);
    expect(giver.ask(NOW, { op: 'confirm', id: '', code: '1234' }).outcome.name).toBe('unknown-transfer');
    expect(giver.ask(NOW, { op: 'confirm', id: 'x', code: '1234' }).outcome.name).toBe('unknown-transfer');
  });

  it('given twice moves points once', () => {
    const giver = rich(NOW, 500);
    const { outcome } = give(giver, NOW, 100);
    const again = giver.ask(NOW, { op: 'confirm', id: String(outcome.data.id), code: '1234' });
    expect([again.outcome.name, giver.balance(NOW)]).toEqual(['unknown-transfer', 400]);
  });
});

describe('on the way', () => {
  it('takes the points and is work that is due at once', () => {
    const giver = rich(NOW, 500);
    const { outcome, entries } = give(giver, NOW + 1, 400);
    expect(outcome).toEqual({ name: 'ok', data: { id: `id1.${NOW + 1}`, to: RECEIVER, points: 400, balance: 100 } });
    expect(entries).toMatchObject([{ kind: 'transfer-reserve', note: RECEIVER, transfer: `id1.${NOW + 1}` }]);
    expect(giver.membership().reservations).toMatchObject([{ at: NOW + 1, day: '2018-03-10', month: '2018-03' }]);
    expect(CORE.nextDeadline(giver.account)).toBe(NOW + 1);
    expect(CORE.settle(giver.account, NOW + DAY).account).toBe(giver.account);
  });

  it('reaches the receiver with its expiry, and both are told', () => {
    const giver = rich(NOW, 500);
    const receiver = subscriber(CORE, {}, RECEIVER).join(NOW);
    give(giver, NOW, 400);
    const [reservation] = giver.membership().reservations;
    const { id, lots } = reservation ?? { id: '', lots: [] };
    const credited = receiver.ask(NOW + 1, { op: 'credit', id, from: GIVER, lots }, { by: GIVER });
    expect(credited.messages).toMatchObject([
      { key: 'core.transfer-received', args: { from: GIVER, points: 400, balance: 400 } },
    ]);
    expect(receiver.membership().lots).toEqual([{ points: 400, expiresAt: moscow('2019-01-01T00:00') }]);
    expect(finish(giver, NOW + 2, id, null).messages).toMatchObject([
      { key: 'core.transfer-sent', args: { to: RECEIVER, points: 400, balance: 100 } },
    ]);
    expect(finish(giver, NOW + 3, id, null)).toMatchObject({ outcome: { name: 'ok' }, messages: [], entries: [] });
    expect(giver.membership().recent.map(({ kind, delta }) => [kind, delta])).toEqual([
      ['earn', 500],
      ['transfer-reserve', -400],
    ]);
  });

  it.each([
    ['a stranger', subscriber(CORE, {}, RECEIVER), 'recipient-not-a-member'],
    ['an applicant', applicant(), 'recipient-not-a-member'],
  ])('credits nothing to %s', (_who, receiver, name) => {
    const before = receiver.account;
    const lots = [{ points: 10, expiresAt: NOW + DAY }];
    expect(receiver.ask(NOW, { op: 'credit', id: 't', from: GIVER, lots }).outcome.name).toBe(name);
    expect(receiver.account).toBe(before);
  });

  it('burns at once what expired on the way', () => {
    const receiver = subscriber(CORE, {}, RECEIVER).join(NOW);
    const lots = [
      { points: 10, expiresAt: NOW },
      { points: 20, expiresAt: NOW + DAY },
    ];
    const { entries, messages } = receiver.ask(NOW, { op: 'credit', id: 't', from: GIVER, lots });
    expect(entries.map(({ kind }) => kind)).toEqual(['transfer-credit', 'burn']);
    expect(messages).toMatchObject([{ args: { points: 30, balance: 20 } }]);
  });

  it('gives the points back with their expiry when the receiver refuses, and tells the giver', () => {
    const giver = rich(NOW, 500);
    const before = giver.membership().lots;
    const { outcome } = give(giver, NOW, 400);
    const { messages } = finish(giver, NOW + 1, outcome.data.id, 'recipient-not-a-member');
    expect(messages).toMatchObject([
      { key: 'core.transfer-failed', args: { to: RECEIVER, points: 400, balance: 500, burned: 0 } },
    ]);
    expect(giver.membership().lots).toEqual(before);
  });

  it('burns what comes back in the next year', () => {
    const giver = rich(NOW, 500);
    const { outcome } = give(giver, NOW, 400);
    const year = moscow('2019-01-01T00:00');
    const { entries, messages } = finish(giver, year, outcome.data.id, 'closed');
    expect(entries.map(({ kind }) => kind)).toEqual(['burn', 'transfer-release', 'burn']);
    expect(messages.at(-1)).toMatchObject({
      key: 'core.transfer-failed',
      args: { points: 400, balance: 0, burned: 400 },
    });
    expect(giver.balance(year)).toBe(0);
  });

  it.each([
    ['has left', false],
    ['has left and joined again', true],
  ])('burns what comes back to one who %s', (_case, rejoins) => {
    const giver = rich(NOW, 500);
    const { outcome } = give(giver, NOW, 400);
    expect(giver.ask(NOW + 1, { op: 'deactivate', channel: 'sms' }).outcome.data).toEqual({ burned: 100 });
    if (rejoins) giver.join(NOW + 2);
    const { entries } = finish(giver, NOW + 3, outcome.data.id, 'closed');
    expect(entries.map(({ kind }) => kind)).toEqual(['transfer-release', 'burn']);
    expect(giver.membership()).toMatchObject({ lots: [], reservations: [] });
  });

  it('still reaches the receiver when the giver has left', () => {
    const giver = rich(NOW, 500);
    const { outcome } = give(giver, NOW, 400);
    giver.ask(NOW + 1, { op: 'deactivate', channel: 'sms' });
    expect(finish(giver, NOW + 2, outcome.data.id, null).entries).toMatchObject([{ kind: 'transfer-post' }]);
    expect(giver.membership()).toMatchObject({ status: 'left', reservations: [] });
  });
});

describe('limits', () => {
  const MIDNIGHT = moscow('2018-03-11T00:00');

  it('3 000 points a day: to the point, until midnight of the giver', () => {
    const giver = rich(NOW, 10_000);
    give(giver, NOW, 2000);
    expect(give(giver, NOW, 999).outcome.name).toBe('ok');
    expect(request(giver, NOW, 2).outcome).toEqual({ name: 'over-daily-limit', data: { limit: 3000, left: 1 } });
    expect(request(giver, MIDNIGHT - 1, 2).outcome.name).toBe('over-daily-limit');
    expect(request(giver, MIDNIGHT, 3000).outcome.name).toBe('ok');
  });

  it('one recipient a day; several operations to the same one are fine', () => {
    const giver = rich(NOW, 10_000);
    give(giver, NOW, 10);
    expect(give(giver, NOW, 10).outcome.name).toBe('ok');
    expect(request(giver, NOW, 10, OTHER).outcome).toEqual({ name: 'other-recipient-today', data: { to: RECEIVER } });
    expect(request(giver, MIDNIGHT, 10, OTHER).outcome.name).toBe('ok');
  });

  it('10 transfers a month', () => {
    const giver = rich(NOW, 10_000);
    for (let n = 0; n < 10; n += 1) expect(give(giver, NOW + n * DAY, 10).outcome.name).toBe('ok');
    const end = moscow('2018-04-01T00:00');
    expect(request(giver, end - 1, 10).outcome).toEqual({ name: 'over-monthly-limit', data: { limit: 10 } });
    expect(give(giver, end, 10).outcome.name).toBe('ok');
  });

  it('hold again when the code comes back: of two requests that fit alone, the second is refused', () => {
    const giver = rich(NOW, 10_000);
    const ids = [request(giver, NOW, 2000), request(giver, NOW + 1, 2000), request(giver, NOW + 2, 9, OTHER)];
    const names = ids.map(({ outcome }) => {
      return giver.ask(NOW + 3, { op: 'confirm', id: String(outcome.data.id), code: '1234' }).outcome.name;
    });
    expect(names).toEqual(['ok', 'over-daily-limit', 'other-recipient-today']);
  });

  it('too few points at the confirmation: nothing moves', () => {
    const giver = rich(NOW, 500);
    const { outcome } = request(giver, NOW, 400);
    giver.ask(NOW, { op: 'order', codes: ['11'] });
    expect(giver.ask(NOW, { op: 'confirm', id: String(outcome.data.id), code: '1234' }).outcome).toEqual({
      name: 'too-few-points',
      data: { missing: 110, price: 400, balance: 290 },
    });
  });

  it('are given back by a release: on the same day all of them', () => {
    const giver = rich(NOW, 10_000);
    const { outcome } = give(giver, NOW, 3000);
    finish(giver, NOW + 1, outcome.data.id, 'recipient-not-a-member');
    expect(give(giver, NOW + 2, 3000, OTHER).outcome.name).toBe('ok');
  });

  it('are given back to the original period: today is not enlarged by what failed yesterday', () => {
    const giver = rich(NOW, 10_000);
    const { outcome } = give(giver, MIDNIGHT - 1, 3000);
    give(giver, MIDNIGHT, 3000);
    finish(giver, MIDNIGHT + 1, outcome.data.id, 'recipient-not-a-member');
    expect(request(giver, MIDNIGHT + 2, 1).outcome.name).toBe('over-daily-limit');
    expect(giver.membership().limits).toEqual([{ day: '2018-03-11', to: RECEIVER, points: 3000, count: 1 }]);
  });

  it('outlive leaving and joining again', () => {
    const giver = rich(NOW, 5000);
    give(giver, NOW, 3000);
    giver.ask(NOW, { op: 'deactivate', channel: 'sms' });
    giver.join(NOW);
    giver.event(NOW, 'taxi', { rub: 5000 });
    expect(request(giver, NOW, 1).outcome.name).toBe('over-daily-limit');
  });

  it('cannot be doubled by moving to another time zone and back', () => {
    const giver = rich(NOW, 10_000);
    const evening = moscow('2018-03-10T20:00');
    const live = (timeZone: string) => {
      giver.account = { ...giver.account, profile: { timeZone } };
    };
    give(giver, evening, 3000);
    live('Asia/Kamchatka');
    expect(give(giver, evening, 3000).outcome.name).toBe('ok');
    live('Europe/Moscow');
    expect(request(giver, evening, 1).outcome.name).toBe('over-daily-limit');
  });
});

function applicant(): Subscriber {
  const one = subscriber(CORE, {}, RECEIVER);
  one.ask(NOW - 1, { op: 'register', channel: 'web' });
  return one;
}

it('takes its ids and codes from the context alone', () => {
  const { account } = rich(NOW, 500);
  const ask = () => CORE.decide(account, { op: 'transfer', to: RECEIVER, points: 1 }, contextAt(NOW));
  expect(ask()).toEqual(ask());
});
