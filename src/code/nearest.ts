/** "Did you mean": the one command that a text nearly spells. */
import { distanceWithin } from './distance.ts';

/** A form of 3 to 5 characters may be misspelt once, a longer one twice; shorter ones would be near to everything. */
const SHORTEST = 3;
const LONG = 6;

/**
 * Takes forms with the entry each one names (null = ambiguous) and a text in the same folding; gives the entry with the
 * nearest form, or null if none is near enough or two entries are equally near.
 */
export function findNearest<E extends object>(forms: ReadonlyMap<string, E | null>, text: string): E | null {
  let least = Number.POSITIVE_INFINITY;
  let nearest: E | null = null;
  for (const [form, entry] of forms) {
    const distance = distanceTo(form, text);
    if (distance > least || (distance === least && entry === nearest)) continue;
    nearest = distance < least ? entry : null;
    least = distance;
  }
  return nearest;
}

function distanceTo(form: string, text: string): number {
  if (form.length < SHORTEST) return Number.POSITIVE_INFINITY;
  const limit = form.length < LONG ? 1 : 2;
  const distance = distanceWithin(form, text, limit);
  return distance <= limit ? distance : Number.POSITIVE_INFINITY;
}
