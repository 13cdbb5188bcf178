/** Templates filled with what variables hold by now. */
import { otherOf } from '../language/other.ts';
import type { PatternTemplate, Reference, Template, Value, Values } from '../language/script.ts';
import { literally } from '../language/values/pattern.ts';

export type Scalar = string | number | boolean;
export type Variables = ReadonlyMap<string, Scalar>;

/** The text that a template stands for. */
export function textOf(template: Template, variables: Variables): string {
  return template.map((part) => (typeof part === 'string' ? part : String(scalarOf(part, variables)))).join('');
}

/** A value as it was written; a template that is one variable keeps the type of what the variable holds. */
export function scalarIn(value: Value, variables: Variables): Scalar {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const [only, ...others] = value;
  if (typeof only === 'object' && others.length === 0) return scalarOf(only, variables);
  return textOf(value, variables);
}

/** Each value of a map. */
export function valuesOf(values: Values, variables: Variables): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, scalarIn(value, variables)]));
}

/** A pattern with what variables hold standing for itself in it. */
export function patternOf({ source, flags }: PatternTemplate, variables: Variables): RegExp {
  const filled = source.map((part) => (typeof part === 'string' ? part : literally(String(scalarOf(part, variables)))));
  return new RegExp(filled.join(''), flags);
}

function scalarOf({ variable, filter }: Reference, variables: Variables): Scalar {
  const value = variables.get(variable);
  if (value === undefined) throw new Error(`The variable $${variable} holds nothing yet.`);
  return filter === 'other' ? otherOf(String(value)) : value;
}

/** A pattern as people write it: that it reads whole characters goes without saying. */
export function showPattern({ source, flags }: RegExp): string {
  return `/${source}/${flags.replace('u', '')}`;
}
