/** kill -9 of a gateway while a core elsewhere is asked: the next one asks again with the same key, and tells what came of it, once. */
import { expect, test } from 'vitest';
import { run, serve, start, temporaryFolder } from '../cli/support/process.ts';
import { openProxy } from '../core/mischief.ts';
import { freePort, PROGRAM, sessionsIn } from '../core/support.ts';
import { STORES } from './support/coreStores.ts';
import { send } from './support/http.ts';

const ANNA = '79161234567';
const MEMBER = `/v1/bonus/${PROGRAM}/${ANNA}`;
const ORDERED = expect.stringContaining('осталось: 290');

/** What was under way → the SMS that come of it. */
const CASES = [
  ['an order over the API', { path: `${MEMBER}/orders`, body: { code: '11' } }, [ORDERED]],
  ['a dialled order', { path: '/v1/ussd', body: { msisdn: ANNA, code: '*111*455*11#' } }, [ORDERED]],
  ['a texted order', { path: '/v1/sms', body: { from: ANNA, to: '4555', text: '11' } }, [ORDERED]],
] as const;

/** Starting processes is what takes the time: on Redis one of them will do. */
const RUNS = STORES.flatMap(([store, flags]) =>
  CASES.filter(([name]) => store === 'embedded' || name === 'a dialled order').map(
    ([name, asked, sms]) => [store, name, flags, asked, sms] as const,
  ),
);

test.each(RUNS)('%s: %s', async (_, __, flags, asked, sms) => {
  const folder = temporaryFolder();
  const sessions = ['--sessions', sessionsIn(folder), '--log-level', 'error'];
  const port = await freePort();
  const proxy = await openProxy(() => `http://127.0.0.1:${port}`);
  const args = [...sessions, ...(await flags(folder)), '--core', `${PROGRAM}=${proxy.url}`, '--core-patience', '0.5'];
  const core = ['core', ...sessions, '--http', String(port), '--data', `${folder}/core`];
  await start(core).until(/^starhash core ready .*\n/);
  const first = await serve(args);
  const post = (url: string, path: string, body: unknown, key?: string) =>
    send(url, { method: 'POST', path, body, ...(key === undefined ? {} : { key }) });
  await post(first.url, `${MEMBER}/register`, { channel: 'web', email: 'a@example.org' });
  await post(first.url, '/v1/clock', { advance: 'PT2H' });
  await post(first.url, `${MEMBER}/events`, { kind: 'taxi', rub: 490 });

  proxy.misbehave({ kind: 'hold' }, 1);
  const lost = post(first.url, asked.path, asked.body, 'the-key').catch(() => null);
  await proxy.holds();
  first.child.kill('SIGKILL');
  expect(await lost).toBeNull();

  const second = await serve(args);
  const inbox = async (query: string) => {
    const { body } = await send(second.url, { method: 'GET', path: `/v1/subscribers/${ANNA}/messages${query}` });
    return (body.messages as readonly { readonly text: string }[]).map(({ text }) => text);
  };
  expect(await inbox('?wait=20')).toEqual(sms);
  const again = await post(second.url, asked.path, asked.body, 'the-key');
  expect(again.status).toBeLessThan(300);
  expect(await inbox('')).toEqual(sms);
  const [one, other] = proxy.keys.slice(-2);
  expect(one).toBe(other);
  const { body } = await send(second.url, { method: 'GET', path: MEMBER });
  expect(body).toMatchObject({ member: true, balance: 290 });
  const audited = await run(['audit', '--data', `${folder}/core`]);
  expect([audited.stdout, audited.code]).toEqual(['1 account checked, 0 differences\n', 0]);
  await proxy.close();
});
