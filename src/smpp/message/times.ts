/** SMPP times (SMPP 3.4 §7.1.1): absolute `YYMMDDhhmmsstnnp` and relative `YYMMDDhhmmss000R`. */

/** An instant (epoch ms), or so long from now (ms). */
export type When = { readonly at: number } | { readonly after: number };

/** `absent`: the field is empty. */
export type SmppTime = When | 'absent' | 'wrong';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const QUARTER_HOUR = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

const LENGTH = 16;
const MAX_QUARTERS = 48;
/** Two digits are years of this century. */
const CENTURY = 2000;

/** Year, month, day, hour, minute, second of a relative time: ms, and the most that the two digits may say. */
const UNITS = [
  { ms: YEAR, max: 99 },
  { ms: MONTH, max: 12 },
  { ms: DAY, max: 31 },
  { ms: HOUR, max: 23 },
  { ms: MINUTE, max: 59 },
  { ms: SECOND, max: 59 },
] as const;

/**
 * Reads schedule_delivery_time, validity_period or final_date. Strict: a day that its month does not have, an offset over 48 quarters of
 * an hour or a sign that is none of `+ - R` is wrong. `+` is ahead of UTC. In a relative time a year is 365 days and a month 30: it says
 * how long, and nothing else can be told before the message is there.
 */
export function readTime(text: string): SmppTime {
  if (text === '') return 'absent';
  if (text.length !== LENGTH || !isDigits(text, LENGTH - 1)) return 'wrong';
  const sign = text[LENGTH - 1];
  if (sign === 'R') return relative(text);
  return sign === '+' || sign === '-' ? absolute(text, sign) : 'wrong';
}

/**
 * An instant as an absolute time in UTC, tenths of a second cut off below. Two digits say no century.
 * @param at epoch ms
 */
export function writeAbsoluteTime(at: number): string {
  const iso = new Date(at).toISOString();
  const [date, time] = iso.slice(-'YY-MM-DDThh:mm:ss.SSSZ'.length).split('T') as [string, string];
  return `${date.replaceAll('-', '')}${time.slice(0, 8).replaceAll(':', '')}${time[9]}00+`;
}

function relative(text: string): SmppTime {
  if (text.slice(12, 15) !== '000') return 'wrong';
  let after = 0;
  for (const [place, { ms, max }] of UNITS.entries()) {
    const count = Number(text.slice(place * 2, place * 2 + 2));
    if (count > max) return 'wrong';
    after += count * ms;
  }
  return { after };
}

function absolute(text: string, sign: '+' | '-'): SmppTime {
  const local = instantOf(CENTURY + Number(text.slice(0, 2)), text.slice(2, 12));
  const quarters = Number(text.slice(13, 15));
  if (local === null || quarters > MAX_QUARTERS) return 'wrong';
  const tenths = Number(text[12]) * (SECOND / 10);
  return { at: local + tenths + (sign === '+' ? -quarters : quarters) * QUARTER_HOUR };
}

/**
 * Epoch ms of a date in UTC; null where there is no such day or time of day.
 * @param rest digits MMDDhhmmss
 */
function instantOf(year: number, rest: string): number | null {
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((place) => rest.slice(place, place + 2));
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const at = Date.parse(iso);
  // A day that its month does not have would pass for one of the next month.
  return !Number.isNaN(at) && new Date(at).toISOString() === iso ? at : null;
}

/** Whether a text begins with so many decimal digits. */
export function isDigits(text: string, count: number): boolean {
  for (let i = 0; i < count; i++) if (!(text.charCodeAt(i) >= 0x30 && text.charCodeAt(i) <= 0x39)) return false;
  return true;
}
