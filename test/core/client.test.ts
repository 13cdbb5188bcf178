/** The client of a core by itself: what it sends, and when it sends nothing. */
import { createServer, type IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/bonus/types.ts';
import { asking, BREAKER_LIMITS, type Breaker, CLOSED, failed, isOpen } from '../../src/core/breaker.ts';
import { openCore } from '../../src/core/client.ts';
import { EXCHANGE_LIMITS } from '../../src/core/exchange.ts';
import { backOff } from '../../src/flow/remote/backOff.ts';
import { seedFor, seedWithout } from '../../src/flow/remote/seeds.ts';

interface Sent {
  readonly line: string;
  readonly world: unknown;
  readonly key: unknown;
  readonly body: unknown;
}

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A core that answers all alike, and what it was sent. */
async function coreAnswering(status: number, body: object): Promise<{ readonly url: string; readonly sent: Sent[] }> {
  const sent: Sent[] = [];
  const server = createServer((req, res) => {
    void textOf(req).then((text) => {
      const { 'starhash-world': world, 'idempotency-key': key } = req.headers;
      sent.push({ line: `${req.method} ${req.url}`, world, key, body: text === '' ? null : JSON.parse(text) });
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, sent };
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function clientOf(url: string, stopwatch: () => number = () => 0) {
  return openCore({ program: 'p', url: new URL(url), stopwatch, onTrouble: () => {} });
}

const ANNA = { world: 'w1', mark: 'm', msisdn: '79161234567' };
const GOOD = { balance: 1, earned: 1, burned: 1, order: 'o', id: 't', expiresAt: '2018-03-10T09:05:00.000Z' };
const OPERATIONS: readonly (readonly [Operation | { readonly op: string }, string, unknown])[] = [
  [{ op: 'register', channel: 'web', email: 'a@b.c' }, 'register', { channel: 'web', email: 'a@b.c' }],
  [{ op: 'deactivate', channel: 'ussd' }, 'deactivate', { channel: 'ussd' }],
  [{ op: 'event', kind: 'shop', values: { rub: 3 } }, 'events', { kind: 'shop', rub: 3 }],
  [{ op: 'order', codes: ['11'] }, 'orders', { code: '11' }],
  [{ op: 'order', codes: ['11', '12'] }, 'orders', { codes: ['11', '12'] }],
  [{ op: 'transfer', to: '7', points: 5 }, 'transfers', { to: '7', points: 5 }],
  [{ op: 'confirm', id: 'a/b', code: '1' }, 'transfers/a%2Fb/confirm', { code: '1' }],
  [{ op: 'something-new', of: 1 } as { readonly op: string }, 'something-new', { of: 1 }],
];

test.each(OPERATIONS)('%j goes to %s', async (operation, path, body) => {
  const { url, sent } = await coreAnswering(200, { ...GOOD, fresh: 7, nameKey: 'gift.11' });
  const answer = await clientOf(`${url}/below/`).operate(ANNA, 'key', operation as Operation);
  expect(sent).toEqual([{ line: `POST /below/v1/bonus/p/79161234567/${path}`, world: 'w1', key: 'key', body }]);
  expect(answer.outcome.data).toMatchObject({ fresh: 7, nameKey: 'gift.11', expiresAt: Date.parse(GOOD.expiresAt) });
});

test('a balance is looked at; a refusal keeps its word and its figures, and nothing of the document', async () => {
  const refusal = {
    type: 'urn:starhash:problem:pending',
    title: 't',
    status: 422,
    detail: 'd',
    activeAt: '2018-03-10T09:05:00Z',
  };
  const { url, sent } = await coreAnswering(422, refusal);
  const { outcome } = await clientOf(url).operate(ANNA, 'key', { op: 'balance' });
  expect(sent).toMatchObject([{ line: 'GET /v1/bonus/p/79161234567', key: undefined }]);
  expect(outcome).toEqual({ name: 'pending', data: { activeAt: Date.parse('2018-03-10T09:05:00Z') } });
});

test('what a core says is made safe to show', async () => {
  const sms = [{ from: '4555', text: 'a\u202Eb\u0007', at: '2018-03-10T09:05:00Z' }];
  const { url } = await coreAnswering(200, { ...GOOD, order: 'x\u202Ey', sms });
  const answer = await clientOf(url).operate(ANNA, 'key', { op: 'order', codes: ['1'] });
  expect([answer.outcome.data.order, answer.sms[0]?.text]).toEqual(['xy', 'ab']);
});

test('rows of lists: of a member, of a stranger, of the catalogue', async () => {
  const lists = { history: [{ at: '2018-03-10T09:05:00.000Z', kind: 'earn', delta: 5, more: [1] }] };
  const rows = [{ at: Date.parse('2018-03-10T09:05:00Z'), kind: 'earn', delta: 5 }];
  const member = await coreAnswering(200, { member: true, balance: 5, lots: [], lists });
  expect(await clientOf(member.url).list(ANNA, 'history')).toEqual(rows);
  expect(await clientOf(member.url).list(ANNA, 'unheard-of')).toEqual([]);
  const stranger = await coreAnswering(404, { type: 'urn:x:not-a-member', lists });
  expect(await clientOf(stranger.url).list(ANNA, 'history')).toEqual(rows);
  const gifts = await coreAnswering(200, { gifts: [{ code: '1', nameKey: 'gift.1', price: 5 }] });
  expect(await clientOf(gifts.url).list(ANNA, 'catalogue')).toEqual([{ code: '1', nameKey: 'gift.1', price: 5 }]);
});

test('after some failures it is left alone, then one request finds out how it is', async () => {
  const { url, sent } = await coreAnswering(500, {});
  let now = 0;
  const client = clientOf(url, () => now);
  const ask = () => client.operate(ANNA, 'key', { op: 'balance' }).catch(({ how }) => how);
  for (let count = 0; count < BREAKER_LIMITS.failures; count += 1) expect(await ask()).toBe('core-error');
  expect([client.isDown(), await ask(), sent.length]).toEqual([true, 'core-error', BREAKER_LIMITS.failures]);
  now += BREAKER_LIMITS.pause;
  await Promise.all([ask(), ask(), ask()]);
  expect(sent).toHaveLength(BREAKER_LIMITS.failures + 1);
});

test('nobody listens, or a core keeps silent for too long', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as { port: number };
  const limits = { ...EXCHANGE_LIMITS, patience: 50 };
  const setup = {
    program: 'p',
    url: new URL(`http://127.0.0.1:${port}`),
    limits,
    stopwatch: () => 0,
    onTrouble: () => {},
  };
  const ask = () => openCore(setup).operate(ANNA, 'key', { op: 'balance' });
  await expect(ask()).rejects.toMatchObject({ how: 'core-timeout', end: 'unknown' });
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
  await expect(ask()).rejects.toMatchObject({ how: 'core-error', end: 'unknown' });
});

describe('the breaker', () => {
  const LIMITS = { failures: 3, pause: 100 };
  const STEP = fc.record({ after: fc.integer({ min: 0, max: 150 }), ends: fc.boolean() });

  test('opens after exactly so many failures in a row, for exactly so long', () => {
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 50 }), (steps) => {
        let breaker: Breaker = CLOSED;
        let [now, row, openedAt] = [0, 0, Number.NEGATIVE_INFINITY];
        for (const { after, ends: isGood } of steps) {
          now += after;
          expect(isOpen(breaker, now)).toBe(now < openedAt + LIMITS.pause);
          if (isOpen(breaker, now)) continue;
          breaker = asking(breaker, now, LIMITS);
          expect(isOpen(breaker, now)).toBe(row >= LIMITS.failures);
          row = isGood ? 0 : row + 1;
          breaker = isGood ? CLOSED : failed(breaker, now, LIMITS);
          openedAt = row >= LIMITS.failures ? now : Number.NEGATIVE_INFINITY;
        }
      }),
    );
  });
});

test('the pauses between tries grow, up to five seconds', () => {
  expect([1, 2, 3, 6, 7, 50, 1e9].map(backOff)).toEqual([100, 200, 400, 3200, 5000, 5000, 5000]);
});

describe('a seed taken apart', () => {
  const seed = {
    frozen: true,
    subscribers: [{ msisdn: '7', language: 'en', programs: { a: { points: 1 }, b: {} } }, { msisdn: '8' }],
  };

  test('each program has its part, everybody has the subscribers', () => {
    expect(seedWithout(new Set(['a']), seed)).toEqual({
      frozen: true,
      subscribers: [{ msisdn: '7', language: 'en', programs: { b: {} } }, { msisdn: '8' }],
    });
    expect(seedFor(new Set(['a']), seed)).toEqual({
      frozen: true,
      subscribers: [{ msisdn: '7', language: 'en', programs: { a: { points: 1 } } }, { msisdn: '8' }],
    });
  });

  test.each([[null], [7], [[]], [{ subscribers: 7 }], [{ subscribers: [7, { programs: 7 }] }]])(
    'what is no seed stays as it is: %j',
    (value) => {
      expect(seedFor(new Set(['a']), value)).toEqual(value);
    },
  );
});
