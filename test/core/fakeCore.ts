/** A gateway before a core that answers whatever a test wants, over a real socket. It is content with every world. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openCores } from '../../src/compose/cores.ts';
import { startEngine } from '../../src/compose/engine.ts';
import { openStore } from '../../src/compose/store.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Gateway } from '../../src/flow/api.ts';
import { createGateway } from '../../src/flow/gateway.ts';
import { createLogger } from '../../src/http/log.ts';
import type { Store } from '../../src/store/port.ts';
import { PROGRAM, sessionsIn } from './support.ts';

export interface FakeAsked {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body: object;
}

/** What it answers; of calls about worlds it is not asked. */
export type Answering = (asked: FakeAsked) => FakeAnswer | Promise<FakeAnswer>;

export interface BeforeFake {
  readonly gateway: Gateway;
  close(): Promise<void>;
}

export interface FakeOptions {
  /** See `sessionsIn`. */
  readonly edit?: (service: string) => string;
  /** Ms that a phone waits. */
  readonly patience?: number;
  /** What stands before the gateway's store. */
  readonly before?: (store: Store) => Store;
  readonly onWarning?: (what: string) => void;
}

/** Opens both. */
export async function openBeforeFake(
  answering: Answering,
  { edit, patience = 5_000, before = (store) => store, onWarning = () => {} }: FakeOptions = {},
): Promise<BeforeFake> {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  const core = createServer((req, res) => void respond(answering, req, res));
  await new Promise<void>((resolve) => core.listen(0, '127.0.0.1', resolve));
  const { port } = core.address() as { port: number };
  const store = await openStore({ data: join(folder, 'gateway') }, onWarning);
  const loaded = await loadDefinitions(sessionsIn(folder, edit));
  const cores = [{ program: PROGRAM, url: new URL(`http://127.0.0.1:${port}`) }];
  const given = openCores({ cores, corePatience: patience }, () => loaded, createLogger({ level: 'silent' }));
  const failures: unknown[] = [];
  const engine = startEngine({ store: before(store), ...given, onWarning }, (error) => failures.push(error));
  return {
    gateway: createGateway(engine.deps),
    async close() {
      await engine.stop();
      await store.close();
      core.closeAllConnections();
      await new Promise((resolve) => core.close(resolve));
      rmSync(folder, { recursive: true });
      expect(failures).toEqual([]);
    },
  };
}

async function respond(answering: Answering, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  const { method = '', url: path = '' } = req;
  if (path.startsWith('/v1/worlds')) return void res.writeHead(204).end();
  const text = Buffer.concat(chunks).toString();
  const key = String(req.headers['idempotency-key'] ?? '');
  const { status, body } = await answering({ method, path, key, body: text === '' ? null : JSON.parse(text) });
  res.writeHead(status, JSON_BODY).end(JSON.stringify(body));
}

const JSON_BODY = { 'Content-Type': 'application/json' };
