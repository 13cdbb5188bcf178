/** Shapes of what callers hand in whole (a seed, a set of faults): a small part of JSON Schema, as data. The OpenAPI shows the same data. */

export type Shape = {
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer' | 'number';
  /** Alternatives of different JSON types. */
  readonly anyOf?: readonly Shape[];
  readonly const?: false;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** What stands under names that are not in `properties`; false = there are no others. */
  readonly additionalProperties?: false | Shape;
  readonly maxProperties?: number;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  /** One of PATTERNS. */
  readonly pattern?: string;
};

export const DURATION = '^P(?!$)(\\d{1,5}D)?(T(?=\\d)(\\d{1,6}H)?(\\d{1,8}M)?(\\d{1,9}(\\.\\d{1,3})?S)?)?$';
export const COMMAND_STATUS = '^0x[0-9A-Fa-f]{1,8}$';

/** Completes "must be …" for each pattern. */
export const PATTERNS: Readonly<Record<string, string>> = {
  [DURATION]: 'an ISO 8601 duration of days, hours, minutes, seconds, such as PT30S',
  [COMMAND_STATUS]: 'an SMPP command_status in hexadecimal, such as 0x58',
};

/** An object with these fields and no others, of which the named ones must be there. */
export function fields(
  properties: Readonly<Record<string, Shape>>,
  required: readonly string[],
  more: Shape = {},
): Shape {
  return { type: 'object', properties, required, additionalProperties: false, ...more };
}
