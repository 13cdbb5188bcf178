/** Work of one subscriber queues up within a process: losing a compare-and-set against oneself would be a waste. */
import { StoreUnavailable } from '../store/port.ts';

export interface KeyedQueue {
  /**
   * Runs `work` after all earlier work of the same key has ended, well or badly. Where the store was away for the one before, those
   * that wait behind it fail with the same StoreUnavailable: one after the other they would wait for longer than any caller does.
   */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly begin: () => void;
  readonly fail: (error: StoreUnavailable) => void;
}

/** A queue per key; a key costs memory only while work of it is under way. */
export function keyedQueue(): KeyedQueue {
  const lines = new Map<string, Waiting[]>();

  const next = (key: string) => {
    const first = lines.get(key)?.shift();
    if (first === undefined) lines.delete(key);
    else first.begin();
  };

  const sendAway = (key: string, error: StoreUnavailable) => {
    const waiting = lines.get(key) ?? [];
    lines.delete(key);
    for (const { fail } of waiting) fail(error);
  };

  const serve = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreUnavailable) sendAway(key, error);
      throw error;
    } finally {
      next(key);
    }
  };

  return {
    run<T>(key: string, work: () => Promise<T>): Promise<T> {
      const line = lines.get(key);
      if (line !== undefined) {
        return new Promise<T>((resolve, reject) => line.push({ begin: () => resolve(serve(key, work)), fail: reject }));
      }
      lines.set(key, []);
      return serve(key, work);
    },
  };
}
