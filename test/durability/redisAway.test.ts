/** Redis goes away while the gateway runs, and comes back: 503 in time, recovery by itself, nothing half-written, nothing twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { freePort, type RedisServer, startRedisServer } from '../support/redisServer.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcpProxy.ts';
import { type CommitProxy, type Loss, startCommitProxy } from './support/commitProxy.ts';
import { type GatewayProcess, runStarhash, startGateway } from './support/gatewayProcess.ts';
import { type Answer, expectStatus, type Request, send } from './support/http.ts';

/** The bar: an answer within two seconds of the monotonic clock. */
const IN_TIME = 2_000;
const RECOVERY = 15_000;
/** Most of it is Node's own start on a busy machine. */
const GIVES_UP = 10_000;
const PROGRAM = 'mts-bonus';

let redis: RedisServer;
let network: TcpProxy;
let commits: CommitProxy;
let gateway: GatewayProcess;
let numbers = 79_160_000_000;
let member = '';

beforeAll(async () => {
  redis = await startRedisServer();
  network = await startTcpProxy(redis.port);
  commits = await startCommitProxy(network.port);
  gateway = await startGateway(['--redis', `redis://127.0.0.1:${commits.port}`]);
});

afterAll(async () => {
  await gateway.kill();
  await commits.close();
  await network.close();
  await redis.stop();
});

beforeEach(async () => {
  member = await join();
});

const ask = (request: Request) => send(gateway.url, request);
const get = (path: string) => ask({ method: 'GET', path });
const post = (path: string, body: object, key?: string) =>
  ask({ method: 'POST', path, body, ...(key !== undefined && { key }) });
const memberPath = (msisdn: string) => `/v1/bonus/${PROGRAM}/${msisdn}`;
const earn = (msisdn: string, key: string, rub = 7) => post(`${memberPath(msisdn)}/events`, { kind: 'taxi', rub }, key);
const balanceOf = async (msisdn: string) => expectStatus(await get(memberPath(msisdn)), 200).balance;

async function inboxOf(msisdn: string): Promise<readonly { readonly text: string }[]> {
  const { messages } = expectStatus(await get(`/v1/subscribers/${msisdn}/messages`), 200);
  return messages as { text: string }[];
}

async function join(): Promise<string> {
  numbers += 1;
  const msisdn = String(numbers);
  expectStatus(await post(`${memberPath(msisdn)}/register`, { channel: 'ussd' }), 200);
  return msisdn;
}

function expectAway(answer: Answer): void {
  expect(answer.body).toMatchObject({ status: 503, type: expect.stringMatching(/store-unavailable$/) });
  expect(answer.headers.get('Retry-After')).toBe('1');
  expect(answer.took).toBeLessThan(IN_TIME);
}

/** Sends a write whose commit's answer gets lost. Whether the gateway could look it up or not, its effect must be there. */
async function loseAnswer(whose: string, loss: Loss, write: () => Promise<Answer>): Promise<void> {
  commits.loseAnswerTo(whose, loss);
  const answer = await write();
  expect(commits.hasLost()).toBe(true);
  if (answer.status >= 300) expectAway(answer);
  commits.release();
  await untilReady();
}

/** Asks again and again; each question waits for its answer. */
async function untilReady(): Promise<void> {
  const started = performance.now();
  while ((await get('/readyz')).status !== 200) {
    if (performance.now() - started > RECOVERY) throw new Error(`Not ready again after ${RECOVERY} ms.`);
  }
}

async function expectCleanAudit(): Promise<void> {
  const { code, stdout } = await runStarhash(['audit', '--redis', redis.url]);
  expect(stdout).toMatch(/^\d+ accounts checked, 0 differences\n$/);
  expect(code).toBe(0);
}

/** One of each call that needs the store. */
function everyCall(sessionId: string): Request[] {
  const to = member;
  return [
    { method: 'POST', path: '/v1/ussd', body: { msisdn: '79169000001', code: '*111*455#' } },
    { method: 'POST', path: `/v1/ussd/${sessionId}`, body: { input: '2' } },
    { method: 'DELETE', path: `/v1/ussd/${sessionId}` },
    {
      method: 'POST',
      path: '/v1/ussd/push',
      body: { msisdn: '79169000002', text: 'Hi', expectsReply: true, from: '1' },
    },
    { method: 'POST', path: '/v1/sms', body: { from: '79169000003', to: '4555', text: 'Бонус' } },
    { method: 'GET', path: `/v1/subscribers/${to}` },
    { method: 'GET', path: `/v1/subscribers/${to}/messages?after=1&wait=30` },
    { method: 'PUT', path: '/v1/subscribers/79169000004', body: { language: 'en' } },
    { method: 'GET', path: '/v1/sessions' },
    { method: 'GET', path: memberPath(to) },
    { method: 'GET', path: `${memberPath(to)}/journal` },
    { method: 'GET', path: '/v1/clock' },
    { method: 'GET', path: '/v1/faults' },
    { method: 'POST', path: '/v1/worlds', body: {} },
  ];
}

