/** The states a person can go back to, oldest first; the first one is the root of the dialogue. */
import type { Place } from './place.ts';
import { findState } from './states.ts';
import type { Service } from './types.ts';

const LONGEST = 8;

/** The history of one who leaves this place forwards. */
export function leave({ back, state }: Place): readonly string[] {
  return [...back, state];
}

/** The history on arriving at `state`: whoever comes again to a place is where they were; the root is never forgotten. */
export function arriveAt(state: string, back: readonly string[]): readonly string[] {
  const seen = back.indexOf(state);
  const kept = seen < 0 ? back : back.slice(0, seen);
  return kept.length <= LONGEST ? kept : kept.slice(0, 1).concat(kept.slice(1 - LONGEST));
}

/** The history without states that the definition no longer has. */
export function knownHistory(service: Service, back: readonly string[]): readonly string[] {
  return back.every((state) => findState(service, state)) ? back : back.filter((state) => findState(service, state));
}
