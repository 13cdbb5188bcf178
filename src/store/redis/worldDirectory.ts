import { UnknownWorld, type WorldState } from '../port.ts';
import { createWorldReader } from '../stored.ts';
import { reply, runScript } from './call.ts';
import type { Client } from './client.ts';
import { AUTHORITY, worldKey } from './keys.ts';
import { DROP_WORLD_COPY } from './scripts/dropWorldCopy.ts';
import { SYNC_WORLD_COPY } from './scripts/syncWorldCopy.ts';
import { ALL_SHARDS } from './shard.ts';

/** The copies of the worlds in all shards, as this process sees them. */
export interface WorldDirectory {
  readonly client: Client;
  /** The world as it was when this process last read it. */
  lastSeen(worldId: string): WorldState | null;
  /** The state in a copy just read; null if there is no copy. */
  read(worldId: string, copy: string | null | undefined): WorldState | null;
  /** The world in a shard; a missing copy is made anew from the authority. @throws UnknownWorld */
  find(worldId: string, shard: number): Promise<WorldState>;
  /** Brings all copies up to a state that is in the authority; when it resolves, no process can step under an older one. */
  publish(worldId: string, stored: string): Promise<void>;
  /** Deletes the copies that belong to a dead incarnation. */
  withdraw(worldId: string, incarnation: string): Promise<void>;
}

/** Makes the directory of one process. */
export function createWorldDirectory(client: Client): WorldDirectory {
  const seen = new Map<string, { readonly copy: string; readonly state: WorldState }>();
  const parse = createWorldReader();

  const read: WorldDirectory['read'] = (worldId, copy) => {
    if (copy == null) {
      seen.delete(worldId);
      return null;
    }
    const known = seen.get(worldId);
    if (known?.copy === copy) return known.state;
    const state = parse(worldId, jsonOf(copy));
    seen.set(worldId, { copy, state });
    return state;
  };

  const find: WorldDirectory['find'] = async (worldId, shard) => {
    const copy = await reply(client.get(worldKey(shard, worldId)));
    if (copy !== null) return read(worldId, copy) as WorldState;
    const stored = await reply(client.get(worldKey(AUTHORITY, worldId)));
    if (stored === null) throw new UnknownWorld(worldId);
    await publish(client, worldId, stored);
    return read(worldId, stored) as WorldState;
  };

  return {
    client,
    lastSeen: (worldId) => seen.get(worldId)?.state ?? null,
    read,
    find,
    publish: (worldId, stored) => publish(client, worldId, stored),
    withdraw: (worldId, incarnation) => withdraw(client, worldId, incarnation),
  };
}

/** The incarnation in a stored world. */
function incarnationOf(stored: string): string {
  return stored.slice(stored.indexOf('@') + 1, stored.indexOf('|'));
}

/** A world may be deleted while its copies are being written: whoever wrote them looks again and takes them back. */
async function publish(client: Client, worldId: string, stored: string): Promise<void> {
  const sequence = /^[^|]*\|(\d+)\|/.exec(stored)?.[1] as string;
  await onAllShards((shard) => runScript(client, SYNC_WORLD_COPY, [worldKey(shard, worldId)], [sequence, stored]));
  const now = await reply(client.get(worldKey(AUTHORITY, worldId)));
  if (now === null) await withdraw(client, worldId, incarnationOf(stored));
}

function withdraw(client: Client, worldId: string, incarnation: string): Promise<void> {
  return onAllShards((shard) => runScript(client, DROP_WORLD_COPY, [worldKey(shard, worldId)], [incarnation]));
}

async function onAllShards(action: (shard: number) => Promise<unknown>): Promise<void> {
  await Promise.all(ALL_SHARDS.map(action));
}

function jsonOf(copy: string): string {
  return copy.slice(copy.indexOf('|', copy.indexOf('|') + 1) + 1);
}
