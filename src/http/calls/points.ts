/** Earning points and spending them. */
import { BALANCE, bonusWrite } from './bonusWrite.ts';
import { answer, input, NAME, shape, text, whole } from './schemas.ts';

interface Earning {
  readonly kind: string;
  readonly [value: string]: string | number | boolean;
}

const earn = bonusWrite<Earning>({
  action: 'events',
  operationId: 'earn',
  summary: 'Report an earning event',
  description:
    'Something that earns points has happened. Which kinds there are, and what else they want to know, is the program’s business.',
  body: {
    schema: shape(
      {
        kind: input('What happened.'),
        rub: whole('Money spent, in RUB.'),
        points: whole('Points, where the kind does not fix them.'),
        weeks: whole('Weeks, for kinds sold by the week.'),
        percent: whole('The partner’s rate.'),
        partner: input('The partner of a purchase.'),
        entry: input('The entry that an earlier event answered with.', NAME),
        goal: input('What cashback is saved for.'),
        msisdn: input('Somebody else’s number, where the kind is about one.'),
      },
      ['rub', 'points', 'weeks', 'percent', 'partner', 'entry', 'goal', 'msisdn'],
    ),
    example: { kind: 'shop', rub: 300 },
  },
  success: {
    status: 200,
    description: 'The points are in the balance, or on their way.',
    schema: answer({ earned: whole('Points earned.'), balance: BALANCE, entry: text('Names a pending entry.') }, [
      'entry',
    ]),
    example: { earned: 100, balance: 105 },
  },
  problems: ['not-a-member', 'pending', 'unknown-kind', 'bad-value', 'not-positive', 'over-limit', 'already-granted'],
  toWrite: ({ kind, ...values }) => ({ op: 'event', kind, values }),
});

const order = bonusWrite<{ code: string }>({
  action: 'orders',
  operationId: 'order',
  summary: 'Order a gift',
  description: 'Pays a gift of the catalogue with points. An order cannot be taken back.',
  body: { schema: shape({ code: input('The gift’s code.', NAME) }), example: { code: '42' } },
  success: {
    status: 200,
    description: 'Ordered and paid.',
    schema: answer({ order: text('Names the order.'), balance: BALANCE }),
    example: { order: '9kTq…', balance: 55 },
  },
  problems: ['not-a-member', 'pending', 'unknown-gift', 'too-few-points', 'number-blocked'],
  toWrite: ({ code }) => ({ op: 'order', code }),
});

export const POINTS_CALLS = [earn, order];
