/** Every store that a test runs on: the real ones, each opened afresh. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { ensureRedis } from './redis.ts';

export interface OpenedStore {
  readonly store: Store;
  close(): Promise<void>;
}

const onWarning = (warning: string) => {
  throw new Error(`The store warns: ${warning}`);
};

async function embedded(): Promise<OpenedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'starhash-test-'));
  const store = await openEmbeddedStore(folder, { onWarning });
  const close = async () => {
    await store.close();
    await rm(folder, { recursive: true });
  };
  return { store, close };
}

async function redis(): Promise<OpenedStore> {
  const { url } = await ensureRedis();
  const store = await openRedisStore(url, { onWarning });
  return { store, close: () => store.close() };
}

export const STORES = [
  ['embedded', embedded],
  ['redis', redis],
] as const;
