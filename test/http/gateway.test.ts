/** The calls over a real gateway on a real (embedded) store. Every answer is judged by the OpenAPI document, too. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStarhash, type Running } from '../../src/gateway.ts';
import type { OpenApi } from '../../src/http/openapi.ts';
import { fetchDocument, findOperation, type Judge, judgeBy } from './support/document.ts';

const SESSIONS = new URL('../../sessions', import.meta.url).pathname;
const PROGRAM = '/v1/bonus/mts-bonus';

let running: Running;
let folder: string;
let url: string;
let document: OpenApi;
let judge: Judge;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starhash-http-'));
  running = await openStarhash({
    http: { port: 0, host: '127.0.0.1' },
    data: folder,
    sessions: SESSIONS,
    clock: '2018-03-10T12:00:00+03:00',
    logLevel: 'silent',
  });
  url = String(running.httpUrl);
  document = await fetchDocument(url);
  judge = judgeBy(document);
});

afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers as their readers do, field by field.
  readonly body: any;
}

/** Sends a request, e.g. `POST /v1/ussd`, and holds the answer to what the document says of it. */
async function ask(line: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ');
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url + path, {
    method,
    ...content,
    headers: { 'content-type': 'application/json', ...headers },
  });
  const text = await response.text();
  const answer = text === '' ? null : JSON.parse(text);
  const described = findOperation(document, method, path.split('?')[0] ?? '')?.responses[response.status];
  expect([line, response.status, answer, described === undefined]).toEqual([line, response.status, answer, false]);
  for (const { schema } of Object.values(described?.content ?? {})) {
    expect([line, judge(schema, answer)]).toEqual([line, []]);
  }
  if (!response.ok) expect(described?.description).toContain(`\`${answer.type.split(':').at(-1)}\``);
  return { status: response.status, body: answer };
}

/** Asks and expects a refusal: its status, its word, and the data beside it. */
async function refused(
  status: number,
  word: string,
  line: string,
  body?: unknown,
  headers = {},
): Promise<Answer['body']> {
  const answer = await ask(line, body, headers);
  expect([answer.status, answer.body.type]).toEqual([status, `urn:starhash:problem:${word}`]);
  return answer.body;
}

let lastNumber = 79160000000;

/** A number that no other test has. */
function newNumber(): string {
  lastNumber += 1;
  return String(lastNumber);
}

async function newMember(rub = 0): Promise<string> {
  const msisdn = newNumber();
  const answer = await ask('POST /v1/ussd', { msisdn, code: '*111*455*1#' });
  expect(answer.body.state).toBe('ended');
  if (rub > 0) await ask(`POST ${PROGRAM}/${msisdn}/events`, { kind: 'taxi', rub });
  return msisdn;
}

async function lastSms(msisdn: string): Promise<string> {
  const { body } = await ask(`GET /v1/subscribers/${msisdn}/messages`);
  return body.messages.at(-1)?.text ?? '';
}

test('a dialogue: dial, answer, hang up, and what there is afterwards', async () => {
  const msisdn = newNumber();
  const dialled = await ask('POST /v1/ussd', { msisdn: `8${msisdn.slice(1)}`, code: '*111*455#' });
  expect(dialled).toMatchObject({ status: 201, body: { state: 'awaiting', service: 'mts-bonus', language: 'ru' } });
  const { sessionId } = dialled.body;
  const { body: subscriber } = await ask(`GET /v1/subscribers/${msisdn}`);
  expect(subscriber.session).toMatchObject({ sessionId, service: 'mts-bonus', expiresAt: dialled.body.expiresAt });
  const { body: live } = await ask('GET /v1/sessions?limit=1000');
  expect(live.sessions).toContainEqual(expect.objectContaining({ sessionId, msisdn }));
  expect((await ask(`POST /v1/ussd/${sessionId}`, { input: 'x' })).body.state).toBe('awaiting');
  expect((await ask(`DELETE /v1/ussd/${sessionId}`)).status).toBe(204);
  await refused(410, 'session-over', `POST /v1/ussd/${sessionId}`, { input: '1' });
  await refused(410, 'session-over', `DELETE /v1/ussd/${sessionId}`);
  await refused(404, 'unknown-session', 'POST /v1/ussd/never-was', { input: '1' });
});

