/** Rules of a program that a file chooses among: joining, expiry, earning. Parts of the JSON Schema of `program.yaml`. */
import type { Schema } from '../../../yaml/schema.ts';

/** A part that is chosen by its field `rule`: what is wrong with it is then told of that rule alone. */
export function byRule(rule: string, definition: string): Schema {
  return {
    if: { required: ['rule'], properties: { rule: { const: rule } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref: `#/$defs/${definition}` },
  };
}

/** Definition → its schema. */
export const RULES: Readonly<Record<string, Schema>> = {
  joining: {
    description: 'Joining over a channel.',
    type: 'object',
    additionalProperties: false,
    required: [],
    properties: {
      delay: {
        description: 'How long an application takes; until then the subscriber is pending. Without it: at once.',
        type: 'string',
        pattern: '^P(?!$)(\\d+W)?(\\d+D)?(T(?!$)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
        examples: ['PT2H'],
      },
      bonuses: {
        description: 'Points for filling in a field of the application, once for each owner of the number.',
        type: 'object',
        additionalProperties: false,
        required: [],
        properties: {
          questionnaire: {
            description: 'Points for the questionnaire.',
            type: 'integer',
            minimum: 1,
            maximum: 1000000,
          },
          email: {
            description: 'Points for an e-mail address; given counts as confirmed.',
            type: 'integer',
            minimum: 1,
            maximum: 1000000,
          },
        },
      },
    },
  },
  expiryCalendarYear: {
    description: 'Points earned in a local calendar year burn when the next one begins.',
    type: 'object',
    additionalProperties: false,
    required: ['rule'],
    properties: { rule: { description: 'Which building block this is.', const: 'calendar-year' } },
  },
  expiryMonths: {
    description: 'Points burn so many calendar months after they were earned.',
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'months'],
    properties: {
      rule: { description: 'Which building block this is.', const: 'months' },
      months: { description: 'Months that points live.', type: 'integer', minimum: 1, maximum: 1200, examples: [24] },
    },
  },
  expiryNever: {
    description: 'Points never burn by themselves.',
    type: 'object',
    additionalProperties: false,
    required: ['rule'],
    properties: { rule: { description: 'Which building block this is.', const: 'never' } },
  },
  earningRate: {
    description:
      "One point for every so many RUB of the event's field rub; the remainder is carried to the next event of the kind.",
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'rub'],
    properties: {
      rule: { description: 'Which building block this is.', const: 'rate' },
      rub: { description: 'RUB for one point.', type: 'integer', minimum: 1, maximum: 1000000, examples: [5] },
      bonus: {
        description: 'A bonus, once, when the sum of all events of the kind first exceeds a limit.',
        type: 'object',
        additionalProperties: false,
        required: ['over', 'points'],
        properties: {
          over: {
            description: 'RUB that must be exceeded.',
            type: 'integer',
            minimum: 1,
            maximum: 1000000000,
            examples: [3000],
          },
          points: { description: 'Points given.', type: 'integer', minimum: 1, maximum: 1000000 },
        },
      },
    },
  },
  earningFixed: {
    description: 'A fixed number of points.',
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'points'],
    properties: {
      rule: { description: 'Which building block this is.', const: 'fixed' },
      points: { description: 'Points given.', type: 'integer', minimum: 1, maximum: 1000000 },
      every: {
        description:
          'How often it is given: once for each owner of the number, or once in a local calendar year or month. Without it: each time.',
        enum: ['once', 'year', 'month'],
      },
    },
  },
  earningByYears: {
    description: 'Points by full years in the program: the highest tier that has been reached.',
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'tiers'],
    properties: {
      rule: { description: 'Which building block this is.', const: 'by-years' },
      every: {
        description:
          'How often it is given: once for each owner of the number, or once in a local calendar year or month. Without it: each time.',
        enum: ['once', 'year', 'month'],
      },
      tiers: {
        description: 'Tiers in order of years.',
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: {
          description: 'A tier.',
          type: 'object',
          additionalProperties: false,
          required: ['years', 'points'],
          properties: {
            years: {
              description: 'Full years from which it holds.',
              type: 'integer',
              minimum: 0,
              maximum: 100,
              examples: [15],
            },
            points: { description: 'Points given.', type: 'integer', minimum: 1, maximum: 1000000 },
          },
        },
      },
    },
  },
  earningByValue: {
    description: 'Points by the value of a field of the event.',
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'field', 'values'],
    properties: {
      rule: { description: 'Which building block this is.', const: 'by-value' },
      field: {
        description: "Name of the event's field.",
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 40,
        not: { const: 'constructor' },
        examples: ['weeks'],
      },
      values: {
        description: 'The values that the field may have.',
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: {
          description: 'A value.',
          type: 'object',
          additionalProperties: false,
          required: ['value', 'points'],
          properties: {
            value: { description: "The field's value.", type: 'integer' },
            points: { description: 'Points given.', type: 'integer', minimum: 1, maximum: 1000000 },
          },
        },
      },
    },
  },
};
