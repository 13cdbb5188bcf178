/** What a live menu session of somebody who is no member costs in Redis. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { deadlinesKey } from '../../src/store/redis/keys.ts';
import { ALL_SHARDS } from '../../src/store/redis/shard.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { must } from '../support/phone.ts';
import { type RedisServer, startRedisServer } from '../support/redisServer.ts';
import { type Engine, openEngine } from './support/engine.ts';

const SESSIONS = 100_000;
const AT_ONCE = 200;
/** The bar of the design. */
const MOST_BYTES = 450;
const FEWEST_A_SHARD = 300;
const FIRST_NUMBER = 79_160_000_000;
/** Numbers of a real network do not follow each other. */
const STRIDE = 97;

let redis: RedisServer;
let store: Store;
let engine: Engine;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await openRedisStore(redis.url);
  engine = await openEngine(store);
});

afterAll(async () => {
  await engine.fallSilent();
  await store.close();
  await redis.stop();
});

test(`${SESSIONS} live sessions take at most ${MOST_BYTES} bytes each`, async () => {
  await dial(-1);
  const before = await usedMemory();
  await dialAll();
  const each = ((await usedMemory()) - before) / SESSIONS;
  console.log(`a live menu session of a non-member: ${each.toFixed(1)} bytes of Redis memory`);
  expect(await liveIn(ALL_SHARDS)).toBe(SESSIONS + 1);
  expect(Math.min(...(await Promise.all(ALL_SHARDS.map((shard) => liveIn([shard])))))).toBeGreaterThanOrEqual(
    FEWEST_A_SHARD,
  );
  expect(each).toBeLessThanOrEqual(MOST_BYTES);
});

/** A fixed number of phones, each dialling for the next one that has not dialled. */
async function dialAll(): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < SESSIONS) {
      next += 1;
      await dial(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function dial(phone: number): Promise<void> {
  const msisdn = String(FIRST_NUMBER + phone * STRIDE);
  const { state } = must(await engine.gateway.dial(engine.call, { msisdn, code: '*111*455#' }));
  expect(state).toBe('awaiting');
}

async function usedMemory(): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await redis.client.info('memory'))?.[1]);
}

/** Live sessions of these shards, as the index of deadlines has them. */
async function liveIn(shards: readonly number[]): Promise<number> {
  const world = await store.world(engine.call.world);
  const counts = await Promise.all(
    shards.map((shard) => redis.client.zcard(deadlinesKey(shard, world?.incarnation ?? ''))),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
