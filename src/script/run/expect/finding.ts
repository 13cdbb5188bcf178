/** Findings, made in the same way by all expectations. */
import type { Place } from '../../../yaml/issue.ts';
import type { Finding, Update } from '../result.ts';

/** Something that is compared as a whole. */
export function finding(
  place: Place,
  what: string,
  expected: string,
  actual: string,
  update: Update | null = null,
): Finding {
  return { place, what, expected, actual, compare: 'whole', update };
}

/** Two texts that are compared line by line. */
export function textFinding(
  place: Place,
  what: string,
  expected: string,
  actual: string,
  update: Update | null,
): Finding {
  return { place, what, expected, actual, compare: 'lines', update };
}

/** A value as people read it in a report. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
