import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { GatewayEvent } from '../../src/flow/api.ts';
import { openWire, rawSocket, type TestWire } from './support/wire.ts';

const AT = '2026-01-15T10:00:00.000Z';

function event(id: number, msisdn: string, text = ''): GatewayEvent {
  return { id, type: 'ussd.screen', world: 'main', at: AT, msisdn, text };
}

/** An open stream: `next` resolves with the next block of lines. */
async function openStream(wire: TestWire, query = '', headers: Readonly<Record<string, string>> = {}) {
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  const response = await fetch(`${wire.url}/v1/events${query}`, { signal: gone.signal, headers });
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let read = '';
  const next = async (): Promise<string | null> => {
    for (;;) {
      const end = read.indexOf('\n\n');
      if (end >= 0) {
        const block = read.slice(0, end);
        read = read.slice(end + 2);
        return block;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      read += value;
    }
  };
  return { response, next, leave: () => gone.abort() };
}

async function metric(wire: TestWire, name: string): Promise<number> {
  const text = await (await fetch(`${wire.url}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );
}

test('events come as they happen, one JSON object each', async () => {
  const wire = await openWire();
  const { response, next } = await openStream(wire);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(await next()).toMatch(/^: /);
  const hostile = event(1, '7916', 'a\nid: 9\n\ndata: {}\r\u2028б');
  wire.gateway.publish(hostile);
  wire.gateway.publish(event(2, '7917'));
  const [id, data, ...rest] = String(await next()).split('\n');
  expect([id, rest]).toEqual(['id: 1', []]);
  expect(JSON.parse(String(data).slice('data: '.length))).toEqual(hostile);
  expect(await next()).toContain('id: 2\n');
});

test('a stream can be for one subscriber, in any form of the number', async () => {
  const wire = await openWire();
  const { next } = await openStream(wire, '?msisdn=89161234567');
  await next();
  expect(wire.gateway.asked).toEqual([
    { method: 'subscriber', args: [{ world: 'main', wire: 'http' }, '89161234567'] },
  ]);
  wire.gateway.publish(event(1, '79990000000'));
  wire.gateway.publish(event(2, '79161234567'));
  expect(await next()).toContain('id: 2\n');
});

test('the world comes by header or, for browsers, by query', async () => {
  const wire = await openWire();
  await (await openStream(wire, '', { 'starhash-world': 'w1' })).next();
  await (await openStream(wire, '?world=w2')).next();
  expect(wire.gateway.asked.map(({ args }) => args[0])).toEqual([
    { world: 'w1', wire: 'http' },
    { world: 'w2', wire: 'http' },
  ]);
});

test('an unknown world gets a problem, not a stream', async () => {
  const wire = await openWire();
  wire.gateway.refuseWith({ type: 'unknown-world', detail: 'No.' });
  expect((await fetch(`${wire.url}/v1/events?world=w9`)).status).toBe(404);
  wire.gateway.refuseWith(null);
  expect((await fetch(`${wire.url}/v1/events?world=*`)).status).toBe(404);
  expect((await fetch(`${wire.url}/v1/events?nonsense=1`)).status).toBe(400);
});

test('silence is broken by heartbeats', async () => {
  const wire = await openWire({ limits: { heartbeat: 5 } });
  const { next } = await openStream(wire);
  await next();
  expect(await next()).toBe(': still here');
});

test('HEAD has no stream', async () => {
  const wire = await openWire();
  const response = await fetch(`${wire.url}/v1/events`, { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
});

test('a reader that leaves is forgotten', async () => {
  const wire = await openWire();
  const before = wire.gateway.listeners();
  const { next, leave } = await openStream(wire);
  await next();
  expect(wire.gateway.listeners()).toBe(before + 1);
  expect(await metric(wire, 'starhash_event_streams')).toBe(1);
  leave();
  while (wire.gateway.listeners() > before) await new Promise(setImmediate);
  expect(await metric(wire, 'starhash_event_streams')).toBe(0);
});

/** Lets `clock`, which a stream asks first, answer when `answer` is called. `asked` resolves when so many have asked. */
function lateClock(wire: TestWire, count: number) {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const asked = new Promise<void>((reached) => {
    let left = count;
    const clock = async () => {
      left -= 1;
      if (left === 0) reached();
      await answered;
      return { ok: true, value: { now: AT, frozen: false } };
    };
    Object.assign(wire.gateway, { clock });
  });
  return { asked, answer };
}

const STREAM = 'GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n';

test('readers that leave before the world is known are forgotten', async () => {
  const wire = await openWire();
  const before = wire.gateway.listeners();
  const clock = lateClock(wire, 20);
  const readers = await Promise.all(Array.from({ length: 20 }, () => rawSocket(wire.port)));
  for (const { socket } of readers) socket.write(STREAM);
  await clock.asked;
  for (const { socket } of readers) socket.resetAndDestroy();
  await metric(wire, 'starhash_event_streams');
  clock.answer();
  while (wire.log().split('"events"').length <= 20) await new Promise(setImmediate);
  while (wire.gateway.listeners() > before) await new Promise(setImmediate);
  expect(await metric(wire, 'starhash_event_streams')).toBe(0);
});

test('a stream that waits for its turn ends with its connection', async () => {
  const wire = await openWire();
  const before = wire.gateway.listeners();
  Object.assign(wire.gateway, { sessions: () => new Promise(() => {}) });
  const { socket } = await rawSocket(wire.port);
  socket.write(`GET /v1/sessions HTTP/1.1\r\nHost: localhost\r\n\r\n${STREAM}`);
  while (wire.gateway.listeners() === before) await new Promise(setImmediate);
  socket.destroy();
  while (wire.gateway.listeners() > before) await new Promise(setImmediate);
  expect(await metric(wire, 'starhash_event_streams')).toBe(0);
});

test('a reader whose world becomes known while the server closes gets an end, and nobody is left listening', async () => {
  const wire = await openWire({ limits: { closeTimeout: 120_000 } });
  const clock = lateClock(wire, 1);
  const reader = fetch(`${wire.url}/v1/events`);
  await clock.asked;
  const closing = wire.close();
  clock.answer();
  expect(await (await reader).text()).toBe('');
  await closing;
  expect(wire.gateway.listeners()).toBe(0);
});

test('a reader that never reads is cut when 1 MB waits for it; others are not', async () => {
  const wire = await openWire();
  const before = wire.gateway.listeners();
  const { socket } = await rawSocket(wire.port);
  socket.write('GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  socket.pause();
  const attentive = await openStream(wire);
  await attentive.next();
  let sent = 0;
  while (wire.gateway.listeners() > before + 1) {
    sent += 1;
    wire.gateway.publish(event(sent, '7916', 'x'.repeat(50_000)));
    expect(await attentive.next()).toContain(`id: ${sent}\n`);
    expect(sent).toBeLessThan(1000);
  }
  expect(sent * 50_000).toBeGreaterThan(1024 * 1024);
});

test('many events in one tick after a cut or an end do no harm', async () => {
  const wire = await openWire({ limits: { streamBytes: 1000 } });
  const { next } = await openStream(wire);
  await next();
  for (let id = 1; id < 50; id += 1) wire.gateway.publish(event(id, '7916', 'x'.repeat(500)));
  expect((await fetch(`${wire.url}/healthz`)).status).toBe(200);
});

test('the end of the server ends its streams', async () => {
  const wire = await openWire();
  const { next } = await openStream(wire);
  await next();
  const closing = wire.close();
  wire.gateway.publish(event(1, '7916'));
  expect(await next()).toBeNull();
  await closing;
  expect(wire.gateway.listeners()).toBe(0);
});

test('events are counted by type over all worlds', async () => {
  const wire = await openWire();
  wire.gateway.publish(event(1, '7916'));
  wire.gateway.publish({ ...event(2, '7916'), world: 'w2' });
  expect(await metric(wire, 'starhash_events_total{type="ussd.screen"}')).toBe(2);
});
