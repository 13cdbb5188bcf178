/** The HTTP table of bad inputs: what never reaches the gateway, and what it is told. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { Call } from '../../src/flow/api.ts';
import { openWire, post, rawRequest, rawSocket, send } from './support/wire.ts';

const M = '/v1/bonus/my-program/79161234567';
const DIAL = { msisdn: '79161234567', code: '*100#' };

async function problemOf(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const document = (await response.json()) as Record<string, unknown>;
  expect(document).toMatchObject({ status: response.status, title: expect.any(String), detail: expect.any(String) });
  return { ...document, word: String(document.type).split(':').at(-1) };
}

/** Body as sent, then the place of its first fault. */
const MALFORMED: readonly (readonly [string, number, number])[] = [
  ['{"msisdn": "79161234567", code: "*100#"}', 1, 27],
  ['{"msisdn":\n  "79161234567",\n  "code": "*100#",\n}', 4, 1],
  ['', 1, 1],
  ['{"msisdn": "7', 1, 14],
  ['{} {}', 1, 4],
  ["{'msisdn': 1}", 1, 2],
  ['[1, 2', 1, 6],
  ['{"a": 01}', 1, 8],
  ['{"a": "tab\there"}', 1, 11],
  ['\ufeff{}', 1, 1],
];

test.each(MALFORMED)('malformed JSON %j is refused at line %i, column %i', async (body, line, column) => {
  const wire = await openWire();
  const response = await send('POST', `${wire.url}/v1/ussd`, body);
  expect(response.status).toBe(400);
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ word: 'malformed-json', line, column });
  expect(problem.detail).toContain(`line ${line}, column ${column}`);
});

test('a body that is not UTF-8 is refused', async () => {
  const wire = await openWire();
  const response = await send('POST', `${wire.url}/v1/ussd`, new Uint8Array([0x22, 0xff, 0x22]));
  expect(await problemOf(response)).toMatchObject({ word: 'malformed-json', detail: 'The body is not UTF-8.' });
});

const BIG = JSON.stringify({ from: '7', to: '1', text: 'x'.repeat(100 * 1024) });

test.each(['/v1/sms', `${M}/register`])('more than 100 KB to %s are refused', async (path) => {
  const wire = await openWire();
  const response = await send('POST', wire.url + path, BIG);
  expect(response.status).toBe(413);
  expect(await problemOf(response)).toMatchObject({ word: 'too-large', limit: 102_400 });
  expect(wire.gateway.asked).toEqual([]);
});

test('a body of 100 KB exactly is taken', async () => {
  const wire = await openWire();
  const response = await send('POST', `${wire.url}/v1/reset`, '{}'.padEnd(100 * 1024));
  expect(response.status).toBe(204);
});

test('a new world may bring a seed of 4 MB, and no more', async () => {
  const wire = await openWire();
  const ask = (length: number) => send('POST', `${wire.url}/v1/worlds`, '{}'.padEnd(length));
  expect((await ask(4 * 1024 * 1024)).status).toBe(201);
  expect((await ask(4 * 1024 * 1024 + 1)).status).toBe(413);
});

test('an endless body is refused while it is still coming', async () => {
  const wire = await openWire({ limits: { bodyBytes: 1000 } });
  const head =
    'POST /v1/sms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  const chunks = '3e8\r\n'.concat('x'.repeat(1000), '\r\n').repeat(20);
  const { socket } = await rawSocket(wire.port);
  socket.write(head + chunks);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 413 /);
});

/** Headers that make a body something else than plain JSON. */
const NOT_JSON: readonly Readonly<Record<string, string>>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'application/json-patch+json' },
  { 'content-type': 'application/json; charset=windows-1251' },
  { 'content-type': 'application/json', 'content-encoding': 'gzip' },
];

test.each(NOT_JSON)('%j is refused with 415', async (headers) => {
  const wire = await openWire();
  for (const path of ['/v1/ussd', `${M}/orders`]) {
    const response = await post(wire.url + path, DIAL, headers);
    expect(response.status).toBe(415);
    expect(await problemOf(response)).toMatchObject({ word: 'not-json' });
  }
});

test('a body without a type is refused with 415, with JSON in another spelling taken', async () => {
  const wire = await openWire();
  const body = JSON.stringify(DIAL);
  const lines = ['POST /v1/ussd HTTP/1.1', 'Host: localhost', `Content-Length: ${body.length}`];
  expect((await rawRequest(wire.port, lines, body)).status).toBe(415);
  expect(
    (await post(`${wire.url}/v1/ussd`, DIAL, { 'content-type': 'Application/JSON; charset="UTF-8"' })).status,
  ).toBe(201);
});

