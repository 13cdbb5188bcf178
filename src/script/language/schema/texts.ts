/** The JSON Schema of what a text must be: on the screen, in an SMS. */
import { described, fields, type Schema } from '../../../yaml/schema.ts';
import { duration, text, whole } from './forms.ts';

function oneOrMore(description: string, ...examples: readonly unknown[]): Schema {
  const one = text('one of them', 'Баланс');
  return { type: ['string', 'number', 'array'], minItems: 1, items: one, description, examples };
}

const options: Schema = {
  title: 'the options',
  type: ['array', 'object'],
  items: text('a key', '0'),
  additionalProperties: { type: ['string', 'number', 'null'], description: 'label of the key', examples: ['Баланс'] },
  description: 'the keys that the screen offers and no others, or keys with their labels',
  examples: [['0', '1'], { '0': 'Баланс' }],
};

const lines: Schema = {
  ...fields('the lines', ['like', 'are'], {
    like: text('which lines are meant', '/^\\d{2} /'),
    are: {
      type: 'array',
      items: { $ref: '#/$defs/text' },
      description: 'what these lines are, in order; [] = there is none',
      examples: [['11 30 минут', '12 60 минут']],
    },
  }),
  description: 'of all lines those that match a pattern',
  examples: [{ like: '/^\\d{2} /', are: ['11 30 минут'] }],
};

const rules = {
  exact: text('the whole text, to the letter', 'Заявка принята.'),
  contains: oneOrMore('text that is in it, or a list of such texts', 'Баланс', ['Баланс', 'Подарки']),
  not: oneOrMore('text or /pattern/ that is not in it, or a list of them', 'Ошибка', ['/\\d{4}/']),
  matches: oneOrMore('pattern that it matches, or a list of them', '/^\\d+ балл/i'),
  units: {
    type: ['integer', 'string'],
    minimum: 0,
    pattern: '^(?:<= ?)?\\d{1,5}$',
    $comment: 'a number of units',
    description: 'how many units of USSD it takes (septets, or UCS2 units), or at most how many',
    examples: [80, '<= 80'],
  },
  options,
  lines,
} satisfies Readonly<Record<string, Schema>>;

const smsOnly = {
  from: text('number that it comes from', '4555'),
  text: { $ref: '#/$defs/text', description: 'what it says', examples: ['У вас 40 баллов'] },
  parts: whole(1, 255, 'how many parts it is sent in', 1),
  at: text("when it came, by the world's clock", '2020-01-15T12:00:00+03:00'),
  within: duration('how long after the step it came at most, by the clock of the world', '5s'),
} satisfies Readonly<Record<string, Schema>>;

function expectation(title: string, properties: Readonly<Record<string, Schema>>, list: Schema): Schema {
  const { type: _, ...map } = fields(title, [], properties);
  return { ...map, ...list };
}

const SCALARS = ['string', 'number'];

/** What steps refer to. */
export const TEXT_DEFS = {
  text: {
    ...expectation('a text expectation', rules, { items: { $ref: '#/$defs/oneText' } }),
    type: [...SCALARS, 'array', 'object'],
    minProperties: 1,
    minItems: 1,
    description: 'text that is in it, a /pattern/, a list of them that must all hold, or a map of rules',
    examples: ['Баланс', '/^\\d+ балл/', ['Баланс', 'Подарки'], { exact: 'Заявка принята.' }],
  },
  oneText: {
    ...expectation('a text expectation', rules, {}),
    type: [...SCALARS, 'object'],
    minProperties: 1,
    description: 'text that is in it, a /pattern/, or a map of rules',
    examples: ['Баланс'],
  },
  sms: {
    ...expectation('an SMS', { ...smsOnly, ...rules }, {}),
    type: [...SCALARS, 'object'],
    minProperties: 1,
    description: 'an SMS: text that is in it, a /pattern/, or a map of rules and of where it comes from',
    examples: ['У вас 40 баллов', { from: '4555', text: 'У вас 40 баллов' }],
  },
} as const satisfies Readonly<Record<string, Schema>>;

/** SMS that came to the phone since its last step. */
export const GETS: Schema = {
  ...expectation(
    'an SMS',
    {
      among: { $ref: '#/$defs/sms', description: 'this one, with or without others', examples: ['баллов'] },
      ...smsOnly,
      ...rules,
    },
    { items: { $ref: '#/$defs/sms' } },
  ),
  type: [...SCALARS, 'array', 'object'],
  minProperties: 1,
  description: 'the SMS that came to this phone since its last step: none, one, or a list of exactly so many',
  examples: ['none', 'У вас 40 баллов', [{ from: '4555', text: 'У вас 40 баллов' }], { among: 'баллов' }],
};

/** The screen of the step. */
export const SHOWS: Schema = described({ $ref: '#/$defs/text' }, 'what the screen shows', 'Баланс', [
  '0 Баланс',
  '1 Подарки',
]);
