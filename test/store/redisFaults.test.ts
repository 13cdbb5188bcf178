import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Store, StoreUnavailable } from '../../src/store/port.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { type RedisServer, startRedisServer } from '../support/redisServer.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcpProxy.ts';
import { commitOf, newWorldState, outboxWrite, timed, waiting } from './worlds.ts';

const ALICE = '79161234567';
const WORLD = newWorldState();
const QUEUE = 'smpp:harness';

/** Every call gives up within this many milliseconds. */
const PATIENCE = 1_000;
/** What a busy machine may add. */
const SLACK = 400;

let redis: RedisServer;
let proxy: TcpProxy;
let store: Store;
let direct: Store;

beforeAll(async () => {
  redis = await startRedisServer();
  direct = await openRedisStore(redis.url);
});

afterAll(async () => {
  await direct.close();
  await redis.stop();
});

beforeEach(async () => {
  await direct.createWorld(WORLD);
  proxy = await startTcpProxy(redis.port);
  store = await openRedisStore(`redis://127.0.0.1:${proxy.port}`);
  await store.load(WORLD.id, ALICE);
  // From here on Redis knows the scripts, so that a commit is one command, and a removal.
  await store.commit(WORLD, commitOf('79267654321', { session: timed('s1') }));
  await store.removeOutbox(WORLD, QUEUE, [waiting(ALICE, 'none', 1)]);
});

afterEach(async () => {
  await store.close();
  await proxy.close();
  await direct.deleteWorld(WORLD.id);
});

const step = (etag: string, before = '') =>
  commitOf(
    ALICE,
    { session: timed(etag, '', 1), messages: [etag], outbox: [outboxWrite(QUEUE, waiting(ALICE, etag, 1))] },
    { session: before },
  );

/** Whether the store fails within its patience, and as it should. */
async function expectUnavailable(call: Promise<unknown>): Promise<void> {
  const start = performance.now();
  await expect(call).rejects.toThrow(StoreUnavailable);
  expect(performance.now() - start).toBeLessThan(PATIENCE + SLACK);
}

function everyCall(): Promise<unknown>[] {
  return [
    store.load(WORLD.id, ALICE),
    store.commit(WORLD, step('x')),
    store.messages(WORLD, ALICE),
    store.journal(WORLD, ALICE, 'p', 0, 1),
    store.journalLength(WORLD, ALICE, 'p'),
    store.outbox(WORLD, QUEUE, 1, 1),
    store.removeOutbox(WORLD, QUEUE, [waiting(ALICE, 'x', 1)]),
    store.due(WORLD, 1, 1),
    store.nextDue(WORLD),
    store.dropRecord(WORLD, ALICE, 'k', 1),
    store.subscribers(WORLD, 'account', null, 1),
    store.world(WORLD.id),
    store.worlds(),
    store.createWorld(newWorldState()),
    store.putWorld({ ...WORLD, rev: 9 }),
    store.deleteWorld('none'),
    store.sweepIncarnation('none'),
    store.ping(),
  ];
}

const recovered = () => vi.waitFor(() => store.ping(), { timeout: 10_000, interval: 20 });

describe('a lost reply', () => {
  it('is StoreUnavailable in time; a load tells that the commit was done, and nothing does it twice', async () => {
    proxy.swallowReplies();
    await expectUnavailable(store.commit(WORLD, step('s1')));
    expect((await direct.load(WORLD.id, ALICE)).session?.etag).toBe('s1');
    proxy.mend();
    await recovered();
    expect((await store.load(WORLD.id, ALICE)).session?.etag).toBe('s1');
    expect(await store.messages(WORLD, ALICE)).toEqual(['s1']);
    expect(await store.commit(WORLD, step('s1'))).toBe('conflict');
    expect(await store.outbox(WORLD, QUEUE, 1, 9)).toEqual([waiting(ALICE, 's1', 1)]);
  });

  it('to a removal: removing again does no harm', async () => {
    await store.commit(WORLD, step('s1'));
    await store.commit(WORLD, step('s2', 's1'));
    proxy.swallowReplies();
    await expectUnavailable(store.removeOutbox(WORLD, QUEUE, [waiting(ALICE, 's1', 1)]));
    expect(await direct.outbox(WORLD, QUEUE, 1, 9)).toEqual([waiting(ALICE, 's2', 1)]);
    proxy.mend();
    await recovered();
    await store.removeOutbox(WORLD, QUEUE, [waiting(ALICE, 's1', 1)]);
    expect(await store.outbox(WORLD, QUEUE, 1, 9)).toEqual([waiting(ALICE, 's2', 1)]);
  });

  it('is known at once when the connection breaks, and the command is not sent again by itself', async () => {
    proxy.swallowReplies();
    const lost = store.commit(WORLD, step('s1'));
    const failure = expectUnavailable(lost);
    await vi.waitFor(async () => expect((await direct.load(WORLD.id, ALICE)).session?.etag).toBe('s1'), {
      interval: 5,
    });
    await direct.commit(WORLD, commitOf(ALICE, { session: null }, { session: 's1' }));
    proxy.cut();
    await failure;
    proxy.mend();
    await recovered();
    expect((await store.load(WORLD.id, ALICE)).session).toBeNull();
    expect(await store.messages(WORLD, ALICE)).toEqual(['s1']);
  });
});

