import type { Snapshot, WorldState } from '../port.ts';
import { unpackStored } from '../stored.ts';
import { batched } from './batch.ts';
import { reply } from './call.ts';
import type { Client } from './client.ts';
import { accountKey, type Home, homeOf, recordKey, sessionKey, worldKey } from './keys.ts';
import { shardOf } from './shard.ts';
import type { WorldDirectory } from './worldDirectory.ts';

/** Subscribers that one MGET reads at the most. */
const MOST_LOADS = 64;

export type LoadSnapshot = (worldId: string, msisdn: string, records: readonly string[]) => Promise<Snapshot>;

/**
 * Makes the call that reads the world's copy in the subscriber's shard, session, account and records: one MGET, shared by
 * the loads of one turn of the event loop (in a Cluster each has its own, for an MGET stays in one slot). Key names need
 * the world's incarnation, which is taken from the last read; only if that turns out to be another one, it reads again.
 * The call throws UnknownWorld, StoreUnavailable.
 */
export function loader(directory: WorldDirectory): LoadSnapshot {
  const { client } = directory;
  const read = batched(
    (items: readonly (readonly string[])[]) => readAll(client, items),
    client.isCluster ? 1 : MOST_LOADS,
  );
  return async (worldId, msisdn, records) => {
    const shard = shardOf(msisdn);
    let expected = directory.lastSeen(worldId) ?? (await directory.find(worldId, shard));
    for (;;) {
      const values = await read(keysOf(homeOf(expected.incarnation, msisdn), worldId, records));
      const world = directory.read(worldId, values[0]) ?? (await directory.find(worldId, shard));
      if (world.incarnation === expected.incarnation) return snapshot(world, values);
      expected = world;
    }
  };
}

type Values = readonly (string | null)[];

async function readAll(client: Client, items: readonly (readonly string[])[]): Promise<Values[]> {
  const values = await reply(client.mget(items.flat()));
  let at = 0;
  return items.map(({ length }) => {
    at += length;
    return values.slice(at - length, at);
  });
}

function keysOf(home: Home, worldId: string, records: readonly string[]): string[] {
  const keys = [worldKey(home.shard, worldId), sessionKey(home), accountKey(home)];
  for (const record of records) keys.push(recordKey(home, record));
  return keys;
}

function snapshot(world: WorldState, values: Values): Snapshot {
  return {
    world,
    session: unpackStored(values[1]),
    account: unpackStored(values[2]),
    records: values.length > 3 ? values.slice(3).map(unpackStored) : NO_RECORDS,
  };
}

const NO_RECORDS: Snapshot['records'] = [];
