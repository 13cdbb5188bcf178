import { checkCommit } from '../limits.ts';
import { MESSAGES_KEPT, type Store, type StoreOptions } from '../port.ts';
import { commitStep } from './commit.ts';
import { type Database, MAP_SIZE } from './database.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { warnOfFullDisk } from './freeSpace.ts';
import { journalList, messagesList, recordKey, seedKey } from './keys.ts';
import { lengthOf, readLines } from './lists.ts';
import { readOutbox, removeFromOutbox } from './outbox.ts';
import { dueDeadlines, earliestDeadline, loadSnapshot, subscribersPage } from './reads.ts';
import { forget, readKept } from './timed.ts';
import {
  createWorld,
  createWorldTable,
  deleteWorld,
  finishSweeps,
  listWorlds,
  putWorld,
  sweepIncarnation,
  type WorldTable,
} from './worlds.ts';

export interface EmbeddedStoreOptions extends StoreOptions {
  /** Address space (bytes) for the data; see `openEnvironment`. */
  readonly mapSize?: number;
}

/**
 * Opens the store in a directory, which is made where it is missing, and finishes what a process that died left undone.
 * @throws StoreUnavailable, naming the directory and the reason.
 */
export async function openEmbeddedStore(directory: string, options: EmbeddedStoreOptions = {}): Promise<Store> {
  const environment = openEnvironment(directory, options.mapSize ?? MAP_SIZE);
  const worlds = createWorldTable(environment);
  await finishSweeps(environment);
  warnOfFullDisk(directory, options.onWarning);
  return { ...subscriberCalls(worlds), ...worldCalls(worlds), ...directoryCalls(environment) };
}

type SubscriberCalls =
  | 'load'
  | 'commit'
  | 'messages'
  | 'journal'
  | 'journalLength'
  | 'outbox'
  | 'removeOutbox'
  | 'due'
  | 'nextDue'
  | 'dropRecord'
  | 'subscribers';
type DirectoryCalls = 'kind' | 'ping' | 'close';

function subscriberCalls(worlds: WorldTable): Pick<Store, SubscriberCalls> {
  const { db, read, write } = worlds;
  return {
    load: async (worldId, msisdn, records = []) => read(() => loadSnapshot(worlds, worldId, msisdn, records)),
    commit: async (world, commit) => {
      checkCommit(commit);
      return write(() => commitStep(db, world, commit));
    },
    messages: async ({ incarnation }, msisdn) =>
      read(() => readLines(db, messagesList(incarnation, msisdn), 0, MESSAGES_KEPT)),
    journal: async ({ incarnation }, msisdn, program, offset, limit) =>
      read(() => readLines(db, journalList(incarnation, msisdn, program), offset, limit)),
    journalLength: async ({ incarnation }, msisdn, program) =>
      read(() => lengthOf(db, journalList(incarnation, msisdn, program))),
    outbox: async ({ incarnation }, queue, upTo, limit, from) =>
      read(() => readOutbox(db, incarnation, queue, { upTo, limit, from })),
    removeOutbox: async ({ incarnation }, queue, entries) => {
      if (entries.length > 0) await write(() => removeFromOutbox(db, incarnation, queue, entries));
    },
    due: async (world, upTo, limit) => read(() => dueDeadlines(db, world, upTo, limit)),
    nextDue: async (world) => read(() => earliestDeadline(db, world)),
    dropRecord: ({ incarnation }, msisdn, key, at) => write(() => dropRecord(db, incarnation, msisdn, key, at)),
    subscribers: async (world, having, cursor, limit) => read(() => subscribersPage(db, world, having, cursor, limit)),
  };
}

function worldCalls(worlds: WorldTable): Omit<Store, SubscriberCalls | DirectoryCalls> {
  const { db, read } = worlds;
  return {
    world: async (worldId) => read(() => worlds.find(worldId)),
    worlds: async () => read(() => listWorlds(db)),
    createWorld: (state, seed) => createWorld(worlds, state, seed),
    seed: async (worldId) => read(() => db.get(seedKey(worldId)) ?? null),
    putWorld: (state) => putWorld(worlds, state),
    deleteWorld: (worldId) => deleteWorld(worlds, worldId),
    sweepIncarnation: (incarnation) => sweepIncarnation(worlds, incarnation),
  };
}

function directoryCalls({ db, read, close }: Environment): Pick<Store, DirectoryCalls> {
  return {
    kind: 'embedded',
    ping: async () => {
      read(() => db.doesExist(['', 'w']));
    },
    close,
  };
}

function dropRecord(db: Database, incarnation: string, msisdn: string, key: string, at: number): void {
  const place = recordKey(incarnation, msisdn, key);
  if (readKept(db, place)?.at === at) forget(db, incarnation, place, { kind: 'record', msisdn, key });
}
