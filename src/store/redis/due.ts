import type { Due, WorldState } from '../port.ts';
import { runScript } from './call.ts';
import type { Client } from './client.ts';
import { deadlinesKey, readDeadline } from './keys.ts';
import { COLLECT_DEADLINES } from './scripts/collectDeadlines.ts';
import { ALL_SHARDS, SHARDS } from './shard.ts';

interface Deadline {
  readonly member: string;
  readonly at: number;
}

/** Asks for the first deadlines ≤ `latest` of each shard, at most `perShard` of each. */
type Collect = (latest: string, perShard: number) => Promise<Deadline[][]>;

/** The earliest deadlines ≤ upTo of all shards, in order of time, MSISDN, kind and key; at most `limit`. */
export async function dueDeadlines(client: Client, world: WorldState, upTo: number, limit: number): Promise<Due[]> {
  if (limit < 1) return [];
  const collect = collector(client, world.incarnation);
  const deadlines = await firstDeadlines((perShard) => collect(String(upTo), perShard), limit);
  return deadlines.map(({ member, at }) => readDeadline(member, at));
}

/** The earliest deadline of a world, or null. */
export async function earliestDeadline(client: Client, world: WorldState): Promise<number | null> {
  const shards = await collector(client, world.incarnation)('(+inf', 1);
  const times = shards.flat().map(({ at }) => at);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * Few of each shard are nearly always enough. A shard that was cut off hides what comes after its last one, so only
 * what stands before the earliest such end is known to be in order; if that is too little, ask for more of each.
 */
async function firstDeadlines(
  collect: (perShard: number) => Promise<Deadline[][]>,
  limit: number,
): Promise<Deadline[]> {
  let perShard = Math.min(limit, Math.ceil((2 * limit) / SHARDS) + 8);
  for (;;) {
    const shards = await collect(perShard);
    const known = knownInOrder(shards, perShard);
    const cutOff = shards.some((shard) => shard.length === perShard);
    if (known.length >= limit || !cutOff || perShard === limit) return known.slice(0, limit);
    perShard = Math.min(limit, perShard * 4);
  }
}

function knownInOrder(shards: readonly Deadline[][], perShard: number): Deadline[] {
  const ends = shards.filter((shard) => shard.length === perShard).map((shard) => shard[perShard - 1] as Deadline);
  const horizon = ends.sort(byTimeAndMember)[0];
  const all = shards.flat().sort(byTimeAndMember);
  return horizon === undefined ? all : all.filter((deadline) => byTimeAndMember(deadline, horizon) <= 0);
}

function byTimeAndMember(a: Deadline, b: Deadline): number {
  return a.at - b.at || (a.member < b.member ? -1 : a.member > b.member ? 1 : 0);
}

/** A lone Redis answers for all shards with one command; in a Cluster each shard is asked for itself. */
function collector(client: Client, incarnation: string): Collect {
  const indexes = ALL_SHARDS.map((shard) => deadlinesKey(shard, incarnation));
  const groups = client.isCluster ? indexes.map((index) => [index]) : [indexes];
  return async (latest, perShard) => {
    const replies = await Promise.all(
      groups.map((keys) => runScript(client, COLLECT_DEADLINES, keys, [latest, perShard])),
    );
    return (replies as string[][][]).flat().map(readPairs);
  };
}

function readPairs(flat: readonly string[]): Deadline[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => ({
    member: flat[2 * i] as string,
    at: Number(flat[2 * i + 1]),
  }));
}
