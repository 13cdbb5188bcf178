/** Parts of the JSON Schema that several others use. `title` names a thing in messages, `description` helps editors. */
import { fields, type Schema } from '../../../yaml/schema.ts';
import { INPUT_TYPES } from '../inputs.ts';
import { FORMS } from './forms.ts';

/** Text of one of the forms. */
export function formed(form: keyof typeof FORMS, description: string, ...examples: readonly unknown[]): Schema {
  const { pattern, words } = FORMS[form];
  return { type: 'string', pattern, $comment: words, description, examples };
}

/** Names in maps: of one of the forms. */
export function named(form: keyof typeof FORMS, example: string): Schema {
  const { pattern, words } = FORMS[form];
  return { pattern, $comment: words, description: words, examples: [example] };
}

export const keep: Schema = {
  type: 'array',
  items: formed('field', 'name of a field', 'price'),
  uniqueItems: true,
  description: 'fields to keep as variables for later screens and calls',
  examples: [['code', 'price']],
};

const input: Schema = {
  ...fields('an input', ['type', 'set', 'go'], {
    type: { type: 'string', enum: Object.keys(INPUT_TYPES), description: 'what is asked for', examples: ['msisdn'] },
    length: { type: 'integer', minimum: 1, maximum: 32, description: 'of `digits`: how many', examples: [4] },
    maxLength: {
      type: 'integer',
      minimum: 1,
      maximum: 160,
      description: 'of `text` and `pattern`: how long at most',
      examples: [32],
    },
    pattern: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description: 'of `pattern`: a regular expression for the whole answer, without nested repetition',
      examples: ['[A-Z]{2}\\d{4}'],
    },
    set: formed('variable', 'the variable that gets the answer', 'points'),
    go: formed('state', 'where a right answer leads', 'give-amount'),
  }),
  description: 'how an answer is read, where it is kept, where it leads',
  examples: [{ type: 'amount', set: 'points', go: 'give-request' }],
};

const branch: Schema = {
  title: 'a branch',
  type: ['string', 'object'],
  pattern: FORMS.state.pattern,
  $comment: FORMS.state.words,
  additionalProperties: false,
  required: ['go'],
  properties: {
    go: formed('state', 'where it leads', 'accepted'),
    notice: formed('textKey', 'text shown above the next question', 'wrong-code'),
    sms: formed('textKey', 'text sent to the subscriber as an SMS', 'balance'),
  },
  description: 'name of the next state, or the state with a notice or an SMS',
  examples: ['accepted', { go: 'give-to', notice: 'give.to-self' }],
};

/** What several kinds refer to; goes with every schema that is compiled or published. */
export const DEFS = { input, branch } as const;

/** A reference to one of `DEFS`. */
export function ref(name: keyof typeof DEFS, description?: string): Schema {
  return { $ref: `#/$defs/${name}`, description: description ?? DEFS[name].description, examples: DEFS[name].examples };
}

/** A map from names of outcomes to branches. */
export function branches(names: readonly string[], description: string): Schema {
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: '#/$defs/branch' }]));
  return {
    title: 'the outcomes',
    type: 'object',
    additionalProperties: false,
    properties,
    description,
    examples: [{ [names[0] ?? '']: 'accepted' }],
  };
}
