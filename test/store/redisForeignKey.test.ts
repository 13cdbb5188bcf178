/** Somebody else's value under a key of ours: the step is refused whole, and the steps that share its command are done. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import {
  type Home,
  homeDeadlinesKey,
  homeOf,
  homeOutboxKey,
  journalKey,
  messagesKey,
} from '../../src/store/redis/keys.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { ensureRedis } from '../support/redis.ts';
import { commitOf, inWorld, outboxWrite, timed, waiting } from './worlds.ts';

const ANN = '79160000001';
const BOB = '79160000002';
const QUEUE = 'smpp:harness';

let store: Store;
let other: Redis;
beforeAll(async () => {
  const { url } = await ensureRedis();
  store = await openRedisStore(url);
  other = new Redis(url);
});
afterAll(async () => {
  other.disconnect();
  await store.close();
});

const KEYS: readonly (readonly [string, (home: Home) => string])[] = [
  ['the SMS', messagesKey],
  ['a journal', (home) => journalKey(home, 'p')],
  ['what waits for a wire', (home) => homeOutboxKey(home, QUEUE)],
  ['the deadlines', homeDeadlinesKey],
];

describe('a string where there should be', () => {
  test.each(KEYS)('%s: nothing of that step is written, its neighbours are', async (_, keyOf) => {
    await inWorld(store, async (world) => {
      const key = keyOf(homeOf(world.incarnation, ANN));
      await other.set(key, 'of somebody else');
      const step = (msisdn: string) =>
        store.commit(
          world,
          commitOf(msisdn, {
            session: timed('s1', 'x', 1),
            account: timed('a1', 'y', null),
            journal: [{ program: 'p', line: 'l' }],
            messages: ['hi'],
            outbox: [outboxWrite(QUEUE, waiting(msisdn, 'o1', 1))],
          }),
        );
      const [ann, bob] = await Promise.allSettled([step(ANN), step(BOB)]);
      expect(ann).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } });
      expect(bob).toMatchObject({ status: 'fulfilled', value: 'committed' });
      expect(await other.get(key)).toBe('of somebody else');
      await other.del(key);
      expect(await store.load(world.id, ANN)).toMatchObject({ session: null, account: null });
      expect(await store.messages(world, ANN)).toEqual([]);
      expect(await store.load(world.id, BOB)).toMatchObject({ account: { value: 'y' } });
      expect(await store.outbox(world, QUEUE, 1, 9)).toEqual([waiting(BOB, 'o1', 1)]);
    });
  });

  test('the deadlines of a step that writes a session only: it is not written', async () => {
    await inWorld(store, async (world) => {
      const key = homeDeadlinesKey(homeOf(world.incarnation, ANN));
      await other.set(key, 'of somebody else');
      const step = commitOf(ANN, { session: timed('s1', 'x', 1) });
      await expect(store.commit(world, step)).rejects.toThrow('WRONGTYPE');
      expect((await store.load(world.id, ANN)).session).toBeNull();
      await other.del(key);
      expect(await store.commit(world, step)).toBe('committed');
    });
  });
});