/** Path, body, then the field at fault and what it should have been. */
const FIELDS: readonly (readonly [string, string, string, string])[] = [
  [`${M}/events`, '{"kind":"shop","points":1.5}', 'points', 'a whole number'],
  [`${M}/events`, '{"kind":"shop","points":"5"}', 'points', 'a whole number'],
  [`${M}/events`, '{"kind":"shop","rub":1e21}', 'rub', '9007199254740991 or less'],
  [`${M}/events`, '{"kind":"shop","rub":1e999}', 'rub', 'a whole number'],
  [`${M}/events`, '{"kind":"shop","rub":null}', 'rub', 'a whole number'],
  [`${M}/events`, '{"rub":5}', 'kind', 'there'],
  [`${M}/transfers`, '{"to":"79167654321","points":1.5}', 'points', 'a whole number'],
  [`${M}/transfers`, '{"to":"79167654321","points":"5"}', 'points', 'a whole number'],
  [`${M}/transfers`, '{"to":"79167654321","points":1e21}', 'points', '9007199254740991 or less'],
  [`${M}/transfers`, '{"to":79167654321,"points":5}', 'to', 'a string'],
  [`${M}/register`, '{"channel":"pigeon"}', 'channel', 'one of ussd, sms, web'],
  [`${M}/register`, '{"channel":"web","email":"nobody"}', 'email', 'an e-mail address'],
  [`${M}/register`, '{"channel":"web","questionnaire":"yes"}', 'questionnaire', 'true or false'],
  [`${M}/orders`, '{"code":11}', 'code', 'a string'],
  [`${M}/orders`, '{"code":"11","__proto__":{"admin":true}}', '__proto__', 'absent'],
  [`${M}/orders`, '{"code":"11","constructor":1}', 'constructor', 'absent'],
  ['/v1/ussd', '{"msisdn":"7","code":"*1#","__proto__":1}', '__proto__', 'absent'],
  ['/v1/ussd', '{"msisdn":"7"}', 'code', 'there'],
  ['/v1/ussd', '[]', 'body', 'an object'],
  ['/v1/ussd', '"*100#"', 'body', 'an object'],
  ['/v1/ussd/s1', '{"input":1}', 'input', 'a string'],
  ['/v1/sms', '{"from":"7","to":"1","text":null}', 'text', 'a string'],
  ['/v1/clock', '{}', 'body', 'an object with exactly one of the fields'],
  ['/v1/clock', '{"freeze":true,"resume":true}', 'body', 'an object with exactly one of the fields'],
  ['/v1/clock', '{"freeze":false}', 'freeze', 'true'],
  ['/v1/worlds', '{"seed":{"a":{"prototype":1}}}', 'seed.a.prototype', 'absent'],
  ['/v1/worlds', '{"seed":[{"constructor":1}]}', 'seed.0.constructor', 'absent'],
  ['/v1/worlds', '{"seed":{"__proto__":1}}', 'seed.__proto__', 'absent'],
  ['/v1/worlds', `{"seed":${'['.repeat(40)}${']'.repeat(40)}}`, `seed${'.0'.repeat(31)}`, 'nested less deeply'],
];

test.each(FIELDS)('%s %s names %s', async (path, body, field, expected) => {
  const wire = await openWire();
  const response = await send('POST', wire.url + path, body);
  expect(response.status).toBe(400);
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ word: 'invalid-field', field, expected });
  expect(problem.detail).toContain(field);
  expect(wire.gateway.asked).toEqual([]);
});

const LONG = 'x'.repeat(90_000);
const PUSH = { msisdn: '7', text: 'Hi', expectsReply: false, from: '1' };

/** Call, body, then the field that is too long, and how long it may be. */
const TOO_LONG: readonly (readonly [string, object, string, number])[] = [
  ['PUT /v1/subscribers/7', { owner: LONG }, 'owner', 255],
  ['PUT /v1/subscribers/7', { timeZone: LONG }, 'timeZone', 255],
  ['POST /v1/ussd/push', { ...PUSH, from: LONG }, 'from', 255],
  ['POST /v1/ussd/push', { ...PUSH, text: LONG }, 'text', 65_536],
  ['POST /v1/ussd', { msisdn: LONG, code: '*1#' }, 'msisdn', 255],
  ['POST /v1/ussd', { msisdn: '7', code: LONG }, 'code', 65_536],
  ['POST /v1/ussd/s1', { input: LONG }, 'input', 65_536],
  ['POST /v1/sms', { from: '7', to: '1', text: LONG }, 'text', 65_536],
  ['POST /v1/clock', { set: LONG }, 'set', 255],
  [`POST ${M}/events`, { kind: LONG }, 'kind', 255],
  [`POST ${M}/events`, { kind: 'shop', partner: LONG }, 'partner', 255],
  [`POST ${M}/orders`, { code: LONG }, 'code', 64],
  [`POST ${M}/register`, { channel: 'web', email: `a@${LONG}.example` }, 'email', 254],
];

