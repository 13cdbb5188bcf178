/** The store that a configuration names. */
import { openEmbeddedStore } from '../store/embedded/store.ts';
import type { Store } from '../store/port.ts';
import { openRedisStore } from '../store/redis/store.ts';

/** Where everything is kept. */
export interface StoreSetup {
  /** URL of the Redis; absent = the embedded store in `data`. */
  readonly redis?: string;
  readonly data: string;
}

/** Opens it. Rejects with one clear sentence. */
export function openStore(config: StoreSetup, onWarning: (warning: string) => void): Promise<Store> {
  return config.redis === undefined
    ? openEmbeddedStore(config.data, { onWarning })
    : openRedisStore(config.redis, { onWarning });
}
