/** One operation of a membership's past, as a seed has it: when, and exactly one of the deeds. */
import { fields, type Shape } from '../shapes/shape.ts';

const CHANNEL: Shape = { type: 'string', enum: ['ussd', 'sms', 'web'], description: 'The way it was asked for.' };

/** The longest text that a kind of event takes. */
const LONGEST_TEXT = 255;

/** So many gifts in one exchange at most. */
const MOST_GIFTS = 20;

const text = (description: string): Shape => ({ type: 'string', maxLength: LONGEST_TEXT, description });

/** By its name: what was done, and what the program wants to know of it. */
const DEEDS = {
  register: fields(
    {
      channel: CHANNEL,
      email: text('The e-mail address that was given.'),
      questionnaire: { type: 'boolean', description: 'Whether the questionnaire was filled in.' },
    },
    ['channel'],
    { description: 'Joining.' },
  ),
  event: {
    ...fields({ kind: text('What happened.') }, ['kind']),
    additionalProperties: {
      anyOf: [{ type: 'string', maxLength: LONGEST_TEXT }, { type: 'number' }, { type: 'boolean' }],
    },
    description: 'An event, with what its kind wants to know (`rub`, `weeks`, `entry`…).',
  },
  order: fields(
    {
      code: text('The gift’s code.'),
      codes: {
        type: 'array',
        items: text('A gift’s code.'),
        minItems: 1,
        maxItems: MOST_GIFTS,
        description: 'Several gifts in one exchange.',
      },
    },
    [],
    { description: 'Gifts for points: `code`, or `codes`.' },
  ),
  deactivate: fields({ channel: CHANNEL }, ['channel'], { description: 'Leaving.' }),
} as const satisfies Readonly<Record<string, Shape>>;

/** What may have been done: exactly one of these stands beside `at`. */
export const DEED_NAMES = Object.keys(DEEDS) as readonly (keyof typeof DEEDS)[];

export const PAST_SHAPE: Shape = fields(
  {
    at: {
      type: 'string',
      maxLength: 64,
      description: 'When it was done: ISO 8601 with offset, or -P30D for so long before the beginning.',
    },
    as: {
      type: 'string',
      maxLength: 64,
      description: 'A name for what it makes (an entry): later events say `entry: NAME`.',
    },
    ...DEEDS,
  },
  ['at'],
  { description: `Something that was done: ${DEED_NAMES.join(', ')}, exactly one of them.` },
);
