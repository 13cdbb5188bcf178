/** How long to wait before a core is asked again. Pure. */

const FIRST = 100;
const LONGEST = 5_000;

/** Ms after so many failures in a row: twice as long each time, at most five seconds. */
export function backOff(failures: number): number {
  return Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 10));
}
