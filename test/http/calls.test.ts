import { expect, test } from 'vitest';
import { openWire, send } from './support/wire.ts';

const CALL = { world: 'main', wire: 'http' };
const M = '/v1/bonus/my-program/79161234567';
const NONE = undefined;

/** Request, then the status, what the gateway was asked, and the body of the answer. */
const CASES: readonly (readonly [string, unknown, number, readonly unknown[], object | null])[] = [
  [
    'POST /v1/ussd',
    { msisdn: '7916', code: '*1#' },
    201,
    ['dial', CALL, { msisdn: '7916', code: '*1#' }],
    { sessionId: 's1' },
  ],
  ['POST /v1/ussd/s1', { input: '2' }, 200, ['answer', CALL, 's1', { input: '2' }], { state: 'awaiting' }],
  ['POST /v1/ussd/a%2Fb', { input: '2' }, 200, ['answer', CALL, 'a/b', { input: '2' }], { state: 'awaiting' }],
  ['DELETE /v1/ussd/s1', NONE, 204, ['hangUp', CALL, 's1'], null],
  [
    'POST /v1/ussd/push',
    { msisdn: '7916', text: 'Hi', expectsReply: true, from: '1' },
    201,
    ['push', CALL, { msisdn: '7916', text: 'Hi', expectsReply: true, from: '1' }],
    { text: 'Hi' },
  ],
  [
    'POST /v1/sms',
    { from: '7', to: '1', text: '' },
    202,
    ['sms', CALL, { from: '7', to: '1', text: '' }],
    { messageId: 'm1' },
  ],
  [
    'GET /v1/subscribers/7916/messages?after=3',
    NONE,
    200,
    ['messages', CALL, '7916', { after: '3' }],
    { messages: [] },
  ],
  ['GET /v1/subscribers/7916', NONE, 200, ['subscriber', CALL, '7916'], { msisdn: '79161234567' }],
  [
    'PUT /v1/subscribers/7916',
    { debt: 1.5, owner: null },
    200,
    ['putSubscriber', CALL, '7916', { debt: 1.5, owner: null }],
    {},
  ],
  [
    'GET /v1/sessions?limit=2&cursor=c',
    NONE,
    200,
    ['sessions', CALL, { limit: 2, cursor: 'c' }],
    { sessions: [], next: null },
  ],
  [`GET ${M}`, NONE, 200, ['bonus', CALL, 'my-program', '79161234567'], { member: true, balance: 5, lots: [] }],
  [`GET ${M}/catalogue`, NONE, 200, ['catalogue', CALL, 'my-program', '79161234567'], { gifts: [] }],
  [`GET ${M}/journal`, NONE, 200, ['journal', CALL, 'my-program', '79161234567', {}], { entries: [], next: 'c2' }],
  [
    `POST ${M}/register`,
    { channel: 'web', email: 'a@b.example', questionnaire: true },
    200,
    [
      'bonusWrite',
      CALL,
      'my-program',
      '79161234567',
      { op: 'register', channel: 'web', email: 'a@b.example', questionnaire: true },
    ],
    { status: 'member' },
  ],
  [`POST ${M}/deactivate`, { channel: 'sms' }, 200, write({ op: 'deactivate', channel: 'sms' }), { burned: 5 }],
  [
    `POST ${M}/events`,
    { kind: 'shop', rub: -3, partner: 'p' },
    200,
    write({ op: 'event', kind: 'shop', values: { rub: -3, partner: 'p' } }),
    { earned: 1 },
  ],
  [`POST ${M}/orders`, { code: '11' }, 200, write({ op: 'order', codes: ['11'] }), { order: 'o1', balance: 0 }],
  [`POST ${M}/transfers`, { to: '7', points: 0 }, 202, write({ op: 'transfer', to: '7', points: 0 }), { id: 't1' }],
  [
    `POST ${M}/transfers/t1/confirm`,
    { code: '0042' },
    200,
    write({ op: 'confirm', id: 't1', code: '0042' }),
    { balance: 5 },
  ],
  ['GET /v1/clock', NONE, 200, ['clock', CALL], { frozen: false }],
  ['POST /v1/clock', { advance: 'PT1S' }, 200, ['changeClock', CALL, { advance: 'PT1S' }], { frozen: true }],
  ['POST /v1/clock', { freeze: true }, 200, ['changeClock', CALL, { freeze: true }], { frozen: true }],
  ['GET /v1/faults', NONE, 200, ['faults', CALL], {}],
  ['PUT /v1/faults', { smsDrop: true }, 200, ['putFaults', CALL, { smsDrop: true }], { smsDrop: true }],
  [
    'POST /v1/worlds',
    { clock: '2019-05-14T00:00:00Z' },
    201,
    ['createWorld', CALL, { clock: '2019-05-14T00:00:00Z' }],
    { id: 'w1' },
  ],
  ['POST /v1/worlds', NONE, 201, ['createWorld', CALL, {}], { id: 'w1' }],
  ['DELETE /v1/worlds/w1', NONE, 204, ['deleteWorld', 'w1'], null],
  ['POST /v1/reset', NONE, 204, ['reset', CALL], null],
  ['POST /v1/seed', { seed: {} }, 200, ['seed', CALL, { seed: {} }], { planted: 1, kept: 0 }],
];

function write(bonusWrite: object): readonly unknown[] {
  return ['bonusWrite', CALL, 'my-program', '79161234567', bonusWrite];
}

test.each(CASES)('%s %j answers %i', async (line, body, status, asked, answer) => {
  const wire = await openWire();
  const [method = '', path] = line.split(' ');
  const url = wire.url + path;
  const response = await (body === NONE ? fetch(url, { method }) : send(method, url, JSON.stringify(body)));
  expect(response.status).toBe(status);
  const [called] = wire.gateway.asked;
  expect([called?.method, ...(called?.args ?? [])]).toEqual(asked);
  const text = await response.text();
  if (answer === null) expect(text).toBe('');
  else expect(JSON.parse(text)).toMatchObject(answer);
});
