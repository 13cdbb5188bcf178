/** Looks at what a step showed: is it well, and is it the largest so far? */

import type { OutgoingSms, Screen } from '../session/types.ts';
import type { Alphabet } from '../text/gsm7.ts';
import { MAX_SMS_PARTS, SMS_PART_CAPACITY, smsSize, USSD_CAPACITY, ussdSize } from '../text/size.ts';

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

/** What a text shows where a value is missing or is none: the source of a regular expression. */
export const UNFILLED = String.raw`\bundefined\b|\bNaN\b|\bInvalid Date\b|\[object |\{[a-zA-Z]\w*[\},]`;
const unfilled = new RegExp(UNFILLED, 'u');

/** What is wrong with a text; `most`: units that it may have. */
export type Fault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unfilled' }
  | { readonly kind: 'too-long'; readonly most: number };

/** A fault, and the same in words. */
export interface Wrong {
  readonly fault: Fault;
  readonly message: string;
}

/** What is wrong with a screen, or null. */
export function wrongWithScreen({ text, awaiting }: Screen): Wrong | null {
  const { fits, units, alphabet } = ussdSize(text);
  const most = USSD_CAPACITY[alphabet];
  if (!fits) return { fault: { kind: 'too-long', most }, message: `the screen takes ${units} units of ${most}` };
  if (text.trim() === '' && awaiting) return { fault: { kind: 'empty' }, message: 'the screen is empty' };
  return wrongInside('screen', text);
}

/** What is wrong with an SMS, or null. */
export function wrongWithSms({ text }: OutgoingSms): Wrong | null {
  const { fits, parts, alphabet } = smsSize(text);
  if (!fits)
    return { fault: { kind: 'too-long', most: surelyFitting(alphabet) }, message: `the SMS takes ${parts} parts` };
  if (text.trim() === '') return { fault: { kind: 'empty' }, message: 'the SMS is empty' };
  return wrongInside('SMS', text);
}

/** Each part but the last is full, or a unit short of it where a pair moves on: a text that takes too many parts has more units. */
function surelyFitting(alphabet: Alphabet): number {
  return MAX_SMS_PARTS * (SMS_PART_CAPACITY[alphabet] - 1);
}

function wrongInside(what: string, text: string): Wrong | null {
  const message = `the ${what} shows a place that is not filled in`;
  return unfilled.test(text) ? { fault: { kind: 'unfilled' }, message } : null;
}
