/** The JSON Schema of each kind of state, by the field that tells the kind. */

import type { Schema } from '../../../yaml/schema.ts';
import { described, fields } from '../../../yaml/schema.ts';
import { LIST_NAMES, OPERATION_NAMES } from '../operations.ts';
import { FORMS } from './forms.ts';
import { REFUSAL_NAMES } from './refusals.ts';
import { branches, formed, keep, named, ref } from './words.ts';

const interactive = {
  invalid: formed('textKey', 'text shown after a wrong answer; by default the one of the service', 'give.bad-number'),
  retries: { type: 'integer', minimum: 0, maximum: 10, description: 'wrong answers allowed here', examples: [3] },
  resume: formed('duration', 'for how long a dropped session can be taken up again here', 'PT5M'),
} satisfies Readonly<Record<string, Schema>>;

const values = (type: readonly string[], description: string, example: unknown): Schema => ({
  type: 'object',
  propertyNames: named('field', 'code'),
  additionalProperties: { type, description: 'a value, or $name for the variable of that name', examples: ['$code'] },
  description,
  examples: [example],
});

const option: Schema = {
  ...fields('an option', ['label', 'go'], {
    label: formed('textKey', 'text beside the key', 'root.balance'),
    go: formed('state', 'where it leads', 'balance'),
    set: {
      type: 'object',
      propertyNames: named('variable', 'category'),
      additionalProperties: {
        type: ['string', 'number'],
        description: 'value of the variable',
        examples: ['internet'],
      },
      description: 'variables that choosing it sets',
      examples: [{ category: 'internet' }],
    },
  }),
  description: 'what the person may choose',
  examples: [{ label: 'root.balance', go: 'balance' }],
};

const options: Schema = {
  title: 'the options',
  type: 'object',
  minProperties: 1,
  propertyNames: named('option', '1'),
  additionalProperties: option,
  description: 'what the person may choose, by the key to press; the screen keeps their order',
  examples: [{ '1': { label: 'root.join', go: 'join' } }],
};

const pick: Schema = {
  ...fields('a pick', ['by', 'go'], {
    by: { type: 'string', description: 'the field of a row that the person types', examples: ['code'] },
    keep: described(keep, 'fields of the row to keep as variables', ['code', 'nameKey', 'price']),
    go: formed('state', 'where it leads', 'gift-confirm'),
  }),
  description: 'how a row is picked; without it the rows are only to be read',
  examples: [{ by: 'code', keep: ['code', 'price'], go: 'gift-confirm' }],
};

/** Kind (and discriminating field) → its schema. */
export const STATE_SCHEMAS: Readonly<Record<string, Schema>> = {
  menu: {
    ...fields('a menu', ['menu', 'options'], {
      menu: formed('textKey', 'text above the options', 'root'),
      options,
      input: ref('input', 'an answer that is no option, such as a gift code'),
      ...interactive,
    }),
    description: 'a screen with options to choose from',
  },
  ask: {
    ...fields('a question', ['ask', 'input'], {
      ask: formed('textKey', 'text of the question', 'give.to'),
      input: ref('input'),
      ...interactive,
    }),
    description: 'a question with a free answer',
  },
  list: {
    ...fields('a list', ['list', 'text', 'item', 'empty'], {
      list: { type: 'string', enum: LIST_NAMES, description: 'which rows', examples: ['catalogue'] },
      text: formed('textKey', 'text above the rows', 'gifts.choose'),
      item: formed('textKey', "text of a row; its arguments are the row's fields", 'gifts.row'),
      empty: formed('textKey', 'text in place of the rows when there are none', 'gifts.none'),
      where: values(['string'], 'only rows whose fields have these values; a variable that is "*" asks for any', {
        category: '$category',
      }),
      pick,
      ...interactive,
    }),
    description: 'rows from the bonus core, by pages',
  },
  call: {
    ...fields('a call', ['call', 'on'], {
      call: {
        type: 'string',
        enum: OPERATION_NAMES,
        description: 'operation of the bonus core',
        examples: ['order'],
      },
      with: values(['string', 'number', 'boolean'], 'what the operation gets; an event its kind and its own fields', {
        code: '$code',
      }),
      keep: described(keep, 'fields of the outcome "ok" to keep as variables', ['id']),
      on: branches(['ok', ...REFUSAL_NAMES], 'where each outcome leads'),
      otherwise: ref('branch', 'where the outcomes lead that are not named'),
    }),
    description: 'an operation of the bonus core; its outcome decides where to go',
  },
  end: {
    ...fields('an end', ['end'], {
      end: {
        pattern: FORMS.textKey.pattern,
        $comment: FORMS.textKey.words,
        type: ['string', 'null'],
        description:
          'text of the last screen, or of the answer over SMS; null over SMS: nothing beyond what the core sends',
        examples: ['accepted'],
      },
      sms: formed('textKey', 'text sent to the subscriber as an SMS', 'balance'),
      refusal: {
        type: 'boolean',
        description: 'something was refused: what was dialled beyond it does not matter any more',
        examples: [true],
      },
    }),
    description: 'the end of the dialogue',
  },
};
