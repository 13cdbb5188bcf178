/** Giving points to another member: asked for, then confirmed with a code. */
import { BALANCE, bonusWrite } from './bonusWrite.ts';
import { answer, input, NAME, shape, text, whole } from './schemas.ts';

const transfer = bonusWrite<{ to: string; points: number }>({
  action: 'transfers',
  operationId: 'transfer',
  summary: 'Give points to another member',
  description:
    'Sends a confirmation code to the giver by SMS; the SMS starts with the code. Nothing moves before it is confirmed.',
  body: {
    schema: shape({ to: input('The member who shall get them.'), points: whole('How many.') }),
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
    'pending',
    'number-blocked',
    'bad-value',
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
  body: { schema: shape({ code: input('The code from the SMS.', NAME) }), example: { code: '0451' } },
  success: {
    status: 200,
    description: 'The points have moved.',
    schema: answer({ balance: BALANCE }),
    example: { balance: 5 },
  },
  problems: [
    'not-a-member',
    'pending',
    'number-blocked',
    'unknown-transfer',
    'transfer-expired',
    'wrong-code',
    'too-many-tries',
    'too-few-points',
    'recipient-not-a-member',
    'over-daily-limit',
    'other-recipient-today',
    'over-monthly-limit',
    'not-available',
  ],
  toWrite: ({ code }, id) => ({ op: 'confirm', id, code }),
});

export const TRANSFER_CALLS = [transfer, confirm];
