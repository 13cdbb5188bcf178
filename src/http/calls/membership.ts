/** Joining a program and leaving it. */
import { BALANCE, bonusWrite } from './bonusWrite.ts';
import { answer, EMAIL, flag, input, shape, text, whole } from './schemas.ts';

type Channel = 'ussd' | 'sms' | 'web';

const CHANNEL = input('The way the wish came by; programs treat them differently.', { enum: ['ussd', 'sms', 'web'] });

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
        email: input('An e-mail address; given counts as confirmed.', EMAIL),
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

export const MEMBERSHIP_CALLS = [register, deactivate];
