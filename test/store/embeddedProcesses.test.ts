import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import { type Store, StoreUnavailable, type WorldState } from '../../src/store/port.ts';
import { type Compiled, compile } from '../support/compile.ts';
import { commitOf, newIncarnation, newWorldState, outboxWrite, timed, waiting } from './worlds.ts';

const ALICE = '79161234567';

type Worker = ChildProcessByStdio<Writable, Readable, null>;

let worker: Compiled;
let directory: string;
let world: WorldState;
beforeAll(() => {
  worker = compile('test/store/embeddedWorker.ts');
});
afterAll(() => worker.remove());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'starhash-embedded-'));
  world = newWorldState();
  await inStore((store) => store.createWorld(world));
});
afterEach(() => rm(directory, { recursive: true }));

async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openEmbeddedStore(directory);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function start(task: string, ...more: string[]): Worker {
  return spawn(process.execPath, [worker.path, task, directory, world.id, ...more], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function exitOf(process: Worker): Promise<number | NodeJS.Signals> {
  const [code, signal] = (await once(process, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? (signal as NodeJS.Signals);
}

describe('several processes on one directory', () => {
  it('lose no increment', async () => {
    const workers = ['a', 'b', 'c'].map((name) => start('increment', name, '100'));
    expect(await Promise.all(workers.map(exitOf))).toEqual([0, 0, 0]);
    await inStore(async (store) => {
      expect((await store.load(world.id, ALICE)).account?.value).toBe('300');
      expect(new Set(await store.messages(world, ALICE)).size).toBe(300);
    });
  });

  it('see each other’s worlds and commits at once', async () => {
    await inStore(async (store) => {
      const child = start('increment', 'a', '5');
      expect(await exitOf(child)).toBe(0);
      expect((await store.load(world.id, ALICE)).account?.value).toBe('5');
    });
  });
});

describe('what waits for a wire', () => {
  it('is there when the store is opened again, and what was removed is not', async () => {
    const entries = [1, 2, 3].map((at) => waiting(ALICE, `id${at}`, at));
    await inStore(async (store) => {
      await store.commit(world, commitOf(ALICE, { outbox: entries.map((entry) => outboxWrite('q', entry)) }));
      await store.removeOutbox(world, 'q', entries.slice(0, 1));
    });
    await inStore(async (store) => expect(await store.outbox(world, 'q', 9, 9)).toEqual(entries.slice(1)));
  });
});

describe('kill -9', () => {
  it('loses nothing that was acknowledged, and leaves nothing half-written', async () => {
    const child = start('write');
    const acknowledged = new Map<string, number>();
    for await (const line of createInterface({ input: child.stdout })) {
      const [msisdn, number] = line.split(' ');
      if (msisdn && number) acknowledged.set(msisdn, Number(number));
      if (number === '300') child.kill('SIGKILL');
    }
    expect(acknowledged.size).toBe(20);
    await inStore(async (store) => {
      for (const [msisdn, number] of acknowledged) {
        const { session, account } = await store.load(world.id, msisdn);
        const written = Number(session?.etag.slice(1));
        expect(written).toBeGreaterThanOrEqual(number);
        expect(account?.etag).toBe(session?.etag);
        const numbers = Array.from({ length: written }, (_, i) => `${i + 1}`);
        expect(await store.messages(world, msisdn)).toEqual(numbers.slice(-1000));
        expect(await store.journal(world, msisdn, 'p', 0, written + 1)).toEqual(numbers);
        const due = await store.due(world, 1e9, 100);
        expect(due.filter((deadline) => deadline.msisdn === msisdn).map(({ at }) => at)).toEqual([written]);
        const queued = (await store.outbox(world, 'q', 1e9, 1e6)).filter((entry) => entry.msisdn === msisdn);
        expect(queued.map(({ id }) => id)).toEqual(numbers);
      }
    });
  });

  it('in the middle of a sweep: the next opening finishes it', async () => {
    await inStore(async (store) => {
      await store.commit(world, commitOf(ALICE, { session: timed('s1', '', 5), messages: ['m'] }));
      await store.putWorld({ ...world, rev: 2, incarnation: newIncarnation() });
      expect(await store.due(world, 9, 9)).toHaveLength(1);
    });
    await inStore(async (store) => {
      expect([await store.due(world, 9, 9), await store.messages(world, ALICE)]).toEqual([[], []]);
    });
  });
});

describe('a full disk', () => {
  it('is StoreUnavailable, ends no process, leaves what was there, and is over when there is room again', async () => {
    const child = spawn(
      'bash',
      ['-c', 'ulimit -S -f 2000; exec "$@"', 'bash', process.execPath, worker.path, 'fill', directory, world.id],
      {
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => (await lines.next()).value as string;
    expect(await next()).toBe('open');
    expect(await next()).toMatch(/^StoreUnavailable: The data directory cannot be written: /);
    const written = Number(/^written (\d+)$/.exec(await next())?.[1]);
    expect(written).toBeGreaterThan(5);
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
    child.stdin.write('room again\n');
    expect(await next()).toBe('committed');
    expect(await exitOf(child)).toBe(0);
    await inStore(async (store) => {
      for (let i = 0; i <= written; i++) expect((await store.load(world.id, String(i))).session?.etag).toBe(`e${i}`);
    });
  });
});

describe('a directory that cannot be used', () => {
  it('is named, with the reason', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const opening = openEmbeddedStore(join(file, 'data'));
    await expect(opening).rejects.toThrow(StoreUnavailable);
    await expect(opening).rejects.toThrow(`The directory "${join(file, 'data')}" cannot hold the data: ENOTDIR`);
  });
});