test('another dial releases the dialogue before, a clock moved on ends it', async () => {
  const msisdn = newNumber();
  const first = await ask('POST /v1/ussd', { msisdn, code: '*111*455#' });
  const second = await ask('POST /v1/ussd', { msisdn, code: '*111*455#' });
  await refused(410, 'session-over', `POST /v1/ussd/${first.body.sessionId}`, { input: '1' });
  await ask('POST /v1/clock', { set: second.body.expiresAt });
  await refused(410, 'session-over', `POST /v1/ussd/${second.body.sessionId}`, { input: '1' });
});

test('an SMS is answered before its call is', async () => {
  const msisdn = newNumber();
  expect((await ask('POST /v1/sms', { from: msisdn, to: '4555', text: '' })).status).toBe(202);
  const { body } = await ask(`GET /v1/subscribers/${msisdn}/messages`);
  expect(body.messages).toMatchObject([{ id: '1', from: '4555', text: expect.stringContaining('0 баллов') }]);
  expect((await ask(`GET /v1/subscribers/${msisdn}/messages?after=1`)).body.messages).toEqual([]);
  expect(await refused(422, 'unknown-short-code', 'POST /v1/sms', { from: msisdn, to: '1', text: '' })).toMatchObject({
    field: 'to',
  });
});

test('a long poll ends with the SMS it waits for', async () => {
  const msisdn = await newMember();
  const poll = ask(`GET /v1/subscribers/${msisdn}/messages?after=1&wait=60`);
  await ask('POST /v1/sms', { from: msisdn, to: '4555', text: 'Бонус' });
  expect((await poll).body.messages).toHaveLength(1);
});

test('points: earn, order, look, leave', async () => {
  const msisdn = await newMember();
  const member = `${PROGRAM}/${msisdn}`;
  expect((await ask(`POST ${member}/events`, { kind: 'taxi', rub: 500 })).body).toEqual({ earned: 500, balance: 500 });
  const { body: catalogue } = await ask(`GET ${member}/catalogue`);
  expect(catalogue.gifts).toContainEqual(expect.objectContaining({ code: '11', price: 210, basePrice: 210 }));
  expect(await ask(`POST ${member}/orders`, { code: '11' })).toMatchObject({ status: 200, body: { balance: 290 } });
  expect((await ask(`GET ${member}`)).body).toMatchObject({ member: true, balance: 290, lots: [{ points: 290 }] });
  expect((await ask(`POST ${member}/deactivate`, { channel: 'web' })).body).toEqual({ member: false, burned: 290 });
  await refused(404, 'not-a-member', `GET ${member}`);
});

test('joining on the web is pending, and done two hours later', async () => {
  const member = `${PROGRAM}/${newNumber()}`;
  const { body } = await ask(`POST ${member}/register`, { channel: 'web', email: 'a@b.example', questionnaire: true });
  expect(body).toMatchObject({ status: 'pending' });
  await refused(422, 'pending', `POST ${member}/register`, { channel: 'web' });
  await ask('POST /v1/clock', { advance: 'PT2H' });
  expect((await ask(`GET ${member}`)).body).toMatchObject({ member: true, balance: 110 });
  await refused(422, 'already-a-member', `POST ${member}/register`, { channel: 'sms' });
});

