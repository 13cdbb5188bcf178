/** Lots: points that expire together, kept in order of expiry, one lot per expiry. Those that never expire come last. */
import type { Lot } from './types.ts';

/** Lots split in two; nothing is lost: taken + left = what there was. */
export interface Split {
  readonly taken: readonly Lot[];
  readonly left: readonly Lot[];
}

/** The sum of the lots' points. */
export function totalOf(lots: readonly Lot[]): number {
  let total = 0;
  for (const lot of lots) total += lot.points;
  return total;
}

/** Puts lots together: in order of expiry, equal expiries merged. */
export function addLots(lots: readonly Lot[], more: readonly Lot[]): readonly Lot[] {
  const byExpiry = new Map<number | null, number>();
  for (const { points, expiresAt } of [...lots, ...more]) {
    byExpiry.set(expiresAt, (byExpiry.get(expiresAt) ?? 0) + points);
  }
  const merged = [...byExpiry].map(([expiresAt, points]) => ({ points, expiresAt }));
  return merged.sort((a, b) => endOf(a) - endOf(b));
}

/**
 * Takes points, earliest expiry first.
 * @throws RangeError when there are fewer
 */
export function takePoints(lots: readonly Lot[], points: number): Split {
  const taken: Lot[] = [];
  const left: Lot[] = [];
  let missing = points;
  for (const lot of lots) {
    const part = Math.min(missing, lot.points);
    missing -= part;
    if (part > 0) taken.push({ ...lot, points: part });
    if (part < lot.points) left.push({ ...lot, points: lot.points - part });
  }
  if (missing > 0) throw new RangeError(`${points} points were asked for, ${points - missing} are there.`);
  return { taken, left };
}

/** Takes the lots whose expiry has come: due when `at` ≥ expiry. */
export function takeExpired(lots: readonly Lot[], at: number): Split {
  return { taken: lots.filter((lot) => endOf(lot) <= at), left: lots.filter((lot) => endOf(lot) > at) };
}

/** A number for "never" that compares; it is no date that `Date` could hold, and never leaves this file. */
function endOf(lot: Lot): number {
  return lot.expiresAt ?? Number.MAX_SAFE_INTEGER;
}
