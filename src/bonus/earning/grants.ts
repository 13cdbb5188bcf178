/** Bonuses that are given once, or once in a local year or month. */
import { localDay } from '../calendar.ts';
import type { Every } from '../programFile.ts';
import type { Membership } from '../types.ts';
import type { Earned, EarningEvent } from './block.ts';

const PERIODS: { readonly [Name in Every]: (now: number, zone: string) => string } = {
  once: () => 'once',
  year: (now, zone) => String(localDay(now, zone).year),
  month: (now, zone) => localDay(now, zone).month,
};

/** Whether this period, or a later one (the clock may have been set back since), has had them. */
export function wasGiven({ granted }: Membership, name: string, period: string): boolean {
  const last = granted[name];
  return last !== undefined && last >= period;
}

/**
 * Gives points for an event unless its period has had them. No points, no grant: the period stays free.
 * @param name under which it is remembered
 */
export function grant(every: Every | undefined, points: number, event: EarningEvent, name = event.kind): Earned {
  const { kind, membership, now, zone } = event;
  if (points === 0) return { ok: true, awards: [], change: {} };
  const awards = [{ points, note: kind }];
  if (!every) return { ok: true, awards, change: {} };
  const period = PERIODS[every](now, zone);
  if (wasGiven(membership, name, period)) return { ok: false, refusal: { name: 'already-granted', data: { period } } };
  return { ok: true, awards, change: { granted: { ...membership.granted, [name]: period } } };
}