test('a transfer moves points when its code is confirmed, once', async () => {
  const [giver, receiver] = [await newMember(100), await newMember()];
  const transfers = `${PROGRAM}/${giver}/transfers`;
  const asked = await ask(`POST ${transfers}`, { to: receiver, points: 40 });
  expect(asked.status).toBe(202);
  const code = (await lastSms(giver)).slice(0, 4);
  expect(code).toMatch(/^\d{4}$/);
  const confirm = `POST ${transfers}/${asked.body.id}/confirm`;
  const wrong = code === '0000' ? '0001' : '0000';
  expect(await refused(422, 'wrong-code', confirm, { code: wrong })).toMatchObject({ triesLeft: 2 });
  expect((await ask(confirm, { code })).body).toEqual({ balance: 60 });
  expect((await ask(`GET ${PROGRAM}/${receiver}`)).body.balance).toBe(40);
  await refused(404, 'unknown-transfer', confirm, { code });
});

test('zero, negative, over a limit: 422 names the field and the limit', async () => {
  const [giver, receiver] = [await newMember(5000), await newMember()];
  const transfers = `POST ${PROGRAM}/${giver}/transfers`;
  for (const points of [0, -1]) {
    expect(await refused(422, 'not-positive', transfers, { to: receiver, points })).toMatchObject({ field: 'points' });
    const event = { kind: 'taxi', rub: points };
    expect(await refused(422, 'not-positive', `POST ${PROGRAM}/${giver}/events`, event)).toMatchObject({
      field: 'rub',
    });
  }
  const over = await refused(422, 'over-limit', transfers, { to: receiver, points: 3001 });
  expect(over).toMatchObject({ field: 'points', limit: 3000 });
  await refused(422, 'transfer-to-self', transfers, { to: giver, points: 1 });
  await refused(422, 'recipient-not-a-member', transfers, { to: newNumber(), points: 1 });
  await refused(422, 'bad-msisdn', transfers, { to: 'somebody', points: 1 });
  await refused(422, 'unknown-gift', `POST ${PROGRAM}/${giver}/orders`, { code: '999' });
  await refused(422, 'too-few-points', `POST ${PROGRAM}/${receiver}/orders`, { code: '11' });
  await refused(422, 'unknown-kind', `POST ${PROGRAM}/${giver}/events`, { kind: 'toString' });
});

test('an Idempotency-Key repeats the answer, not the effect; with another body it is a conflict', async () => {
  const member = `${PROGRAM}/${await newMember()}`;
  const key = { 'idempotency-key': 'once' };
  const first = await ask(`POST ${member}/events`, { kind: 'taxi', rub: 7 }, key);
  expect(await ask(`POST ${member}/events`, { kind: 'taxi', rub: 7 }, key)).toEqual(first);
  await refused(409, 'idempotency-conflict', `POST ${member}/events`, { kind: 'taxi', rub: 8 }, key);
  expect((await ask(`GET ${member}`)).body.balance).toBe(7);
  const msisdn = newNumber();
  const dialled = await ask('POST /v1/ussd', { msisdn, code: '*111*455#' }, key);
  expect(await ask('POST /v1/ussd', { msisdn, code: '*111*455#' }, key)).toEqual(dialled);
  await refused(409, 'idempotency-conflict', 'POST /v1/ussd', { msisdn, code: '*111*455*0#' }, key);
});

test('the journal comes page by page, newest last', async () => {
  const member = `${PROGRAM}/${await newMember()}`;
  for (const rub of [1, 2, 3]) await ask(`POST ${member}/events`, { kind: 'taxi', rub });
  const first = await ask(`GET ${member}/journal?limit=2`);
  const second = await ask(`GET ${member}/journal?limit=2&cursor=${encodeURIComponent(first.body.next)}`);
  const entries = [...first.body.entries, ...second.body.entries];
  expect(entries.map(({ seq }) => seq)).toEqual([0, 1, 2]);
  expect(second.body.next).toBeNull();
  for (const { postings } of entries) {
    expect(postings.reduce((sum: number, { points }: { points: number }) => sum + points, 0)).toBe(0);
  }
});

