/** How SMS of a core come to the gateway: which answers end the matter, and which do not. */
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { notifier } from '../../src/core/notify.ts';

const SMS = { world: 'w', msisdn: '79161234567', key: 'k', from: '4555', text: 'x' };

/** The address of a gateway that answers all alike. */
async function gatewayAnswering(status: number, type: string, body: string): Promise<URL> {
  const server = createServer((req, res) => {
    req.resume();
    res.writeHead(status, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return new URL(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
}

const PROBLEM = 'application/problem+json';
const problem = (word: string) => JSON.stringify({ type: `urn:starhash:problem:${word}` });

test.each([
  ['it takes it', 200, PROBLEM, '{}', 'taken', []],
  ['it has it', 409, PROBLEM, problem('idempotency-conflict'), 'taken', []],
  [
    'no such world',
    404,
    PROBLEM,
    problem('unknown-world'),
    'refused',
    ['it answers unknown-world: this SMS is given up'],
  ],
  ['no number', 422, PROBLEM, problem('bad-msisdn'), 'refused', ['it answers bad-msisdn: this SMS is given up']],
  ['no SMS', 422, PROBLEM, problem('bad-sms'), 'refused', ['it answers bad-sms: this SMS is given up']],
  [
    'no such text',
    400,
    PROBLEM,
    problem('invalid-field'),
    'refused',
    ['it answers invalid-field: this SMS is given up'],
  ],
  ['another host', 403, PROBLEM, problem('foreign-host'), 'later', ['it answers with status 403 (foreign-host)']],
  ['no such path', 404, PROBLEM, problem('not-found'), 'later', ['it answers with status 404 (not-found)']],
  ['a proxy without a path', 404, 'text/html', 'Not Found', 'later', ['its answer is not JSON']],
  ['a proxy that asks who', 401, 'application/json', '{}', 'later', ['it answers with status 401']],
  [
    'no such method',
    405,
    PROBLEM,
    problem('method-not-allowed'),
    'later',
    ['it answers with status 405 (method-not-allowed)'],
  ],
  ['a conflict of its own', 409, 'application/json', '{}', 'later', ['it answers with status 409']],
  ['too many', 429, 'application/json', '{}', 'later', ['it answers with status 429']],
  ['an error', 500, PROBLEM, problem('internal-error'), 'later', ['it answers with status 500 (internal-error)']],
  ['a redirect', 302, 'application/json', '{}', 'later', ['it answers with a redirect, which is not followed']],
] as const)('%s', async (_name, status, type, body, delivery, told) => {
  const heard: string[] = [];
  const url = await gatewayAnswering(status, type, body);
  const push = notifier({ url, onTrouble: (why) => heard.push(why), stop: new AbortController().signal });
  expect([await push(SMS), heard]).toEqual([delivery, told]);
});
