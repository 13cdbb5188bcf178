/** Local calendars: what day an instant is in a subscriber's time zone, and when local years and months turn. */
import { Temporal } from 'temporal-polyfill';

/** A local day and the instants between which it lies: start ≤ t < end. */
export interface LocalDay {
  /** `2019-05-15` */
  readonly day: string;
  /** `2019-05` */
  readonly month: string;
  readonly year: number;
  readonly start: number;
  readonly end: number;
  /** First instant of the next local year. */
  readonly nextYear: number;
}

/** Calendar arithmetic costs microseconds, a map look-up nanoseconds; most questions are about today. */
const LATEST = new Map<string, LocalDay>();
const ZONES_KEPT = 1000;

/**
 * The local day of an instant.
 * @param at epoch ms
 * @param zone IANA time zone; an unknown one throws a RangeError
 */
export function localDay(at: number, zone: string): LocalDay {
  const known = LATEST.get(zone);
  if (known && at >= known.start && at < known.end) return known;
  const found = computeDay(at, zone);
  if (LATEST.size >= ZONES_KEPT) LATEST.clear();
  LATEST.set(zone, found);
  return found;
}

function computeDay(at: number, zone: string): LocalDay {
  const date = dateOf(at, zone);
  const day = date.toString();
  return {
    day,
    month: day.slice(0, 7),
    year: date.year,
    start: startOf(date, zone),
    end: startOf(date.add({ days: 1 }), zone),
    nextYear: startOf(Temporal.PlainDate.from({ year: date.year + 1, month: 1, day: 1 }), zone),
  };
}

/** The instant that is so many calendar months later at the same local time (the last day where a month is shorter). */
export function addMonths(at: number, months: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add({ months }).epochMilliseconds;
}

/**
 * The first instant of a day of the month that is so many local months after that of an instant; the last day where the month is shorter.
 * @param at epoch ms
 */
export function dayOfMonth(at: number, zone: string, months: number, day: number): number {
  const { year, month } = dateOf(at, zone);
  const first = Temporal.PlainDate.from({ year, month, day: 1 }).add({ months });
  return startOf(first.with({ day }), zone);
}

/** The first instant of the local day that is so many days after that of an instant. */
export function dayAfter(at: number, zone: string, days: number): number {
  return startOf(dateOf(at, zone).add({ days }), zone);
}

/** The first instant after `at` of a local month. */
export function nextMonth(at: number, zone: string): number {
  return dayOfMonth(at, zone, 1, 1);
}

/** The first instant after `at` of a birthday `MM-DD`; 29 February is the 28th in other years. */
export function nextBirthday(at: number, zone: string, birthday: string): number {
  const [month = 1, day = 1] = birthday.split('-').map(Number);
  const { year } = dateOf(at, zone);
  const inYear = (which: number) => startOf(Temporal.PlainDate.from({ year: which, month, day }), zone);
  return inYear(year) > at ? inYear(year) : inYear(year + 1);
}

/** The instant that lies so long after another one: calendar years, months and days of the zone, then hours. */
export function addDuration(at: number, duration: string, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add(duration).epochMilliseconds;
}

/** Full calendar years between the local days of two instants; 0 when `to` is not later. */
export function fullYears(from: number, to: number, zone: string): number {
  return Math.max(0, dateOf(from, zone).until(dateOf(to, zone), { largestUnit: 'years' }).years);
}

/**
 * Milliseconds of an ISO 8601 duration without years and months (a day is 24 h), e.g. `PT2H`.
 * @returns null if it is none, is negative, or is not a whole number of milliseconds
 */
export function parseDuration(text: string): number | null {
  try {
    const ms = Temporal.Duration.from(text).total('milliseconds');
    return Number.isSafeInteger(ms) && ms >= 0 ? ms : null;
  } catch {
    return null;
  }
}

/** Epoch ms of an ISO 8601 instant with its offset, e.g. `2019-05-15T00:00:00+03:00`; null if it is none. */
export function parseInstant(text: string): number | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

/** Whether this is the name of a time zone. Temporal alone would take `2020-01-01T00:00Z` for one; dates in texts would not. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Whether this is a day of some year, `MM-DD`. */
export function isBirthday(text: string): boolean {
  if (!/^\d\d-\d\d$/.test(text)) return false;
  const [month = 0, day = 0] = text.split('-').map(Number);
  const inLeapYear = new Date(Date.UTC(2000, month - 1, day));
  return month >= 1 && month <= 12 && inLeapYear.getUTCMonth() === month - 1 && inLeapYear.getUTCDate() === day;
}

function dateOf(at: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

function startOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
}
