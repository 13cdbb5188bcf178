/** Checks data against a JSON Schema: what is wrong, and how the rest can be read all the same. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Issue } from './issue.ts';
import { type Mend, mendOf } from './mends.ts';
import type { Path } from './path.ts';
import type { Schema } from './schema.ts';
import type { Source } from './source.ts';
import { type Found, wordingOf } from './wordings.ts';
import { bringsAnyField, HOLE } from './yamlData.ts';

/** One thing that does not fit. `issue` is null where it is told already. */
export interface Finding {
  readonly issue: Issue | null;
  readonly mend: Mend;
}

/** Checks `data`, which is what `source` holds at `path`. Empty = it fits. */
export type Validate = (source: Source, path: Path, data: unknown) => readonly Finding[];

const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: true,
  allowUnionTypes: true,
  code: { optimize: false },
});

function unescapePart(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function pathOf(base: Path, data: unknown, instancePath: string): Path {
  const path: (string | number)[] = [...base];
  let node = data;
  for (const part of instancePath.split('/').slice(1).map(unescapePart)) {
    path.push(Array.isArray(node) ? Number(part) : part);
    node = (node as Record<string, unknown> | undefined)?.[part];
  }
  return path;
}

/** What holds only because of a hole in the file, which is told already. */
function isOfHole({ source, path, error: { keyword, data } }: Found): boolean {
  if (data === HOLE || (Array.isArray(data) && keyword === 'uniqueItems' && data.includes(HOLE))) return true;
  return keyword === 'required' && bringsAnyField(source, path);
}

/** Keywords that only say that another one, inside them, has failed. */
const ECHOES = ['if', 'propertyNames'];

/** Of a value of another type it does not matter that it is not one of the allowed ones either. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return errors.filter(
    ({ keyword, instancePath }) => !ECHOES.includes(keyword) && (keyword !== 'enum' || !mistyped.has(instancePath)),
  );
}

/** The checker of a schema. Schemas are compiled when first used: it takes some milliseconds each. */
export function validator(schema: Schema): Validate {
  let compiled: ValidateFunction | null = null;
  return (source, path, data) => {
    compiled ??= ajv.compile(schema);
    if (compiled(data)) return [];
    return withoutEchoes(compiled.errors ?? []).map((error) => {
      const found = { source, path: pathOf(path, data, error.instancePath), error };
      return { issue: isOfHole(found) ? null : wordingOf(found), mend: mendOf(found, schema) };
    });
  };
}
