/** Forms of single values in a script, as parts of its JSON Schema. */
import type { Schema } from '../../../yaml/schema.ts';

/** Letters, digits and _ of any script. */
export const NAME = '[\\p{L}_][\\p{L}\\p{N}_]*';

/** Stands alone where a value is not text: its value comes from the row of examples or from `with`. */
const VARIABLE = `^\\$(?:${NAME}|\\{${NAME}\\})$`;

/** Text; numbers are taken as they are written. */
export function text(description: string, ...examples: readonly unknown[]): Schema {
  return { type: ['string', 'number'], description, examples };
}

/** A whole number, or a variable. */
export function whole(minimum: number, maximum: number, description: string, ...examples: readonly unknown[]): Schema {
  return {
    type: ['integer', 'string'],
    minimum,
    maximum,
    pattern: VARIABLE,
    $comment: 'a whole number or a variable',
    description,
    examples,
  };
}

/** Yes or no, or a variable. */
export function flag(description: string, ...examples: readonly unknown[]): Schema {
  return {
    type: ['boolean', 'string'],
    pattern: VARIABLE,
    $comment: 'true, false or a variable',
    description,
    examples,
  };
}

/** A length of time; what is none is told where it is read. */
export function duration(description: string, ...examples: readonly unknown[]): Schema {
  return { type: ['string', 'number'], description: `${description}: 500ms, 2s, 5m, 1h30m, 7d, or PT5M`, examples };
}

/** A map of names to values, none of which is known here. */
export function values(title: string, description: string, ...examples: readonly unknown[]): Schema {
  return {
    title,
    type: 'object',
    propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]*$', $comment: 'a name', examples: ['kind'] },
    additionalProperties: { type: ['string', 'number', 'boolean'], description: 'a value', examples: [1000] },
    description,
    examples,
  };
}

/** A map of anything. */
export function anything(title: string, description: string, ...examples: readonly unknown[]): Schema {
  return { title, type: 'object', description, examples };
}

/** A map whose keys name variables, phones or fragments. */
export function named(title: string, of: Schema, description: string, ...examples: readonly unknown[]): Schema {
  return {
    title,
    type: 'object',
    propertyNames: { pattern: `^${NAME}$`, $comment: 'a name of letters, digits and _', examples: ['code'] },
    additionalProperties: of,
    description,
    examples,
  };
}
