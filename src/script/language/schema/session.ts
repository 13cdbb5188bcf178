/** The JSON Schema of `*.session.yaml` (2020-12), published as `schemas/session.schema.json`. */
import { fields, type Schema } from '../../../yaml/schema.ts';
import { anything, flag, named, text } from './forms.ts';
import { PROFILE, step } from './steps.ts';
import { TEXT_DEFS } from './texts.ts';

const MOST_POINTS = 1_000_000_000;

const points: Schema = {
  title: 'the points',
  type: ['integer', 'string', 'object'],
  minimum: 0,
  maximum: MOST_POINTS,
  additionalProperties: {
    type: ['integer', 'string'],
    minimum: 0,
    maximum: MOST_POINTS,
    description: 'points in this program, or none',
    examples: [40, 'none'],
  },
  description:
    'points of the subscriber: in the program of the service (0 = a member without points, none = no member), or by program',
  examples: [40, { 'coffee-points': 40 }],
};

const phoneFields = {
  number: text('number of the phone', '79161234567', '+7 916 123-45-67'),
  points,
  ...PROFILE,
} satisfies Readonly<Record<string, Schema>>;

const phone: Schema = {
  ...fields('a phone', [], phoneFields),
  type: ['object', 'null'],
  description: 'a phone and its subscriber',
  examples: [{ points: 40 }, null],
};

const given: Schema = {
  ...fields('"given"', [], {
    clock: text("where the world's clock stands; by default 2020-01-15T12:00:00+03:00", '2018-12-31T23:59:00+03:00'),
    lifecycle: {
      type: 'string',
      enum: ['dated'],
      description: 'dated: the dates of programs hold, whatever their files say',
      examples: ['dated'],
    },
    faults: anything('the faults', 'faults of the network', { smsDrop: true }),
    ...phoneFields,
    phones: named('the phones', phone, 'several phones by name; the first one acts where a step names nobody', {
      anna: { points: 1000 },
      boris: null,
    }),
  }),
  description: 'what is there before the first step',
  examples: [{ points: 40 }, { phones: { anna: { points: 1000 }, boris: { points: 0 } } }],
};

const steps: Schema = {
  type: 'array',
  minItems: 1,
  items: { $ref: '#/$defs/step' },
  description: 'what is done, one after the other',
  examples: [[{ dial: '*111*455*0#', gets: 'У вас 40 баллов' }]],
};

const examples: Schema = {
  type: 'array',
  minItems: 1,
  items: {
    ...named(
      'a row',
      { type: ['string', 'number', 'boolean'], description: 'value of the variable', examples: [1] },
      'the variables of one run and their values',
      { points: 1, shown: '1 балл' },
    ),
  },
  description: 'the script runs once for each row; $points is the value of "points" in its row',
  examples: [[{ points: 1, shown: '1 балл' }]],
};

const tags: Schema = {
  type: ['string', 'array'],
  items: text('a tag', 'slow'),
  description: 'words to choose scripts by: starhash test --tag WORD',
  examples: ['slow', ['slow', 'money']],
};

const name: Schema = { ...text('name of the script; by default that of the file', 'Balance'), minLength: 1 };

const script: Schema = {
  ...fields('a script', ['name', 'steps'], {
    name,
    tags,
    strict: strictness(),
    given: { $ref: '#/$defs/given', ...about(given) },
    examples,
    steps,
  }),
  description: 'one script of several in the file',
  examples: [{ name: 'Balance', steps: [{ dial: '*111*455*0#' }] }],
};

function strictness(): Schema {
  return flag('every SMS that comes must be expected, and the journal sums up to the balance', true);
}

function about({ description, examples }: Schema): Schema {
  return { description, examples };
}

/** A whole file. */
export const sessionSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...fields('a session script', [], {
    service: text('the service that is tested; by default the one in whose folder the file stands', 'coffee-points'),
    tags,
    strict: strictness(),
    sender: text('number that every SMS must come from', '4555'),
    given: { $ref: '#/$defs/given', ...about(given) },
    fragments: named('the fragments', steps, 'steps that are run by name: do: NAME', {
      join: [{ dial: '*111*455*1#' }],
    }),
    name,
    examples,
    steps,
    scripts: {
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/script' },
      description: 'several scripts in one file',
      examples: [[{ name: 'Balance', steps: [{ dial: '*111*455*0#' }] }]],
    },
  }),
  description: 'An automated session test: NAME.session.yaml, beside the definition of the service that it tests.',
  examples: [{ steps: [{ dial: '*100#', shows: 'Баланс' }] }],
  $defs: { step, given, script, ...TEXT_DEFS },
};
