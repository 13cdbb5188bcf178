import { type RedisServer, startRedisServer } from './redisServer.ts';

/** A real Redis Cluster of three masters on loopback. */
export interface RedisCluster {
  readonly url: string;
  readonly nodes: readonly RedisServer[];
  stop(): Promise<void>;
}

const SLOTS = 16_384;
const MASTERS = 3;
const NODE_OPTIONS = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];

/** Starts three masters, gives each a third of the slots and waits until all of them call the Cluster whole. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const nodes = await Promise.all(Array.from({ length: MASTERS }, () => startRedisServer(NODE_OPTIONS)));
  await join(nodes);
  await Promise.all(nodes.map(untilWhole));
  const url = `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
  return { url, nodes, stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))) };
}

async function join(nodes: readonly RedisServer[]): Promise<void> {
  for (const [i, { client }] of nodes.entries()) {
    const [first, last] = [i, i + 1].map((part) => Math.floor((part * SLOTS) / MASTERS)) as [number, number];
    await client.cluster('ADDSLOTSRANGE', first, last - 1);
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(i + 1));
  }
  for (const { port } of nodes.slice(1)) await nodes[0]?.client.call('CLUSTER', 'MEET', '127.0.0.1', String(port));
}

/** Redis tells nobody when its gossip has settled; each question waits for an answer, so this is no sleep. */
async function untilWhole({ client }: RedisServer): Promise<void> {
  const whole = [
    'cluster_state:ok',
    `cluster_known_nodes:${MASTERS}`,
    `cluster_slots_ok:${SLOTS}`,
    `cluster_size:${MASTERS}`,
  ];
  const until = Date.now() + 20_000;
  for (;;) {
    const info = await client.cluster('INFO');
    if (whole.every((line) => info.includes(line))) return;
    if (Date.now() > until) throw new Error(`The Redis Cluster did not come together:\n${info}`);
  }
}
