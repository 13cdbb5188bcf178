/** Holds values to shapes: many mistakes at once, each with its path, what belongs there, and what may have been meant. */
import { distanceWithin } from '../../code/distance.ts';
import { at, enough, type Mistake } from './mistakes.ts';
import { PATTERNS, type Shape } from './shape.ts';

/**
 * What is wrong with a value that came as JSON, as far as it can be told: nothing is looked at after `ENOUGH` mistakes.
 * @param path where it stands in the request
 */
export function mistakesIn(value: unknown, shape: Shape, path: string): readonly Mistake[] {
  return enough(lookThrough(value, shape, path));
}

function* lookThrough(value: unknown, shape: Shape, path: string): Generator<Mistake> {
  const fitting = alternativesOf(shape).find((one) => isOfType(value, one));
  if (fitting?.type === 'object') yield* lookThroughObject(value as Record<string, unknown>, fitting, path);
  else if (fitting?.type === 'array') yield* lookThroughList(value as readonly unknown[], fitting, path);
  else if (fitting === undefined || !isWithin(value, fitting)) yield invalid(path, expectedOf(shape));
}

/** Names of fields are shorter. */
const LONGEST_NAME = 64;

/** The name that was meant, if one is near enough to be a slip of the hand. */
export function nearestName(written: string, names: readonly string[]): string | null {
  if (written.length > LONGEST_NAME) return null;
  const limit = Math.max(1, Math.floor(written.length / 3));
  const ranked = names
    .map((name) => ({ name, distance: distanceWithin(written.toLowerCase(), name.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name ?? null;
}

/** `one of a, b` or, where one of them was probably meant, also `(did you mean b?)`. */
export function oneOfNames(written: string, names: readonly string[]): string {
  const near = nearestName(written, names);
  return `one of ${names.join(', ')}${near === null ? '' : ` (did you mean ${near}?)`}`;
}

function alternativesOf(shape: Shape): readonly Shape[] {
  return shape.anyOf ?? [shape];
}

const TYPES: Readonly<Record<NonNullable<Shape['type']>, (value: unknown) => boolean>> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isSafeInteger,
  number: Number.isFinite,
};

function isOfType(value: unknown, { type, const: only }: Shape): boolean {
  if (only !== undefined) return value === only;
  return type === undefined || TYPES[type](value);
}

function isWithin(value: unknown, { minimum, maximum, maxLength, pattern, enum: names }: Shape): boolean {
  if (typeof value === 'number') return value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity);
  if (typeof value !== 'string') return true;
  if (names !== undefined && !names.includes(value)) return false;
  if (value.length > (maxLength ?? Infinity)) return false;
  return pattern === undefined || new RegExp(pattern).test(value);
}

function* lookThroughObject(value: Record<string, unknown>, shape: Shape, path: string): Generator<Mistake> {
  const { properties = {}, required = [], additionalProperties, maxProperties = Infinity } = shape;
  const names = Object.keys(value);
  if (names.length > maxProperties) return yield invalid(path, expectedOf(shape));
  for (const name of required) if (!Object.hasOwn(value, name)) yield invalid(at(path, name), 'there');
  for (const name of names) {
    const of = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (of) yield* lookThrough(value[name], of, at(path, name));
    else yield invalid(at(path, name), unknownName(name, Object.keys(properties)));
  }
}

function unknownName(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  return near === null ? `absent; there are ${names.join(', ')}` : `absent (did you mean ${near}?)`;
}

function* lookThroughList(value: readonly unknown[], shape: Shape, path: string): Generator<Mistake> {
  const { items = {}, minItems = 0, maxItems = Infinity } = shape;
  if (value.length < minItems || value.length > maxItems) return yield invalid(path, expectedOf(shape));
  for (const [index, item] of value.entries()) yield* lookThrough(item, items, at(path, index));
}

function invalid(field: string, expected: string): Mistake {
  return { type: 'invalid-field', field, expected };
}

/** Completes "must be …". */
function expectedOf(shape: Shape): string {
  return alternativesOf(shape).map(wordsOf).join(', or ');
}

function wordsOf(shape: Shape): string {
  const { type, enum: names, pattern, minimum, maximum, maxLength, minItems, maxItems } = shape;
  if (shape.const !== undefined) return 'false';
  if (names !== undefined) return `one of ${names.join(', ')}`;
  if (pattern !== undefined) return PATTERNS[pattern] ?? 'in the form the description asks for';
  if (type === 'boolean') return 'true or false';
  if (type === 'string') return maxLength === undefined ? 'a string' : `a string of at most ${maxLength} characters`;
  if (type === 'array') return `a list${range(minItems, maxItems)}`;
  if (type === 'object') return `an object${fieldsOf(shape)}`;
  return `${type === 'integer' ? 'a whole number' : 'a number'}${range(minimum, maximum)}`;
}

function fieldsOf({ properties, maxProperties }: Shape): string {
  if (properties !== undefined) return ` with ${Object.keys(properties).join(', ')}`;
  return maxProperties === undefined ? '' : ` of at most ${maxProperties} fields`;
}

function range(from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}`;
  if (from !== undefined) return ` of ${from} or more`;
  return to === undefined ? '' : ` of at most ${to}`;
}
