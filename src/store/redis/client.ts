import { once } from 'node:events';
import { Cluster, type CommonRedisOptions, Redis } from 'ioredis';
import { StoreUnavailable } from '../port.ts';
import type { Login, RedisAddress } from './address.ts';

/** One connection to a Redis, or one to each node of a Cluster. */
export type Client = Redis | Cluster;

/** The Redis servers that hold the data. */
export function mastersOf(client: Client): readonly Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}

/** A call gives up after this many milliseconds of silence. */
const COMMAND_TIMEOUT = 900;

/** A connection with commands in flight and no byte for so long is dead, whatever TCP thinks. */
const SOCKET_TIMEOUT = 2_000;
const CONNECT_TIMEOUT = 2_500;
const LONGEST_BACKOFF = 1_000;

/**
 * No command is ever sent a second time behind the caller's back: with a lost reply nobody but the caller can know
 * what a repetition would mean. So nothing is queued while offline, and a broken connection fails what was in flight.
 */
const SETTINGS = {
  lazyConnect: true,
  commandTimeout: COMMAND_TIMEOUT,
  socketTimeout: SOCKET_TIMEOUT,
  connectTimeout: CONNECT_TIMEOUT,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  enableAutoPipelining: false,
  retryStrategy: backoff,
  reconnectOnError: isReadOnlyReply,
} as const satisfies CommonRedisOptions;

/**
 * Connects, and stays connected: after the first success a lost connection is built up again for ever.
 * @throws StoreUnavailable within about three seconds when the first attempt fails.
 */
export async function connect(address: RedisAddress): Promise<Client> {
  const client = createClient(address);
  const reasons: Error[] = [];
  const note = (error: Error): void => {
    reasons[0] = error;
  };
  client.on('error', note);
  try {
    await withDeadline(connectToAll(client), CONNECT_TIMEOUT);
    return client;
  } catch (error) {
    client.disconnect();
    throw new StoreUnavailable(`Redis at ${address.text} cannot be used: ${explain(reasons[0] ?? (error as Error))}.`);
  }
}

/** A Cluster calls itself ready when one node answers, and refuses commands for the others until they do. */
async function connectToAll(client: Client): Promise<void> {
  await client.connect();
  await Promise.all(mastersOf(client).map(untilReady));
  await client.ping();
}

async function untilReady(node: Redis): Promise<void> {
  if (node.status === 'wait') await node.connect();
  else if (node.status !== 'ready') await once(node, 'ready');
}

function createClient(address: RedisAddress): Client {
  if (address.kind === 'standalone') {
    return new Redis({ ...SETTINGS, ...loginOptions(address.login), ...address.node, db: address.db });
  }
  if (address.kind === 'sentinel') {
    const { nodes, master, db, login } = address;
    return new Redis({ ...SETTINGS, ...loginOptions(login), sentinels: [...nodes], name: master, db });
  }
  return createCluster(address.nodes, address.login);
}

function createCluster(nodes: readonly { host: string; port: number }[], login: Login): Cluster {
  const { lazyConnect, enableOfflineQueue, retryStrategy, ...perNode } = SETTINGS;
  return new Cluster([...nodes], {
    lazyConnect,
    enableOfflineQueue,
    clusterRetryStrategy: retryStrategy,
    clusterNodeRetryStrategy: retryStrategy,
    slotsRefreshTimeout: COMMAND_TIMEOUT,
    retryDelayOnFailover: 0,
    redisOptions: { ...perNode, ...loginOptions(login) },
  });
}

function loginOptions({ tls, ...login }: Login): Omit<Login, 'tls'> & { tls?: object } {
  return { ...login, ...(tls && { tls: {} }) };
}

function backoff(attempt: number): number {
  return Math.min(20 * 2 ** Math.min(attempt, 10), LONGEST_BACKOFF);
}

/** After a failover the old master answers READONLY: connect anew, for the address may now lead elsewhere. */
function isReadOnlyReply(error: Error): boolean {
  return error.message.startsWith('READONLY');
}

async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** The error that says why: Cluster wraps the last node's error, Node wraps those of several addresses. */
function explain(error: Error): string {
  const { lastNodeError, errors } = error as { lastNodeError?: Error; errors?: Error[] };
  const inner = lastNodeError ?? errors?.[0];
  if (inner !== undefined) return explain(inner);
  return error.message === 'Connection is closed.' ? 'nobody answers there' : error.message;
}
