import { expect, test } from 'vitest';
import { coresIn } from '../../src/cli/cores.ts';
import { WrongUse } from '../../src/cli/failures.ts';
import { run, serve, start } from './support/process.ts';

test.each([
  ['my-program=http://127.0.0.1:1', { program: 'my-program', url: new URL('http://127.0.0.1:1') }],
  ['p=https://core.example.org/below', { program: 'p', url: new URL('https://core.example.org/below') }],
])('--core %s', (written, read) => {
  expect(coresIn([written])).toEqual([read]);
});

test.each([
  [['http://127.0.0.1:1'], /--core wants PROGRAM=URL/],
  [['=http://127.0.0.1:1'], /--core wants PROGRAM=URL/],
  [['p=ftp://127.0.0.1'], /--core p: "ftp:\/\/127.0.0.1" is no address/],
  [['p=http://169.254.169.254/'], /link-local/],
  [['p=http://a:b@127.0.0.1/'], /password/],
  [['p=http://127.0.0.1:1', 'p=http://127.0.0.1:2'], /p is at two addresses/],
])('--core %j is refused', (written, complaint) => {
  expect(() => coresIn(written)).toThrow(WrongUse);
  expect(() => coresIn(written)).toThrow(complaint);
});

test.each([
  [['core', '--notify', 'http://169.254.1.1'], 2, /--notify: 169\.254\.1\.1 is link-local/],
  [['core', '--sessions', 'nowhere'], 2, /there is no folder nowhere/],
  [['serve', '--core-patience', '0', '--core', 'p=http://127.0.0.1:1'], 2, /--core-patience takes seconds/],
  [
    ['serve', '--http', '0', '--smpp', 'off', '--core', 'p=http://127.0.0.1:1'],
    1,
    /names the program "p", which no service here has/,
  ],
] as const)('starhash %j: %i', async (args, code, words) => {
  const ended = await run(args);
  expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(words)]);
});

test('a core is ready with one line, answers, and ends in good order', async () => {
  const core = start(['core', '--http', '0', '--log-level', 'error']);
  const ready = await core.until(/\n/);
  expect(ready).toMatch(/^starhash core ready http=http:\/\/127\.0\.0\.1:\d+ store=embedded\n$/);
  const url = /http=(\S+)/.exec(ready)?.[1] ?? '';
  const gateway = await serve(['--core', `mts-bonus=${url}`]);
  const joined = await fetch(`${gateway.url}/v1/bonus/mts-bonus/79161234567/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"channel":"sms"}',
  });
  expect([joined.status, await joined.json()]).toEqual([200, { balance: 0, status: 'member' }]);
  const asked = await fetch(`${url}/v1/bonus/mts-bonus/79161234567`);
  expect(await asked.json()).toMatchObject({ member: true, balance: 0, lists: { history: [] } });
  expect((await fetch(`${url}/v1/ussd`, { method: 'POST' })).status).toBe(404);
  core.child.kill('SIGTERM');
  expect(await core.ended).toBe(0);
});
