/** Earning points and spending them. */
import { BALANCE, bonusWrite } from './bonusWrite.ts';
import { answer, FIELD_NAME, input, MOST_CHARACTERS, NAME, SAFE, shape, text, whole } from './schemas.ts';

interface Order {
  readonly code?: string;
  readonly codes?: readonly string[];
}

interface Earning {
  readonly kind: string;
  readonly [value: string]: string | number | boolean;
}

/** What a program's own kinds of events may want to know, too; the program refuses what it has no use for. */
const OWN_FIELD = { type: ['integer', 'string', 'boolean'], ...SAFE, maxLength: MOST_CHARACTERS };
const OWN_NAME = { pattern: FIELD_NAME, maxLength: 40 };

const USUAL_FIELDS = shape(
  {
    kind: input('What happened.'),
    rub: whole('Money spent, in RUB.'),
    points: whole('Points, where the kind does not fix them.'),
    weeks: whole('Weeks, for kinds sold by the week.'),
    percent: whole('The partner’s rate.'),
    partner: input('The partner of a purchase.'),
    entry: input('The entry that an earlier event answered with.', NAME),
    goal: input('What is saved for.'),
    msisdn: input('Somebody else’s number, where the kind is about one.'),
  },
  ['rub', 'points', 'weeks', 'percent', 'partner', 'entry', 'goal', 'msisdn'],
);

const earn = bonusWrite<Earning>({
  action: 'events',
  operationId: 'earn',
  summary: 'Report an earning event',
  description:
    'Something that earns points has happened. Which kinds there are, and what else they want to know, is the program’s business.',
  body: {
    schema: { ...USUAL_FIELDS, additionalProperties: OWN_FIELD, propertyNames: OWN_NAME },
    example: { kind: 'shop', rub: 300 },
  },
  success: {
    status: 200,
    description: 'The points are in the balance, or on their way.',
    schema: answer(
      {
        earned: whole('Points earned, also those that come later.'),
        balance: BALANCE,
        entry: text('Names a pending entry.'),
        creditsAt: text('When points come that are not in the balance yet.'),
      },
      ['entry', 'creditsAt'],
    ),
    example: { earned: 100, balance: 105 },
  },
  problems: [
    'not-a-member',
    'pending',
    'unknown-kind',
    'bad-value',
    'not-positive',
    'over-limit',
    'under-limit',
    'already-granted',
    'unknown-entry',
    'already-confirmed',
    'already-rejected',
    'too-many-claims',
    'no-such-sum',
    'goal-exists',
    'too-many-goals',
    'foreign-number',
    'too-few-points',
    'number-blocked',
  ],
  toWrite: ({ kind, ...values }) => ({ op: 'event', kind, values }),
});

const ORDER = shape(
  {
    code: input('The gift’s code.', NAME),
    codes: {
      type: 'array',
      items: input('A gift’s code.', NAME),
      minItems: 1,
      maxItems: 100,
      description: 'Codes of several gifts.',
    },
  },
  ['code', 'codes'],
);

const order = bonusWrite<Order>({
  action: 'orders',
  operationId: 'order',
  summary: 'Order a gift',
  description: 'Pays a gift of the catalogue with points, or several in one exchange. An order cannot be taken back.',
  body: { schema: { ...ORDER, minProperties: 1, maxProperties: 1 }, example: { code: '42' } },
  success: {
    status: 200,
    description: 'Ordered and paid.',
    schema: answer({ order: text('Names the order.'), balance: BALANCE }),
    example: { order: '9kTq…', balance: 55 },
  },
  problems: [
    'not-a-member',
    'pending',
    'unknown-gift',
    'too-few-points',
    'number-blocked',
    'already-ordered',
    'too-many-gifts',
    'in-debt',
    'over-monthly-limit',
  ],
  toWrite: ({ code, codes = [] }) => ({ op: 'order', codes: code === undefined ? codes : [code, ...codes] }),
});

export const POINTS_CALLS = [earn, order];
