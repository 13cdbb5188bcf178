/** Worlds of a gateway at its core: one life and one clock on both sides, whatever gets lost. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CoreConfig, openCoreServer, type RunningCore } from '../../src/compose/coreServer.ts';
import { openCores } from '../../src/compose/cores.ts';
import { startEngine } from '../../src/compose/engine.ts';
import { openStore } from '../../src/compose/store.ts';
import { liveDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Call, Gateway } from '../../src/flow/api.ts';
import { createGateway } from '../../src/flow/gateway.ts';
import { systemRandom } from '../../src/flow/random.ts';
import { newWorld } from '../../src/flow/worlds.ts';
import { openStarhash, type Running, type StarhashConfig } from '../../src/gateway.ts';
import { createLogger } from '../../src/http/log.ts';
import { SESSIONS } from '../support/harness.ts';
import { CLOCK, freePort, keyed, PROGRAM, textsOf, worldWith } from './support.ts';

const OTHER = 'rostelecom-bonus';
const ANNA = '79161234567';
const BORIS = '79161234568';
const MAIN: Call = { world: 'main', wire: 'test' };
const HTTP = { port: 0, host: '127.0.0.1' };
const COMMON = { sessions: SESSIONS, logLevel: 'silent' };

let folder: string;
let closing: (() => Promise<unknown>)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  closing = [];
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(folder, { recursive: true });
});

async function openCore(more: Partial<CoreConfig> = {}): Promise<RunningCore> {
  const core = await openCoreServer({ ...COMMON, http: HTTP, data: join(folder, 'core'), startAt: null, ...more });
  closing.push(core.close);
  return core;
}

async function openGateway(
  url: string,
  { programs = [PROGRAM], ...more }: Partial<StarhashConfig> & { readonly programs?: readonly string[] } = {},
): Promise<Running> {
  const cores = programs.map((program) => ({ program, url: new URL(url) }));
  const running = await openStarhash({ ...COMMON, http: HTTP, data: join(folder, 'gateway'), cores, ...more });
  closing.push(running.close);
  return running;
}

/** A server in the core's place. */
async function openServer(serve: (req: IncomingMessage, res: ServerResponse) => unknown): Promise<string> {
  const server: Server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

async function balanceOf(gateway: Gateway, call: Call, msisdn: string, program = PROGRAM): Promise<unknown> {
  const view = await gateway.bonus(call, program, msisdn);
  return view.ok ? view.value.balance : view.problem.type;
}

const withPoints = (msisdn: string) => ({ msisdn, programs: { [PROGRAM]: { points: 500 }, [OTHER]: { points: 300 } } });

test('two programs at one core have one world there: both parts of a seed, now and after a reset', async () => {
  const core = await openCore();
  const { gateway } = await openGateway(core.httpUrl, { programs: [PROGRAM, OTHER] });
  const call = await worldWith(gateway, [withPoints(ANNA)]);
  const sown = await gateway.seed(call, { seed: { subscribers: [withPoints(BORIS)] } });
  expect(sown.ok).toBe(true);
  const balances = async () => [
    await balanceOf(gateway, call, ANNA),
    await balanceOf(gateway, call, ANNA, OTHER),
    await balanceOf(gateway, call, BORIS),
    await balanceOf(gateway, call, BORIS, OTHER),
  ];
  expect(await balances()).toEqual([500, 300, 500, 300]);
  expect((await gateway.reset(call)).ok).toBe(true);
  expect(await balances()).toEqual([500, 300, 'not-a-member', 'not-a-member']);
});

test('a core that lost its data is told the time before it does anything', async () => {
  const port = await freePort();
  const http = { port, host: '127.0.0.1' };
  const first = await openCore({ http });
  const { gateway } = await openGateway(first.httpUrl);
  await gateway.changeClock(MAIN, { set: CLOCK });
  await gateway.changeClock(MAIN, { freeze: true });
  expect(await gateway.bonusWrite(keyed(MAIN), PROGRAM, ANNA, { op: 'register', channel: 'ussd' })).toMatchObject({
    ok: true,
  });
  await first.close();
  const second = await openCore({ http, data: join(folder, 'empty') });
  const joined = await gateway.bonusWrite(keyed(MAIN), PROGRAM, BORIS, { op: 'register', channel: 'ussd' });
  expect(joined).toMatchObject({ ok: true });
  const answer = await fetch(`${second.httpUrl}/v1/bonus/${PROGRAM}/${BORIS}`);
  const frozen = await gateway.clock(MAIN);
  expect(await answer.json()).toMatchObject({ since: frozen.ok && frozen.value.now });
});

test('a look at a core that hangs ends in time', async () => {
  const url = await openServer((req) => req.resume());
  const { gateway } = await openGateway(url, { corePatience: 0 });
  expect(await balanceOf(gateway, MAIN, ANNA)).toBe('core-timeout');
});

/** Between gateway and core: orders wait at the gate. */
async function openGate(core: RunningCore): Promise<{ readonly url: string; open(): Promise<readonly number[]> }> {
  const held: (() => Promise<number>)[] = [];
  const url = await openServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers } = req.headers;
    const send = async () => {
      const body = chunks.length === 0 ? null : Buffer.concat(chunks);
      const sent = { method: req.method ?? 'GET', headers: headers as Record<string, string>, body };
      const answer = await fetch(new URL(req.url ?? '/', core.httpUrl), sent);
      const text = await answer.text();
      if (!res.destroyed) {
        const type = { 'Content-Type': answer.headers.get('content-type') ?? 'application/json' };
        res.writeHead(answer.status, answer.status === 204 ? {} : type).end(answer.status === 204 ? undefined : text);
      }
      return answer.status;
    };
    if (req.url?.endsWith('/orders')) held.push(send);
    else await send();
  });
  return { url, open: () => Promise.all(held.map((send) => send())) };
}

