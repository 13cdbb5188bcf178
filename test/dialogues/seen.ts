/** What a step expected and what it got, in words, and whether they agree. */
import { isDeepStrictEqual } from 'node:util';
import type { InboxSms } from '../../src/flow/api.ts';
import { ussdSize } from '../../src/text/size.ts';
import type { Reply, Shown } from './driver.ts';
import type { Figures, Pattern, Refusal, Screen, Sms } from './language.ts';

export interface Seen {
  readonly expected: string;
  readonly got: string;
  readonly fits: boolean;
}

type Facts = Readonly<Record<string, unknown>>;

/** A screen, which a phone must be able to show whole, or a refusal. */
export function seenScreen(expect: Screen | Refusal, reply: Reply<Shown>): Seen {
  if ('refused' in expect) return seenRefusal(expect, reply, showScreen);
  const expected = `${expect.state}, with ${list(expect.has)}, in 80 units of UCS2 or 182 septets`;
  if (!reply.ok) return { expected, got: showRefusal(reply), fits: false };
  const { state, text } = reply.value;
  const fits = state === expect.state && hasAll(text, expect.has) && ussdSize(text).fits;
  return { expected, got: showScreen(reply.value), fits };
}

/** Figures of an answer, or a refusal. */
export function seenFigures(expect: Figures | Refusal, reply: Reply<Facts>): Seen {
  if ('refused' in expect) return seenRefusal(expect, reply, JSON.stringify);
  const expected = JSON.stringify(expect.figures);
  if (!reply.ok) return { expected, got: showRefusal(reply), fits: false };
  return { expected, got: JSON.stringify(reply.value), fits: includes(reply.value, expect.figures) };
}

/** Something that is only to go well. */
export function seenDone(reply: Reply<unknown>): Seen {
  return { expected: 'done', got: reply.ok ? 'done' : showRefusal(reply), fits: reply.ok };
}

/** All SMS that came, from the service's number and in their order. */
export function seenInbox(expect: readonly Sms[], shortCode: string, messages: readonly InboxSms[]): Seen {
  const fits =
    messages.length === expect.length && messages.every((one, index) => isSms(one, expect[index], shortCode));
  return { expected: expect.map(expectedSms).join('\n') || 'no SMS', got: showInbox(messages), fits };
}

/** Rows of pages, one by one. */
export function seenRows(expect: readonly Pattern[], rows: readonly string[]): Seen {
  const fits = rows.length === expect.length && rows.every((row, index) => matches(row, expect[index] ?? ''));
  return { expected: expect.map(String).join('\n'), got: rows.join('\n'), fits };
}

/** The same value. */
export function seenValue(expect: unknown, got: unknown): Seen {
  return { expected: JSON.stringify(expect), got: JSON.stringify(got), fits: isDeepStrictEqual(got, expect) };
}

/** The SMS as a transcript shows them. */
export function showInbox(messages: readonly InboxSms[]): string {
  return (
    messages.map(({ from, text, at, parts }) => `SMS from ${from} at ${at}, ${parts}: ${text}`).join('\n') || 'no SMS'
  );
}

function seenRefusal<T>({ refused, figures = {} }: Refusal, reply: Reply<T>, show: (value: T) => string): Seen {
  const expected = `refused: ${refused} ${JSON.stringify(figures)}`;
  if (reply.ok) return { expected, got: show(reply.value), fits: false };
  const fits = reply.word === refused && includes(reply.figures, figures);
  // Figures that nobody asked for are not told on every wire.
  return { expected, got: fits ? expected : showRefusal(reply), fits };
}

function showScreen({ state, text }: Shown): string {
  return `${state}:\n${text}`;
}

function showRefusal({ word, figures }: { readonly word: string; readonly figures: Facts }): string {
  return `refused: ${word} ${JSON.stringify(figures)}`;
}

function isSms({ from, text, at }: InboxSms, expect: Sms | undefined, shortCode: string): boolean {
  if (expect === undefined || from !== shortCode || !hasAll(text, expect.has)) return false;
  return expect.at === undefined || Date.parse(expect.at) === Date.parse(at);
}

function expectedSms({ has, at }: Sms): string {
  return `SMS with ${list(has)}${at === undefined ? '' : ` at ${at}`}`;
}

function includes(facts: Facts, figures: Facts): boolean {
  return Object.entries(figures).every(([name, value]) => isDeepStrictEqual(facts[name], value));
}

function hasAll(text: string, patterns: readonly Pattern[]): boolean {
  return patterns.every((pattern) => matches(text, pattern));
}

function matches(text: string, pattern: Pattern): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}

function list(patterns: readonly Pattern[]): string {
  return patterns
    .map((pattern) => (typeof pattern === 'string' ? JSON.stringify(pattern) : String(pattern)))
    .join(', ');
}
