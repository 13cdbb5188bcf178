/** Bonuses that are given once, or once in a local year or month. */
import { localDay } from '../calendar.ts';
import type { Every } from '../programFile.ts';
import type { Earned, EarningEvent } from './block.ts';

const PERIODS: { readonly [Name in Every]: (now: number, zone: string) => string } = {
  once: () => 'once',
  year: (now, zone) => String(localDay(now, zone).year),
  month: (now, zone) => localDay(now, zone).month,
};

/** Gives points for an event unless its period has had them. No points, no grant: the period stays free. */
export function grant(every: Every | undefined, points: number, event: EarningEvent): Earned {
  const { kind, membership, now, zone } = event;
  if (points === 0) return { ok: true, awards: [], change: {} };
  const awards = [{ points, note: kind }];
  if (!every) return { ok: true, awards, change: {} };
  const period = PERIODS[every](now, zone);
  if (membership.granted[kind] === period) return { ok: false, refusal: { name: 'already-granted', data: { period } } };
  return { ok: true, awards, change: { granted: { ...membership.granted, [kind]: period } } };
}
