/** What an error of the JSON Schema is in words for people, with its place and its fix. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Issue } from './issue.ts';
import { issueAt, withoutStop } from './issue.ts';
import { didYouMean, oneOf } from './nearest.ts';
import type { Path } from './path.ts';
import type { Source } from './source.ts';

/** An error of the schema at a path of a file. */
export interface Found {
  readonly source: Source;
  readonly path: Path;
  readonly error: ErrorObject;
}

type Wording = (found: Found) => Issue;

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map of fields',
  array: 'a list',
  null: 'null',
};

function typeNames(type: unknown): string {
  return [type]
    .flat()
    .map((name) => NAMES[String(name)] ?? String(name))
    .join(' or ');
}

/** The fields that the map has not got yet: what an unknown one can be meant to be. */
export function absentFields({ error }: Found): readonly string[] {
  const { properties } = (error.parentSchema ?? {}) as { readonly properties?: object };
  return Object.keys(properties ?? {}).filter((name) => !Object.hasOwn(error.data as object, name));
}

function parentOf({ path, error }: Found): {
  title: string;
  description: string;
  example: string;
  words: string | null;
} {
  const schema = (error.parentSchema ?? {}) as Record<string, unknown>;
  const [example] = (schema.examples as readonly unknown[] | undefined) ?? [];
  return {
    title: path.length === 0 ? 'the file' : String(schema.title ?? 'this map'),
    description: String(schema.description ?? ''),
    example: JSON.stringify(example),
    words: typeof schema.$comment === 'string' ? schema.$comment : null,
  };
}

/** Characters of a name or a value that are told. */
const TOLD = 80;

/** A value in a sentence: of a long one its beginning. */
function inShort(text: string): string {
  return text.length <= TOLD ? text : `${text.slice(0, TOLD - 1).toWellFormed()}…`;
}

/** What an error is about: a field by its name, an item of a list by its number. */
function quotedName(path: Path): string {
  const last = path.at(-1);
  if (typeof last === 'number') return `item ${last + 1}`;
  return last === undefined ? 'the file' : `"${inShort(last)}"`;
}

const unknownField: Wording = (found) => {
  const name = String(found.error.params.additionalProperty);
  const fields = absentFields(found);
  const place = found.source.place([...found.path, name], 'key');
  const otherwise = fields.length === 0 ? 'remove it' : `remove it, or write ${oneOf(fields)}`;
  return issueAt(
    place,
    `"${inShort(name)}" is not a field of ${parentOf(found).title}`,
    didYouMean(name, fields, otherwise),
  );
};

const missingField: Wording = (found) => {
  const name = String(found.error.params.missingProperty);
  return issueAt(
    found.source.place(found.path, 'key'),
    `${parentOf(found).title} lacks the field "${name}"`,
    `add "${name}:"`,
  );
};

const wrongType: Wording = (found) => {
  const written = found.source.written(found.path);
  const wanted = typeNames(found.error.params.type);
  const isScalar = ['number', 'boolean'].includes(typeof found.error.data);
  const fix = wanted.includes('text') && isScalar ? `put it in quotes: "${inShort(written)}"` : `write ${wanted}`;
  const { example } = parentOf(found);
  const like = example === undefined || fix.startsWith('put') ? '' : `, like ${example}`;
  return issueAt(found.source.place(found.path), `${quotedName(found.path)} must be ${wanted}`, `${fix}${like}`);
};

const notAllowed: Wording = (found) => {
  const allowed = found.error.params.allowedValues as readonly string[];
  const written = String(found.error.data);
  const message = `"${inShort(written)}" is not allowed as ${quotedName(found.path)}`;
  return issueAt(found.source.place(found.path), message, didYouMean(written, allowed, `write ${oneOf(allowed)}`));
};

const misfit: Wording = (found) => {
  const { example, description, words } = parentOf(found);
  const name = found.error.propertyName;
  const place = name === undefined ? found.source.place(found.path) : found.source.place([...found.path, name], 'key');
  const reason = words === null ? `does not fit: ${withoutStop(description)}` : `is not ${words}`;
  return issueAt(place, `${inShort(JSON.stringify(name ?? found.error.data))} ${reason}`, `write it like ${example}`);
};

/** A wording that tells the bound: `write 10 or less`. */
function bound(message: string, fix: (limit: string) => string): Wording {
  return (found) =>
    issueAt(
      found.source.place(found.path),
      `${quotedName(found.path)} ${message}`,
      fix(String(found.error.params.limit)),
    );
}

const tooSmall = bound('is too small', (limit) => `write ${limit} or more`);
const tooLarge = bound('is too large', (limit) => `write ${limit} or less`);
const tooLong = bound('is too long', (limit) => `keep to ${limit} characters`);
const empty = bound('is empty', () => 'fill it, or remove it');

/** Keyword of JSON Schema → its wording. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  additionalProperties: unknownField,
  required: missingField,
  type: wrongType,
  enum: notAllowed,
  const: (found) =>
    issueAt(
      found.source.place(found.path),
      `${quotedName(found.path)} can only be ${String(found.error.params.allowedValue)}`,
      'write that, or remove it',
    ),
  pattern: misfit,
  minimum: tooSmall,
  maximum: tooLarge,
  maxLength: tooLong,
  minLength: empty,
  minItems: empty,
  minProperties: empty,
  uniqueItems: bound('holds the same thing twice', () => 'keep one of the two'),
};

const otherwise: Wording = ({ source, path, error }) =>
  issueAt(source.place(path), `${quotedName(path)} ${error.message ?? 'does not fit'}`, 'see the schema');

/** The issue of an error. */
export function wordingOf(found: Found): Issue {
  return (WORDINGS[found.error.keyword] ?? otherwise)(found);
}
