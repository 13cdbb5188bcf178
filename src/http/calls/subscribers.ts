/** Subscribers: their messages, what the operator knows of them, and the dialogues that are open. */
import type { CoreText, ProfileChange } from '../../flow/api.ts';
import { PAGING, type Paging, paged } from './paging.ts';
import { answer, component, flag, input, LONG, listOf, NEXT, orNull, SMS_ID, shape, whole } from './schemas.ts';
import type { JsonCall } from './types.ts';

const TAG = 'Subscribers';

const messages: JsonCall<never, { after?: string; wait?: number }> = {
  kind: 'json',
  method: 'GET',
  path: '/v1/subscribers/{msisdn}/messages',
  operationId: 'messages',
  tag: TAG,
  summary: 'Read the SMS of a subscriber',
  description:
    'The last 1 000, newest last. With `wait` the call stays open until there is one (newer than `after`) or the time is over: a long poll.',
  query: {
    after: input('Only SMS newer than the one with this id.', SMS_ID),
    wait: whole('Seconds to wait for the first SMS.', { minimum: 0, maximum: 60 }),
  },
  success: {
    status: 200,
    description: 'The messages; none is an empty list.',
    schema: answer({ messages: listOf(component('Sms'), 'Newest last.') }),
    example: {
      messages: [{ id: '7', from: '1234', text: 'You have 5 points.', parts: 1, at: '2026-01-15T10:00:00.000Z' }],
    },
  },
  problems: ['bad-msisdn'],
  handle: (gateway, { call, params, query, gone }) =>
    gateway.messages(call, params.msisdn ?? '', query.wait === undefined ? query : { ...query, signal: gone() }),
};

const bringSms: JsonCall<CoreText> = {
  kind: 'json',
  method: 'POST',
  path: '/v1/subscribers/{msisdn}/messages',
  operationId: 'bringSms',
  tag: TAG,
  summary: 'Bring an SMS to a subscriber',
  description:
    'For bonus cores that run elsewhere: what they have to say by themselves. The phone gets it on the wire where it spoke last; with an Idempotency-Key it gets it once.',
  body: {
    schema: shape(
      {
        from: input('Who it is from.', { maxLength: 20 }),
        text: input('What it says.', LONG),
        at: input('ISO 8601, world time: when it was written; absent: now.'),
      },
      ['at'],
    ),
    example: { from: '1234', text: 'You have 5 points.' },
  },
  success: { status: 204, description: 'It is among the messages.' },
  problems: ['bad-msisdn', 'bad-sms'],
  handle: (gateway, { call, params, body }) => gateway.bringSms(call, params.msisdn ?? '', body),
};

const SUBSCRIBER = {
  msisdn: '79161234567',
  language: 'en',
  timeZone: 'Europe/Moscow',
  blocked: false,
  debt: 0,
  owner: null,
  memberSince: null,
  birthday: null,
  memberships: [{ program: 'my-program', status: 'member', balance: 5 }],
  session: null,
};

const subscriber: JsonCall = {
  kind: 'json',
  method: 'GET',
  path: '/v1/subscribers/{msisdn}',
  operationId: 'subscriber',
  tag: TAG,
  summary: 'Look at a subscriber',
  description: 'Profile, memberships and the live dialogue. Every number exists; one never seen has the defaults.',
  success: { status: 200, description: 'The subscriber.', schema: component('Subscriber'), example: SUBSCRIBER },
  problems: ['bad-msisdn'],
  handle: (gateway, { call, params }) => gateway.subscriber(call, params.msisdn ?? ''),
};

const putSubscriber: JsonCall<ProfileChange> = {
  kind: 'json',
  method: 'PUT',
  path: '/v1/subscribers/{msisdn}',
  operationId: 'putSubscriber',
  tag: TAG,
  summary: 'Change a subscriber',
  description:
    'Sets the fields given and leaves the others; `null` takes a value away. Another `owner` is a change of owner, with all that it means to the programs.',
  body: {
    schema: shape(
      {
        language: orNull(input('Language of screens and SMS (BCP 47).')),
        timeZone: orNull(input('IANA name of the time zone.')),
        blocked: orNull(flag('Whether the operator has blocked the number.')),
        debt: orNull({ type: 'number', description: 'Debt in RUB.' }),
        owner: orNull(input('Who owns the number.')),
        memberSince: orNull(input('ISO 8601: where seniority counts from.')),
        birthday: orNull(input('Month and day, such as 05-15: programs may have a present for it.')),
      },
      ['language', 'timeZone', 'blocked', 'debt', 'owner', 'memberSince', 'birthday'],
    ),
    example: { language: 'ro', blocked: true },
  },
  success: {
    status: 200,
    description: 'The subscriber, changed.',
    schema: component('Subscriber'),
    example: SUBSCRIBER,
  },
  problems: ['bad-msisdn', 'bad-value'],
  handle: (gateway, { call, params, body }) => gateway.putSubscriber(call, params.msisdn ?? '', body),
};

const sessions: JsonCall<never, Paging> = {
  kind: 'json',
  method: 'GET',
  path: '/v1/sessions',
  operationId: 'sessions',
  tag: TAG,
  summary: 'List the live dialogues',
  description:
    'Page by page, in no particular order. A page may be short, even empty, though more follow: only `next` says.',
  query: PAGING,
  success: {
    status: 200,
    description: 'A page of dialogues.',
    schema: answer({ sessions: listOf(component('Session'), 'Live dialogues.'), next: NEXT }),
    example: { sessions: [], next: null },
  },
  problems: [],
  handle: async (gateway, { call, query }) => paged('sessions', await gateway.sessions(call, query)),
};

/** What a core is told and asked of a number. */
export const PROFILE_CALLS = [subscriber, putSubscriber];

export const SUBSCRIBER_CALLS = [subscriber, putSubscriber, messages, bringSms, sessions];
