/** Calendar arithmetic of the laws' own, so that a slip in the core's does not hide itself. All instants are epoch ms. */
import { Temporal } from 'temporal-polyfill';

/** The local day `2019-05-15` of an instant. */
export function dayOf(at: number, zone: string): string {
  return local(at, zone).toPlainDate().toString();
}

/** The local month `2019-05` of an instant. */
export function monthOf(at: number, zone: string): string {
  return dayOf(at, zone).slice(0, 7);
}

/** Midnight of a day of the month that is so many months after that of an instant. */
export function monthDay(at: number, zone: string, months: number, day: number): number {
  const { year, month } = local(at, zone);
  const turned = year * 12 + month - 1 + months;
  const date = { year: Math.floor(turned / 12), month: (turned % 12) + 1, day };
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** Midnight so many days after that of an instant. */
export function daysLater(at: number, zone: string, days: number): number {
  return local(at, zone).startOfDay().add({ days }).startOfDay().epochMilliseconds;
}

/** The same local time so many months later, the last day where a month is shorter. */
export function monthsLater(at: number, zone: string, months: number): number {
  const there = local(at, zone);
  const { timeZoneId: timeZone } = there;
  const plain = there.toPlainDateTime().add({ months });
  return plain.toZonedDateTime(timeZone).epochMilliseconds;
}

/** All midnights of a birthday `MM-DD` after one instant up to another; 29 February is the 28th in other years. */
export function birthdays(from: number, until: number, zone: string, birthday: string): readonly number[] {
  const [month = 1, day = 1] = birthday.split('-').map(Number);
  const found: number[] = [];
  for (let { year } = local(from, zone); year <= local(until, zone).year; year += 1) {
    const date = Temporal.PlainDate.from({ year, month, day: 1 });
    const at = date.with({ day: Math.min(day, date.daysInMonth) }).toZonedDateTime(zone).epochMilliseconds;
    if (at > from && at <= until) found.push(at);
  }
  return found;
}

/** All midnights on which a month begins, after one instant up to another. */
export function monthStarts(from: number, until: number, zone: string): readonly number[] {
  const found: number[] = [];
  for (let at = monthDay(from, zone, 1, 1); at <= until; at = monthDay(at, zone, 1, 1)) found.push(at);
  return found;
}

/** How often the local day of `from` has come again by that of `to`. */
export function yearsBetween(from: number, to: number, zone: string): number {
  const [a, b] = [local(from, zone).toPlainDate(), local(to, zone).toPlainDate()];
  let years = b.year - a.year;
  if (Temporal.PlainDate.compare(a.add({ years }), b) > 0) years -= 1;
  return Math.max(0, years);
}

function local(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