test.each(TOO_LONG)('%s: too much for the field it names', async (line, body, field, most) => {
  const wire = await openWire();
  const [method = '', path] = line.split(' ');
  const response = await send(method, wire.url + path, JSON.stringify(body));
  expect(await problemOf(response)).toMatchObject({
    status: 400,
    word: 'invalid-field',
    field,
    expected: `at most ${most} characters long`,
  });
  expect(wire.gateway.asked).toEqual([]);
});

test('an SMS of 10 000 characters is the gateway’s to judge', async () => {
  const wire = await openWire();
  expect((await post(`${wire.url}/v1/sms`, { from: '7', to: '1', text: 'ж'.repeat(10_000) })).status).toBe(202);
});

test('an endless name is not quoted back', async () => {
  const wire = await openWire();
  const response = await send('PUT', `${wire.url}/v1/faults`, JSON.stringify({ [LONG]: true }));
  const { field, ...problem } = await problemOf(response);
  expect([problem.status, problem.word, String(field).length]).toEqual([400, 'invalid-field', 65]);
  const paths = { program: `/v1/bonus/${LONG.slice(0, 3000)}/7`, cursor: `/v1/sessions?cursor=${LONG.slice(0, 256)}` };
  for (const [name, path] of Object.entries(paths)) {
    const refusal = await problemOf(await fetch(wire.url + path));
    expect(refusal).toMatchObject({ status: 400, field: name, expected: 'at most 255 characters long' });
  }
  expect(wire.gateway.asked).toEqual([]);
});

test('several faults are named at once, without a value being quoted', async () => {
  const wire = await openWire();
  const secret = '1234567890';
  const response = await post(`${wire.url}${M}/transfers`, { to: Number(secret), points: `${secret}` });
  const text = JSON.stringify(await problemOf(response));
  expect(JSON.parse(text).errors.map(({ field }: { field: string }) => field)).toEqual(['to', 'points']);
  expect(text).not.toContain(secret);
});

/** Path with a query string, then the field at fault. */
const QUERIES: readonly (readonly [string, string])[] = [
  ['/v1/subscribers/7/messages?wait=61', 'wait'],
  ['/v1/subscribers/7/messages?wait=-1', 'wait'],
  ['/v1/subscribers/7/messages?wait=soon', 'wait'],
  ['/v1/subscribers/7/messages?wait=1.5', 'wait'],
  ['/v1/subscribers/7/messages?since=4', 'since'],
  ['/v1/subscribers/7/messages?after=1&after=2', 'after'],
  ['/v1/subscribers/7/messages?after=abc', 'after'],
  ['/v1/subscribers/7/messages?after=', 'after'],
  ['/v1/subscribers/7/messages?after=-1', 'after'],
  ['/v1/subscribers/7/messages?after=1.5', 'after'],
  ['/v1/sessions?limit=0', 'limit'],
  ['/v1/clock?x=1', 'x'],
  ['/v1/sessions?__proto__=1', '__proto__'],
];

test.each(QUERIES)('GET %s names %s', async (path, field) => {
  const wire = await openWire();
  const response = await fetch(wire.url + path);
  expect(response.status).toBe(400);
  expect(await problemOf(response)).toMatchObject({ word: 'invalid-field', field });
});

test('a hot path with a query string is checked like any other', async () => {
  const wire = await openWire();
  const response = await post(`${wire.url}/v1/ussd?x=1`, DIAL);
  expect(await problemOf(response)).toMatchObject({ status: 400, word: 'invalid-field', field: 'x' });
});

/** Request, then status, word and Allow. */
const NOWHERE: readonly (readonly [string, number, string, string | null])[] = [
  ['GET /nothing', 404, 'not-found', null],
  ['GET /v1/ussd/', 404, 'not-found', null],
  ['GET /V1/clock', 404, 'not-found', null],
  ['GET /v1/ussd', 405, 'method-not-allowed', 'POST'],
  ['GET /v1/ussd/s1', 405, 'method-not-allowed', 'POST, DELETE'],
  ['PUT /v1/sms', 405, 'method-not-allowed', 'POST'],
  ['DELETE /v1/clock', 405, 'method-not-allowed', 'GET, POST, HEAD'],
  ['POST /healthz', 405, 'method-not-allowed', 'GET, HEAD'],
  ['OPTIONS /v1/ussd', 405, 'method-not-allowed', 'POST'],
  ['GET /v1/subscribers/%E0%A4%A', 400, 'invalid-field', null],
];

