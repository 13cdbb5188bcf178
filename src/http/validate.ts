/** Checks bodies and query parameters against the schemas of the table. Never quotes a value back. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem, Result } from '../flow/api.ts';
import { FORMS } from './calls/schemas.ts';
import type { Schema } from './calls/types.ts';
import { invalidField, shortened, unknownField } from './problem.ts';

/** Says what is wrong with a value, or null. */
export type Check = (value: unknown) => Problem | null;

const OPTIONS = { allErrors: true, strict: true, allowUnionTypes: true, formats: { 'date-time': true } } as const;

const bodies = new Ajv2020(OPTIONS);
/** In a query string everything is text. */
const queries = new Ajv2020({ ...OPTIONS, coerceTypes: true });

/** How many faults one answer lists. */
const LISTED = 10;

/** The check of a body against its schema, compiled when it is first needed: a start compiles none of some thirty. */
export function bodyCheck(schema: Schema): Check {
  return check(bodies, schema);
}

/** The reader of a call's query string. Unknown and repeated parameters are refused. */
export function queryReader(properties: Readonly<Record<string, Schema>>): (search: string) => Result<object> {
  const schema = { type: 'object', properties, additionalProperties: false };
  const verify = check(queries, schema);
  return (search) => {
    const parameters = new URLSearchParams(search);
    const values: Record<string, string> = Object.fromEntries(parameters);
    const problem = repeated(parameters) ?? verify(values);
    return problem === null ? { ok: true, value: values } : { ok: false, problem };
  };
}

function repeated(parameters: URLSearchParams): Problem | null {
  const seen = new Set<string>();
  for (const name of parameters.keys()) {
    if (seen.has(name)) return invalidField(shortened(name), 'given once');
    seen.add(name);
  }
  return null;
}

function check(ajv: Ajv2020, schema: Schema): Check {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(schema);
    return validate(value) ? null : refusal(validate.errors ?? []);
  };
}

/** The first fault speaks; the others are listed beside it. */
function refusal(errors: readonly ErrorObject[]): Problem {
  const problems = [...errors.filter(isOfField), ...errors.filter(isOfWhole)].slice(0, LISTED).map(describe);
  const first = problems[0] ?? invalidField('body', 'as the schema says');
  if (problems.length === 1) return first;
  const detail = problems.map((problem) => problem.detail).join(' ');
  return { ...first, detail, data: { ...first.data, errors: problems.map((problem) => problem.data) } };
}

/** What is wrong with the whole comes after what is wrong with a field. */
function isOfWhole({ keyword }: ErrorObject): boolean {
  return keyword === 'minProperties' || keyword === 'maxProperties';
}

/** What is wrong with a name is told by the error within. */
function isOfField(error: ErrorObject): boolean {
  return error.keyword !== 'propertyNames' && !isOfWhole(error);
}

function describe(error: ErrorObject): Problem {
  const { keyword, params } = error;
  const path = error.instancePath.slice(1).replaceAll('/', '.');
  if (error.propertyName !== undefined) return unknownField(joined(path, error.propertyName));
  if (keyword === 'additionalProperties') return unknownField(joined(path, params.additionalProperty));
  if (keyword === 'required') return invalidField(joined(path, params.missingProperty), 'there');
  return invalidField(path || 'body', EXPECTED[keyword]?.(params) ?? 'as the schema says');
}

type Params = Readonly<Record<string, unknown>>;

/** Completes "must be …" for each keyword of JSON Schema that the table uses. */
const EXPECTED: Readonly<Record<string, (params: Params) => string>> = {
  type: ({ type }) => (Array.isArray(type) ? type : [type]).map((name) => TYPES[name] ?? name).join(' or '),
  enum: ({ allowedValues }) => `one of ${(allowedValues as string[]).join(', ')}`,
  const: ({ allowedValue }) => String(allowedValue),
  minimum: ({ limit }) => `${limit} or more`,
  maximum: ({ limit }) => `${limit} or less`,
  maxLength: ({ limit }) => `at most ${limit} characters long`,
  pattern: ({ pattern }) => FORMS[String(pattern)] ?? 'in the form the description asks for',
  minItems: ({ limit }) => `a list of ${limit} or more`,
  maxItems: ({ limit }) => `a list of ${limit} or fewer`,
  minProperties: () => 'an object with exactly one of the fields',
  maxProperties: () => 'an object with exactly one of the fields',
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  null: 'null',
};

function joined(path: string, name: unknown): string {
  return path === '' ? String(name) : `${path}.${name}`;
}
