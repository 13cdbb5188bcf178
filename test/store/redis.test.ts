import { describe } from 'vitest';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { ensureRedis } from '../support/redis.ts';
import { storeContract } from './contract.ts';
import { messageHomeContract } from './messageHomeContract.ts';
import { modelContract } from './modelContract.ts';
import { outboxContract } from './outboxContract.ts';
import type { OpenedPair } from './worlds.ts';

async function open(): Promise<OpenedPair> {
  const { url } = await ensureRedis();
  const [store, other] = await Promise.all([openRedisStore(url), openRedisStore(url)]);
  return { store, other, close: async () => void (await Promise.all([store.close(), other.close()])) };
}

describe('the Redis store', () => {
  storeContract(open);
  outboxContract(open);
  messageHomeContract(open);
  modelContract(open);
});
