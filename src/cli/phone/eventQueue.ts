/** Events from several sources, taken one by one. */

export interface EventQueue<T> {
  push(event: T): void;
  /** Takes an event that is still on its way; where it fails, the next `next` rejects with its error. */
  pushLater(event: Promise<T>): void;
  next(): Promise<T>;
}

/** An empty queue; one consumer at a time may wait at it. */
export function eventQueue<T>(): EventQueue<T> {
  const waiting: (() => Promise<T>)[] = [];
  let wake: (() => void) | null = null;
  const add = (take: () => Promise<T>) => {
    waiting.push(take);
    wake?.();
  };
  return {
    push: (event) => add(async () => event),
    pushLater: (event) =>
      void event.then(
        (value) => add(async () => value),
        (error: unknown) => add(() => Promise.reject(error)),
      ),
    next: async () => {
      while (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return (waiting.shift() as () => Promise<T>)();
    },
  };
}
