/** Where transfers are tried: every store that there is; in the Cluster giver and receiver live on different masters. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { accountKey, homeOf } from '../../src/store/redis/keys.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { ensureRedis } from '../support/redis.ts';
import { startRedisCluster } from '../support/redisCluster.ts';
import type { RedisServer } from '../support/redisServer.ts';

/** An open store with two subscribers to be. */
export interface Place {
  readonly store: Store;
  /** How another process opens it. */
  readonly address: StoreAddress;
  readonly giver: string;
  readonly receiver: string;
  close(): Promise<void>;
}

/** A folder of an embedded store, or the URL of a Redis. */
export interface StoreAddress {
  readonly kind: 'folder' | 'url';
  readonly where: string;
}

const GIVER = '79160000001';
const RECEIVER = '79160000002';

/** Opens the store that is there. */
export function openStore({ kind, where }: StoreAddress): Promise<Store> {
  return kind === 'folder' ? openEmbeddedStore(where) : openRedisStore(where);
}

async function embedded(): Promise<Place> {
  const address = { kind: 'folder', where: await mkdtemp(join(tmpdir(), 'starhash-test-')) } as const;
  const store = await openStore(address);
  const close = async () => {
    await store.close();
    await rm(address.where, { recursive: true });
  };
  return { store, address, giver: GIVER, receiver: RECEIVER, close };
}

async function redis(): Promise<Place> {
  const address = { kind: 'url', where: (await ensureRedis()).url } as const;
  const store = await openStore(address);
  return { store, address, giver: GIVER, receiver: RECEIVER, close: () => store.close() };
}

async function cluster(): Promise<Place> {
  const { url, nodes, stop } = await startRedisCluster();
  const address = { kind: 'url', where: url } as const;
  const store = await openStore(address);
  const close = async () => {
    await store.close();
    await stop();
  };
  return { store, address, giver: GIVER, receiver: await neighbour(nodes, GIVER), close };
}

export const PLACES = [
  ['embedded', embedded],
  ['Redis', redis],
  ['a Redis Cluster, giver and receiver on different masters', cluster],
] as const;

/** The first number after `msisdn` whose account is on another master. */
async function neighbour(nodes: readonly RedisServer[], msisdn: string): Promise<string> {
  const home = await masterOf(nodes, msisdn);
  for (let next = BigInt(msisdn) + 1n; ; next += 1n) {
    if ((await masterOf(nodes, String(next))) !== home) return String(next);
  }
}

/** Which master serves a subscriber: the others answer MOVED. */
async function masterOf(nodes: readonly RedisServer[], msisdn: string): Promise<number> {
  const key = accountKey(homeOf('any', msisdn));
  const serves = await Promise.all(nodes.map(({ client }) => client.exists(key).then(() => true, isElsewhere)));
  return serves.indexOf(true);
}

function isElsewhere(error: Error): false {
  if (error.message.startsWith('MOVED')) return false;
  throw error;
}
