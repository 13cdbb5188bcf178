/** Two gateways on one store ask one core for the same thing at once: one effect, and its SMS once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCoreServer } from '../../src/compose/coreServer.ts';
import { openStarhash } from '../../src/gateway.ts';
import { startRedisServer } from '../support/redisServer.ts';
import { openProxy } from './mischief.ts';
import { PROGRAM, sessionsIn, textsOf, worldWith } from './support.ts';

const ANNA = '79161234567';
const PATIENCE = 100;

test('the second takes the pending step over while the first still asks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  const common = { sessions: sessionsIn(folder), logLevel: 'silent', http: { port: 0, host: '127.0.0.1' } };
  const core = await openCoreServer({ ...common, data: join(folder, 'core'), startAt: null });
  const proxy = await openProxy(() => core.httpUrl);
  const redis = await startRedisServer();
  const cores = [{ program: PROGRAM, url: proxy.url }];
  const open = () => openStarhash({ ...common, data: folder, redis: redis.url, cores, corePatience: PATIENCE });

  const first = await open();
  const call = await worldWith(first.gateway, [{ msisdn: ANNA, programs: { [PROGRAM]: { points: 500 } } }]);
  proxy.misbehave({ kind: 'hold' }, 2);
  const screen = await first.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
  expect(screen).toMatchObject({ value: { text: 'Запрос принят. Ответ придёт по SMS.' } });
  const second = await open();
  const bothAsk = proxy.holds(2);
  await bothAsk;
  expect(new Set(proxy.keys).size).toBe(1);
  proxy.release();
  await second.gateway.messages(call, ANNA, { wait: 20 });
  await Promise.all([first.close(), second.close()]);

  const third = await open();
  expect(await textsOf(third.gateway, call, ANNA)).toEqual([expect.stringContaining('осталось: 290')]);
  expect(await third.gateway.bonus(call, PROGRAM, ANNA)).toMatchObject({ value: { balance: 290 } });
  await third.close();
  await proxy.close();
  await core.close();
  await redis.stop();
  rmSync(folder, { recursive: true });
});
