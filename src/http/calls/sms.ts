/** SMS to short codes. */

import { CORE_PROBLEMS } from './bonusWrite.ts';
import { answer, input, LONG, shape, text } from './schemas.ts';
import type { JsonCall } from './types.ts';

const sendSms: JsonCall<{ from: string; to: string; text: string }> = {
  kind: 'json',
  hot: true,
  method: 'POST',
  path: '/v1/sms',
  operationId: 'sendSms',
  tag: 'SMS',
  summary: 'Text a short code',
  description:
    'Sends an SMS from a subscriber to a service. When the call answers, all that the SMS causes is done, and the SMS that answer it are in the subscriber’s messages.',
  body: {
    schema: shape({
      from: input('The subscriber who sends it.'),
      to: input('The short code.'),
      text: input('What is written; empty is a text, too.', LONG),
    }),
    example: { from: '79161234567', to: '1234', text: 'balance' },
  },
  success: {
    status: 202,
    description: 'Taken and worked off.',
    schema: answer({ messageId: text('Names the SMS.') }),
    example: { messageId: '5bXq…' },
  },
  problems: ['bad-msisdn', 'bad-sms', 'unknown-short-code', ...CORE_PROBLEMS],
  handle: (gateway, { call, body }) => gateway.sms(call, body),
};

export const SMS_CALLS = [sendSms];
