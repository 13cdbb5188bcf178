import type { Database } from './database.ts';

/** Brings what was committed from the operating system to the disk, now and then, off the main thread. */
export interface Flusher {
  /** Something was written: flush within a second. */
  readonly flushSoon: () => void;
  /** Flushes what is left. */
  readonly close: () => Promise<void>;
}

const INTERVAL = 1_000;

/** LMDB has this method, its type declarations do not. */
type Syncable = Database & { sync(done: (error?: Error) => void): void };

/** A failed flush is not an error of any one call: the next one tries again, and writes to a broken disk fail themselves. */
export function createFlusher(db: Database): Flusher {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let flushing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    timer = undefined;
    flushing = flushing.then(() => new Promise<void>((resolve) => (db as Syncable).sync(() => resolve())));
    return flushing;
  };
  return {
    flushSoon: () => {
      if (isClosed) return;
      timer ??= setTimeout(flush, INTERVAL).unref();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      return flush();
    },
  };
}
