import type { Page, WorldState } from '../port.ts';
import { reply } from './call.ts';
import type { Client } from './client.ts';
import { deadlinesKey, readDeadline } from './keys.ts';
import { SHARDS } from './shard.ts';

/** Where a listing stands: a shard, the place in its ZSCAN, and what a too large answer of Redis left over. */
interface Place {
  readonly shard: number;
  readonly scan: string;
  readonly left: readonly string[];
}

const START: Place = { shard: 0, scan: '0', left: [] };

/**
 * One page of the subscribers with an account or a session: both always stand in the deadline index, at `+inf` when
 * they have no deadline. ZSCAN gives each member that is there throughout at least once.
 * @throws RangeError for a cursor that no page gave; StoreUnavailable.
 */
export async function subscribersPage(
  client: Client,
  world: WorldState,
  having: 'account' | 'session',
  cursor: string | null,
  limit: number,
): Promise<Page> {
  let { shard, scan, left } = cursor === null ? START : readCursor(cursor);
  const found = [...left];
  while (found.length < limit && shard < SHARDS) {
    const index = deadlinesKey(shard, world.incarnation);
    const [next, members] = await reply(client.zscan(index, scan, 'COUNT', limit));
    found.push(...msisdnsOf(members, having));
    scan = next;
    if (next === '0') shard += 1;
  }
  left = found.slice(limit);
  const over = left.length === 0 && shard === SHARDS;
  return { msisdns: found.slice(0, limit), next: over ? null : `${shard}:${scan}:${left.join(',')}` };
}

function msisdnsOf(membersAndScores: readonly string[], having: 'account' | 'session'): string[] {
  return membersAndScores
    .filter((_, i) => i % 2 === 0)
    .map((member) => readDeadline(member, 0))
    .filter(({ kind }) => kind === having)
    .map(({ msisdn }) => msisdn);
}

function readCursor(cursor: string): Place {
  const match = /^(\d{1,2}):(\d{1,20}):((?:\d+(?:,\d+)*)?)$/.exec(cursor);
  const shard = Number(match?.[1]);
  if (!match || !(shard <= SHARDS)) throw new RangeError('This cursor was not given by a page of subscribers.');
  return { shard, scan: match[2] as string, left: match[3] ? match[3].split(',') : [] };
}
