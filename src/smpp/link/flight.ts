/**
 * Our requests in flight, by sequence_number, in a ring that is used for ever. A Map would do the same, but it makes itself anew each
 * time as many requests as it has places have gone through it, and its old tables keep what they held from being collected young:
 * that was a fifth of the time of a gateway under load.
 */

/** The sequence_numbers to be given out: 1 to `highest`, beginning after `previous`. */
export interface Sequences {
  readonly previous: number;
  readonly highest: number;
}

/** What can be in flight. */
export interface Numbered {
  readonly sequence: number;
  /** ms of the monotonic clock. */
  readonly sentAt: number;
}

export interface Flight<T extends Numbered> {
  /** The next sequence_number; one that would collide with a request in flight is passed over. */
  number(): number;
  /** Puts a request in, under the last number that was given. */
  put(request: T): void;
  /** The request of this number, or null. */
  find(sequence: number): T | null;
  /** Takes it out. */
  remove(request: T): void;
  /** The one that was sent first, or null. */
  oldest(): T | null;
  size(): number;
}

const FIRST_PLACES = 64;

/** Nothing in flight. */
export function openFlight<T extends Numbered>({ previous, highest }: Sequences): Flight<T> {
  let places: (T | null)[] = new Array(FIRST_PLACES).fill(null);
  let size = 0;
  let last = previous;
  /** None in flight is older than this number. */
  let eldest = after(previous);

  function after(sequence: number): number {
    return sequence >= highest ? 1 : sequence + 1;
  }

  const placeOf = (sequence: number) => sequence & (places.length - 1);

  /** Half of the places are free, so that a number is hardly ever passed over. */
  const grow = () => {
    const all = places.filter((one) => one !== null);
    places = new Array(2 * places.length).fill(null);
    for (const one of all) places[placeOf(one.sequence)] = one;
  };

  return {
    number() {
      do last = after(last);
      while (places[placeOf(last)] !== null);
      if (size === 0) eldest = last;
      return last;
    },
    put(request) {
      places[placeOf(request.sequence)] = request;
      size += 1;
      if (2 * size > places.length) grow();
    },
    find(sequence) {
      const one = places[placeOf(sequence)] ?? null;
      return one?.sequence === sequence ? one : null;
    },
    remove({ sequence }) {
      places[placeOf(sequence)] = null;
      size -= 1;
    },
    oldest() {
      if (size === 0) return null;
      while (places[placeOf(eldest)]?.sequence !== eldest) eldest = after(eldest);
      return places[placeOf(eldest)] as T;
    },
    size: () => size,
  };
}