describe('what was asked before a reset and comes late', () => {
  for (const after of ['a reset', 'a reset, and a look in the new life'] as const) {
    test(`is refused after ${after}`, async () => {
      const core = await openCore();
      const gate = await openGate(core);
      const { gateway } = await openGateway(gate.url, { corePatience: 100 });
      const call = await worldWith(gateway, [withPoints(ANNA)]);
      const order = { op: 'order', codes: ['11'] } as const;
      expect(await gateway.bonusWrite(keyed(call), PROGRAM, ANNA, order)).toMatchObject({ ok: false });
      expect((await gateway.reset(call)).ok).toBe(true);
      if (after !== 'a reset') expect(await balanceOf(gateway, call, ANNA)).toBe(500);
      expect(await gate.open()).toEqual([404]);
      expect(await balanceOf(gateway, call, ANNA)).toBe(500);
      expect(await textsOf(gateway, call, ANNA)).toEqual([]);
    });
  }
});

test('a gateway that starts without its seed knows the part of the core at a reset', async () => {
  const core = await openCore();
  const seed = join(folder, 'demo.seed.yaml');
  writeFileSync(seed, JSON.stringify({ subscribers: [withPoints(ANNA)] }));
  const first = await openGateway(core.httpUrl, { seed, clock: CLOCK });
  expect(await balanceOf(first.gateway, MAIN, ANNA)).toBe(500);
  await first.close();
  const { gateway } = await openGateway(core.httpUrl);
  await gateway.bonusWrite(keyed(MAIN), PROGRAM, ANNA, { op: 'order', codes: ['11'] });
  expect(await balanceOf(gateway, MAIN, ANNA)).toBe(290);
  expect((await gateway.reset(MAIN)).ok).toBe(true);
  expect(await balanceOf(gateway, MAIN, ANNA)).toBe(500);
});

