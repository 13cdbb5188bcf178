/** Values of single fields that must be known at reading. */
import type { Template, Value } from '../script.ts';
import { durationFault, durationMs } from '../values/duration.ts';
import { instantMs } from '../values/instant.ts';
import { affords, COST_OF_VALUE } from './effort.ts';
import { type Reading, tell } from './reading.ts';
import type { At } from './scope.ts';
import { isLive, resolved, textAt } from './templates.ts';

/** The value of a field: a number or a flag as it is, anything else a text. */
export function valueAt(reading: Reading, at: At): Value {
  const found = resolved(at);
  const { data } = found;
  return typeof data === 'number' || typeof data === 'boolean' ? data : textAt(reading, found);
}

function notNow(reading: Reading, at: At, what: string): null {
  const isOpen = at.scope.kind === 'variables' && at.scope.isOpen;
  if (!isOpen)
    tell(
      reading,
      at.path,
      `${what} cannot be a captured variable: it must be known before the script runs`,
      `write ${what} here`,
    );
  return null;
}

/** A text that must be known before the script runs, or null. `what`: `the service`. */
export function plainTextAt(reading: Reading, at: At, what: string): string | null {
  const template = textAt(reading, at);
  return isLive(template) ? notNow(reading, at, what) : template.join('');
}

export interface Bounds {
  readonly what: string;
  readonly min: number;
  readonly max: number;
}

/** A whole number within bounds that must be known before the script runs, or null. */
export function wholeAt(reading: Reading, at: At, { what, min, max }: Bounds): number | null {
  const found = resolved(at);
  const value = typeof found.data === 'string' ? plainTextAt(reading, found, what) : found.data;
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  tell(reading, found.path, `${what} is not ${JSON.stringify(value)}`, `write a whole number from ${min} to ${max}`);
  return null;
}

/** True or false, known before the script runs, or null. */
export function flagAt(reading: Reading, at: At, what: string): boolean | null {
  const found = resolved(at);
  if (typeof found.data === 'boolean') return found.data;
  const text = plainTextAt(reading, found, what);
  if (text !== null) tell(reading, found.path, `${what} is not ${JSON.stringify(text)}`, 'write true or false');
  return null;
}

/** A length of time in ms, or null. */
export function durationAt(reading: Reading, at: At): number | null {
  const text = plainTextAt(reading, at, 'a length of time');
  const ms = text === null ? null : durationMs(text);
  if (text === null || ms !== null) return ms;
  const { message, fix } = durationFault(text);
  tell(reading, resolved(at).path, message, fix);
  return null;
}

/** An instant as it is written; with a captured variable in it, it is not looked at. */
export function instantAt(reading: Reading, at: At): Template {
  const template = textAt(reading, at);
  const text = template.join('');
  if (!isLive(template) && instantMs(text) === null) {
    tell(
      reading,
      resolved(at).path,
      `"${text}" is no instant of the clock`,
      'write one from 1970 to 2199 with its offset, like 2020-01-15T12:00:00+03:00',
    );
  }
  return template;
}

/** Data of any shape with the variables in it put in; all of them must be known. */
export function dataAt(reading: Reading, at: At): unknown {
  if (!affords(reading, at.path, COST_OF_VALUE)) return null;
  const found = resolved(at);
  const { data } = found;
  if (Array.isArray(data))
    return data.map((item, index) => dataAt(reading, { ...found, path: [...found.path, index], data: item }));
  if (typeof data === 'object' && data !== null) {
    const entries = Object.entries(data).map(([name, value]) => [
      name,
      dataAt(reading, { ...found, path: [...found.path, name], data: value }),
    ]);
    return Object.fromEntries(entries);
  }
  return typeof data === 'string' && found.scope.kind !== 'plain' ? plainTextAt(reading, found, 'this value') : data;
}
