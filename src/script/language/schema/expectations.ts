/** The JSON Schema of what must come of a step. */
import { fields, type Schema } from '../../../yaml/schema.ts';
import { anything, duration, flag, named, text, values } from './forms.ts';
import { GETS, SHOWS } from './texts.ts';

const PRICE: Schema = { type: ['integer', 'string'], description: 'price in points', examples: [210] };

const balance: Schema = {
  title: 'a balance',
  type: ['integer', 'string', 'object'],
  additionalProperties: { type: ['integer', 'string'], description: 'points in this program, or none', examples: [40] },
  description: 'points of the phone after the step: a number, none (no member), or points by program',
  examples: [40, 'none', { 'coffee-points': 40 }],
};

const journal: Schema = {
  ...fields('a journal', ['entries'], {
    program: text('name of the bonus program; by default the one of the service', 'coffee-points'),
    entries: {
      type: 'array',
      items: anything('an entry', 'fields of an entry', { kind: 'order' }),
      description: 'the last entries, the newest last',
      examples: [[{ kind: 'order' }]],
    },
  }),
  type: ['array', 'object'],
  items: anything('an entry', 'fields of an entry', { kind: 'order' }),
  description: 'the last entries of the journal of points, the newest last; of each the fields that are named',
  examples: [[{ kind: 'earn' }, { kind: 'order' }]],
};

const capture: Schema = named(
  'the captures',
  {
    ...fields('a capture', [], {
      screen: text('pattern; looked for on the screen', '/code (\\d+)/'),
      sms: text('pattern; looked for in the SMS of the step', '/^(\\d{4}) /'),
      returned: text('field of what the bonus core returned', 'id'),
    }),
    type: ['string', 'object'],
    minProperties: 1,
    description: 'a pattern (its first group is the value), or where to look for it',
    examples: ['/^(\\d{4}) /', { sms: '/^(\\d{4}) /' }, { returned: 'id' }],
  },
  'variables that get their values from the screen or the SMS of this step',
  { code: '/^(\\d{4}) /' },
);

/** Expectation → its schema. */
export const EXPECT_SCHEMAS = {
  shows: SHOWS,
  ends: flag('whether the dialogue is over after this screen', true),
  refused: {
    type: ['string', 'object'],
    required: ['word'],
    properties: { word: text('stable word of the refusal', 'too-few-points') },
    additionalProperties: {
      type: ['string', 'number', 'boolean'],
      description: 'a figure of the refusal',
      examples: [20],
    },
    title: 'a refusal',
    description: 'the step is refused: the stable word of the refusal, with figures or without',
    examples: ['ussd-busy', { word: 'wrong-code', triesLeft: 2 }],
  },
  gets: GETS,
  returns: values('the answer', 'figures in the answer of the bonus core', { balance: 200 }),
  balance,
  member: anything('the membership', 'facts of the membership, as the API tells them', { member: true }),
  catalogue: {
    title: 'the catalogue',
    type: 'object',
    additionalProperties: PRICE,
    properties: { program: text('name of the bonus program; by default the one of the service', 'coffee-points') },
    description: 'all gifts with their prices, by gift code',
    examples: [{ '11': 210, '12': 400 }],
  },
  journal,
  within: duration('the answer comes within so much real time', '2s'),
  capture,
} as const satisfies Readonly<Record<string, Schema>>;
