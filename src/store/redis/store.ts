import type { Store, StoreOptions } from '../port.ts';
import { readAddress } from './address.ts';
import { reply, runScript } from './call.ts';
import { type Client, connect } from './client.ts';
import { committer } from './commit.ts';
import { dueDeadlines, earliestDeadline } from './due.ts';
import { warnOfEviction } from './eviction.ts';
import { deadlineMember, homeDeadlinesKey, homeOf, recordKey, seedKey } from './keys.ts';
import { journalLength, readJournal, readMessages } from './lists.ts';
import { loader } from './load.ts';
import { outboxRemover, readOutbox } from './outbox.ts';
import { DROP_RECORD } from './scripts/dropRecord.ts';
import { subscribersPage } from './subscribers.ts';
import { createWorldDirectory, type WorldDirectory } from './worldDirectory.ts';
import { createWorld, deleteWorld, listWorlds, putWorld, readWorld, repairWorlds, sweepIncarnation } from './worlds.ts';

/**
 * Opens the store in a Redis, a Redis behind Sentinels or a Redis Cluster (see `readAddress` for the URLs) and repairs
 * what a process that died in the middle of changing a world may have left.
 * @throws StoreUnavailable within about three seconds if there is no usable Redis, RangeError if the URL is none; neither shows a password.
 */
export async function openRedisStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const client = await connect(readAddress(url));
  const directory = createWorldDirectory(client);
  try {
    await repairWorlds(directory);
    await warnOfEviction(client, options.onWarning);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  return { ...subscriberCalls(directory), ...worldCalls(directory), ...connectionCalls(client) };
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
type ConnectionCalls = 'kind' | 'ping' | 'close';

function subscriberCalls(directory: WorldDirectory): Pick<Store, SubscriberCalls> {
  const { client } = directory;
  const load = loader(directory);
  const commitStep = committer(client);
  return {
    load: (worldId, msisdn, records = []) => load(worldId, msisdn, records),
    commit: (world, commit) => commitStep({ world, commit }),
    messages: (world, msisdn) => readMessages(client, world, msisdn),
    journal: (world, msisdn, program, offset, limit) => readJournal(client, world, msisdn, program, offset, limit),
    journalLength: (world, msisdn, program) => journalLength(client, world, msisdn, program),
    outbox: (world, queue, upTo, limit, from) => readOutbox(client, world, queue, { upTo, limit, from }),
    removeOutbox: outboxRemover(client),
    due: (world, upTo, limit) => dueDeadlines(client, world, upTo, limit),
    nextDue: (world) => earliestDeadline(client, world),
    dropRecord: async (world, msisdn, key, at) => {
      const home = homeOf(world.incarnation, msisdn);
      const keys = [recordKey(home, key), homeDeadlinesKey(home)];
      await runScript(client, DROP_RECORD, keys, [deadlineMember('record', msisdn, key), at]);
    },
    subscribers: (world, having, cursor, limit) => subscribersPage(client, world, having, cursor, limit),
  };
}

function worldCalls(directory: WorldDirectory): Omit<Store, SubscriberCalls | ConnectionCalls> {
  return {
    world: (worldId) => readWorld(directory, worldId),
    worlds: () => listWorlds(directory),
    createWorld: (state, seed) => createWorld(directory, state, seed),
    seed: (worldId) => reply(directory.client.get(seedKey(worldId))),
    putWorld: (state) => putWorld(directory, state),
    deleteWorld: (worldId) => deleteWorld(directory, worldId),
    sweepIncarnation: (incarnation) => sweepIncarnation(directory, incarnation),
  };
}

function connectionCalls(client: Client): Pick<Store, ConnectionCalls> {
  return {
    kind: client.isCluster ? 'redis-cluster' : 'redis',
    ping: async () => {
      await reply(client.ping());
    },
    close: async () => client.disconnect(),
  };
}
