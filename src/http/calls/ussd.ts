/** USSD dialogues: dial, answer, hang up, and the network's own push. */

import { component, flag, input, LONG, shape } from './schemas.ts';
import type { BodyShape, JsonCall, Success } from './types.ts';

const TAG = 'USSD';

const SCREEN = {
  sessionId: '0FZ2kq…',
  state: 'awaiting',
  text: '1 Balance\n2 Gifts',
  service: 'my-service',
  language: 'en',
  expiresAt: '2026-01-15T10:03:00.000Z',
};

function screen(status: 200 | 201, description: string): Success {
  return { status, description, schema: component('UssdAnswer'), example: SCREEN };
}

const DIALLED: BodyShape = {
  schema: shape({
    msisdn: input('The subscriber who dials: E.164, or a national form of the numbering plan.'),
    code: input('What is dialled, with its `*` and its closing `#`; inputs may follow the route.', LONG),
  }),
  example: { msisdn: '79161234567', code: '*100*1#' },
};

const dial: JsonCall<{ msisdn: string; code: string }> = {
  kind: 'json',
  hot: true,
  method: 'POST',
  path: '/v1/ussd',
  operationId: 'dial',
  tag: TAG,
  summary: 'Dial a code',
  description:
    'Starts a dialogue, as pressing the call key does. A dialogue of the same subscriber that was still open is released. A code that no service has gets the text a network would show.',
  body: DIALLED,
  success: screen(201, 'The first screen, or the last one if the code said everything.'),
  problems: ['bad-msisdn', 'bad-code', 'ussd-busy'],
  handle: (gateway, { call, body }) => gateway.dial(call, body),
};

const answer: JsonCall<{ input: string }> = {
  kind: 'json',
  hot: true,
  method: 'POST',
  path: '/v1/ussd/{sessionId}',
  operationId: 'answer',
  tag: TAG,
  summary: 'Answer a screen',
  description: 'Sends what the subscriber typed and gives the next screen.',
  body: {
    schema: shape({ input: input('What the subscriber typed.', LONG) }),
    example: { input: '1' },
  },
  success: screen(200, 'The next screen.'),
  problems: ['bad-input', 'unknown-session', 'session-over', 'ussd-busy'],
  handle: (gateway, { call, params, body }) => gateway.answer(call, params.sessionId ?? '', body),
};

const hangUp: JsonCall = {
  kind: 'json',
  method: 'DELETE',
  path: '/v1/ussd/{sessionId}',
  operationId: 'hangUp',
  tag: TAG,
  summary: 'Hang up',
  description: 'The subscriber ends the dialogue.',
  success: { status: 204, description: 'The dialogue is over.' },
  problems: ['unknown-session', 'session-over'],
  handle: (gateway, { call, params }) => gateway.hangUp(call, params.sessionId ?? ''),
};

const push: JsonCall<{ msisdn: string; text: string; expectsReply: boolean; from: string }> = {
  kind: 'json',
  method: 'POST',
  path: '/v1/ussd/push',
  operationId: 'push',
  tag: TAG,
  summary: 'Push a screen to a phone',
  description: 'Network-initiated USSD: a screen the subscriber did not ask for, with or without a question.',
  body: {
    schema: shape({
      msisdn: input('The subscriber whose phone shows the screen.'),
      text: input('The screen.', LONG),
      expectsReply: flag('Whether the phone may answer.'),
      from: input('The short code the screen comes from.'),
    }),
    example: { msisdn: '79161234567', text: 'Rate our service from 1 to 5', expectsReply: true, from: '1234' },
  },
  success: screen(201, 'The screen is on the phone.'),
  problems: ['bad-msisdn', 'bad-value', 'ussd-busy', 'phone-unreachable'],
  handle: (gateway, { call, body }) => gateway.push(call, body),
};

export const USSD_CALLS = [dial, push, answer, hangUp];
