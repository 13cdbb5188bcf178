/** Schemas that several calls share. `COMPONENTS` appear by name in the OpenAPI document. */
import { FAULTS_SHAPE } from '../../flow/faults/shape.ts';
import type { Schema } from './types.ts';

/** Beyond these, JSON numbers are no longer whole (RFC 8259 §6), so they are not whole numbers to us either. */
export const SAFE = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };

/** What a string of a request holds at most, unless its field says otherwise: much of it is kept. */
export const MOST_CHARACTERS = 255;
/** For what the gateway itself measures, in septets and parts, and refuses in those words. */
export const LONG = { maxLength: 65_536 };
/** For what the gateway gave out as a name. */
export const NAME = { maxLength: 64 };

/** No space, one @, a dot in the domain: whoever wants to know more writes a letter. */
export const EMAIL = { pattern: '^[^\\s@]{1,64}@[^\\s@.]+(\\.[^\\s@.]+)+$', maxLength: 254 };
/** SMS are numbered. */
export const SMS_ID = { pattern: '^[0-9]{1,15}$', maxLength: 15 };

/** A name that a program gives to a field of its events. */
export const FIELD_NAME = '^[a-z][A-Za-z0-9]*(-[a-z0-9]+)*$';

/** Completes "must be …" for each of the patterns. */
export const FORMS: Readonly<Record<string, string>> = {
  [EMAIL.pattern]: 'an e-mail address',
  [SMS_ID.pattern]: 'the id of an SMS, a whole number',
};

/** A string field of a request. */
export function input(description: string, more: Schema = {}): Schema {
  return { type: 'string', description, maxLength: MOST_CHARACTERS, ...more };
}

/** A string field of an answer. */
export function text(description: string, more: Schema = {}): Schema {
  return { type: 'string', description, ...more };
}

/** A whole number. Whether zero or a negative one makes sense is the core's to say (422), so none is refused here. */
export function whole(description: string, more: Schema = {}): Schema {
  return { type: 'integer', description, ...SAFE, ...more };
}

/** A yes or no. */
export function flag(description: string): Schema {
  return { type: 'boolean', description };
}

