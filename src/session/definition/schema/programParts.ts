/** Parts that several rules of a program's file have: names, points, sums, dates. Parts of the JSON Schema of `program.yaml`. */
import { fields, type Schema } from '../../../yaml/schema.ts';

const NAME = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

const MOST_POINTS = 1_000_000;

/** In RUB. */
const MOST_RUB = 1_000_000_000;

/** A name of small letters, digits and dashes. JavaScript knows `constructor` of every object. */
export function slug(description: string, example: string): Schema {
  return {
    description,
    type: 'string',
    pattern: NAME,
    maxLength: 40,
    not: { const: 'constructor' },
    examples: [example],
  };
}

/** Names of kinds of events, in a map. */
const KINDS: Schema = { pattern: NAME, maxLength: 40, not: { const: 'constructor' } };

/** A whole number within bounds. */
export function whole(description: string, minimum: number, maximum: number, ...examples: readonly number[]): Schema {
  return { description, type: 'integer', minimum, maximum, ...(examples.length > 0 && { examples }) };
}

/** Points, at least one. */
export function points(description: string, ...examples: readonly number[]): Schema {
  return whole(description, 1, MOST_POINTS, ...examples);
}

/** A sum in RUB, at least one. */
export function rub(description: string, ...examples: readonly number[]): Schema {
  return whole(description, 1, MOST_RUB, ...examples);
}

/** A length of time in weeks, days, hours, minutes and seconds. */
export function duration(description: string, example: string): Schema {
  return {
    description,
    type: 'string',
    pattern: '^P(?!$)(\\d+W)?(\\d+D)?(T(?!$)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
    examples: [example],
  };
}

/** An instant with its offset. */
export function instant(description: string): Schema {
  return {
    description,
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$',
    examples: ['2019-05-15T00:00:00+03:00'],
  };
}

/** Which building block a part is, where that is decided already. */
function ruleIs(rule: string): Schema {
  return { description: 'Which building block this is.', const: rule };
}

/** A building block with its fields, told apart by the field `rule`. */
export function block(rule: string, description: string, required: readonly string[], properties: Fields): Schema {
  return { description, ...object(['rule', ...required], { rule: ruleIs(rule), ...properties }) };
}

type Fields = Readonly<Record<string, Schema>>;

/** A map of these fields and no others. */
export function object(required: readonly string[], properties: Fields): Schema {
  const { title: _, ...schema } = fields('', required, properties);
  return schema;
}

/** A map of rules by kind of event: what is wrong with one is told of its own rule alone. */
export function rulesByKind(description: string, each: string, definitions: Readonly<Record<string, string>>): Schema {
  return {
    description,
    type: 'object',
    propertyNames: KINDS,
    additionalProperties: oneRule(each, definitions),
  };
}

/** One rule of several; `definitions`: rule → name of its schema under `$defs`. */
export function oneRule(description: string, definitions: Readonly<Record<string, string>>): Schema {
  return {
    description,
    type: 'object',
    required: ['rule'],
    properties: { rule: { description: 'Which building block this is.', enum: Object.keys(definitions) } },
    allOf: Object.entries(definitions).map(([rule, definition]) => ({
      if: { required: ['rule'], properties: { rule: { const: rule } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { $ref: `#/$defs/${definition}` },
    })),
  };
}

/** When something comes that is put off; described where it is used. */
export const creditDate: Schema = {
  description: 'The first instant of a day of a later month: so many months after that of the event, in local time.',
  ...object(['months', 'day'], {
    months: whole(
      'Months after that of the event; 1 = the next one. 0 could lie in the past and is refused.',
      0,
      12,
      1,
    ),
    day: whole('Day of that month; the last one where the month is shorter.', 1, 31, 15),
  }),
};

/** A reference to a part under `$defs`. */
export function part(name: string, description: string): Schema {
  return { $ref: `#/$defs/${name}`, description };
}
