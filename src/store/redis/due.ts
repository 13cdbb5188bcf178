import type { Due, WorldState } from '../port.ts';
import type { Client } from './client.ts';
import { earliestOf } from './earliest.ts';
import { deadlinesKey, readDeadline } from './keys.ts';
import { ALL_SHARDS } from './shard.ts';

/** The earliest deadlines ≤ upTo of all shards, in order of time, MSISDN, kind and key; at most `limit`. */
export async function dueDeadlines(client: Client, world: WorldState, upTo: number, limit: number): Promise<Due[]> {
  const deadlines = await earliestOf(client, indexesOf(world), { latest: String(upTo) }, limit);
  return deadlines.map(({ member, at }) => readDeadline(member, at));
}

/** The earliest deadline of a world, or null. */
export async function earliestDeadline(client: Client, world: WorldState): Promise<number | null> {
  const [first] = await earliestOf(client, indexesOf(world), { latest: '(+inf' }, 1);
  return first?.at ?? null;
}

function indexesOf({ incarnation }: WorldState): string[] {
  return ALL_SHARDS.map((shard) => deadlinesKey(shard, incarnation));
}
