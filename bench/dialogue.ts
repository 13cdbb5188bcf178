/** The menu session that is measured: a member looks at the gifts, at one list of them, goes back, and thinks better of giving points away. */

/** First the dial, then these answers; after the last one the phone dials again. */
export const ANSWERS = ['2', '3', '0', '0', '4', '0'] as const;

export const CODE = '*111*455#';

/** Dialled once by each phone before anything is measured. */
export const JOIN = '*111*455*1#';

/** The number of a phone: a loop's own. */
export function msisdnOf(loop: number): string {
  return String(79_160_000_000 + loop);
}
