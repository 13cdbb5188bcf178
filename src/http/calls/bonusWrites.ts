/** A subscriber's points in one program: joining, earning, spending, giving, leaving. */
import type { BonusWrite, Gateway, Result } from '../../flow/api.ts';
import type { ProblemType } from '../../flow/problems.ts';
import { BONUS_TAG, MEMBER_PATH } from './bonus.ts';
import { answer, flag, shape, text, whole } from './schemas.ts';
import type { BodyShape, JsonCall, Request, Success } from './types.ts';

type Channel = 'ussd' | 'sms' | 'web';

/** No space, one @, a dot in the domain: whoever wants to know more writes a letter. */
const EMAIL = '^[^\\s@]{1,64}@[^\\s@.]+(\\.[^\\s@.]+)+$';

const CHANNEL = text('The way the wish came by; programs treat them differently.', { enum: ['ussd', 'sms', 'web'] });
const BALANCE = whole('Points after it.');

interface WriteEntry<Body> {
  readonly action: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly body: BodyShape;
  readonly success: Success;
  readonly problems: readonly ProblemType[];
  readonly toWrite: (body: Body, id: string) => BonusWrite;
}

/** All writes share path, tag, common refusals and the way to the gateway. */
function bonusWrite<Body>({ action, toWrite, problems, ...described }: WriteEntry<Body>): JsonCall<Body> {
  const handle = (gateway: Gateway, { call, params, body }: Request<Body, unknown>): Promise<Result<unknown>> =>
    gateway.bonusWrite(call, params.program ?? '', params.msisdn ?? '', toWrite(body, params.id ?? ''));
  return {
    kind: 'json',
    method: 'POST',
    path: `${MEMBER_PATH}/${action}`,
    tag: BONUS_TAG,
    ...described,
    problems: ['bad-msisdn', 'unknown-program', ...problems, 'frozen', 'closed'],
    handle,
  };
}

interface Registration {
  readonly channel: Channel;
  readonly email?: string;
  readonly questionnaire?: boolean;
}

const register = bonusWrite<Registration>({
  action: 'register',
  operationId: 'register',
  summary: 'Join',
  description: 'Makes the subscriber a member, or takes the application where the program needs time for it.',
  body: {
    schema: shape(
      {
        channel: CHANNEL,
        email: text('An e-mail address; given counts as confirmed.', { pattern: EMAIL, maxLength: 254 }),
        questionnaire: flag('Whether the questionnaire was filled in.'),
      },
      ['email', 'questionnaire'],
    ),
    example: { channel: 'web', email: 'anna@example.org', questionnaire: true },
  },
  success: {
    status: 200,
    description: 'Joined, or pending.',
    schema: answer({ balance: BALANCE, status: text('`member` or `pending`.') }),
    example: { balance: 0, status: 'member' },
  },
  problems: ['already-a-member', 'pending', 'not-available'],
  toWrite: (body) => ({ op: 'register', ...body }),
});

const deactivate = bonusWrite<{ channel: Channel }>({
  action: 'deactivate',
  operationId: 'deactivate',
  summary: 'Leave',
  description: 'Ends the membership at once, without asking; the points burn.',
  body: { schema: shape({ channel: CHANNEL }), example: { channel: 'web' } },
  success: {
    status: 200,
    description: 'No longer a member.',
    schema: answer({ member: flag('Always false.'), burned: whole('Points that burned.') }),
    example: { member: false, burned: 5 },
  },
  problems: ['not-a-member', 'not-available'],
  toWrite: ({ channel }) => ({ op: 'deactivate', channel }),
});

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
        kind: text('What happened.'),
        rub: whole('Money spent, in RUB.'),
        points: whole('Points, where the kind does not fix them.'),
        weeks: whole('Weeks, for kinds sold by the week.'),
        percent: whole('The partner’s rate.'),
        partner: text('The partner of a purchase.'),
        entry: text('The entry that an earlier event answered with.'),
        goal: text('What cashback is saved for.'),
        msisdn: text('Somebody else’s number, where the kind is about one.'),
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
  problems: ['not-a-member', 'unknown-kind', 'bad-value', 'not-positive', 'over-limit', 'already-granted'],
  toWrite: ({ kind, ...values }) => ({ op: 'event', kind, values }),
});

const order = bonusWrite<{ code: string }>({
  action: 'orders',
  operationId: 'order',
  summary: 'Order a gift',
  description: 'Pays a gift of the catalogue with points. An order cannot be taken back.',
  body: { schema: shape({ code: text('The gift’s code.') }), example: { code: '42' } },
  success: {
    status: 200,
    description: 'Ordered and paid.',
    schema: answer({ order: text('Names the order.'), balance: BALANCE }),
    example: { order: '9kTq…', balance: 55 },
  },
  problems: ['not-a-member', 'unknown-gift', 'too-few-points', 'number-blocked'],
  toWrite: ({ code }) => ({ op: 'order', code }),
});

const transfer = bonusWrite<{ to: string; points: number }>({
  action: 'transfers',
  operationId: 'transfer',
  summary: 'Give points to another member',
  description:
    'Sends a confirmation code to the giver by SMS; the SMS starts with the code. Nothing moves before it is confirmed.',
  body: {
    schema: shape({ to: text('The member who shall get them.'), points: whole('How many.') }),
    example: { to: '79167654321', points: 50 },
  },
  success: {
    status: 202,
    description: 'Waits for the code.',
    schema: answer({
      id: text('Names the transfer in `confirm`.'),
      expiresAt: text('When the code runs out, world time.', { format: 'date-time' }),
    }),
    example: { id: 'Vq3…', expiresAt: '2026-01-15T10:05:00.000Z' },
  },
  problems: [
    'not-a-member',
    'number-blocked',
    'not-positive',
    'over-limit',
    'too-few-points',
    'transfer-to-self',
    'recipient-not-a-member',
    'over-daily-limit',
    'other-recipient-today',
    'over-monthly-limit',
    'too-many-requests',
    'not-available',
  ],
  toWrite: ({ to, points }) => ({ op: 'transfer', to, points }),
});

const confirm = bonusWrite<{ code: string }>({
  action: 'transfers/{id}/confirm',
  operationId: 'confirmTransfer',
  summary: 'Confirm a transfer',
  description: 'The code from the SMS moves the points.',
  body: { schema: shape({ code: text('The code from the SMS.') }), example: { code: '0451' } },
  success: {
    status: 200,
    description: 'The points have moved.',
    schema: answer({ balance: BALANCE }),
    example: { balance: 5 },
  },
  problems: [
    'not-a-member',
    'unknown-transfer',
    'transfer-expired',
    'wrong-code',
    'too-many-tries',
    'too-few-points',
    'over-daily-limit',
  ],
  toWrite: ({ code }, id) => ({ op: 'confirm', id, code }),
});

export const BONUS_WRITE_CALLS = [register, deactivate, earn, order, transfer, confirm];
