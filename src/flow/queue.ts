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

/**
 * Lines at once before the empty ones are thrown away. Not each as it gets empty: a Map that is added to and deleted from all the time
 * makes its table anew again and again, and the old tables keep what they held from being collected young.
 */
const MOST_LINES = 4096;

/** A queue per key; a key costs some octets after its work has ended, for a while. */
export function keyedQueue(mostLines: number = MOST_LINES): KeyedQueue {
  const lines = new Map<string, Line>();
  let roomFor = mostLines;

  const open = (key: string): Line => {
    if (lines.size >= roomFor) tidy();
    const line = { tail: null, loss: null };
    lines.set(key, line);
    return line;
  };

  /** The next time is when as many more have come: each costs the same, however many are at work. */
  const tidy = () => {
    for (const [key, { tail }] of lines) if (tail === null) lines.delete(key);
    roomFor = lines.size + mostLines;
  };

  const tails = () => [...lines.values()].flatMap(({ tail }) => tail ?? []);

  return {
    run(key, work) {
      const line = lines.get(key) ?? open(key);
      const mine = line.tail === null ? work() : takeTurn(line, line.tail, work);
      line.tail = mine;
      const leave = () => {
        if (line.tail !== mine) return;
        line.tail = null;
        line.loss = null;
      };
      const fail = (error: unknown) => {
        if (error instanceof StoreUnavailable) line.loss = error;
        leave();
      };
      mine.then(leave, fail);
      return mine;
    },
    async idle() {
      while (tails().length > 0) {
        await Promise.allSettled(tails());
        // Whoever waited for it may begin more before this turn is over.
        await new Promise(setImmediate);
      }
    },
  };
}

/** Who asked after the loss tries anew. */
function takeTurn<T>(line: Line, before: Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const { loss } = line;
  const begin = () => (line.loss === null || line.loss === loss ? work() : Promise.reject(line.loss));
  return before.then(begin, begin);
}