test.each(NOWHERE)('%s answers %i %s', async (line, status, word, allow) => {
  const wire = await openWire();
  const [method = '', path] = line.split(' ');
  const response = await fetch(wire.url + path, { method });
  expect(response.status).toBe(status);
  expect(response.headers.get('allow')).toBe(allow);
  expect(await problemOf(response)).toMatchObject({ word });
});

test.each(['', 'two words', 'ключ', 'x'.repeat(256)])('the Idempotency-Key %j is refused', async (key) => {
  const wire = await openWire();
  const body = JSON.stringify(DIAL);
  const lines = [
    'POST /v1/ussd HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    `Idempotency-Key: ${key}`,
    `Content-Length: ${body.length}`,
  ];
  const { status, text } = await rawRequest(wire.port, lines, body);
  expect(status).toBe(400);
  expect(text).toContain('urn:starhash:problem:bad-idempotency-key');
  expect(wire.gateway.asked).toEqual([]);
});

test('an Idempotency-Key goes to the gateway with method, path and a digest of the body', async () => {
  const wire = await openWire();
  const key = { 'idempotency-key': 'k-1' };
  await post(`${wire.url}/v1/ussd`, DIAL, key);
  await send('POST', `${wire.url}/v1/ussd`, ` ${JSON.stringify(DIAL)}`, key);
  await fetch(`${wire.url}/v1/ussd/s1`, { method: 'DELETE', headers: key });
  await fetch(`${wire.url}/v1/clock`, { headers: key });
  const given = wire.gateway.asked.map(({ args }) => (args[0] as Call).idempotency);
  expect(given.map((id) => id?.scope)).toEqual(['POST /v1/ussd', 'POST /v1/ussd', 'DELETE /v1/ussd/s1', undefined]);
  expect(given.map((id) => id?.key)).toEqual(['k-1', 'k-1', 'k-1', undefined]);
  const digests = given.slice(0, 3).map((id) => id?.fingerprint);
  expect(new Set(digests).size).toBe(3);
  for (const digest of digests) expect(digest).toMatch(/^[\w-]{43}$/);
});

test('the world is named by a header', async () => {
  const wire = await openWire();
  await post(`${wire.url}/v1/ussd`, DIAL, { 'starhash-world': 'w7' });
  expect(wire.gateway.asked[0]?.args[0]).toEqual({ world: 'w7', wire: 'http' });
});

/** What no world can be called: in words, the name, and as much of it as the refusal quotes. */
const NO_WORLDS: readonly (readonly [string, string, string])[] = [
  ['two words', 'two words', 'two words'],
  ['a quotation mark', 'a"b', 'a"b'],
  ['the name of all worlds', '*', '*'],
  ['65 characters', 'w'.repeat(65), `${'w'.repeat(64)}…`],
  ['3 KB', 'w'.repeat(3000), `${'w'.repeat(64)}…`],
];

test.each(NO_WORLDS)('no world is called %s', async (_what, name, quoted) => {
  const wire = await openWire();
  const detail = `There is no world "${quoted}".`;
  const headers = { 'starhash-world': name };
  for (const response of [
    await post(`${wire.url}/v1/ussd`, DIAL, headers),
    await fetch(`${wire.url}/v1/clock`, { headers }),
    await fetch(`${wire.url}/v1/events`, { headers }),
  ]) {
    expect(await problemOf(response)).toMatchObject({ status: 404, word: 'unknown-world', detail });
  }
  expect(wire.gateway.asked).toEqual([]);
});

test('a world that cannot be is not thrown away either', async () => {
  const wire = await openWire();
  const response = await fetch(`${wire.url}/v1/worlds/${'w'.repeat(65)}`, { method: 'DELETE' });
  expect(await problemOf(response)).toMatchObject({ status: 404, word: 'unknown-world' });
  expect(wire.gateway.asked).toEqual([]);
});

test('where an Idempotency-Key means nothing, it is not read', async () => {
  const wire = await openWire();
  const response = await fetch(`${wire.url}/v1/worlds/w1`, { method: 'DELETE', headers: { 'idempotency-key': 'a b' } });
  expect(response.status).toBe(204);
});
