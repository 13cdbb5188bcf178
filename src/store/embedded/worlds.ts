import type { WorldState } from '../port.ts';
import { createWorldReader, worldBeginning } from '../stored.ts';
import { type Environment, write } from './environment.ts';
import { type Key, sweepKey, worldKey } from './keys.ts';

const SWEEP_BATCH = 5_000;

/** The worlds of an environment. */
export interface WorldTable {
  readonly db: Environment;
  read(worldId: string): WorldState | null;
}

/** Makes the table of one process. */
export function createWorldTable(db: Environment): WorldTable {
  const parse = createWorldReader();
  return {
    db,
    read: (worldId) => {
      const stored = db.get(worldKey(worldId));
      return stored === undefined ? null : parse(worldId, stored.slice(stored.indexOf('|') + 1));
    },
  };
}

/** Ids of all worlds, sorted. */
export function listWorlds(db: Environment): string[] {
  return [...db.getKeys({ start: ['', 'w'], end: ['', 'x'] })].map(([, , worldId]) => String(worldId)).sort();
}

/** Creates a world; false if the id is taken. */
export function createWorld({ db, read }: WorldTable, state: WorldState): Promise<boolean> {
  return write(db, () => {
    if (read(state.id) !== null) return false;
    putState(db, state);
    return true;
  });
}

/** Replaces a world's state if the stored rev is the one before. */
export function putWorld({ db, read }: WorldTable, state: WorldState): Promise<boolean> {
  return write(db, () => {
    const old = read(state.id);
    if (old === null || old.rev !== state.rev - 1) return false;
    putState(db, state);
    if (old.incarnation !== state.incarnation) db.put(sweepKey(old.incarnation), '');
    return true;
  });
}

/** Deletes a world and all it held; false if there was none. It is unknown before its data are swept. */
export async function deleteWorld({ db, read }: WorldTable, worldId: string): Promise<boolean> {
  const incarnation = await write(db, () => {
    const old = read(worldId);
    if (old === null) return null;
    db.remove(worldKey(worldId));
    db.put(sweepKey(old.incarnation), '');
    return old.incarnation;
  });
  if (incarnation === null) return false;
  await sweepIncarnation(db, incarnation);
  return true;
}

/** Deletes the data of an incarnation that no world uses any more, batch by batch, so that other writers get their turn. */
export async function sweepIncarnation(db: Environment, incarnation: string): Promise<void> {
  const range = { start: [incarnation] as Key, end: [incarnation, '~'] as Key, limit: SWEEP_BATCH };
  let swept = SWEEP_BATCH;
  while (swept === SWEEP_BATCH) {
    swept = await write(db, () => {
      const keys = [...db.getKeys(range)];
      for (const key of keys) db.remove(key);
      return keys.length;
    });
  }
  await write(db, () => db.remove(sweepKey(incarnation)));
}

/** Finishes the sweeps that a process which died had begun. */
export async function finishSweeps(db: Environment): Promise<void> {
  const keys = [...db.getKeys({ start: ['', 'x'], end: ['', 'y'] })];
  for (const [, , incarnation] of keys) await sweepIncarnation(db, String(incarnation));
}

function putState(db: Environment, state: WorldState): void {
  db.put(worldKey(state.id), worldBeginning(state.rev, state.incarnation) + JSON.stringify(state));
}
