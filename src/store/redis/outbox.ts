import type { OutboxEntry, WorldState } from '../port.ts';
import { batched } from './batch.ts';
import { runScript } from './call.ts';
import type { Client } from './client.ts';
import { earliestOf } from './earliest.ts';
import { outboxKey, outboxMember, readOutboxMember } from './keys.ts';
import { REMOVE_MEMBERS } from './scripts/removeMembers.ts';
import { ALL_SHARDS, shardOf } from './shard.ts';

/** Entries that one script removes at the most: Redis does nothing else meanwhile. */
const MOST_REMOVALS = 256;

/** An entry to be removed. */
interface Removal {
  readonly shard: number;
  readonly key: string;
  readonly member: string;
}

export type RemoveOutbox = (world: WorldState, queue: string, entries: readonly OutboxEntry[]) => Promise<void>;

/** Which entries of an outbox are asked for. */
interface Range {
  readonly upTo: number;
  readonly limit: number;
  readonly from?: number | undefined;
}

/** The earliest entries from ≤ at ≤ upTo of a wire's outbox in all shards, in order of time, MSISDN and id; at most `limit`. */
export async function readOutbox(
  client: Client,
  { incarnation }: WorldState,
  queue: string,
  { upTo, limit, from = Number.NEGATIVE_INFINITY }: Range,
): Promise<OutboxEntry[]> {
  const keys = ALL_SHARDS.map((shard) => outboxKey(shard, incarnation, queue));
  const earliest = from === Number.NEGATIVE_INFINITY ? '-inf' : String(from);
  const entries = await earliestOf(client, keys, { earliest, latest: String(upTo) }, limit);
  return entries.map(({ member, at }) => readOutboxMember(member, at));
}

/**
 * Makes the call that removes entries: all of one turn of the event loop go in one EVALSHA (as far as that may have so many), in
 * a Cluster in one for each shard. After StoreUnavailable nobody knows which are gone; removing them again does no harm.
 */
export function outboxRemover(client: Client): RemoveOutbox {
  const remove = batched((calls: readonly (readonly Removal[])[]) => removeAll(client, calls), MOST_REMOVALS);
  return async ({ incarnation }, queue, entries) => {
    if (entries.length > 0) await remove(entries.map((entry) => removalOf(incarnation, queue, entry)));
  };
}

function removalOf(incarnation: string, queue: string, { msisdn, id, value }: OutboxEntry): Removal {
  const shard = shardOf(msisdn);
  return { shard, key: outboxKey(shard, incarnation, queue), member: outboxMember(msisdn, id, value) };
}

async function removeAll(client: Client, calls: readonly (readonly Removal[])[]): Promise<undefined[]> {
  const removals = calls.flat();
  const groups = client.isCluster ? byShard(removals) : [removals];
  const portions = groups.flatMap((group) => portionsOf(group));
  await Promise.all(portions.map((portion) => removeTogether(client, portion)));
  return calls.map(() => undefined);
}

function portionsOf(removals: readonly Removal[]): Removal[][] {
  const count = Math.ceil(removals.length / MOST_REMOVALS);
  return Array.from({ length: count }, (_, i) => removals.slice(i * MOST_REMOVALS, (i + 1) * MOST_REMOVALS));
}

function byShard(removals: readonly Removal[]): Removal[][] {
  return ALL_SHARDS.map((shard) => removals.filter((removal) => removal.shard === shard)).filter(
    ({ length }) => length > 0,
  );
}

function removeTogether(client: Client, removals: readonly Removal[]): Promise<unknown> {
  const keys = removals.map(({ key }) => key);
  const members = removals.map(({ member }) => member);
  return runScript(client, REMOVE_MEMBERS, keys, members);
}
