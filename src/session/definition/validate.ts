/** Checks data against a JSON Schema and says what is wrong in words for people, with places and fixes. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Issue } from './issue.ts';
import { issueAt, withoutStop } from './issue.ts';
import { didYouMean, nearest, oneOf } from './nearest.ts';
import { wordsOf } from './schema/forms.ts';
import type { Schema } from './schema/words.ts';
import type { Path, Source } from './source.ts';

/** Checks `data`, which is what `source` holds at `path`. Empty = it fits. */
export type Validate = (source: Source, path: Path, data: unknown) => readonly Issue[];

interface Found {
  readonly source: Source;
  readonly path: Path;
  readonly error: ErrorObject;
}

type Wording = (found: Found) => Issue | null;

const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: true,
  allowUnionTypes: true,
  code: { optimize: false },
});

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

function fieldsOf(schema: Record<string, unknown> | undefined): readonly string[] {
  return Object.keys((schema?.properties as object | undefined) ?? {});
}

function parentOf({ path, error }: Found): {
  title: string;
  fields: readonly string[];
  description: string;
  example: string;
} {
  const schema = (error.parentSchema ?? {}) as Record<string, unknown>;
  const [example] = (schema.examples as readonly unknown[] | undefined) ?? [];
  return {
    title: path.length === 0 ? 'the file' : String(schema.title ?? 'this map'),
    fields: fieldsOf(schema),
    description: String(schema.description ?? ''),
    example: JSON.stringify(example),
  };
}

function quotedName(path: Path): string {
  return path.length === 0 ? 'the file' : `"${path.at(-1)}"`;
}

const unknownField: Wording = (found) => {
  const name = String(found.error.params.additionalProperty);
  const { title, fields } = parentOf(found);
  const place = found.source.place([...found.path, name], 'key');
  return issueAt(
    place,
    `"${name}" is not a field of ${title}`,
    didYouMean(name, fields, `remove it, or write ${oneOf(fields)}`),
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
  const fix = wanted.includes('text') && isScalar ? `put it in quotes: "${written}"` : `write ${wanted}`;
  const { example } = parentOf(found);
  const like = example === undefined || fix.startsWith('put') ? '' : `, like ${example}`;
  return issueAt(found.source.place(found.path), `${quotedName(found.path)} must be ${wanted}`, `${fix}${like}`);
};

const notAllowed: Wording = (found) => {
  const allowed = found.error.params.allowedValues as readonly string[];
  const written = String(found.error.data);
  const message = `"${written}" is not allowed as ${quotedName(found.path)}`;
  return issueAt(found.source.place(found.path), message, didYouMean(written, allowed, `write ${oneOf(allowed)}`));
};

const misfit: Wording = (found) => {
  const { example, description } = parentOf(found);
  const name = found.error.propertyName;
  const place = name === undefined ? found.source.place(found.path) : found.source.place([...found.path, name], 'key');
  const words = wordsOf(String(found.error.params.pattern));
  const reason = words === null ? `does not fit: ${withoutStop(description)}` : `is not ${words}`;
  return issueAt(place, `${JSON.stringify(name ?? found.error.data)} ${reason}`, `write it like ${example}`);
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

/** Keyword of JSON Schema → its wording; null = another error says it better. */
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
  propertyNames: () => null,
  if: () => null,
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

function unescapePart(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function pathOf(base: Path, data: unknown, pointer: string): Path {
  const path: (string | number)[] = [...base];
  let node = data;
  for (const part of pointer.split('/').slice(1).map(unescapePart)) {
    path.push(Array.isArray(node) ? Number(part) : part);
    node = (node as Record<string, unknown> | undefined)?.[part];
  }
  return path;
}

/** Of a misspelt field the misspelling is told, not that the right one is missing too. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const meant = errors.map(({ keyword, instancePath, params, parentSchema }) => {
    const name =
      keyword === 'additionalProperties' ? nearest(String(params.additionalProperty), fieldsOf(parentSchema)) : null;
    return `${instancePath} ${name}`;
  });
  return errors.filter(({ keyword, instancePath, params }) => {
    return keyword !== 'required' || !meant.includes(`${instancePath} ${params.missingProperty}`);
  });
}

/** The checker of a schema. Schemas are compiled when first used: it takes some milliseconds each. */
export function validator(schema: Schema): Validate {
  let compiled: ValidateFunction | null = null;
  return (source, path, data) => {
    compiled ??= ajv.compile(schema);
    if (compiled(data)) return [];
    return withoutEchoes(compiled.errors ?? []).flatMap((error) => {
      const wording = WORDINGS[error.keyword] ?? otherwise;
      const issue = wording({ source, path: pathOf(path, data, error.instancePath), error });
      return issue === null ? [] : [issue];
    });
  };
}
