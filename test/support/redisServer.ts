import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Redis } from 'ioredis';
import { findProgram, type Needed } from './debianPackage.ts';

/** A redis-server of the tests' own, on loopback, which keeps nothing. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** A plain connection, to look behind the store's back or to spoil something. */
  readonly client: Redis;
  /** Ends it and removes its directory. */
  stop(): Promise<void>;
}

type Supervised = ChildProcessByStdio<Writable, Readable, null>;

const REDIS: Needed = {
  program: 'redis-server',
  package: 'redis-server',
  howToInstall:
    'The tests need a real Redis: install redis-server (Debian, Ubuntu: apt-get install redis-server; Fedora: dnf install redis; ' +
    'macOS: brew install redis), or set REDIS_URL.',
};

/** Path of redis-server; installs it where that can be done. @throws Error saying what to install. */
export function findRedisServer(): string {
  return findProgram(REDIS);
}

/**
 * The shell waits for its standard input to end, which happens even when the test process is killed, and then ends
 * the server: no run leaves one behind.
 */
const SUPERVISED = '"$@" & server=$!; exec 1>&-; cat > /dev/null; kill "$server"; wait "$server"';

/** Starts a redis-server on a free port; more of its options as on its command line. */
export async function startRedisServer(options: readonly string[] = []): Promise<RedisServer> {
  const program = findRedisServer();
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'starhash-redis-'));
  const always = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    directory,
  ];
  const shell = spawn('sh', ['-c', SUPERVISED, 'sh', program, ...always, ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await readiness(shell);
  const client = new Redis(port, '127.0.0.1');
  const pid = Number(/^process_id:(\d+)/m.exec(await client.info('server'))?.[1]);
  const stop = async (): Promise<void> => {
    client.disconnect();
    await ended(shell);
    await rm(directory, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${port}`, port, pid, client, stop };
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no port.');
  return address.port;
}

function readiness(shell: Supervised): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    shell.once('error', reject);
    createInterface({ input: shell.stdout })
      .on('line', (line) => {
        if (lines.length < 100) lines.push(line);
        if (line.includes('Ready to accept connections')) resolve();
      })
      .once('close', () => reject(new Error(`redis-server ended:\n${lines.join('\n')}`)));
  });
}

async function ended(shell: Supervised): Promise<void> {
  if (shell.exitCode !== null || shell.signalCode !== null) return;
  const exit = new Promise((resolve) => shell.once('exit', resolve));
  shell.stdin.end();
  await exit;
}
