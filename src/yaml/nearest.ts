/** "Did you mean …": the nearest of the allowed names. */
import { distanceWithin } from '../code/distance.ts';

/** The allowed name that is nearest to `written`, or null if none is near enough to be a slip of the hand. */
export function nearest(written: string, allowed: Iterable<string>): string | null {
  let best: string | null = null;
  let limit = Math.max(1, Math.floor(written.length / 3));
  for (const name of allowed) {
    const distance = distanceWithin(written.toLowerCase(), name.toLowerCase(), limit);
    if (distance > limit || (best !== null && distance === limit)) continue;
    best = name;
    limit = distance;
  }
  return best;
}

/** `did you mean "x"?` if a name is near, else `otherwise`. */
export function didYouMean(written: string, allowed: Iterable<string>, otherwise: string): string {
  const name = nearest(written, allowed);
  return name === null ? otherwise : `did you mean "${name}"?`;
}

/** `one of a, b, c`, for lists short enough to be read. */
export function oneOf(allowed: Iterable<string>): string {
  return `one of ${[...allowed].join(', ')}`;
}
