import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { deadlinesKey } from '../../src/store/redis/keys.ts';
import { ALL_SHARDS } from '../../src/store/redis/shard.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { type RedisServer, startRedisServer } from '../support/redisServer.ts';
import { commitOf, msisdnAt, newWorldState, outboxWrite, timed, waiting } from './worlds.ts';

const ALICE = '79161234567';

let redis: RedisServer;
let store: Store;
beforeAll(async () => {
  redis = await startRedisServer();
  store = await openRedisStore(redis.url);
});
afterAll(async () => {
  await store.close();
  await redis.stop();
});

describe('what a step asks of Redis', () => {
  it('is one MGET to load and one EVALSHA to commit, with everything a step can write', async () => {
    const world = newWorldState();
    await store.createWorld(world);
    await store.load(world.id, ALICE);
    await store.commit(world, commitOf('79267654321', { session: timed('s1') }));

    const commands = await commandsDuring(async () => {
      const { world: seen } = await store.load(world.id, ALICE, ['k1', 'k2']);
      const records = [{ key: 'k1', stored: { etag: 'r1', value: '' }, expiresAt: 5 }];
      const writes = {
        session: timed('s1', '', 1),
        account: timed('a1', '', 2),
        journal: [{ program: 'p', line: 'l' }],
      };
      await store.commit(seen, commitOf(ALICE, { ...writes, messages: ['m'], records }));
      await store.load(world.id, ALICE);
      await store.commit(seen, commitOf(ALICE, { session: timed('s2', '', 3) }, { session: 's1', account: 'a1' }));
    });
    expect(commands).toEqual(['mget', 'evalsha', 'mget', 'evalsha']);
  });

  it('is one EVALSHA with all that wires have to take, one to read an outbox, one for all removals of a turn', async () => {
    const world = newWorldState();
    await store.createWorld(world);
    const numbers = Array.from({ length: 100 }, (_, i) => msisdnAt(i));
    const entries = numbers.map((msisdn, i) => waiting(msisdn, `id${i}`, i));
    const round = async () => {
      const outbox = entries.slice(0, 5).map((entry) => outboxWrite('q', entry));
      await store.commit(world, commitOf(ALICE, { messages: ['m'], outbox }));
      await store.outbox(world, 'q', 1e9, 10);
      await store.outbox(world, 'empty', 1e9, 10);
      await Promise.all(entries.map((entry) => store.removeOutbox(world, 'q', [entry])));
      await store.removeOutbox(world, 'q', entries);
      await store.removeOutbox(world, 'q', []);
    };
    await round();
    expect(await commandsDuring(round)).toEqual(Array.from({ length: 5 }, () => 'evalsha'));
  });

  it('after a reset by another process is one more MGET, once', async () => {
    const world = newWorldState();
    const other = await openRedisStore(redis.url);
    await store.createWorld(world);
    await store.load(world.id, ALICE);
    await other.putWorld({ ...world, rev: 2, incarnation: `${world.incarnation}b` });
    const commands = await commandsDuring(async () => {
      expect((await store.load(world.id, ALICE)).world.rev).toBe(2);
      await store.load(world.id, ALICE);
    });
    expect(commands).toEqual(['mget', 'mget', 'mget']);
    await other.close();
  });
});

describe('the memory that Redis needs', () => {
  const SESSIONS = 100_000;
  const MOST_BYTES = 450;

  it(`is at most ${MOST_BYTES} bytes for each of ${SESSIONS} live sessions of 150 bytes, and all of it comes back`, async () => {
    const world = newWorldState();
    await store.createWorld(world);
    const before = await usedMemory();
    const value = 'x'.repeat(150);
    for (let done = 0; done < SESSIONS; done += 1000) {
      const batch = Array.from({ length: 1000 }, (_, i) => String(79_160_000_000 + (done + i) * 97));
      await Promise.all(
        batch.map((msisdn, i) =>
          store.commit(
            world,
            commitOf(msisdn, { session: timed(`e${done + i}abcdefghijk`, value, 1_558_000_000_000 + done + i) }),
          ),
        ),
      );
    }
    const perSession = ((await usedMemory()) - before) / SESSIONS;
    expect(perSession).toBeLessThanOrEqual(MOST_BYTES);
    expect(perSession).toBeGreaterThan(value.length);
    const sizes = await Promise.all(
      ALL_SHARDS.map((shard) => redis.client.zcard(deadlinesKey(shard, world.incarnation))),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(300);

    await store.deleteWorld(world.id);
    expect(await redis.client.keys(`*${world.incarnation}*`)).toEqual([]);
  });
});

async function usedMemory(): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await redis.client.info('memory'))?.[1]);
}

/** Names of the commands that clients sent meanwhile (those that scripts run are marked `lua` and left out). */
async function commandsDuring(work: () => Promise<void>): Promise<string[]> {
  const monitor = createConnection(redis.port, '127.0.0.1').setEncoding('utf8');
  monitor.write('MONITOR\r\n');
  await once(monitor, 'data');
  const text = readUntil(monitor, '"the-end"');
  await work();
  await redis.client.echo('the-end');
  monitor.destroySoon();
  return [...(await text).matchAll(/^\+[\d.]+ \[\d+ (?!lua)[^\]]*\] "(\w+)"/gm)]
    .map(([, name = '']) => name.toLowerCase())
    .slice(0, -1);
}

function readUntil(socket: Socket, end: string): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    socket.on('data', (more) => {
      text += more;
      if (text.includes(end)) resolve(text);
    });
  });
}