test('a world that could not be made at its core is not there', async () => {
  const url = await openServer((_, res) => res.destroy());
  const { gateway, close } = await openGateway(url);
  expect(await gateway.createWorld(MAIN, { clock: CLOCK })).toMatchObject({
    ok: false,
    problem: { type: 'core-error' },
  });
  await close();
  const store = await openStore({ data: join(folder, 'gateway') }, () => {});
  expect(await store.worlds()).toEqual(['main']);
  await store.close();
});

describe('a world over which the core died', () => {
  const put = (core: RunningCore, points: number) =>
    fetch(`${core.httpUrl}/v1/worlds/w`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        now: CLOCK,
        frozen: true,
        clock: CLOCK,
        seed: { subscribers: [{ msisdn: ANNA, programs: { [PROGRAM]: { points } } }] },
      }),
    });

  beforeEach(async () => {
    const store = await openStore({ data: join(folder, 'core') }, () => {});
    const now = Date.now();
    const world = newWorld('w', Date.parse(CLOCK), now, systemRandom);
    const seed = { subscribers: [{ msisdn: ANNA, profile: {}, programs: { [PROGRAM]: { points: 500 } } }] };
    await store.createWorld({ ...world, seeding: true, begunAt: now }, JSON.stringify(seed));
    await store.close();
  });

  test('is finished by whoever wants it so', async () => {
    const core = await openCore();
    expect((await put(core, 500)).status).toBe(204);
    const headers = { 'Starhash-World': 'w' };
    const answer = await fetch(`${core.httpUrl}/v1/bonus/${PROGRAM}/${ANNA}`, { headers });
    expect(await answer.json()).toMatchObject({ balance: 500 });
  });

  test('is not taken for another one', async () => {
    const core = await openCore();
    expect((await put(core, 1)).status).toBe(503);
  });
});

test('a core that has lost a world is told of it again, and whoever runs the gateway hears so', async () => {
  const port = await freePort();
  const http = { port, host: '127.0.0.1' };
  const first = await openCore({ http });
  const definitions = await liveDefinitions(SESSIONS, () => {});
  closing.push(async () => definitions.close());
  const store = await openStore({ data: join(folder, 'gateway') }, () => {});
  closing.push(() => store.close());
  const cores = [{ program: PROGRAM, url: new URL(first.httpUrl) }];
  const known = openCores({ cores }, definitions.current, createLogger({ level: 'silent' }));
  const warnings: string[] = [];
  const onWarning = (what: string) => warnings.push(what);
  const { deps, stop } = startEngine({ ...known, store, onWarning }, (error) => expect.fail(String(error)));
  closing.push(stop);
  const gateway = createGateway(deps);
  const call = await worldWith(gateway, [withPoints(ANNA)]);
  expect(await balanceOf(gateway, call, ANNA)).toBe(500);
  expect(warnings).toEqual([]);
  await first.close();
  await openCore({ http, data: join(folder, 'empty') });
  expect(await balanceOf(gateway, call, ANNA)).toBe('not-a-member');
  expect(warnings).toEqual([expect.stringContaining('does not know a world')]);
});

test('what waits for the core of a program that came home since is given up when it is too late to ask', async () => {
  const away = await openServer((_, res) => res.destroy());
  const order = { op: 'order', codes: ['11'] } as const;
  const call = keyed(MAIN);
  const before = await openGateway(away, { corePatience: 0 });
  expect(await before.gateway.bonusWrite(call, PROGRAM, ANNA, order)).toMatchObject({ ok: false });
  await before.close();
  const { gateway, close } = await openStarhash({ ...COMMON, http: HTTP, data: join(folder, 'gateway') });
  closing.push(close);
  await gateway.changeClock(MAIN, { advance: 'PT23H' });
  const after = await gateway.bonusWrite(call, PROGRAM, ANNA, order);
  expect(after).toMatchObject({ ok: false, problem: { type: 'core-timeout' } });
});
