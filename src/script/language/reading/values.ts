/** Values of single fields: texts with variables, and what must be known at reading. */
import { didYouMean } from '../../../yaml/nearest.ts';
import { otherOf } from '../other.ts';
import type { Reference, Template, Value } from '../script.ts';
import { durationMs } from '../values/duration.ts';
import { instantMs } from '../values/instant.ts';
import { literally } from '../values/pattern.ts';
import { type Dress, type Mention, type Piece, piecesOf, soleVariable } from '../values/template.ts';
import { type Reading, tell } from './reading.ts';
import { type At, PLAIN, type Variables } from './scope.ts';

/** What a field holds: where it is a variable alone, what that stands for. */
export function resolved(at: At): At {
  if (at.scope.kind === 'plain' || typeof at.data !== 'string') return at;
  const known = at.scope.known.get(soleVariable(at.data) ?? '');
  return known === undefined ? at : resolved(known);
}

/** What is written at a place: numbers and flags to the letter. */
export function rawText(reading: Reading, { path, data }: At): string {
  if (typeof data === 'string') return data;
  return ['number', 'boolean'].includes(typeof data) ? reading.source.written(path) : '';
}

function unknownVariable(reading: Reading, { path }: At, scope: Variables, name: string): void {
  if (scope.isOpen) return;
  if (scope.capturable.has(name)) {
    tell(reading, path, `"$${name}" is used before it is captured`, 'capture it in a step before this one');
    return;
  }
  const names = [...scope.known.keys(), ...scope.captured].map((known) => `$${known}`);
  const otherwise =
    names.length === 0
      ? 'capture it before, or write $$ for a dollar sign'
      : `known here: ${names.join(', ')}; $$ is a dollar sign`;
  tell(reading, path, `there is no variable "$${name}" here`, didYouMean(`$${name}`, names, otherwise));
}

function filtered(pieces: Template, filter: Mention['filter'], reading: Reading, at: At): Template {
  if (filter === null) return pieces;
  const [only = ''] = pieces;
  if (pieces.length > 1) {
    tell(
      reading,
      at.path,
      'of a text with a variable in it there is no "other"',
      `use \${name|other} of the variable itself`,
    );
    return [];
  }
  return typeof only === 'string' ? [otherOf(only)] : [{ ...only, filter }];
}

/** What a variable stands for in a text. */
function standing(reading: Reading, at: At, scope: Variables, { variable, filter }: Mention): Template {
  const known = scope.known.get(variable);
  if (known !== undefined) return filtered(textAt(reading, known), filter, reading, at);
  if (!scope.captured.has(variable)) unknownVariable(reading, at, scope, variable);
  return [{ variable, filter }];
}

/** Neighbouring words as one. */
function joined(pieces: Template): Template {
  const all: (string | Reference)[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else if (piece !== '') all.push(piece);
  }
  return all;
}

function pieceAt(reading: Reading, at: At, scope: Variables, piece: Piece, dress: Dress): Template {
  if (typeof piece === 'string') return [piece];
  if ('message' in piece) {
    tell(reading, at.path, piece.message, piece.fix);
    return [];
  }
  const found = standing(reading, at, scope, piece);
  return dress === 'text' ? found : found.map((one) => (typeof one === 'string' ? literally(one) : one));
}

/** A text with its variables put in as far as they are known; `dress`: in a pattern their values stand for themselves. */
export function templateOf(reading: Reading, at: At, text: string, dress: Dress): Template {
  const { scope } = at;
  if (scope.kind === 'plain') return joined([text]);
  return joined(piecesOf(text, dress).flatMap((piece) => pieceAt(reading, at, scope, piece, dress)));
}

/** The text of a field. */
export function textAt(reading: Reading, at: At): Template {
  const found = resolved(at);
  return templateOf(reading, found, rawText(reading, found), 'text');
}

/** The value of a field: a number or a flag as it is, anything else a text. */
export function valueAt(reading: Reading, at: At): Value {
  const found = resolved(at);
  const { data } = found;
  return typeof data === 'number' || typeof data === 'boolean' ? data : textAt(reading, found);
}

/** Whether something in a template is known only while the script runs. */
export function isLive(template: Template): boolean {
  return template.some((piece) => typeof piece !== 'string');
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
  const fix = /^\d+$/.test(text) ? `add the unit, like ${text}s` : 'write it like 500ms, 2s, 5m, 1h30m, 7d or PT5M';
  tell(reading, resolved(at).path, `"${text}" is no length of time`, fix);
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

/** A value that is no part of what people wrote as text with variables. */
export function plainAt(path: At['path'], data: unknown): At {
  return { path, data, scope: PLAIN };
}
