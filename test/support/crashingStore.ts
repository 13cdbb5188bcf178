/** A real store behind a switch that lets a chosen call fail: before it does anything, or after, with its reply lost. */
import { type Store, StoreUnavailable } from '../../src/store/port.ts';

export interface Crashes {
  /** Lets the call number `at` (counting loads and commits from now) fail; `lost` = the effect happens, the reply does not come. */
  plan(at: number, lost: boolean): void;
  /** No more failures; returns how many happened. */
  calm(): number;
  /** Calls since the last plan. */
  readonly calls: () => number;
}

/** Wraps loads and commits; everything else goes straight through. */
export function crashingStore(store: Store): { store: Store; crashes: Crashes } {
  let calls = 0;
  let failAt = Number.POSITIVE_INFINITY;
  let lost = false;
  let happened = 0;

  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls !== failAt) return work();
    happened += 1;
    if (lost) await work();
    throw new StoreUnavailable('planned by the test');
  };

  const wrapped: Store = new Proxy(store, {
    get(target, name: keyof Store) {
      const member = target[name];
      if (typeof member !== 'function') return member;
      const bound = (member as (...args: unknown[]) => Promise<unknown>).bind(target);
      return name === 'load' || name === 'commit' ? (...args: unknown[]) => through(() => bound(...args)) : bound;
    },
  });
  const crashes: Crashes = {
    plan(at, isLost) {
      calls = 0;
      failAt = at;
      lost = isLost;
    },
    calm() {
      failAt = Number.POSITIVE_INFINITY;
      return happened;
    },
    calls: () => calls,
  };
  return { store: wrapped, crashes };
}
