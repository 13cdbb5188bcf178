import { runScript } from './call.ts';
import type { Client } from './client.ts';
import { COLLECT_EARLIEST } from './scripts/collectEarliest.ts';
import { SHARDS } from './shard.ts';

/** A member of a ZSET that is kept in order of time. */
export interface Placed {
  readonly member: string;
  readonly at: number;
}

/** Scores that count, as ZRANGEBYSCORE takes them. */
export interface Scores {
  /** Absent = all that are low enough. */
  readonly earliest?: string;
  readonly latest: string;
}

/** The first members of one shard's ZSET, of which `most` were asked for. */
interface Part {
  readonly key: string;
  readonly most: number;
  readonly found: readonly Placed[];
}

/** A part that may hide something is asked for so many times more. */
const GROWTH = 4;

/**
 * The earliest members of ZSETs that lie one in each shard, in order of time and member; at most `limit`.
 *
 * Few of each shard are nearly always enough. A part that was cut off hides what comes after its last member; only those
 * whose end comes before the last one wanted are asked again, so that a shard that has most of it costs what it gives.
 */
export async function earliestOf(
  client: Client,
  keys: readonly string[],
  scores: Scores,
  limit: number,
): Promise<Placed[]> {
  if (limit < 1) return [];
  let asked = keys;
  let complete: readonly Part[] = [];
  for (let most = Math.min(limit, fewOf(limit)); ; most = Math.min(limit, most * GROWTH)) {
    const parts = [...complete, ...(await collect(client, asked, scores, most))];
    const first = parts
      .flatMap(({ found }) => found)
      .sort(byTimeAndMember)
      .slice(0, limit);
    const hiding = parts.filter((part) => mayHide(part, first[limit - 1]));
    if (hiding.length === 0) return first;
    complete = parts.filter((part) => !hiding.includes(part));
    asked = hiding.map(({ key }) => key);
  }
}

/** Twice a shard's share, and some: of members that are spread evenly, hardly ever too few. */
function fewOf(limit: number): number {
  return Math.ceil((2 * limit) / SHARDS) + 8;
}

/** Whether a part was cut off before the last one wanted, or before it is known which that is. */
function mayHide({ found, most }: Part, last: Placed | undefined): boolean {
  const end = found[most - 1];
  return end !== undefined && (last === undefined || byTimeAndMember(end, last) < 0);
}

function byTimeAndMember(a: Placed, b: Placed): number {
  return a.at - b.at || (a.member < b.member ? -1 : a.member > b.member ? 1 : 0);
}

/** A lone Redis answers for all shards with one command; in a Cluster each shard is asked for itself. */
async function collect(client: Client, keys: readonly string[], scores: Scores, most: number): Promise<Part[]> {
  const groups = client.isCluster ? keys.map((key) => [key]) : [keys];
  return (await Promise.all(groups.map((group) => collectTogether(client, group, scores, most)))).flat();
}

async function collectTogether(
  client: Client,
  keys: readonly string[],
  { earliest = '-inf', latest }: Scores,
  most: number,
): Promise<Part[]> {
  const replies = (await runScript(client, COLLECT_EARLIEST, keys, [latest, most, earliest])) as string[][];
  return keys.map((key, i) => ({ key, most, found: readPairs(replies[i] ?? []) }));
}

function readPairs(flat: readonly string[]): Placed[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => ({
    member: flat[2 * i] as string,
    at: Number(flat[2 * i + 1]),
  }));
}