describe('a lost connection', () => {
  it('fails every call at once, and heals by itself', async () => {
    proxy.cut();
    await Promise.all(everyCall().map(expectUnavailable));
    proxy.mend();
    await recovered();
    expect(await store.commit(WORLD, step('s1'))).toBe('committed');
  });
});

describe('a frozen Redis', () => {
  it('fails every call within a second, and heals when it wakes', async () => {
    proxy.freeze();
    await Promise.all(everyCall().map(expectUnavailable));
    proxy.mend();
    await recovered();
    const { session } = await store.load(WORLD.id, ALICE);
    expect(await store.commit(WORLD, step('s2', session?.etag ?? ''))).toBe('committed');
  });

  it('is given up as dead after a while: calls then fail without waiting, and it still heals', async () => {
    proxy.freeze();
    await vi.waitFor(
      async () => {
        const start = performance.now();
        await store.ping().catch(() => {});
        expect(performance.now() - start).toBeLessThan(100);
      },
      { timeout: 10_000, interval: 1 },
    );
    await expectUnavailable(store.ping());
    proxy.mend();
    await recovered();
  });
});

describe('an error reply', () => {
  const CASES = [
    { reason: 'OOM', spoil: ['CONFIG', 'SET', 'maxmemory', '1'], repair: ['CONFIG', 'SET', 'maxmemory', '0'] },
    { reason: 'READONLY', spoil: ['REPLICAOF', '127.0.0.1', '1'], repair: ['REPLICAOF', 'NO', 'ONE'] },
  ];

  for (const { reason, spoil, repair } of CASES) {
    it(`${reason} is StoreUnavailable with its reason, and writes nothing`, async () => {
      await redisCall(spoil);
      await expect(store.commit(WORLD, step('s1'))).rejects.toThrow(reason);
      await redisCall(repair);
      await recovered();
      expect((await store.load(WORLD.id, ALICE)).session).toBeNull();
      expect(await store.outbox(WORLD, QUEUE, 1, 9)).toEqual([]);
      expect(await store.commit(WORLD, step('s1'))).toBe('committed');
    });
  }

  it('OOM keeps nobody from reading and emptying an outbox', async () => {
    await store.commit(WORLD, step('s1'));
    await redisCall(['CONFIG', 'SET', 'maxmemory', '1']);
    const entries = await store.outbox(WORLD, QUEUE, 1, 9);
    await store.removeOutbox(WORLD, QUEUE, entries);
    await redisCall(['CONFIG', 'SET', 'maxmemory', '0']);
    expect(entries).toEqual([waiting(ALICE, 's1', 1)]);
    expect(await store.outbox(WORLD, QUEUE, 1, 9)).toEqual([]);
  });

  it('a forgotten script is sent again', async () => {
    await redisCall(['SCRIPT', 'FLUSH']);
    expect(await store.commit(WORLD, step('s1'))).toBe('committed');
    await store.removeOutbox(WORLD, QUEUE, await store.outbox(WORLD, QUEUE, 1, 9));
    expect(await store.outbox(WORLD, QUEUE, 1, 9)).toEqual([]);
  });
});

it('a Redis that was emptied knows no world; what this process remembers of it is not believed', async () => {
  await redisCall(['FLUSHALL']);
  await expect(store.load(WORLD.id, ALICE)).rejects.toThrow('There is no world');
  expect(await store.commit(WORLD, step('s1'))).toBe('stale-world');
});

async function redisCall([command = '', ...args]: readonly string[]): Promise<unknown> {
  return redis.client.call(command, ...args);
}
