import type { WorldState } from '../port.ts';
import { createWorldReader, worldBeginning } from '../stored.ts';
import type { Database } from './database.ts';
import type { Environment } from './environment.ts';
import { type Key, seedKey, sweepKey, worldKey } from './keys.ts';

const SWEEP_BATCH = 5_000;

/** The worlds of an environment. */
export interface WorldTable extends Environment {
  /** The state of a world, or null. Call it inside a read or a write. */
  find(worldId: string): WorldState | null;
}

/** Makes the table of one process. */
export function createWorldTable(environment: Environment): WorldTable {
  const { db } = environment;
  const parse = createWorldReader();
  return {
    ...environment,
    find: (worldId) => {
      const stored = db.get(worldKey(worldId));
      return stored === undefined ? null : parse(worldId, stored.slice(stored.indexOf('|') + 1));
    },
  };
}

/** Ids of all worlds, sorted. */
export function listWorlds(db: Database): string[] {
  return [...db.getKeys({ start: ['', 'w'], end: ['', 'x'] })].map(([, , worldId]) => String(worldId)).sort();
}

/** Creates a world and keeps its seed; false if the id is taken. */
export function createWorld({ db, write, find }: WorldTable, state: WorldState, seed?: string): Promise<boolean> {
  return write(() => {
    if (find(state.id) !== null) return false;
    putState(db, state);
    if (seed !== undefined) db.put(seedKey(state.id), seed);
    return true;
  });
}

/** Replaces a world's state if the stored rev is the one before. */
export function putWorld({ db, write, find }: WorldTable, state: WorldState): Promise<boolean> {
  return write(() => {
    const old = find(state.id);
    if (old === null || old.rev !== state.rev - 1) return false;
    putState(db, state);
    if (old.incarnation !== state.incarnation) db.put(sweepKey(old.incarnation), '');
    return true;
  });
}

/** Deletes a world and all it held; false if there was none. It is unknown before its data are swept. */
export async function deleteWorld(worlds: WorldTable, worldId: string): Promise<boolean> {
  const { db, write, find } = worlds;
  const incarnation = await write(() => {
    const old = find(worldId);
    if (old === null) return null;
    db.remove(worldKey(worldId));
    db.remove(seedKey(worldId));
    db.put(sweepKey(old.incarnation), '');
    return old.incarnation;
  });
  if (incarnation === null) return false;
  await sweepIncarnation(worlds, incarnation);
  return true;
}

/** Deletes the data of an incarnation that no world uses any more, batch by batch, so that other writers get their turn. */
export async function sweepIncarnation({ db, write }: Environment, incarnation: string): Promise<void> {
  const range = { start: [incarnation] as Key, end: [incarnation, '~'] as Key, limit: SWEEP_BATCH };
  let swept = SWEEP_BATCH;
  while (swept === SWEEP_BATCH) {
    swept = await write(() => {
      const keys = [...db.getKeys(range)];
      for (const key of keys) db.remove(key);
      return keys.length;
    });
  }
  await write(() => db.remove(sweepKey(incarnation)));
}

/** Finishes the sweeps that a process which died had begun. */
export async function finishSweeps(environment: Environment): Promise<void> {
  const keys = [...environment.db.getKeys({ start: ['', 'x'], end: ['', 'y'] })];
  for (const [, , incarnation] of keys) await sweepIncarnation(environment, String(incarnation));
}

function putState(db: Database, state: WorldState): void {
  db.put(worldKey(state.id), worldBeginning(state.rev, state.incarnation) + JSON.stringify(state));
}
