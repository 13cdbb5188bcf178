import type { Redis } from 'ioredis';
import { reply } from './call.ts';
import { type Client, mastersOf } from './client.ts';
import { incarnationPattern } from './keys.ts';

const BATCH = 1000;

/** Deletes all keys of an incarnation, batch by batch on each master, so that nobody else has to wait for it. */
export async function sweepKeys(client: Client, incarnation: string): Promise<void> {
  for (const node of mastersOf(client)) await sweepNode(client, node, incarnationPattern(incarnation));
}

async function sweepNode(client: Client, node: Redis, pattern: string): Promise<void> {
  let cursor = '0';
  do {
    const [next, keys] = await reply(node.scan(cursor, 'MATCH', pattern, 'COUNT', BATCH));
    await Promise.all([...byTag(keys).values()].map((group) => reply(client.unlink(...group))));
    cursor = next;
  } while (cursor !== '0');
}

/** One command may name keys of one Cluster slot only. */
function byTag(keys: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const tag = key.slice(0, key.indexOf('}'));
    const group = groups.get(tag);
    if (group === undefined) groups.set(tag, [key]);
    else group.push(key);
  }
  return groups;
}
