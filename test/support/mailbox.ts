/** What came and was not looked at yet, and who waits for what comes next. */
export interface Mailbox<T> {
  put(one: T): void;
  /** The next one that fits, out of what is there or comes; it is taken out. */
  next(fits?: (one: T) => boolean): Promise<T>;
  /** What was not looked at, in order. */
  readonly left: readonly T[];
}

interface Waiter<T> {
  readonly fits: (one: T) => boolean;
  readonly resolve: (one: T) => void;
}

/** An empty one. */
export function mailbox<T>(): Mailbox<T> {
  const left: T[] = [];
  const waiters: Waiter<T>[] = [];
  return {
    left,
    put(one) {
      const index = waiters.findIndex(({ fits }) => fits(one));
      if (index < 0) left.push(one);
      else waiters.splice(index, 1)[0]?.resolve(one);
    },
    next(fits = () => true) {
      const index = left.findIndex(fits);
      if (index >= 0) return Promise.resolve(left.splice(index, 1)[0] as T);
      return new Promise((resolve) => waiters.push({ fits, resolve }));
    },
  };
}
