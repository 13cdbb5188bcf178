/** How a file is read where an error of the JSON Schema stands, so that one error does not hide others. */
import { nearest } from './nearest.ts';
import type { Path } from './path.ts';
import type { Respelling } from './respell.ts';
import type { Schema } from './schema.ts';
import { UNREADABLE } from './unread.ts';
import { absentFields, type Found } from './wordings.ts';

export type Mend =
  /** A misspelt field is read as the one that is meant. */
  | ({ readonly kind: 'respell' } & Respelling)
  /** A field that is none is passed over. */
  | { readonly kind: 'drop'; readonly path: Path }
  /** What cannot be read has another value in its place; undefined = none. */
  | { readonly kind: 'put'; readonly path: Path; readonly value: unknown }
  /** It can be read as it stands, but may be meant otherwise. */
  | { readonly kind: 'doubt'; readonly path: Path };

function resolved(schema: Schema, root: Schema): Schema {
  const name =
    String(schema.$ref ?? '')
      .split('/')
      .at(-1) ?? '';
  return ((root.$defs ?? {}) as Readonly<Record<string, Schema>>)[name] ?? schema;
}

/** A value of the right shape that says nothing: a map with the fields that it must have, none of which can be read. */
function blank(of: Schema, root: Schema): unknown {
  const { type, required = [], properties = {} } = resolved(of, root);
  const types = [type].flat();
  if (types.includes('string')) return UNREADABLE;
  if (types.includes('array')) return [];
  if (!types.includes('object')) return undefined;
  const schemas = properties as Readonly<Record<string, Schema>>;
  return Object.fromEntries((required as readonly string[]).map((name) => [name, blank(schemas[name] ?? {}, root)]));
}

type MendOf = (found: Found, root: Schema) => Mend;

const put: MendOf = ({ path, error }, root) => {
  return { kind: 'put', path, value: blank((error.parentSchema ?? {}) as Schema, root) };
};

/** A number or a flag where text is asked for lacks its quotes: it is read as it is written if that fits. */
const putQuoted: MendOf = (found, root) => {
  const { pattern, type } = (found.error.parentSchema ?? {}) as { readonly pattern?: string; readonly type?: unknown };
  const written = found.source.written(found.path);
  const isText = [type].flat().includes('string') && ['number', 'boolean'].includes(typeof found.error.data);
  const fits = isText && new RegExp(pattern ?? '').test(written);
  return fits ? { kind: 'put', path: found.path, value: written } : put(found, root);
};

const putMissing: MendOf = ({ path, error }, root) => {
  const name = String(error.params.missingProperty);
  const schemas = (error.parentSchema?.properties ?? {}) as Readonly<Record<string, Schema>>;
  return { kind: 'put', path: [...path, name], value: blank(schemas[name] ?? {}, root) };
};

const putNearest: MendOf = (found, root) => {
  const allowed = found.error.params.allowedValues as readonly string[];
  const meant = typeof found.error.data === 'string' ? nearest(found.error.data, allowed) : null;
  return meant === null ? put(found, root) : { kind: 'put', path: found.path, value: meant };
};

const respellOrDrop: MendOf = (found) => {
  const name = String(found.error.params.additionalProperty);
  const meant = nearest(name, absentFields(found));
  const path = [...found.path, name];
  return meant === null ? { kind: 'drop', path } : { kind: 'respell', path, name: meant };
};

const doubt: MendOf = ({ path }) => ({ kind: 'doubt', path });

/** Keyword of JSON Schema → how to read on; any other: the value cannot be read. */
const MENDS: Readonly<Record<string, MendOf>> = {
  additionalProperties: respellOrDrop,
  required: putMissing,
  type: putQuoted,
  enum: putNearest,
  minItems: doubt,
  maxItems: doubt,
  minProperties: doubt,
  maxLength: doubt,
  uniqueItems: doubt,
};

/** How to read on at an error. `root` is the schema that its references are resolved in. */
export function mendOf(found: Found, root: Schema): Mend {
  const { propertyName } = found.error;
  if (propertyName !== undefined) return { kind: 'doubt', path: [...found.path, propertyName] };
  return (MENDS[found.error.keyword] ?? put)(found, root);
}
