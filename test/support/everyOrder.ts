/** Simultaneous work, one store call at a time, in every order that there is: the search of a model checker over real code. */
import type { Store } from '../../src/store/port.ts';

/** Chooses one of so many that could go on: 0 … width − 1. */
export type Choose = (width: number) => number;

/**
 * Plays again and again, until every order has been played.
 * @returns how many there were
 */
export async function inEveryOrder(play: (choose: Choose) => Promise<void>): Promise<number> {
  let next: readonly number[] | null = [];
  let orders = 0;
  for (; next !== null; orders += 1) {
    const taken: number[] = [];
    const widths: number[] = [];
    const known: readonly number[] = next;
    await play((width) => {
      const choice = known[taken.length] ?? 0;
      taken.push(choice);
      widths.push(width);
      return choice;
    });
    next = following(taken, widths);
  }
  return orders;
}

/** The next sequence of choices, as one counts; null after the last. */
function following(taken: readonly number[], widths: readonly number[]): readonly number[] | null {
  const last = taken.findLastIndex((choice, index) => choice + 1 < (widths[index] ?? 0));
  return last < 0 ? null : [...taken.slice(0, last), (taken[last] ?? 0) + 1];
}

/** Lets through one call at a time, of whoever is chosen among those that wait. */
export interface Turnstile {
  /** A store whose loads and commits pass the turnstile. */
  through(store: Store): Store;
  /** Runs all of them to their ends. */
  run(works: readonly (() => Promise<unknown>)[], choose: Choose): Promise<void>;
}

/** A new turnstile; it stands open while nothing runs. */
export function turnstile(): Turnstile {
  const waiting: (() => void)[] = [];
  let running = 0;
  let isOpen = true;
  let tell = () => {};

  const paused = () => {
    running -= 1;
    tell();
  };
  const pass = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!isOpen) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        paused();
      });
    }
    return work();
  };
  const quiet = async () => {
    while (running > 0) {
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    }
  };
  return {
    through: (store) => ({
      ...store,
      load: (...args) => pass(() => store.load(...args)),
      commit: (...args) => pass(() => store.commit(...args)),
    }),
    async run(works, choose) {
      isOpen = false;
      running = works.length;
      const all = works.map((work) => work().finally(paused));
      for (await quiet(); waiting.length > 0; await quiet()) {
        const [go] = waiting.splice(waiting.length > 1 ? choose(waiting.length) : 0, 1);
        running += 1;
        go?.();
      }
      await Promise.all(all);
      isOpen = true;
    },
  };
}
