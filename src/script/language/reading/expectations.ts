/** What must come of a step. */
import type { Capture, Expect, Expected, Refusal, Value, Values } from '../script.ts';
import { valuesAt } from './acts.ts';
import { patternAt } from './patterns.ts';
import { ownProgram, programOf } from './programs.ts';
import { isMap, placeOf, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside, itemsOf } from './scope.ts';
import { NONE, smsAt } from './sms.ts';
import { rawText, resolved } from './templates.ts';
import { rulesAt } from './texts.ts';
import { dataAt, durationAt, flagAt, plainTextAt, valueAt } from './values.ts';

function refusalAt(reading: Reading, at: At): Refusal {
  if (!isMap(at.data)) return { word: plainTextAt(reading, at, 'the word') ?? '', figures: {} };
  const word = plainTextAt(reading, inside(at, 'word'), 'the word') ?? '';
  return { word, figures: valuesAt(reading, at, ['word']) };
}

function pointsAt(reading: Reading, at: At): Value | null {
  const found = resolved(at);
  const value = valueAt(reading, found);
  if (typeof value !== 'object') return value;
  if (rawText(reading, found) === NONE) return null;
  const [only, ...rest] = value;
  const isVariable = rest.length === 0 && typeof only === 'object';
  if (!isVariable)
    tell(
      reading,
      found.path,
      `${JSON.stringify(rawText(reading, found))} is no number of points`,
      'write a whole number, none, or a variable',
    );
  return value;
}

function balanceAt(reading: Reading, at: At): Readonly<Record<string, Value | null>> {
  const { data } = at;
  if (!isMap(data)) return { [ownProgram(reading, at, 'write balance: {PROGRAM: 40}')]: pointsAt(reading, at) };
  return Object.fromEntries(Object.keys(data).map((program) => [program, pointsAt(reading, inside(at, program))]));
}

function without(data: unknown, field: string): unknown {
  return isMap(data) ? Object.fromEntries(Object.entries(data).filter(([name]) => name !== field)) : data;
}

function journalAt(reading: Reading, at: At): { program: string; entries: readonly unknown[] } {
  const entries = itemsOf(isMap(at.data) ? inside(at, 'entries') : at).map((entry) => dataAt(reading, entry));
  return {
    program: isMap(at.data)
      ? programOf(reading, at)
      : ownProgram(reading, at, 'write journal: {program: NAME, entries: […]}'),
    entries,
  };
}

function pricesAt(reading: Reading, at: At): { program: string; prices: Values } {
  return { program: programOf(reading, at), prices: valuesAt(reading, at, ['program']) };
}

type ValueOf<Name extends keyof Expect> = Required<Expect>[Name] extends Expected<infer Value> ? Value : never;
type Readers = { readonly [Name in keyof Expect]-?: (reading: Reading, at: At) => ValueOf<Name> };

/** Field → what it expects. */
const READERS: Readers = {
  shows: rulesAt,
  ends: (reading, at) => flagAt(reading, at, '"ends"') ?? false,
  refused: refusalAt,
  gets: smsAt,
  returns: (reading, at) => valuesAt(reading, at),
  balance: balanceAt,
  member: (reading, at) => ({
    program: programOf(reading, at),
    facts: dataAt(reading, { ...at, data: without(at.data, 'program') }),
  }),
  catalogue: pricesAt,
  journal: journalAt,
  within: (reading, at) => durationAt(reading, at) ?? 0,
};

/** All that the step expects. */
export function expectAt(reading: Reading, at: At): Expect {
  const names = Object.keys(READERS) as (keyof Expect)[];
  const entries = names.flatMap((name): [string, unknown][] => {
    const field = fieldOf(at, name);
    if (field === null) return [];
    const found = resolved(field);
    return [[name, { place: placeOf(reading, found.path), value: READERS[name](reading, found) }]];
  });
  return Object.fromEntries(entries);
}

const SOURCES = ['screen', 'sms', 'returned'] as const;

function sourceOf(reading: Reading, at: At): Capture['from'] {
  if (!isMap(at.data)) return { kind: 'any', pattern: patternAt(reading, at) };
  const [kind, second] = SOURCES.filter((name) => fieldOf(at, name) !== null);
  if (second !== undefined)
    tell(
      reading,
      inside(at, second).path,
      `a value comes from one place; here are "${kind}" and "${second}"`,
      'keep one of the two',
      'key',
    );
  if (kind === 'returned') return { kind, field: plainTextAt(reading, inside(at, kind), 'the field') ?? '' };
  return { kind: kind ?? 'any', pattern: patternAt(reading, inside(at, kind ?? 'screen')) };
}

/** The variables that the step fills. */
export function capturesAt(reading: Reading, at: At): Capture[] {
  const field = fieldOf(at, 'capture');
  if (field === null || !isMap(field.data)) return [];
  return Object.keys(field.data).map((variable) => {
    const one = inside(field, variable);
    return { variable, place: placeOf(reading, one.path, 'key'), from: sourceOf(reading, one) };
  });
}
