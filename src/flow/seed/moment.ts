/** When something of a seed happened: an instant, or so long before the world begins, whenever that is. */
import { Temporal } from 'temporal-polyfill';
import { parseInstant } from '../clock.ts';

/** Epoch ms, or ms before the beginning. */
export type Moment = number | { readonly ago: number };

/** Completes "must be …". */
export const MOMENT =
  'an instant with an offset from 1900 on, such as 2018-03-10T12:00:00+03:00, or how long before the beginning it was, such as -P30D or -PT2H';

/**
 * Reads `2018-03-10T12:00:00+03:00`, or `-P30D` (ISO 8601-2 negative duration of days, hours, minutes, seconds; a day is 24 hours).
 * @returns null where it is neither
 */
export function readMoment(text: string): Moment | null {
  if (!text.startsWith('-')) return parseInstant(text);
  try {
    const ago = -Temporal.Duration.from(text).total('milliseconds');
    return Number.isInteger(ago) && ago > 0 && ago <= LONGEST_AGO ? { ago } : null;
  } catch {
    return null;
  }
}

/** A hundred years, ms. */
const LONGEST_AGO = 36_525 * 24 * 60 * 60 * 1_000;

/** Epoch ms of a moment in a world that begins then (epoch ms). */
export function instantOf(moment: Moment, beginning: number): number {
  return typeof moment === 'number' ? moment : beginning - moment.ago;
}
