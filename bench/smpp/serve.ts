/**
 * Worker: a server of SMPP on a free port. Arguments: `starhash` | `npm` | `floor`, Redis URL. Prints the port; answers each
 * line on stdin as JSON: `cpu` with its CPU time so far (µs), `memory` with its resident octets and those that are used in it.
 */
import { createInterface } from 'node:readline';
import { openStarhash } from '../../src/gateway.ts';
import { serveFloor } from './floor.ts';
import { servePeer } from './npmPeer.ts';

const SERVERS: Readonly<Record<string, (redis: string) => Promise<number>>> = {
  starhash: serveStarhash,
  npm: servePeer,
  floor: serveFloor,
};

const [kind = '', redis = ''] = process.argv.slice(2);
console.log(await SERVERS[kind]?.(redis));
for await (const question of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(question === 'memory' ? memory() : cpu()));
}
process.exit(0);

function cpu() {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system };
}

/** What is used: all that a full collection leaves, on the heap and beside it. */
function memory() {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, used: heapUsed + external };
}

async function serveStarhash(redis: string): Promise<number> {
  const { smpp } = await openStarhash({
    http: null,
    smpp: { port: 0, host: '127.0.0.1' },
    redis,
    data: '',
    sessions: 'sessions',
    logLevel: 'warn',
  });
  return Number(smpp?.split(':').at(-1));
}
