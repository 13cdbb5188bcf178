/** Caps on connections and time, and the end of the server. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { Call, Gateway } from '../../src/flow/api.ts';
import { openWire, post, rawSocket, type TestWire } from './support/wire.ts';

const QUICK = { headersTimeout: 60, requestTimeout: 60 };
const HEAD =
  'POST /v1/sms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';

/** What a slow client sends before it falls silent. */
const DRIBBLES: readonly (readonly [string, string])[] = [
  ['nothing at all', ''],
  ['half a request line', 'POST /v1/us'],
  ['headers without an end', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
  ['half a body', `${HEAD}{"from":`],
];

test.each(DRIBBLES)('a client that sends %s is closed', async (_what, bytes) => {
  const wire = await openWire({ limits: QUICK });
  const { socket, closed } = await rawSocket(wire.port);
  socket.write(bytes);
  expect(await closed).toMatch(/^HTTP\/1.1 408 /);
  expect(wire.gateway.asked).toEqual([]);
});

test('a client that dribbles byte after byte is closed all the same', async () => {
  const wire = await openWire({ limits: QUICK });
  const { socket, closed } = await rawSocket(wire.port);
  socket.write(HEAD);
  const dribble = setInterval(() => socket.write(' '), 5);
  await closed;
  clearInterval(dribble);
  expect(wire.gateway.asked).toEqual([]);
});

test('connections over the cap are closed at once', async () => {
  const wire = await openWire({ limits: { connections: 2 } });
  await rawSocket(wire.port);
  await rawSocket(wire.port);
  const third = await rawSocket(wire.port);
  expect(await third.closed).toBe('');
});

test('a connection with too many requests waiting for their turn is cut', async () => {
  const wire = await openWire({ limits: { pipelined: 10 } });
  waiting(wire);
  const { socket, closed } = await rawSocket(wire.port);
  socket.write('GET /v1/subscribers/7/messages?wait=60 HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(12));
  expect(await closed).toBe('');
});

test('requests sent ahead are answered in their order, wave after wave', async () => {
  const wire = await openWire({ limits: { pipelined: 10 } });
  const { socket, received, closed } = await rawSocket(wire.port);
  const request = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  const statuses = () => [...received().matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
  socket.write(request('/v1/clock') + request('/healthz').repeat(9));
  while (statuses().length < 10) await once(socket, 'data');
  socket.write(request('/v1/clock') + request('/healthz').repeat(9) + request('/nowhere', 'Connection: close\r\n'));
  await closed;
  expect(statuses()).toEqual([...Array(20).fill('200'), '404']);
});

test('a client that leaves in the middle of its body does no harm', async () => {
  const wire = await openWire();
  const { socket } = await rawSocket(wire.port);
  socket.write(`${HEAD}{"from":`);
  const gone = once(socket, 'close');
  await fetch(`${wire.url}/healthz`);
  socket.destroy();
  await gone;
  while (!wire.log().includes('"sendSms"')) await new Promise(setImmediate);
  expect(wire.gateway.asked).toEqual([]);
});

test('a large answer that nobody reads is dropped', async () => {
  const wire = await openWire({ limits: { unreadTimeout: 50 } });
  const sms = { id: '1', from: '1', text: 'x'.repeat(16_000_000), parts: 1, at: '' };
  answerWith(wire, 'messages', async () => ({ ok: true, value: { messages: [sms] } }));
  const { socket, closed } = await rawSocket(wire.port);
  socket.pause();
  socket.write('GET /v1/subscribers/7/messages HTTP/1.1\r\nHost: localhost\r\n\r\n');
  // Blank lines before a request are allowed (RFC 9112 §2.2); writing is how a client that does not read learns of the end.
  const nag = setInterval(() => socket.write('\r\n'), 5);
  expect((await closed).length).toBeLessThan(16_000_000);
  clearInterval(nag);
});

test('an answer may wait for its turn longer than for its reader', async () => {
  const wire = await openWire({ limits: { ...QUICK, unreadTimeout: 10 } });
  const finish = holdSessions(wire);
  const { socket, received, closed } = await rawSocket(wire.port);
  const request = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  socket.write(request('/v1/sessions') + request('/healthz', 'Connection: close\r\n'));
  while (!wire.log().includes('"healthz"')) await new Promise(setImmediate);
  await (await rawSocket(wire.port)).closed;
  expect(received()).toBe('');
  finish();
  expect((await closed).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
});

test('a long poll that waits for its turn ends with its connection', async () => {
  const wire = await openWire();
  holdSessions(wire);
  const { signal, asked } = waiting(wire);
  const { socket } = await rawSocket(wire.port);
  const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  socket.write(request('/v1/sessions') + request('/v1/subscribers/7/messages?wait=60'));
  await asked;
  socket.destroy();
  await signal();
});

test('a long poll that comes while the server closes is answered at once', async () => {
  const wire = await openWire({ limits: { closeTimeout: 60_000 } });
  let told: AbortSignal | undefined;
  answerWith(wire, 'messages', async (_call: Call, _msisdn: string, query: { signal: AbortSignal }) => {
    told = query.signal;
    return { ok: true, value: { messages: [] } };
  });
  const finish = holdSessions(wire);
  const { socket, closed } = await rawSocket(wire.port);
  socket.write('GET /v1/sessions HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await fetch(`${wire.url}/healthz`);
  const closing = wire.close();
  socket.write('GET /v1/subscribers/7/messages?wait=60 HTTP/1.1\r\nHost: localhost\r\n\r\n');
  while (told === undefined) await new Promise(setImmediate);
  expect(told.aborted).toBe(true);
  finish();
  await closed;
  await closing;
});

test('a long poll ends when its client goes', async () => {
  const wire = await openWire();
  const { signal, asked } = waiting(wire);
  const gone = new AbortController();
  const poll = fetch(`${wire.url}/v1/subscribers/7/messages?wait=60`, { signal: gone.signal }).catch(() => 'gone');
  await asked;
  gone.abort();
  expect(await poll).toBe('gone');
  await signal();
  expect((await fetch(`${wire.url}/healthz`)).status).toBe(200);
});

test('closing ends long polls with an answer and takes no more connections', async () => {
  const wire = await openWire();
  const { asked } = waiting(wire);
  const poll = fetch(`${wire.url}/v1/subscribers/7/messages?wait=60`);
  await asked;
  await wire.close();
  const response = await poll;
  expect(response.headers.get('connection')).toBe('close');
  expect(await response.json()).toEqual({ messages: [] });
  await expect(fetch(`${wire.url}/healthz`)).rejects.toThrow();
});

test('closing lets what is in flight finish', async () => {
  const wire = await openWire();
  let finish = (_: unknown) => {};
  const asked = new Promise<void>((reached) => {
    answerWith(wire, 'sms', () => {
      reached();
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
  });
  const answer = post(`${wire.url}/v1/sms`, { from: '7', to: '1', text: '' });
  await asked;
  const closing = wire.close();
  finish({ ok: true, value: { messageId: 'late' } });
  expect(await (await answer).json()).toEqual({ messageId: 'late' });
  await closing;
});

test('a page that asks while the server closes is answered like any other', async () => {
  const wire = await openWire();
  const { asked } = waiting(wire);
  const { socket, closed } = await rawSocket(wire.port);
  const origin = `Host: localhost:${wire.port}\r\nOrigin: http://127.0.0.1:${wire.port}\r\n\r\n`;
  socket.write(`GET /v1/subscribers/7/messages?wait=60 HTTP/1.1\r\n${origin}GET /healthz HTTP/1.1\r\n`);
  await asked;
  const closing = wire.close();
  socket.write(origin);
  expect(await closed).toMatch(/^HTTP\/1\.1 200 /);
  await closing;
});

test('closing cuts what does not finish in time', async () => {
  const wire = await openWire({ limits: { closeTimeout: 20 } });
  const asked = new Promise<void>((reached) => {
    answerWith(wire, 'sms', () => {
      reached();
      return new Promise(() => {});
    });
  });
  const answer = post(`${wire.url}/v1/sms`, { from: '7', to: '1', text: '' });
  await asked;
  const idle = await rawSocket(wire.port);
  await Promise.all([wire.close(), idle.closed, expect(answer).rejects.toThrow()]);
});

test('a port that is taken is one clear sentence', async () => {
  const wire = await openWire();
  await expect(openWire({ port: wire.port })).rejects.toThrow(
    `Cannot serve HTTP on 127.0.0.1:${wire.port}: another program listens there; choose another port, or 0 for any free one.`,
  );
});

test('an address that is not here is one clear sentence', async () => {
  await expect(openWire({ host: '192.0.2.1' })).rejects.toThrow(
    'Cannot serve HTTP on 192.0.2.1:0: this machine has no such address.',
  );
});

test('an IPv6 address has its brackets', async () => {
  const wire = await openWire({ host: '::1' });
  expect(wire.url).toBe(`http://[::1]:${wire.port}`);
  expect((await fetch(`${wire.url}/healthz`)).status).toBe(200);
});

function answerWith(wire: TestWire, method: keyof Gateway, answer: (...args: never[]) => Promise<unknown>): void {
  Object.assign(wire.gateway, { [method]: answer });
}

/** Lets `sessions` answer only when the function that comes back is called. */
function holdSessions(wire: TestWire): () => void {
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  answerWith(wire, 'sessions', async () => {
    await held;
    return { ok: true, value: { items: [], next: null } };
  });
  return () => finish();
}

/** Lets `messages` wait for its signal, as the gateway does. `asked`: it waits now; `signal()`: it was told to stop. */
function waiting(wire: TestWire): { asked: Promise<void>; signal: () => Promise<unknown> } {
  let heard: Promise<unknown> = Promise.resolve();
  const asked = new Promise<void>((reached) => {
    answerWith(wire, 'messages', async (_call: Call, _msisdn: string, query: { signal: AbortSignal }) => {
      heard = once(query.signal, 'abort');
      reached();
      await heard;
      return { ok: true, value: { messages: [] } };
    });
  });
  return { asked, signal: () => heard };
}
