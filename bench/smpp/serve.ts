/**
 * Worker: a server of SMPP on a free port. Arguments: `starhash` | `npm` | `floor`, Redis URL. Prints the port; answers each
 * line on stdin with its CPU time so far (µs) and its memory (resident octets), as JSON.
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
for await (const _ of createInterface({ input: process.stdin })) {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpu: user + system, memory: process.memoryUsage.rss() }));
}
process.exit(0);

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
