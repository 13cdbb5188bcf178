/** Looks at what a step showed: is it well, and is it the largest so far? */

import type { OutgoingSms, Screen } from '../session/types.ts';
import type { Alphabet } from '../text/gsm7.ts';
import { smsSize, USSD_CAPACITY, ussdSize } from '../text/size.ts';

export interface Seen {
  readonly state: string;
  readonly language: string;
  /** Name of the cast of figures. */
  readonly figures: string;
}

export interface LargestScreen extends Seen {
  readonly units: number;
  readonly capacity: number;
  readonly alphabet: Alphabet;
}

export interface Counted extends Seen {
  readonly count: number;
}

/** The largest that was seen; null where nothing was. */
export interface Largest {
  /** Of each alphabet. */
  readonly screens: Readonly<Partial<Record<Alphabet, LargestScreen>>>;
  readonly pages: Counted | null;
  readonly smsParts: Counted | null;
}

export const NOTHING_SEEN: Largest = { screens: {}, pages: null, smsParts: null };

/** With this screen, the n-th page (from 1) of its place. */
export function withScreen(largest: Largest, { text }: Screen, page: number, seen: Seen): Largest {
  const { units, capacity, alphabet } = ussdSize(text);
  const isLarger = units > (largest.screens[alphabet]?.units ?? 0);
  const screens = isLarger
    ? { ...largest.screens, [alphabet]: { units, capacity, alphabet, ...seen } }
    : largest.screens;
  return { ...largest, screens, pages: most(largest.pages, page, seen) };
}

/** With these SMS. */
export function withSms(largest: Largest, messages: readonly OutgoingSms[], seen: Seen): Largest {
  const parts = messages.map(({ text }) => smsSize(text).parts);
  return { ...largest, smsParts: most(largest.smsParts, Math.max(0, ...parts), seen) };
}

function most(before: Counted | null, count: number, seen: Seen): Counted | null {
  return count > (before?.count ?? 0) ? { count, ...seen } : before;
}

/** What a text shows where a value is missing or is none. */
const UNFILLED = /\bundefined\b|\bNaN\b|\bInvalid Date\b|\[object |\{[a-zA-Z]\w*[},]/;

/** What is wrong with a screen, in words, or null. */
export function wrongWithScreen({ text, awaiting }: Screen): string | null {
  const { fits, units, alphabet } = ussdSize(text);
  if (!fits) return `the screen takes ${units} units of ${USSD_CAPACITY[alphabet]}`;
  if (text.trim() === '' && awaiting) return 'the screen is empty';
  return UNFILLED.test(text) ? 'the screen shows a place that is not filled in' : null;
}

/** What is wrong with an SMS, in words, or null. */
export function wrongWithSms({ text }: OutgoingSms): string | null {
  const { fits, parts } = smsSize(text);
  if (!fits) return `the SMS takes ${parts} parts`;
  if (text.trim() === '') return 'the SMS is empty';
  return UNFILLED.test(text) ? 'the SMS shows a place that is not filled in' : null;
}
