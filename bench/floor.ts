/** The floor: one EVALSHA through ioredis that touches the keys and bytes of a menu step, and nothing else. */
import { Redis } from 'ioredis';

const SCRIPT = `
local world = redis.call('GET', KEYS[1])
local session = redis.call('GET', KEYS[2])
local account = redis.call('GET', KEYS[3])
redis.call('SET', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[4], ARGV[2], ARGV[3])
return {world, session, account}
`;

/** As long as a stored menu session. */
const SESSION = `floorEt1|${JSON.stringify({ nonce: 'floorNon', service: 'mts-bonus', state: 'gifts', startedAt: 1520672400000, expiresAt: 1520672580000, step: 3, back: ['root'] })}`;

export interface Floor {
  step(msisdn: string): Promise<unknown>;
  close(): void;
}

export async function openFloor(url: string): Promise<Floor> {
  const redis = new Redis(url, { enableAutoPipelining: false });
  const sha = (await redis.script('LOAD', SCRIPT)) as string;
  await redis.set(
    'sh{9}:w:floor',
    `1|${JSON.stringify({ id: 'floor', clock: { offset: 0, frozenAt: null }, faults: {}, secret: 'x'.repeat(32) })}`,
  );
  let at = Date.now();
  return {
    step(msisdn) {
      at += 1;
      return redis.evalsha(
        sha,
        4,
        'sh{9}:w:floor',
        `sh{9}floor:s:${msisdn}`,
        `sh{9}floor:a:${msisdn}`,
        'sh{9}floor:d',
        SESSION,
        at,
        `s${msisdn}`,
      );
    },
    close: () => redis.disconnect(),
  };
}
