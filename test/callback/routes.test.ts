/** An HTTP application behind a code: whoever dials reaches it, on any wire and in any world. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takenOver } from '../../src/compose/smpp.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Call } from '../../src/flow/api.ts';
import { openStarhash, type Running } from '../../src/gateway.ts';
import { SESSIONS } from '../support/harness.ts';
import { must } from '../support/phone.ts';

const ANN = '79161234567';

/** What the application was asked, and what it answers. */
let asked: Record<string, string>[];
let answer: (form: Record<string, string>, res: ServerResponse) => void;
let running: Running;
let data: string;
let closeApplication: () => void;

async function formOf(req: IncomingMessage): Promise<Record<string, string>> {
  let body = '';
  for await (const chunk of req) body += chunk;
  return Object.fromEntries(new URLSearchParams(body));
}

beforeEach(async () => {
  asked = [];
  answer = ({ text = '' }, res) =>
    void res.end(text.split('*').length > 2 ? `END You said ${text}` : `CON More than "${text}"?`);
  const server = createServer(async (req, res) => {
    const form = await formOf(req);
    asked.push(form);
    answer(form, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closeApplication = () => server.close();
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ussd`);
  data = await mkdtemp(join(tmpdir(), 'starhash-'));
  const routes = [{ code: '*384*77', url }];
  running = await openStarhash({ http: null, data, sessions: SESSIONS, logLevel: 'silent', routes });
});
afterEach(async () => {
  await running.close();
  closeApplication();
  await rm(data, { recursive: true });
});

async function call(): Promise<Call> {
  const { id } = must(await running.gateway.createWorld({ world: 'main', wire: 'http' }, {}));
  return { world: id, wire: 'http' };
}

test('a dialogue: each request carries all that was said', async () => {
  const { gateway } = running;
  const on = await call();
  const first = must(await gateway.dial(on, { msisdn: ANN, code: '*384*77#' }));
  expect(first).toMatchObject({ state: 'awaiting', text: 'More than ""?' });
  const second = must(await gateway.answer(on, first.sessionId, { input: '1' }));
  expect(second.text).toBe('More than "1"?');
  must(await gateway.answer(on, first.sessionId, { input: 'да' }));
  const last = must(await gateway.answer(on, first.sessionId, { input: '3' }));
  expect(last).toMatchObject({ state: 'ended', text: 'You said 1*да*3' });
  expect(asked.map(({ text }) => text)).toEqual(['', '1', '1*да', '1*да*3']);
  expect(new Set(asked.map(({ sessionId }) => sessionId))).toEqual(new Set([first.sessionId]));
  expect(asked[0]).toMatchObject({ serviceCode: '*384*77#', phoneNumber: `+${ANN}` });
});

test('what is dialled beyond the code is said first', async () => {
  const on = await call();
  const { text } = must(await running.gateway.dial(on, { msisdn: ANN, code: '*384*77*1*2#' }));
  expect(text).toBe('More than "1*2"?');
});

test.each<[string, typeof answer]>([
  ['an answer without CON or END', (_, res) => void res.end('Hello')],
  ['status 500', (_, res) => void res.writeHead(500).end('CON x')],
  ['a redirect', (_, res) => void res.writeHead(302, { Location: '/elsewhere' }).end()],
  ['a screen that is too long', (_, res) => void res.end(`CON ${'x'.repeat(183)}`)],
  ['an endless answer', (_, res) => void res.end(`CON ${'x'.repeat(1_000_000)}`)],
  ['a connection that is cut', (_, res) => void res.destroy()],
])('%s: the phone is told that nobody answers, and can dial again', async (_, wrong) => {
  const on = await call();
  const well = answer;
  answer = wrong;
  const dialled = must(await running.gateway.dial(on, { msisdn: ANN, code: '*384*77#' }));
  expect(dialled.state).toBe('ended');
  answer = well;
  expect(must(await running.gateway.dial(on, { msisdn: ANN, code: '*384*77#' })).state).toBe('awaiting');
});

test('a phone that says very much is cut off, and the application is not asked', async () => {
  const on = await call();
  answer = (_, res) => void res.end('CON And?');
  const { sessionId } = must(await running.gateway.dial(on, { msisdn: ANN, code: '*384*77#' }));
  const states: string[] = [];
  while (states.at(-1) !== 'ended') {
    states.push(must(await running.gateway.answer(on, sessionId, { input: 'x'.repeat(160) })).state);
  }
  expect(states).toHaveLength(25);
  expect(asked).toHaveLength(25);
});

test('a route that takes a code of a service is warned of', async () => {
  const definitions = await loadDefinitions(SESSIONS);
  const url = new URL('http://127.0.0.1:3000/ussd');
  expect(
    takenOver(
      undefined,
      [
        { code: '*111*455', url },
        { code: '*384*77', url },
      ],
      definitions,
    ),
  ).toEqual(['The route to 127.0.0.1:3000 has *111*455, which is a code of the service mts-bonus.']);
});
