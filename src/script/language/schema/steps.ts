/** The JSON Schema of a step: its verb, who does it, and what must come of it. */
import { fields, type Schema } from '../../../yaml/schema.ts';
import { EXPECT_SCHEMAS } from './expectations.ts';
import { anything, duration, flag, text, values, whole } from './forms.ts';

const MOST = 1_000_000_000;
const CHANNEL = text('how the wish came: ussd, sms or web', 'web');

const operation = (title: string, properties: Readonly<Record<string, Schema>>, ...examples: readonly unknown[]) => ({
  ...fields(title, [], properties),
  description: title,
  examples,
});

const bonus: Schema = {
  ...fields('a bonus operation', [], {
    register: operation(
      'joining',
      {
        channel: CHANNEL,
        email: text('an e-mail address', 'anna@example.org'),
        questionnaire: flag('the questionnaire was filled in', true),
      },
      { channel: 'web', questionnaire: true },
    ),
    deactivate: operation('leaving', { channel: CHANNEL }, { channel: 'web' }),
    order: operation('an order', { code: text('gift code', '11') }, { code: '11' }),
    transfer: operation(
      'a point transfer',
      { to: text('number of the one who gets the points', '$boris'), points: whole(-MOST, MOST, 'how many', 500) },
      { to: '$boris', points: 500 },
    ),
    confirm: operation(
      'the confirmation of a transfer',
      { id: text('id of the transfer', '$transfer'), code: text('code from the SMS', '$code') },
      { id: '$transfer', code: '$code' },
    ),
    program: text('name of the bonus program; by default the one of the service', 'coffee-points'),
  }),
  description: 'one operation of the bonus core, as the API has it',
  examples: [{ register: { channel: 'web' } }, { transfer: { to: '$boris', points: 500 } }],
};

const sms: Schema = {
  ...fields('an SMS', ['text'], {
    to: text('short code or number; by default the first short code of the service', '4555'),
    text: text('what it says', 'Бонус'),
  }),
  type: ['string', 'number', 'object'],
  description: 'sends an SMS: its text, or its text and where it goes',
  examples: ['Бонус', { to: '4555', text: 'Бонус' }],
};

const push: Schema = {
  ...fields('a push', ['text'], {
    text: text('the screen', 'Оцените нас от 1 до 5'),
    from: text('short code that it comes from; by default the one of the service', '4555'),
    reply: flag('whether the phone may answer; by default false', true),
  }),
  type: ['string', 'number', 'object'],
  description: 'the network speaks first: a screen that nobody asked for',
  examples: ['Баланс: 40', { text: 'Оцените нас от 1 до 5', from: '4555', reply: true }],
};

const clock: Schema = {
  ...fields('a change of the clock', [], {
    set: text('the instant that it shows', '2020-02-01T00:00:00+03:00'),
    advance: duration('how far it is moved on', '5m'),
    freeze: { const: true, description: 'it stands still', examples: [true] },
    resume: { const: true, description: 'it goes on', examples: [true] },
  }),
  type: ['string', 'object'],
  description: "sets the world's clock, moves it on, stops it or lets it go on",
  examples: ['2020-02-01T00:00:00+03:00', { advance: '1h' }, { freeze: true }],
};

const event: Schema = {
  title: 'an event',
  type: 'object',
  required: ['kind'],
  properties: {
    kind: text('kind of the earning event', 'telecom'),
    program: text('name of the bonus program; by default the one of the service', 'coffee-points'),
  },
  additionalProperties: {
    type: ['string', 'number', 'boolean'],
    description: 'a figure of the event',
    examples: [1000],
  },
  description: 'an earning event of the bonus core',
  examples: [{ kind: 'telecom', rub: 1000 }],
};

/** What the operator knows of a subscriber. */
export const PROFILE = {
  language: text('language of the subscriber', 'ru'),
  timeZone: text('time zone of the subscriber', 'Asia/Yekaterinburg'),
  blocked: flag('whether the number is blocked', true),
  debt: whole(0, MOST, 'debt in RUB', 100),
  owner: text('who owns the number', 'Anna'),
  memberSince: text('when the subscriber joined', '2010-01-15T12:00:00+03:00'),
  birthday: text('month and day of birth', '05-15'),
} satisfies Readonly<Record<string, Schema>>;

/** Verb → its schema. */
export const VERB_SCHEMAS = {
  dial: { type: 'string', description: 'dials a code', examples: ['*111*455#'] },
  answer: text('answers the screen', '1', '$code'),
  hangup: { const: true, description: 'hangs up', examples: [true] },
  pages: text('turns pages with this key for as long as it is offered; shows all the pages together', '9'),
  sms,
  push,
  wait: duration('time passes', '5m', 'PT181S'),
  clock,
  event,
  bonus,
  subscriber: {
    ...fields('a subscriber', [], PROFILE),
    minProperties: 1,
    description: 'the operator changes what it knows of the subscriber; none takes a value away',
    examples: [{ blocked: true }, { language: 'none' }],
  },
  faults: anything('the faults', 'faults of the network from now on; {} = none', { smsDrop: true }),
  do: text('runs the steps of a fragment', 'join'),
  repeat: whole(1, 1000, 'runs the steps beside it so many times', 3),
} as const satisfies Readonly<Record<string, Schema>>;

/** A step. */
export const step: Schema = {
  ...fields('a step', [], {
    as: text('who does it: the name of a phone', 'boris'),
    ...VERB_SCHEMAS,
    with: values('the values', 'values of the variables of the fragment', { points: 40 }),
    steps: {
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/step' },
      description: 'the steps to repeat',
      examples: [[{ dial: '*111*455#' }]],
    },
    ...EXPECT_SCHEMAS,
  }),
  description: 'one thing that is done, and what must come of it',
  examples: [{ dial: '*111*455*0#', gets: 'У вас 40 баллов' }],
};
