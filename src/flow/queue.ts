/** Work of one subscriber queues up within a process: losing a compare-and-set against oneself would be a waste. */
import { StoreUnavailable } from '../store/port.ts';

export interface KeyedQueue {
  /**
   * Runs `work` after all earlier work of the same key has ended, well or badly. If the store was away for the one before,
   * `work` is not begun and fails with the same StoreUnavailable: one after the other they would wait for longer than any caller does.
   */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** A queue per key; a key costs memory only while work of it is under way. */
export function keyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const before = tails.get(key);
      const mine = before === undefined ? work() : before.then(work, (error) => afterFailure(error, work));
      tails.set(key, mine);
      const leave = () => {
        if (tails.get(key) === mine) tails.delete(key);
      };
      mine.then(leave, leave);
      return mine;
    },
  };
}

function afterFailure<T>(error: unknown, work: () => Promise<T>): Promise<T> {
  return error instanceof StoreUnavailable ? Promise.reject(error) : work();
}
