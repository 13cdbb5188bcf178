import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Store, UnknownWorld, type WorldState } from '../../src/store/port.ts';
import { worldKey } from '../../src/store/redis/keys.ts';
import { ALL_SHARDS } from '../../src/store/redis/shard.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { type RedisServer, startRedisServer } from '../support/redisServer.ts';
import { commitOf, msisdnAt, newIncarnation, newWorldState, timed } from './worlds.ts';

const PEOPLE = Array.from({ length: 200 }, (_, i) => msisdnAt(i));

let redis: RedisServer;
let store: Store;
let world: WorldState;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis.stop());
beforeEach(async () => {
  store = await openRedisStore(redis.url);
  world = newWorldState();
  await store.createWorld(world);
  await Promise.all(PEOPLE.map((msisdn) => store.commit(world, commitOf(msisdn, { session: timed('s1') }))));
});
afterEach(async () => {
  await store.close();
  await redis.client.flushall();
});

const copies = () => Promise.all(ALL_SHARDS.map((shard) => redis.client.get(worldKey(shard, world.id))));

/** Puts back the copies of some shards, as a process leaves them that died before it had written all. */
async function restoreCopies(before: readonly (string | null)[], unwritten: (shard: number) => boolean): Promise<void> {
  for (const shard of ALL_SHARDS.filter(unwritten)) {
    const copy = before[shard];
    if (copy == null) await redis.client.del(worldKey(shard, world.id));
    else await redis.client.set(worldKey(shard, world.id), copy);
  }
}

async function reopen(): Promise<void> {
  await store.close();
  store = await openRedisStore(redis.url);
}

const HALF = (shard: number) => shard % 2 === 1;

describe('a process that died in the middle of', () => {
  it('replacing a world: the next opening brings all shards up to the authority', async () => {
    const before = await copies();
    const next = { ...world, rev: 2, clock: { offset: 1, frozenAt: null } };
    await store.putWorld(next);
    await restoreCopies(before, HALF);
    await reopen();
    for (const msisdn of PEOPLE) expect((await store.load(world.id, msisdn)).world).toEqual(next);
  });

  it('replacing a world: the next replacement repairs it too', async () => {
    const before = await copies();
    await store.putWorld({ ...world, rev: 2 });
    await restoreCopies(before, HALF);
    await store.putWorld({ ...world, rev: 3 });
    for (const msisdn of PEOPLE) expect((await store.load(world.id, msisdn)).world.rev).toBe(3);
  });

  it('creating a world: whoever misses a copy makes it', async () => {
    await restoreCopies([], HALF);
    for (const msisdn of PEOPLE) expect((await store.load(world.id, msisdn)).session?.etag).toBe('s1');
    expect((await copies()).every((copy) => copy !== null)).toBe(true);
  });

  it('deleting a world: the next opening removes what is left, and nothing of another world', async () => {
    const other = newWorldState();
    await store.createWorld(other);
    await store.commit(other, commitOf('79161234567', { session: timed('s1') }));
    const before = await copies();
    const data = await redis.client.keys(`*${world.incarnation}:*`);
    const dumps = await Promise.all(data.map((key) => redis.client.dumpBuffer(key)));
    await store.deleteWorld(world.id);
    await restoreCopies(before, (shard) => shard > 0 && HALF(shard));
    await Promise.all(data.map((key, i) => redis.client.restore(key, 0, dumps[i] as Buffer)));
    await redis.client.hset('sh{0}:sweep', world.incarnation, world.id);

    await reopen();
    for (const msisdn of PEOPLE) await expect(store.load(world.id, msisdn)).rejects.toThrow(UnknownWorld);
    expect(await redis.client.keys(`*${world.incarnation}*`)).toEqual([]);
    expect(await redis.client.hgetall('sh{0}:sweep')).toEqual({});
    expect((await store.load(other.id, '79161234567')).session?.etag).toBe('s1');
  });

  it('resetting a world: the next opening sweeps the old incarnation', async () => {
    const reset = { ...world, rev: 2, incarnation: newIncarnation() };
    await store.putWorld(reset);
    await store.commit(reset, commitOf('79161234567', { session: timed('s2') }, { rev: 2 }));
    expect(await redis.client.keys(`*${world.incarnation}:*`)).not.toEqual([]);
    await reopen();
    expect(await redis.client.keys(`*${world.incarnation}:*`)).toEqual([]);
    expect((await store.load(world.id, '79161234567')).session?.etag).toBe('s2');
  });
});

it('a state that arrives late never overwrites a newer one, and a deleted world stays deleted', async () => {
  const other = await openRedisStore(redis.url);
  for (let round = 0; round < 20; round++) {
    const id = `late-${round}`;
    const state = newWorldState({ id });
    await store.createWorld(state);
    await Promise.all([
      store.putWorld({ ...state, rev: 2 }),
      other.deleteWorld(id),
      store.createWorld(newWorldState({ id })),
    ]);
    const survivor = await other.world(id);
    const seen = await Promise.all(
      PEOPLE.map((msisdn) =>
        other.load(id, msisdn).then(
          (s) => s.world,
          () => null,
        ),
      ),
    );
    expect(new Set(seen.map((found) => found?.rev))).toEqual(new Set([survivor?.rev]));
  }
  await other.close();
});
