/** Work of one subscriber queues up within a process: losing a compare-and-set against oneself would be a waste. */
import { StoreUnavailable } from '../store/port.ts';

export interface KeyedQueue {
  /**
   * Runs `work` after all earlier work of the same key has ended, well or badly. If the store turns out to be away while it
   * waits, `work` is not begun and fails alike: one after the other they would wait for longer than any caller does.
   */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when no work is under way, nor any that it led to. */
  idle(): Promise<void>;
}

interface Line {
  tail: Promise<unknown> | null;
  /** How the store was last found to be away. */
  loss: StoreUnavailable | null;
}

/** A queue per key; a key costs memory only while work of it is under way. */
export function keyedQueue(): KeyedQueue {
  const lines = new Map<string, Line>();

  const open = (key: string): Line => {
    const line = { tail: null, loss: null };
    lines.set(key, line);
    return line;
  };

  return {
    run(key, work) {
      const line = lines.get(key) ?? open(key);
      const mine = line.tail === null ? work() : takeTurn(line, line.tail, work);
      line.tail = mine;
      const leave = () => {
        if (line.tail === mine) lines.delete(key);
      };
      const fail = (error: unknown) => {
        if (error instanceof StoreUnavailable) line.loss = error;
        leave();
      };
      mine.then(leave, fail);
      return mine;
    },
    async idle() {
      do {
        await Promise.allSettled([...lines.values()].map(({ tail }) => tail));
        // Whoever waited for it may begin more before this turn is over.
        await new Promise(setImmediate);
      } while (lines.size > 0);
    },
  };
}

/** Who asked after the loss tries anew. */
function takeTurn<T>(line: Line, before: Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const { loss } = line;
  const begin = () => (line.loss === null || line.loss === loss ? work() : Promise.reject(line.loss));
  return before.then(begin, begin);
}
