import { ensureRedis } from './redis.ts';

/** Vitest's global set-up: one Redis for all test files of a run, ended after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const redis = await ensureRedis();
  process.env.REDIS_URL = redis.url;
  return redis.stop;
}
