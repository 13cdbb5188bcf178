import type { Snapshot, WorldState } from '../port.ts';
import { unpackStored } from '../stored.ts';
import { batched } from './batch.ts';
import { reply } from './call.ts';
import { accountKey, homeOf, recordKey, sessionKey, worldKey } from './keys.ts';
import { shardOf } from './shard.ts';
import type { WorldDirectory } from './worldDirectory.ts';

/** Subscribers that one MGET reads at the most. */
const MOST_LOADS = 32;

const NO_RECORDS: Snapshot['records'] = [];

/** World, session and account; the records come after them. */
const KEYS_OF_ALL = 3;

export type LoadSnapshot = (worldId: string, msisdn: string, records: readonly string[]) => Promise<Snapshot>;

/** A subscriber to be read, in the incarnation that the world is thought to have. */
interface Wanted {
  readonly worldId: string;
  readonly msisdn: string;
  readonly records: readonly string[];
  readonly incarnation: string;
}

type Values = readonly (string | null)[];

/**
 * Makes the call that reads the world's copy in the subscriber's shard, session, account and records: one MGET, shared by
 * the loads of one turn of the event loop (in a Cluster each has its own, for an MGET stays in one slot). Key names need
 * the world's incarnation, which is taken from the last read; only if that turns out to be another one, it reads again.
 * The call throws UnknownWorld, StoreUnavailable.
 */
export function loader(directory: WorldDirectory): LoadSnapshot {
  const { client } = directory;

  const readAll = async (all: readonly Wanted[]): Promise<(Snapshot | Promise<Snapshot>)[]> => {
    const values = await reply(client.mget(keysOf(all)));
    let next = 0;
    return all.map((wanted) => {
      const first = next;
      next += KEYS_OF_ALL + wanted.records.length;
      return answer(wanted, values, first);
    });
  };

  const answer = (wanted: Wanted, values: Values, first: number): Snapshot | Promise<Snapshot> => {
    const world = directory.read(wanted.worldId, values[first]);
    if (world?.incarnation === wanted.incarnation) return snapshot(world, values, first, wanted.records.length);
    return world === null ? findAndRead(wanted) : read({ ...wanted, incarnation: world.incarnation });
  };

  const findAndRead = async (wanted: Omit<Wanted, 'incarnation'>): Promise<Snapshot> => {
    const { incarnation } = await directory.find(wanted.worldId, shardOf(wanted.msisdn));
    return read({ ...wanted, incarnation });
  };

  const read = batched(readAll, client.isCluster ? 1 : MOST_LOADS);
  return (worldId, msisdn, records) => {
    const seen = directory.lastSeen(worldId);
    if (seen === null) return findAndRead({ worldId, msisdn, records });
    return read({ worldId, msisdn, records, incarnation: seen.incarnation });
  };
}

function keysOf(all: readonly Wanted[]): string[] {
  const keys: string[] = [];
  for (const { worldId, msisdn, records, incarnation } of all) {
    const home = homeOf(incarnation, msisdn);
    keys.push(worldKey(home.shard, worldId), sessionKey(home), accountKey(home));
    for (const record of records) keys.push(recordKey(home, record));
  }
  return keys;
}

function snapshot(world: WorldState, values: Values, first: number, records: number): Snapshot {
  const rest = first + KEYS_OF_ALL;
  return {
    world,
    session: unpackStored(values[first + 1]),
    account: unpackStored(values[first + 2]),
    records: records === 0 ? NO_RECORDS : values.slice(rest, rest + records).map(unpackStored),
  };
}
