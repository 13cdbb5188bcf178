/** A gateway and the bonus core that it asks, each with a store of its own and real sockets in between. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCoreServer, type RunningCore } from '../../src/compose/coreServer.ts';
import { EXCHANGE_LIMITS } from '../../src/core/exchange.ts';
import type { Call, Gateway } from '../../src/flow/api.ts';
import { auditStarhash, openStarhash, type Running } from '../../src/gateway.ts';
import { SESSIONS } from '../support/harness.ts';
import { type CoreProxy, openProxy } from './mischief.ts';

export const PROGRAM = 'mts-bonus';

/** A folder with the shipped service alone. @param edit makes another `service.yaml` of the shipped one */
export function sessionsIn(folder: string, edit: (service: string) => string = (shipped) => shipped): string {
  const sessions = join(folder, 'sessions');
  cpSync(join(SESSIONS, PROGRAM), join(sessions, PROGRAM), { recursive: true });
  const service = join(sessions, PROGRAM, 'service.yaml');
  writeFileSync(service, edit(readFileSync(service, 'utf8')));
  return sessions;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface Pair {
  readonly running: Running;
  readonly gateway: Gateway;
  readonly proxy: CoreProxy;
  /** Of the gateway. */
  readonly url: string;
  readonly core: () => RunningCore;
  /** Ends the core, and starts it again on the same store. */
  restartCore(): Promise<void>;
  /** What is wrong in the core's books. */
  differences(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

export interface PairOptions {
  /** See `sessionsIn`. */
  readonly edit?: (service: string) => string;
  /** Ms that a phone waits. */
  readonly patience?: number;
  /** Ms that one request may take. */
  readonly deadline?: number;
}

/** Both, with what falls due brought to the gateway. */
export async function openPair({
  patience,
  deadline = EXCHANGE_LIMITS.patience,
  edit,
}: PairOptions = {}): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  const common = { sessions: sessionsIn(folder, edit), logLevel: process.env.LOG ?? 'silent' };
  const port = await freePort();
  const proxy = await openProxy(() => `http://127.0.0.1:${port}`);
  const running = await openStarhash({
    ...common,
    http: { port: 0, host: '127.0.0.1' },
    data: join(folder, 'gateway'),
    cores: [{ program: PROGRAM, url: proxy.url }],
    coreLimits: { ...EXCHANGE_LIMITS, patience: deadline },
    ...(patience === undefined ? {} : { corePatience: patience }),
  });
  const url = running.httpUrl ?? '';
  const data = join(folder, 'core');
  const startCore = () =>
    openCoreServer({ ...common, http: { port, host: '127.0.0.1' }, data, startAt: null, notify: new URL(url) });
  let core = await startCore();
  return {
    running,
    gateway: running.gateway,
    proxy,
    url,
    core: () => core,
    async restartCore() {
      await core.close();
      core = await startCore();
    },
    async differences() {
      const { differences } = await auditStarhash({ data });
      return differences;
    },
    async close() {
      await running.close();
      await core.close();
      await proxy.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Frozen where the shipped program is alive. */
export const CLOCK = '2018-03-10T12:00:00+03:00';

/** A world of its own with these subscribers. */
export async function worldWith(gateway: Gateway, subscribers: readonly object[]): Promise<Call> {
  const made = await gateway.createWorld(
    { world: 'main', wire: 'test' },
    { clock: CLOCK, seed: { frozen: true, subscribers } },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  return { world: made.value.id, wire: 'test' };
}

let keys = 0;

/** The call with a key of its own. */
export function keyed(call: Call, key = `key-${process.pid}-${keys++}`): Call {
  return { ...call, idempotency: { scope: 'test', key, fingerprint: key } };
}

/** The texts of the SMS of a subscriber. */
export async function textsOf(gateway: Gateway, call: Call, msisdn: string): Promise<readonly string[]> {
  const inbox = await gateway.messages(call, msisdn, {});
  return inbox.ok ? inbox.value.messages.map(({ text }) => text) : [];
}
