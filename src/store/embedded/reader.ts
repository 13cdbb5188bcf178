import { StoreUnavailable, UnknownWorld } from '../port.ts';
import type { Database } from './database.ts';

/**
 * Makes the function through which everything is read. LMDB would go on reading an older state until the event loop
 * turns; asked for the latest one, it shows what any process has committed before the call.
 * What the disk says instead of an answer becomes StoreUnavailable; what the caller asked wrongly stays what it is.
 */
export function createReader(db: Database): <T>(work: () => T) => T {
  return (work) => {
    try {
      db.resetReadTxn();
      return work();
    } catch (error) {
      if (error instanceof UnknownWorld || error instanceof RangeError) throw error;
      throw new StoreUnavailable(`The data directory cannot be read: ${(error as Error).message}`, { cause: error });
    }
  };
}
