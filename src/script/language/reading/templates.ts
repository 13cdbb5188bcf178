/** Texts of fields, with what their variables stand for put in. */
import { didYouMean } from '../../../yaml/nearest.ts';
import { otherOf } from '../other.ts';
import type { Reference, Template } from '../script.ts';
import { literally } from '../values/pattern.ts';
import { type Dress, type Mention, type Piece, piecesOf, soleVariable } from '../values/template.ts';
import { affords, COST_OF_VALUE } from './effort.ts';
import { type Reading, tell } from './reading.ts';
import { type At, knownAs, knownNames, type Variables } from './scope.ts';

/** Most characters of a text: no screen and hardly an SMS has as many. */
const LONGEST = 10_000;
/** What is captured counts as so many. */
const OF_A_CAPTURE = 100;
/** Stands for a text that is told to be too long. */
const CUT: Template = ['…'];
/** Variables that are told where there is no such one. */
const LISTED = 12;

/** What a field holds: where it is a variable alone, what that stands for. */
export function resolved(at: At): At {
  if (at.scope.kind === 'plain' || typeof at.data !== 'string') return at;
  const known = knownAs(at.scope, soleVariable(at.data) ?? '');
  return known === undefined ? at : resolved(known);
}

/** What is written at a place: numbers and flags to the letter. */
export function rawText(reading: Reading, { path, data }: At): string {
  if (typeof data === 'string') return data;
  return ['number', 'boolean'].includes(typeof data) ? reading.source.written(path) : '';
}

function unknownVariable(reading: Reading, { path }: At, scope: Variables, name: string): void {
  if (scope.isOpen) return;
  if (scope.capturable.some((names) => names.has(name))) {
    tell(reading, path, `"$${name}" is used before it is captured`, 'capture it in a step before this one');
    return;
  }
  const names = [...knownNames(scope), ...scope.captured].map((known) => `$${known}`);
  const listed = [...names.slice(0, LISTED), ...(names.length > LISTED ? ['…'] : [])];
  const otherwise =
    names.length === 0
      ? 'capture it before, or write $$ for a dollar sign'
      : `known here: ${listed.join(', ')}; $$ is a dollar sign`;
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

/** The text of a variable, put together once: fragments that double it would take twice as long with each that runs another. */
function textOf(reading: Reading, known: At): Template {
  const text = reading.texts.get(known) ?? textAt(reading, known);
  reading.texts.set(known, text);
  return text;
}

/** What a variable stands for in a text. */
function standing(reading: Reading, at: At, scope: Variables, { variable, filter }: Mention): Template {
  const known = knownAs(scope, variable);
  if (known !== undefined) return filtered(textOf(reading, known), filter, reading, at);
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

function tellTooLong(reading: Reading, { path }: At): Template {
  tell(reading, path, `this text is longer than ${LONGEST} characters, its variables put in`, 'write a shorter one');
  return CUT;
}

function lengthOf(template: Template): number {
  return template.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : OF_A_CAPTURE), 0);
}

function filledIn(reading: Reading, at: At, scope: Variables, pieces: readonly Piece[], dress: Dress): Template {
  const all: (string | Reference)[] = [];
  let length = 0;
  for (const piece of pieces) {
    const found = pieceAt(reading, at, scope, piece, dress);
    length += lengthOf(found);
    if (length > LONGEST) return tellTooLong(reading, at);
    all.push(...found);
  }
  return joined(all);
}

/** A text with its variables put in as far as they are known; `dress`: in a pattern their values stand for themselves. */
export function templateOf(reading: Reading, at: At, text: string, dress: Dress): Template {
  const { scope } = at;
  if (!affords(reading, at.path, text.length + COST_OF_VALUE)) return CUT;
  if (text.length > LONGEST) return tellTooLong(reading, at);
  return scope.kind === 'plain' ? joined([text]) : filledIn(reading, at, scope, piecesOf(text, dress), dress);
}

/** The text of a field. */
export function textAt(reading: Reading, at: At): Template {
  const found = resolved(at);
  return templateOf(reading, found, rawText(reading, found), 'text');
}

/** Whether something in a template is known only while the script runs. */
export function isLive(template: Template): boolean {
  return template.some((piece) => typeof piece !== 'string');
}
