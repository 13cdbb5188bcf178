/** Somebody else's value under a key of ours: the step is refused whole, and the steps that share its command are done. */
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { homeOf, messagesKey } from '../../src/store/redis/keys.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { ensureRedis } from '../support/redis.ts';
import { commitOf, inWorld, timed } from './worlds.ts';

const ANN = '79160000001';
const BOB = '79160000002';

test('a string where the SMS should go: nothing of that step is written, its neighbours are', async () => {
  const { url } = await ensureRedis();
  const store = await openRedisStore(url);
  const other = new Redis(url);
  await inWorld(store, async (world) => {
    const key = messagesKey(homeOf(world.incarnation, ANN));
    await other.set(key, 'not a list');
    const step = (msisdn: string) =>
      store.commit(
        world,
        commitOf(msisdn, { session: timed('s1', 'x', 1), account: timed('a1', 'y', null), messages: ['hi'] }),
      );
    const [ann, bob] = await Promise.allSettled([step(ANN), step(BOB)]);
    expect(ann).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } });
    expect(bob).toMatchObject({ status: 'fulfilled', value: 'committed' });
    expect(await store.load(world.id, ANN)).toMatchObject({ session: null, account: null });
    expect(await store.load(world.id, BOB)).toMatchObject({ account: { value: 'y' } });
    await other.del(key);
  });
  other.disconnect();
  await store.close();
});
