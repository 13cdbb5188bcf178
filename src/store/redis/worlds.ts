import type { WorldState } from '../port.ts';
import { reply, runScript } from './call.ts';
import { AUTHORITY, registryKey, seedKey, sequenceKey, sweepKey, worldKey } from './keys.ts';
import { REMOVE_WORLD } from './scripts/removeWorld.ts';
import { REPLACE_WORLD } from './scripts/replaceWorld.ts';
import { sweepKeys } from './sweep.ts';
import type { WorldDirectory } from './worldDirectory.ts';

/** The world as its authority knows it, or null. */
export async function readWorld(directory: WorldDirectory, worldId: string): Promise<WorldState | null> {
  return directory.read(worldId, await reply(directory.client.get(worldKey(AUTHORITY, worldId))));
}

/** Ids of all worlds, sorted. */
export async function listWorlds({ client }: WorldDirectory): Promise<string[]> {
  return (await reply(client.smembers(registryKey))).sort();
}

/** Creates a world and keeps its seed; false if the id is taken. */
export function createWorld(directory: WorldDirectory, state: WorldState, seed?: string): Promise<boolean> {
  return replaceWorld(directory, state, '', seed);
}

/** Replaces a world's state if the stored rev is the one before; true once every shard has it. */
export function putWorld(directory: WorldDirectory, state: WorldState): Promise<boolean> {
  return replaceWorld(directory, state, String(state.rev - 1));
}

async function replaceWorld(
  directory: WorldDirectory,
  state: WorldState,
  expectedRev: string,
  seed?: string,
): Promise<boolean> {
  const kept = seed === undefined ? [] : [seed];
  const stored = await runScript(
    directory.client,
    REPLACE_WORLD,
    [worldKey(AUTHORITY, state.id), registryKey, sequenceKey, sweepKey, seedKey(state.id)],
    [state.id, expectedRev, state.rev, state.incarnation, JSON.stringify(state), ...kept],
  );
  if (typeof stored !== 'string') return false;
  await directory.publish(state.id, stored);
  return true;
}

/** Deletes a world and all it held; false if there was none. It is unknown before its data are swept. */
export async function deleteWorld(directory: WorldDirectory, worldId: string): Promise<boolean> {
  const keys = [worldKey(AUTHORITY, worldId), registryKey, sweepKey, seedKey(worldId)];
  const incarnation = await runScript(directory.client, REMOVE_WORLD, keys, [worldId]);
  if (typeof incarnation !== 'string') return false;
  await finishSweep(directory, incarnation, worldId);
  return true;
}

/** Deletes the data of an incarnation that no world uses any more. */
export async function sweepIncarnation(directory: WorldDirectory, incarnation: string): Promise<void> {
  const worldId = await reply(directory.client.hget(sweepKey, incarnation));
  await finishSweep(directory, incarnation, worldId);
}

/** Finishes what processes that died in the middle left: copies of worlds behind the authority, data to be swept. */
export async function repairWorlds(directory: WorldDirectory): Promise<void> {
  const { client, publish } = directory;
  for (const worldId of await reply(client.smembers(registryKey))) {
    const stored = await reply(client.get(worldKey(AUTHORITY, worldId)));
    if (stored !== null) await publish(worldId, stored);
  }
  const unswept = await reply(client.hgetall(sweepKey));
  for (const [incarnation, worldId] of Object.entries(unswept)) await finishSweep(directory, incarnation, worldId);
}

async function finishSweep(directory: WorldDirectory, incarnation: string, worldId: string | null): Promise<void> {
  if (worldId !== null) await directory.withdraw(worldId, incarnation);
  await sweepKeys(directory.client, incarnation);
  await reply(directory.client.hdel(sweepKey, incarnation));
}
