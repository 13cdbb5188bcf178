import { startRedisServer } from './redisServer.ts';

/** The Redis of a test run. It may be somebody's own: use worlds of your own and delete them, never FLUSHALL. */
export interface TestRedis {
  readonly url: string;
  /** Ends it, if the tests started it. */
  stop(): Promise<void>;
}

let started: Promise<TestRedis> | undefined;

/**
 * A real Redis: `REDIS_URL`, else a redis-server started on a free port (installed first, where that can be done).
 * One per process.
 * @throws Error saying what to install
 */
export function ensureRedis(): Promise<TestRedis> {
  started ??= findOrStart();
  return started;
}

async function findOrStart(): Promise<TestRedis> {
  const url = process.env.REDIS_URL;
  return url ? { url, stop: async () => {} } : startRedisServer();
}
