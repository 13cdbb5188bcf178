/** First in, first out: what waits for its turn. */

export interface Fifo<T> {
  push(item: T): void;
  /** The first, taken out; null if there is none. */
  shift(): T | null;
  /** All, first in first, taken out. */
  drain(): T[];
  size(): number;
}

interface Node<T> {
  readonly item: T;
  next: Node<T> | null;
}

/** A linked list: both ends at the same cost, however long it is. */
export function fifo<T>(): Fifo<T> {
  let first: Node<T> | null = null;
  let last: Node<T> | null = null;
  let size = 0;

  const shift = (): T | null => {
    if (first === null) return null;
    const { item } = first;
    first = first.next;
    if (first === null) last = null;
    size -= 1;
    return item;
  };

  return {
    push(item) {
      const node = { item, next: null };
      if (last === null) first = node;
      else last.next = node;
      last = node;
      size += 1;
    },
    shift,
    drain() {
      const all: T[] = [];
      while (first !== null) all.push(shift() as T);
      return all;
    },
    size: () => size,
  };
}
