/** The limits of point transfers: a day's points, a day's recipient, a month's number of transfers. */
import { localDay } from './calendar.ts';
import type { Transfers } from './program.ts';
import { type Turn, zoneOf } from './turn.ts';
import type { LimitUse, Outcome, Reservation } from './types.ts';

/** A day and month of the giver, chosen once, when a transfer is accepted. */
export interface Period {
  readonly day: string;
  readonly month: string;
}

/** The period of an instant (epoch ms) in the giver's time zone. */
export function periodOf(turn: Turn, at: number): Period {
  const { day, month } = localDay(at, zoneOf(turn));
  return { day, month };
}

/** The limit that a transfer would break in this period, or null. */
export function brokenLimit(
  rules: Transfers,
  used: readonly LimitUse[],
  period: Period,
  to: string,
  points: number,
): Outcome | null {
  const today = used.find((use) => use.day === period.day);
  if (today && rules.oneRecipientADay && today.to !== to) {
    return { name: 'other-recipient-today', data: { to: today.to } };
  }
  const left = rules.perDay - (today?.points ?? 0);
  if (points > left) return { name: 'over-daily-limit', data: { limit: rules.perDay, left } };
  if (transfersIn(used, period.month) < rules.perMonth) return null;
  return { name: 'over-monthly-limit', data: { limit: rules.perMonth } };
}

/** Counts an accepted transfer in its period. */
export function countTransfer(
  rules: Transfers,
  used: readonly LimitUse[],
  { day }: Period,
  to: string,
  points: number,
): readonly LimitUse[] {
  const today = used.find((use) => use.day === day) ?? { day, to, points: 0, count: 0 };
  const counted = { ...today, to, points: today.points + points, count: today.count + 1 };
  // A month has no more days with transfers than transfers. Twice that: a zone may shift the subscriber to the month before.
  return [...used.filter((use) => use !== today), counted].slice(-2 * rules.perMonth);
}

/** Gives a transfer that came to nothing back to the day on which it was accepted. */
export function uncountTransfer(used: readonly LimitUse[], { day }: Reservation, points: number): readonly LimitUse[] {
  return used.flatMap((use) => {
    if (use.day !== day) return [use];
    return use.count === 1 ? [] : [{ ...use, points: use.points - points, count: use.count - 1 }];
  });
}

function transfersIn(used: readonly LimitUse[], month: string): number {
  return used.reduce((count, use) => (use.day.startsWith(month) ? count + use.count : count), 0);
}
