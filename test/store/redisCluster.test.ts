import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { type RedisCluster, startRedisCluster } from '../support/redisCluster.ts';
import { storeContract } from './contract.ts';
import { messageHomeContract } from './messageHomeContract.ts';
import { modelContract } from './modelContract.ts';
import { outboxContract } from './outboxContract.ts';
import type { OpenedPair } from './worlds.ts';

describe('the Redis store in a Cluster of three masters', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster.stop());

  const open = async (): Promise<OpenedPair> => {
    const [store, other] = await Promise.all([openRedisStore(cluster.url), openRedisStore(cluster.url)]);
    return { store, other, close: async () => void (await Promise.all([store.close(), other.close()])) };
  };
  storeContract(open);
  outboxContract(open);
  messageHomeContract(open);
  modelContract(open);

  it('says what it is', async () => {
    const store = await openRedisStore(cluster.url);
    expect(store.kind).toBe('redis-cluster');
    await store.close();
  });
});
