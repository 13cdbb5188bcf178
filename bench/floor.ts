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

const WORLD_KEY = 'sh{9}w:floor';
const WORLD = `1@floor|${JSON.stringify({ id: 'floor', rev: 1, incarnation: 'floor', clock: { offset: 0, frozenAt: null }, faults: {}, secret: 'x'.repeat(32), startAt: null })}`;

/** As long as a stored menu session. */
const SESSION = `floorEt1|${JSON.stringify({ nonce: 'floorNon', service: 'mts-bonus', state: 'gifts', startedAt: 1520672400000, expiresAt: 1520672580000, step: 3, back: ['root'] })}`;

/** As long as the stored account of a member without points. */
const ACCOUNT = `floorEt2|${JSON.stringify({
  account: {
    msisdn: '79160000000',
    profile: {},
    smsCount: 1,
    programs: {
      'mts-bonus': {
        status: 'member',
        since: 1520672400000,
        lots: [],
        requests: [],
        lapsed: [],
        reservations: [],
        limits: [],
        carry: {},
        totals: {},
        granted: {},
        recent: [],
        entries: 0,
      },
    },
  },
  tags: ['floorEt2'],
})}`;

export interface Floor {
  step(msisdn: string): Promise<unknown>;
  close(): void;
}

/** @param msisdns the phones that will step */
export async function openFloor(url: string, msisdns: readonly string[]): Promise<Floor> {
  const redis = new Redis(url, { enableAutoPipelining: false });
  const sha = (await redis.script('LOAD', SCRIPT)) as string;
  await redis.set(WORLD_KEY, WORLD);
  for (const msisdn of msisdns) await redis.set(`sh{9}floor:a:${msisdn}`, ACCOUNT);
  let at = Date.now();
  return {
    step(msisdn) {
      at += 1;
      const keys = [WORLD_KEY, `sh{9}floor:s:${msisdn}`, `sh{9}floor:a:${msisdn}`, 'sh{9}floor:d'];
      return redis.evalsha(sha, keys.length, ...keys, SESSION, at, `${msisdn}.s`);
    },
    close: () => redis.disconnect(),
  };
}
