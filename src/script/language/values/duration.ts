/** Lengths of time as people write them: 500ms, 2s, 5m, 1h30m, 7d, or ISO 8601 such as PT5M. */
import { Temporal } from 'temporal-polyfill';

/** 24 hours, ms. */
const DAY = 86_400_000;
/** ms of each unit. */
const UNITS: Readonly<Record<string, number>> = { d: DAY, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
const SHORT = /^(?:\d+(?:\.\d+)?(?:ms|[dhms])\s?)+$/;
const PART = /(\d+(?:\.\d+)?)(ms|[dhms])/g;
/** A hundred years: no clock goes further. */
const LONGEST = 100 * 366 * DAY;

function shortMs(text: string): number | null {
  if (!SHORT.test(`${text} `)) return null;
  const parts = [...text.matchAll(PART)].map(([, count, unit]) => Number(count) * (UNITS[unit ?? ''] ?? 0));
  return parts.reduce((sum, part) => sum + part, 0);
}

function isoMs(text: string): number | null {
  try {
    return Temporal.Duration.from(text).total('milliseconds');
  } catch {
    return null;
  }
}

const msOf = (text: string) => (/^[+-]?P/i.test(text) ? isoMs(text) : shortMs(text.trim()));

/** The length of time in ms, or null: not a duration, months or years, below zero, parts of a ms, over a hundred years. */
export function durationMs(text: string): number | null {
  const ms = msOf(text);
  return ms !== null && Number.isInteger(ms) && ms >= 0 && ms <= LONGEST ? ms : null;
}

/** Of a text that is none for `durationMs`: what is wrong with it, and what to write. */
export function durationFault(text: string): { readonly message: string; readonly fix: string } {
  if ((msOf(text) ?? 0) > LONGEST) {
    return { message: `"${text}" is longer than a hundred years`, fix: `write ${LONGEST / DAY}d at most` };
  }
  const fix = /^\d+$/.test(text) ? `add the unit, like ${text}s` : 'write it like 500ms, 2s, 5m, 1h30m, 7d or PT5M';
  return { message: `"${text}" is no length of time`, fix };
}

/** ms as an ISO 8601 duration of seconds: PT181S. */
export function isoDuration(ms: number): string {
  return `PT${ms / 1000}S`;
}