test('a subscriber can be changed field by field', async () => {
  const line = `/v1/subscribers/${newNumber()}`;
  await ask(`PUT ${line}`, { language: 'en', owner: 'Anna' });
  const { body } = await ask(`PUT ${line}`, { owner: null, blocked: true });
  expect(body).toMatchObject({ language: 'en', owner: null, blocked: true });
  expect(await refused(422, 'bad-value', `PUT ${line}`, { timeZone: 'Mars' })).toMatchObject({ field: 'timeZone' });
  await refused(400, 'invalid-field', `PUT ${line}`, { balance: 1_000_000 });
});

test('worlds do not see each other, and are gone when thrown away', async () => {
  const { body } = await ask('POST /v1/worlds', { clock: '2019-05-14T12:00:00+03:00' });
  const there = { 'starhash-world': body.id };
  const msisdn = await newMember();
  await refused(404, 'not-a-member', `GET ${PROGRAM}/${msisdn}`, undefined, there);
  const frozen = await ask('POST /v1/clock', { freeze: true }, there);
  expect(frozen.body).toMatchObject({ now: expect.stringMatching(/^2019-05-14T09:00:/), frozen: true });
  expect((await ask('GET /v1/clock')).body.frozen).toBe(false);
  await ask('POST /v1/sms', { from: msisdn, to: '4555', text: '' }, there);
  expect((await ask('POST /v1/reset', undefined, there)).status).toBe(204);
  await refused(404, 'not-a-member', `GET ${PROGRAM}/${msisdn}`, undefined, there);
  expect((await ask(`DELETE /v1/worlds/${body.id}`)).status).toBe(204);
  await refused(404, 'unknown-world', 'GET /v1/clock', undefined, there);
  await refused(404, 'unknown-world', `DELETE /v1/worlds/${body.id}`);
  await refused(422, 'bad-clock', 'POST /v1/clock', { advance: 'yesterday' });
});

test('a store that is away is a 503 that says when to try again', async () => {
  const { body } = await ask('POST /v1/worlds', {});
  const there = { 'starhash-world': body.id };
  await ask('PUT /v1/faults', { storeDown: true }, there);
  await refused(503, 'store-unavailable', 'POST /v1/ussd', { msisdn: newNumber(), code: '*111*455#' }, there);
  await ask('PUT /v1/faults', {}, there);
  expect((await ask('POST /v1/ussd', { msisdn: newNumber(), code: '*111*455#' }, there)).status).toBe(201);
});

test('a push needs a phone that is free', async () => {
  const push = { msisdn: newNumber(), text: 'Hi', expectsReply: true, from: '4555' };
  expect(await ask('POST /v1/ussd/push', push)).toMatchObject({
    status: 201,
    body: { state: 'awaiting', text: 'Hi' },
  });
  await refused(422, 'bad-value', 'POST /v1/ussd/push', { ...push, text: '' });
  await refused(409, 'ussd-busy', 'POST /v1/ussd/push', push);
});

test('codes and numbers that are none are refused by field', async () => {
  await refused(422, 'bad-msisdn', 'POST /v1/ussd', { msisdn: 'nobody', code: '*111*455#' });
  const problem = await refused(422, 'bad-code', 'POST /v1/ussd', { msisdn: newNumber(), code: '*100' });
  expect(problem.detail).toContain('#');
  await refused(404, 'unknown-program', `GET /v1/bonus/no-such/${newNumber()}`);
});

test('the event stream tells what happens to one subscriber', async () => {
  const msisdn = newNumber();
  const gone = new AbortController();
  const response = await fetch(`${url}/v1/events?msisdn=8${msisdn.slice(1)}`, { signal: gone.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  await newMember();
  await ask('POST /v1/ussd', { msisdn, code: '*111*455*0#' });
  let text = '';
  while (!text.includes('"type"')) text += (await reader.read()).value;
  gone.abort();
  const [, first] = /data: (.*)\n/.exec(text) ?? [];
  expect(JSON.parse(String(first))).toMatchObject({ msisdn, world: 'main', at: expect.stringMatching(/Z$/) });
});
