/** First in, first out: what waits for its turn. */

export interface Fifo<T> {
  push(item: T): void;
  /** The first, taken out; null if there is none. */
  shift(): T | null;
  /** All, first in first, taken out. */
  drain(): T[];
  size(): number;
}

const FIRST_PLACES = 16;

/**
 * A ring that grows: both ends at the same cost, however long it is. Not a list of nodes: one of them that has grown old keeps
 * all that came after it from being collected young.
 */
export function fifo<T>(): Fifo<T> {
  let places: (T | null)[] = new Array(FIRST_PLACES).fill(null);
  let first = 0;
  let size = 0;

  const placeOf = (index: number) => (first + index) & (places.length - 1);

  const grow = () => {
    const items = Array.from({ length: size }, (_, index) => places[placeOf(index)] as T);
    places = [...items, ...new Array(size).fill(null)];
    first = 0;
  };

  const shift = (): T | null => {
    if (size === 0) return null;
    const item = places[first] as T;
    places[first] = null;
    first = placeOf(1);
    size -= 1;
    return item;
  };

  return {
    push(item) {
      if (size === places.length) grow();
      places[placeOf(size)] = item;
      size += 1;
    },
    shift,
    drain() {
      const all: T[] = [];
      while (size > 0) all.push(shift() as T);
      return all;
    },
    size: () => size,
  };
}