/** A closed object: unknown fields are refused. `optional` names the fields that may be missing. */
export function shape(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

/** An object in an answer: it may gain fields in later versions. */
export function answer(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  return { ...shape(properties, optional), additionalProperties: true };
}

/** An array in an answer. */
export function listOf(items: Schema, description: string): Schema {
  return { type: 'array', items, description };
}

/** The same schema, or null. */
export function orNull(schema: Schema): Schema {
  return { ...schema, type: [schema.type, 'null'] };
}

/** A component by its name. */
export function component(name: keyof typeof COMPONENTS): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

const TIME = { format: 'date-time' };
export const NEXT = orNull(text('Pass it as `cursor` to get the next page; null: this was the last one.'));

export const COMPONENTS = {
  UssdAnswer: answer({
    sessionId: text('Names the dialogue in later calls.'),
    state: text('`awaiting`: the phone may answer. `ended`: the dialogue is over.', { enum: ['awaiting', 'ended'] }),
    text: text('The screen: at most 182 septets, or 80 characters where the GSM alphabet does not hold them.'),
    service: text('The service that answered.'),
    language: text('The language of the screen (BCP 47).'),
    expiresAt: text('When the dialogue runs out by the world clock; of an ended one: when it ended.', TIME),
  }),
  Sms: answer({
    id: text('Grows with every SMS; give it as `after` to get only newer ones.'),
    from: text('Short code or number of the sender.'),
    text: text('The text, put together again if it went in parts.'),
    parts: whole('How many SMS it took on the air.'),
    at: text('World time.', TIME),
  }),
  Subscriber: answer(
    {
      msisdn: text('In international form without a plus.'),
      language: text('Language of screens and SMS (BCP 47).'),
      timeZone: text('IANA name of the time zone; days and months are counted in it.'),
      blocked: flag('The operator has blocked the number.'),
      debt: { type: 'number', description: 'Debt in RUB.' },
      owner: orNull(text('Who owns the number.')),
      memberSince: orNull(text('Where seniority counts from, if not from joining.')),
      birthday: orNull(text('Month and day, such as 05-15.')),
      memberships: listOf(
        answer({
          program: text('Program.'),
          status: text('Such as `member`, `pending`.'),
          balance: whole('Points.'),
        }),
        'The programs the subscriber belongs to.',
      ),
      unknown: listOf(
        text('Program.'),
        'Programs whose cores elsewhere do not say whether the subscriber belongs to them.',
      ),
      session: {
        description: 'The live USSD dialogue.',
        anyOf: [
          answer({
            sessionId: text('The dialogue.'),
            service: text('Its service.'),
            state: text('The state of the service the dialogue is in.'),
            expiresAt: text('World time.', TIME),
          }),
          { type: 'null' },
        ],
      },
    },
    ['unknown'],
  ),
  Session: answer({
    sessionId: text('The dialogue.'),
    msisdn: text('Whose it is.'),
    service: text('Its service.'),
    state: text('The state of the service it is in.'),
    startedAt: text('World time.', TIME),
    expiresAt: text('World time.', TIME),
  }),
  Bonus: answer(
    {
      member: flag('Whether the subscriber belongs to the program now.'),
      balance: whole('Points that can be spent.'),
      lots: listOf(
        answer({ points: whole('Points.'), expiresAt: orNull(text('When they burn; null: never.')) }),
        'The balance by expiry; the earliest is spent first.',
      ),
      status: text('The member’s status, in programs that have one; pending: the application is being processed.'),
      statusPoints: whole('Points that count for the status.'),
      statusUntil: text('When the status is worked out anew.', TIME),
      entries: listOf(
        answer({
          entry: text('Its name in events that confirm or reject it.'),
          at: text('World time.', TIME),
          partner: text('Who must confirm it.'),
          rub: whole('Sum of the purchase.'),
          points: whole('Points that it brings.'),
          state: text('pending, accrued, rejected or written-off.'),
        }),
        'Points that somebody must confirm first, newest first: all that are pending, and the last others.',
      ),
      credits: listOf(
        answer({ points: whole('Points.'), note: text('What for.'), at: text('When they come.', TIME) }),
        'Points that come at a known date.',
      ),
      owed: whole('Points taken back that were used before; the next ones pay for them.'),
      bill: answer({ rub: whole('Its sum.'), paidAt: text('When points pay it, as far as they go.', TIME) }),
      goals: listOf(
        answer({ goal: text('certificate or number.'), rub: whole('Its sum.'), msisdn: text('The number.') }, [
          'msisdn',
        ]),
        'What is saved for, besides bills.',
      ),
    },
    ['status', 'statusPoints', 'statusUntil', 'entries', 'credits', 'owed', 'bill', 'goals'],
  ),
  Gift: answer({
    code: text('What to order it by.'),
    name: text('In the subscriber’s language.'),
    price: whole('Points, after the member’s discount.'),
    basePrice: whole('Points, without it.'),
  }),
  JournalEntry: answer(
    {
      program: text('Program.'),
      seq: whole('0, 1, 2… without gaps.'),
      at: text('World time.', TIME),
      kind: text('What happened.'),
      by: text('Who caused it: a channel, `api`, `clock` or another subscriber.'),
      request: text('The request behind it; one request has one effect.'),
      postings: listOf(
        answer({ account: text('Account of the books.'), points: whole('Points.') }),
        'They sum to zero.',
      ),
      note: text('Event kind, gift code, peer of a transfer…'),
    },
    ['note'],
  ),
  Faults: FAULTS_SHAPE,
  Clock: answer({
    now: text('World time.', TIME),
    frozen: flag('Whether it stands still.'),
  }),
  Problem: answer(
    {
      type: text('Ends in the stable word to test for.'),
      title: text('The same for all problems of this type.'),
      status: whole('The HTTP status.'),
      detail: text('What is wrong here, and what would be right.'),
      field: text('The field at fault.'),
    },
    ['field'],
  ),
} as const satisfies Record<string, Schema>;
