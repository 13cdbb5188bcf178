/** The wire over HTTP where things are not as they should be, and what it leaves behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStarhash, type Running } from '../../../src/gateway.ts';
import { runScript } from '../../../src/script/run/runScript.ts';
import { runScripts } from '../../../src/script/run/runScripts.ts';
import { eventsOverHttp } from '../../../src/script/wires/eventStream.ts';
import { httpWire } from '../../../src/script/wires/http.ts';
import { SESSIONS, scriptsOf } from '../support.ts';

const [SCRIPT] = scriptsOf('given: { points: 40 }\nsteps: [{ dial: "*111*455*0#", gets: 40 баллов }]');
if (SCRIPT === undefined) throw new Error('There is no script.');

async function listen(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('no Starhash', () => {
  test('nobody', async () => {
    await expect(httpWire('http://127.0.0.1:9/')).rejects.toThrow(
      'Nobody answers at http://127.0.0.1:9. Start a gateway with: starhash serve',
    );
  });

  test.each<[what: string, answer: RequestListener]>([
    ['a page', (_, response) => response.end('<html>It works!</html>')],
    ['an error', (_, response) => response.writeHead(500).end('{"name":"starhash"}')],
    ['somebody who sends on', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ])('%s', async (_, answer) => {
    const url = await listen(answer);
    await expect(httpWire(url)).rejects.toThrow(/^(What answers at .* is no Starhash|Nobody answers at )/);
  });

  test.each<[what: string, answer: RequestListener, reason: RegExp]>([
    ['a page', (_, response) => response.end('<html>'), /is no Starhash \(status 200, and it is no JSON\)\.$/],
    [
      'a plain error',
      (_, response) => response.writeHead(502).end('{}'),
      /\(status 502, and it is no problem document\)/,
    ],
    ['a cut', (_, response) => response.destroy(), /^http:\/\/127\.0\.0\.1:\d+ does not answer: /],
  ])('%s, after it greeted as one', async (_, answer, reason) => {
    const url = await listen((request, response) => {
      if (request.url === '/healthz') response.end('{"name":"starhash","status":"ok"}');
      else answer(request, response);
    });
    const { outcome } = await runScript(SCRIPT, await httpWire(url));
    expect(outcome).toMatchObject({ kind: 'broken', reason: expect.stringMatching(reason) });
  });
});

test.each(['http://user@127.0.0.1:9', 'http://user:hunter2@127.0.0.1:9'])(
  '%s is refused, and not told',
  async (url) => {
    const trouble = await httpWire(url).catch((error: Error) => error.message);
    expect(trouble).toBe('An HTTP address with a user or password in it would stand in logs. Leave them out.');
  },
);

describe('what never ends', () => {
  const MEGABYTE = 1_048_576;
  const greeting: RequestListener = (_, response) => response.end('{"name":"starhash","status":"ok"}');

  /** A server that greets as a Starhash, and answers one path by writing without end. Counts the octets that are taken. */
  async function endless(path: string, others: RequestListener, piece: string) {
    let octets = 0;
    const closed = { is: false };
    const url = await listen((request, response) => {
      if (request.url === '/healthz') return greeting(request, response);
      if (!request.url?.startsWith(path)) return others(request, response);
      response.writeHead(200).on('close', () => {
        closed.is = true;
      });
      const pour = () => {
        while (!closed.is && octets < 64 * MEGABYTE) {
          octets += piece.length;
          if (!response.write(piece)) return void response.once('drain', pour);
        }
      };
      pour();
    });
    return { url, closed, octets: () => octets };
  }

  test('an answer', async () => {
    const { url, octets } = await endless('/v1/worlds', greeting, 'x'.repeat(65_536));
    const { outcome } = await runScript(SCRIPT, await httpWire(url));
    expect(outcome).toMatchObject({ kind: 'broken', reason: expect.stringContaining('longer than 1048576 octets') });
    expect(octets()).toBeLessThan(32 * MEGABYTE);
  });

  test('an event', async () => {
    const { url, closed } = await endless('/v1/events', greeting, 'x'.repeat(65_536));
    await eventsOverHttp(url)('w', () => {});
    await expect.poll(() => closed.is).toBe(true);
  });

  test('a greeting', async () => {
    const url = await listen((_, response) => {
      const pour = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', pour);
      };
      pour();
    });
    await expect(httpWire(url)).rejects.toThrow(/is no Starhash/);
  });
});

test('of a script that takes too long the world is thrown away', async () => {
  const asked: string[] = [];
  const url = await listen((request, response) => {
    if (request.url === '/healthz') response.end('{"name":"starhash","status":"ok"}');
    else asked.push(`${request.method} ${request.url}`);
    if (request.url === '/v1/worlds') response.end('{"id":"w1"}');
    if (request.url?.startsWith('/v1/events')) response.writeHead(200).flushHeaders();
    if (request.method === 'DELETE') response.writeHead(204).end();
  });
  await runScript(SCRIPT, await httpWire(url), { timeout: 100 });
  await expect.poll(() => asked.at(-1)).toBe('DELETE /v1/worlds/w1');
  expect(asked).toContain('POST /v1/ussd');
});

describe('a gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  let gateway: Running;

  beforeAll(async () => {
    const http = { port: 0, host: '127.0.0.1' };
    gateway = await openStarhash({ http, data: folder, sessions: SESSIONS, logLevel: 'silent' });
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  test('many scripts at once leave no world and no open stream behind', async () => {
    const base = gateway.httpUrl ?? '';
    const wire = await httpWire(base);
    const results = await runScripts(
      Array.from({ length: 200 }, () => SCRIPT),
      wire,
      { jobs: 16 },
    );
    expect(new Set(results.map(({ outcome }) => outcome.kind))).toEqual(new Set(['passed']));
    await wire.close();
    await expect.poll(() => figure(base, 'starhash_event_streams')).toBe(0);
  });

  test('a script that takes too long waits for no answer any more', async () => {
    const [script] = scriptsOf('given: { faults: { httpDelay: { by: PT8S } } }\nsteps: [{ dial: "*111*455#" }]');
    const base = gateway.httpUrl ?? '';
    const wire = await httpWire(base);
    const begun = performance.now();
    const { outcome } = await runScript(script as never, wire, { timeout: 300 });
    expect(outcome).toMatchObject({ kind: 'broken', reason: 'The script takes longer than 0.3 s.' });
    await expect.poll(() => figure(base, 'starhash_event_streams'), { timeout: 3_000 }).toBe(0);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

/** Of the metrics the sum of one. */
async function figure(base: string, name: string): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  const lines = [...text.matchAll(new RegExp(`^${name}(?:{[^}]*})? (\\d+)$`, 'gm'))];
  if (lines.length === 0) throw new Error(`There is no ${name}.`);
  return lines.reduce((sum, [, value]) => sum + Number(value), 0);
}
