/** Faults that HTTP plays itself, and seeds as HTTP takes them: over a real gateway on a real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FAULTS } from '../../src/flow/faults/shape.ts';
import { openStarhash, type Running } from '../../src/gateway.ts';
import { JSON_CALLS } from '../../src/http/calls/index.ts';
import { SESSIONS } from '../support/harness.ts';

const ANNA = '79161234567';
const BORIS = '79161234568';
const POINTS = `/v1/bonus/mts-bonus/${ANNA}`;

let running: Running;
let folder: string;
let url: string;
let world: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starhash-faults-'));
  running = await openStarhash({
    http: { port: 0, host: '127.0.0.1' },
    data: folder,
    sessions: SESSIONS,
    logLevel: 'silent',
  });
  url = String(running.httpUrl);
});
afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  const seed = { subscribers: [{ msisdn: ANNA, language: 'en', programs: { 'mts-bonus': { points: 40 } } }] };
  const made = await ask(
    'POST',
    '/v1/worlds',
    { seed, clock: '2018-06-01T12:00:00+03:00' },
    { 'starhash-world': 'main' },
  );
  world = made.body.id;
});
afterEach(() => ask('DELETE', `/v1/worlds/${world}`));

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers as their readers do, field by field.
  readonly body: any;
}

/** Status 0: the connection was cut. */
async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const all = { 'content-type': 'application/json', 'starhash-world': world, ...headers };
  const response = await fetch(url + path, { method, headers: all, ...content }).catch(() => null);
  if (response === null) return { status: 0, body: null };
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const put = (faults: object) => ask('PUT', '/v1/faults', faults);
const dial = (msisdn = ANNA) => ask('POST', '/v1/ussd', { msisdn, code: '*111*455*0#' });
const earn = (key: string) => ask('POST', `${POINTS}/events`, { kind: 'taxi', rub: 5 }, { 'idempotency-key': key });
const balance = async () => (await ask('GET', POINTS)).body.balance;

test('httpReject: this status, nothing is done; what no phone does is not touched unless it is named', async () => {
  await put({ httpReject: { status: 502, times: 1 } });
  expect(await dial()).toMatchObject({
    status: 502,
    body: { type: 'urn:starhash:problem:injected-fault', status: 502 },
  });
  expect((await ask('GET', `/v1/subscribers/${ANNA}/messages`)).body.messages).toEqual([]);
  expect((await dial()).status).toBe(201);
  await put({ httpReject: { status: 500, calls: ['earn'] } });
  expect([(await dial()).status, (await earn('k')).status, await balance()]).toEqual([201, 500, 40]);
});

test('httpCut before: nothing is done. After: all is, and the same key finds out', async () => {
  await put({ httpCut: { calls: ['earn'], times: 1 } });
  expect([(await earn('k')).status, await balance()]).toEqual([0, 40]);
  await put({ httpCut: { calls: ['earn'], times: 1, when: 'after' } });
  expect([(await earn('k')).status, await balance()]).toEqual([0, 45]);
  expect(await earn('k')).toMatchObject({ status: 200, body: { earned: 5, balance: 45 } });
  expect(await balance()).toBe(45);
});

test('httpCut in a dialogue finds its phone by the session', async () => {
  const { sessionId } = (await ask('POST', '/v1/ussd', { msisdn: ANNA, code: '*111*455#' })).body;
  await put({ httpCut: { of: [ANNA], calls: ['answer'] } });
  expect((await ask('POST', `/v1/ussd/${sessionId}`, { input: '0' })).status).toBe(0);
  expect((await dial()).status).toBe(201);
});

test('httpThrottle: so many at once, then 429, for each number apart', async () => {
  await put({ httpThrottle: { perSecond: 2 } });
  const statuses = [];
  for (const msisdn of [ANNA, ANNA, ANNA, BORIS]) statuses.push((await dial(msisdn)).status);
  expect(statuses).toEqual([201, 201, 429, 201]);
});

test('httpDelay: the answer comes later, by real time', async () => {
  await put({ httpDelay: { by: 'PT0.2S' } });
  const begun = performance.now();
  expect((await dial()).status).toBe(201);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(195);
});

test('other worlds notice nothing', async () => {
  await put({ httpCut: true });
  const other = (await ask('POST', '/v1/worlds', {}, { 'starhash-world': 'main' })).body.id;
  expect((await ask('POST', '/v1/ussd', { msisdn: ANNA, code: '*111*455#' }, { 'starhash-world': other })).status).toBe(
    201,
  );
  await ask('DELETE', `/v1/worlds/${other}`);
});

test('a wrong fault is refused with its path, and the old ones stay', async () => {
  await put({ smsDrop: true });
  expect(await put({ httpCut: { wen: 'after' } })).toMatchObject({
    status: 400,
    body: { detail: 'httpCut.wen must be absent (did you mean when?).', field: 'httpCut.wen' },
  });
  expect((await ask('GET', '/v1/faults')).body).toEqual({ smsDrop: true });
});

test('a wrong seed is refused with all its paths', async () => {
  const seed = { subscribers: [{ msisdn: 'x' }, { msisdn: ANNA, language: 'xx' }] };
  expect(await ask('POST', '/v1/worlds', { seed })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'seed.subscribers.0.msisdn' }, { field: 'seed.subscribers.1.language' }] },
  });
});

test('the calls that faults can name are calls of the table, all those with a phone', () => {
  const { calls } = FAULTS.httpCut.anyOf?.[1]?.properties ?? {};
  const ofPhones = JSON_CALLS.filter(({ path, body }) => {
    const fields = Object.keys((body?.schema.properties ?? {}) as object);
    return /\{(msisdn|sessionId)\}/.test(path) || fields.includes('msisdn') || fields.includes('from');
  });
  expect([...(calls?.items?.enum ?? [])].toSorted()).toEqual(ofPhones.map(({ operationId }) => operationId).toSorted());
});
