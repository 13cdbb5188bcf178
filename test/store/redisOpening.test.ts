import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/store/port.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { freePort, type RedisServer, startRedisServer } from '../support/redisServer.ts';

const PASSWORD = 'p@ss/word';
const ENCODED = encodeURIComponent(PASSWORD);

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer(['--maxmemory-policy', 'allkeys-lru']);
  await redis.client.config('SET', 'requirepass', PASSWORD);
});
afterAll(() => redis.stop());

const at = (login: string) => `redis://${login}127.0.0.1:${redis.port}`;

/** The one line that a person reads. */
async function failureOf(url: string): Promise<string> {
  const start = performance.now();
  const error = await openRedisStore(url).then(
    () => new Error('it opened'),
    (reason: Error) => reason,
  );
  expect(performance.now() - start).toBeLessThan(3_500);
  expect(error).toBeInstanceOf(StoreUnavailable);
  expect(error.message).not.toMatch(/\n|p@ss|p%40ss|secret/);
  return error.message;
}

describe('opening a Redis that cannot be used says why, in one line, soon, without the password', () => {
  it('nobody listens', async () => {
    const port = await freePort();
    const message = `Redis at redis://127.0.0.1:${port} cannot be used: connect ECONNREFUSED 127.0.0.1:${port}.`;
    expect(await failureOf(`redis://user:secret@127.0.0.1:${port}`)).toBe(message);
  });

  it('no node of a Cluster listens', async () => {
    const port = await freePort();
    expect(await failureOf(`redis+cluster://:secret@127.0.0.1:${port}`)).toContain('nobody answers there');
  });

  it('no such host', async () => {
    expect(await failureOf('redis://no-such-host.invalid')).toContain('ENOTFOUND');
  });

  it('somebody listens and says nothing', async () => {
    const silent: Server = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
    silent.on('connection', (socket) => socket.on('error', () => {}));
    expect(await failureOf(`redis://127.0.0.1:${port}`)).toContain('cannot be used');
    silent.close();
  });

  it('a wrong password, or none', async () => {
    expect(await failureOf(at(':secret@'))).toContain('WRONGPASS');
    expect(await failureOf(at(''))).toContain('NOAUTH');
  });

  it('a Cluster URL for a Redis that is none', async () => {
    expect(await failureOf(`redis+cluster://:${ENCODED}@127.0.0.1:${redis.port}`)).toContain('cannot be used');
  });

  it('a URL that is none', async () => {
    for (const url of [
      '',
      'http://127.0.0.1',
      'redis://',
      'redis://a,b',
      'redis://h:99999',
      'redis://h/x',
      'redis+sentinel://h',
      'redis+cluster://h/1',
    ]) {
      await expect(openRedisStore(url)).rejects.toThrow(/^A Redis URL looks like/);
    }
  });
});

it('warns of a Redis that may throw data away', async () => {
  const warnings: string[] = [];
  const store = await openRedisStore(at(`:${ENCODED}@`), { onWarning: (warning) => warnings.push(warning) });
  await store.close();
  expect(warnings).toEqual([expect.stringContaining('"allkeys-lru"')]);
});