const ABSENCES = [
  ['its connections are cut and new ones refused', () => network.cut()],
  ['it falls silent', () => network.freeze()],
] as const;

describe.each(ABSENCES)('Redis is lost: %s', (_, goAway) => {
  test('every call is answered 503 in time; healthz stays green, readyz does not; all is well when Redis is back', async () => {
    const { sessionId } = expectStatus(await post('/v1/ussd', { msisdn: member, code: '*111*455#' }), 201);
    goAway();
    const answers = await Promise.all(everyCall(String(sessionId)).map(ask));
    answers.forEach(expectAway);
    expectAway(await get('/readyz'));
    expect((await get('/healthz')).status).toBe(200);
    network.mend();
    await untilReady();
    expect((await post('/v1/sms', { from: member, to: '4555', text: 'Бонус' })).status).toBe(202);
  });

  test('many requests of one subscriber at once are all answered in time, and each has one effect in the end', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    goAway();
    const answers = await Promise.all(keys.map((key) => earn(member, key)));
    answers.forEach(expectAway);
    network.mend();
    await untilReady();
    for (const key of keys) expectStatus(await earn(member, key), 200);
    expect(await balanceOf(member)).toBe(7 * keys.length);
    await expectCleanAudit();
  });
});

describe('the answer to a commit is lost', () => {
  const LOSSES: readonly (readonly [string, Loss])[] = [
    ['the connection breaks', 'break'],
    ['silence', 'hold'],
  ];

  test.each(LOSSES)('%s: an event earns once', async (_, loss) => {
    await loseAnswer(member, loss, () => earn(member, 'k'));
    expect(await balanceOf(member)).toBe(7);
    expect(expectStatus(await earn(member, 'k'), 200)).toEqual({ earned: 7, balance: 7 });
    expect(await balanceOf(member)).toBe(7);
  });

  test.each(LOSSES)('%s: an SMS is answered once', async (_, loss) => {
    const sms = () => post('/v1/sms', { from: member, to: '4555', text: 'Бонус' }, 'k');
    await loseAnswer(member, loss, sms);
    expect(await inboxOf(member)).toHaveLength(2);
    expectStatus(await sms(), 202);
    expect(await inboxOf(member)).toHaveLength(2);
  });

  test.each(LOSSES)('%s: points are given once, whichever leg of their way it was', async (_, loss) => {
    const taker = await join();
    expectStatus(await earn(member, 'start', 100), 200);
    for (const [given, whose] of [member, taker].entries()) {
      const { id } = expectStatus(await post(`${memberPath(member)}/transfers`, { to: taker, points: 10 }), 202);
      const code = (await inboxOf(member)).at(-1)?.text.slice(0, 4);
      const confirm = () => post(`${memberPath(member)}/transfers/${id}/confirm`, { code }, 'k');
      await loseAnswer(whose, loss, confirm);
      expect(expectStatus(await confirm(), 200)).toEqual({ balance: 90 - 10 * given });
      expect(await balanceOf(taker)).toBe(10 + 10 * given);
    }
    await expectCleanAudit();
  });
});

/** Where no usable Redis is. */
const NOWHERE = [
  ['nobody listens', freePort],
  ['somebody listens and is silent', silentPort],
] as const;

test.each(NOWHERE)('no Redis at the start, %s: one clear line, exit code 1, within seconds', async (_, portOf) => {
  const port = await portOf();
  const started = performance.now();
  const ended = await runStarhash(['serve', '--http', '0', '--redis', `redis://127.0.0.1:${port}`]);
  expect(performance.now() - started).toBeLessThan(GIVES_UP);
  expect(ended).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(oneLine(port)) });
});

function oneLine(port: number): RegExp {
  return new RegExp(`^starhash serve: Redis at redis://127\\.0\\.0\\.1:${port} cannot be used: .+\\.\\n$`);
}

async function silentPort(): Promise<number> {
  const silent = await startTcpProxy(redis.port);
  silent.freeze();
  onTestFinished(silent.close);
  return silent.port;
}
