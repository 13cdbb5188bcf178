import type { Snapshot, WorldState } from '../port.ts';
import { unpackStored } from '../stored.ts';
import { reply } from './call.ts';
import type { Client } from './client.ts';
import { accountKey, type Home, homeOf, recordKey, sessionKey, worldKey } from './keys.ts';
import { send } from './send.ts';
import { shardOf } from './shard.ts';
import type { WorldDirectory } from './worldDirectory.ts';

/**
 * Reads the world's copy in the subscriber's shard, session, account and records with one MGET. Key names need the
 * world's incarnation, which is taken from the last read; only if that turns out to be another one, it reads again.
 * @throws UnknownWorld, StoreUnavailable
 */
export async function loadSnapshot(
  directory: WorldDirectory,
  worldId: string,
  msisdn: string,
  records: readonly string[],
): Promise<Snapshot> {
  const shard = shardOf(msisdn);
  let expected = directory.lastSeen(worldId) ?? (await directory.find(worldId, shard));
  for (;;) {
    const home = homeOf(expected.incarnation, msisdn);
    const [copy, ...values] = await readKeys(directory.client, keysOf(home, worldId, records));
    const world = directory.read(worldId, copy) ?? (await directory.find(worldId, shard));
    if (world.incarnation === expected.incarnation) return snapshot(world, values);
    expected = world;
  }
}

function readKeys(client: Client, keys: string[]): Promise<(string | null)[]> {
  return reply(send(client, 'mget', keys) as Promise<(string | null)[]>);
}

function keysOf(home: Home, worldId: string, records: readonly string[]): string[] {
  const keys = [worldKey(home.shard, worldId), sessionKey(home), accountKey(home)];
  for (const record of records) keys.push(recordKey(home, record));
  return keys;
}

function snapshot(world: WorldState, values: readonly (string | null | undefined)[]): Snapshot {
  const [session, account, ...records] = values;
  return {
    world,
    session: unpackStored(session),
    account: unpackStored(account),
    records: records.map(unpackStored),
  };
}
