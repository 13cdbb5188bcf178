/** A gateway and the bonus core that it asks, each with a store of its own and a real socket in between. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCoreServer, type RunningCore } from '../../src/compose/coreServer.ts';
import { openStarhash, type Running } from '../../src/gateway.ts';
import { SESSIONS } from '../support/harness.ts';

export const PROGRAM = 'mts-bonus';

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface Pair {
  readonly gateway: Running;
  readonly core: RunningCore;
  /** Of the gateway. */
  readonly url: string;
  close(): Promise<void>;
}

/** Both, with what falls due brought to the gateway. */
export async function openPair(patience = 8_000): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  const port = await freePort();
  const sessions = join(folder, 'sessions');
  cpSync(join(SESSIONS, PROGRAM), join(sessions, PROGRAM), { recursive: true });
  const common = { sessions, logLevel: process.env.LOG ?? 'silent' };
  const gateway = await openStarhash({
    ...common,
    http: { port: 0, host: '127.0.0.1' },
    data: join(folder, 'gateway'),
    cores: [{ program: PROGRAM, url: new URL(`http://127.0.0.1:${port}`) }],
    corePatience: patience,
  });
  const url = gateway.httpUrl ?? '';
  const core = await openCoreServer({
    ...common,
    http: { port, host: '127.0.0.1' },
    data: join(folder, 'core'),
    startAt: null,
    notify: new URL(url),
  });
  const close = async () => {
    await gateway.close();
    await core.close();
    rmSync(folder, { recursive: true });
  };
  return { gateway, core, url, close };
}
