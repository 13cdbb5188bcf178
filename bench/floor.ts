/**
 * The floor: a menu step without anything that Starhash does. For each step one EVALSHA through ioredis, by itself: it is
 * given the keys, the versions to expect (which it does not look at) and the new session, reads the world, the session and
 * the account and gives all three back, writes the session and its deadline. The strings are made by the gateway's own code.
 */
import { Redis } from 'ioredis';
import { emptyAccount } from '../src/bonus/core.ts';
import { encodeAccount, encodeSession } from '../src/flow/codec.ts';
import { systemRandom } from '../src/flow/random.ts';
import { newWorld } from '../src/flow/worlds.ts';
import { shardOf } from '../src/store/redis/shard.ts';

const SCRIPT = `
local world = redis.call('GET', KEYS[1])
local session = redis.call('GET', KEYS[2])
local account = redis.call('GET', KEYS[3])
redis.call('SET', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[4], ARGV[2], ARGV[3])
return {world, session, account}
`;

const AT = Date.UTC(2018, 2, 10, 9);
const ETAG = 'floorEt1';
const VERSIONS = `1@floor|${ETAG}|${ETAG}`;

/** A member without points. */
const MEMBER = {
  status: 'member',
  since: AT,
  lots: [],
  requests: [],
  reservations: [],
  carry: {},
  totals: {},
  granted: {},
  recent: [],
  entries: 0,
} as const;

/** The second screen of the measured session. */
const SESSION = {
  nonce: 'floorNon',
  service: 'mts-bonus',
  state: 'gift-categories',
  startedAt: AT,
  expiresAt: AT + 180_000,
  step: 4,
  back: ['root'],
  vars: { category: 'internet' },
} as const;

export interface Floor {
  step(msisdn: string): Promise<unknown>;
  close(): void;
}

/** @param msisdns the phones that will step */
export async function openFloor(url: string, msisdns: readonly string[]): Promise<Floor> {
  const redis = new Redis(url, { enableAutoPipelining: false });
  const sha = (await redis.script('LOAD', SCRIPT)) as string;
  const world = `1@floor|1|${JSON.stringify(newWorld('floor', null, AT, systemRandom))}`;
  for (const msisdn of msisdns) {
    const [worldKey, , accountKey] = keysOf(msisdn);
    await redis.mset(worldKey, world, accountKey, accountOf(msisdn));
  }
  const session = `${ETAG}|${encodeSession(SESSION)}`;
  let at = AT;
  return {
    step(msisdn) {
      at += 1;
      const keys = keysOf(msisdn);
      return redis.evalsha(sha, keys.length, ...keys, session, at, `${msisdn}.s`, VERSIONS);
    },
    close: () => redis.disconnect(),
  };
}

function keysOf(msisdn: string): readonly [string, string, string, string] {
  const shard = `sh{${shardOf(msisdn)}}`;
  return [`${shard}:w:floor`, `${shard}floor:s:${msisdn}`, `${shard}floor:a:${msisdn}`, `${shard}floor:d`];
}

function accountOf(msisdn: string): string {
  const account = { ...emptyAccount(msisdn), smsCount: 1, programs: { 'mts-bonus': MEMBER } };
  return `${ETAG}|${encodeAccount(account, [], ETAG)}`;
}
