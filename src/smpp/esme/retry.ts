/** When an outgoing link is tried again. */

const FIRST = 1_000;
const LONGEST = 60_000;

/**
 * How long to wait after so many failures in a row (1, 2, 3…), ms: 1 s, doubled each time up to a minute, and up to a quarter more by
 * chance, so that many gateways do not come back in step.
 * @param chance an unpredictable integer from 0 to `below` - 1
 */
export function retryAfter(failures: number, chance: (below: number) => number): number {
  const wait = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 16));
  return wait + chance(wait / 4);
}
