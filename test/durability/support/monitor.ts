/** What clients ask of a Redis, seen by Redis itself (MONITOR). */
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { RedisServer } from '../../support/redisServer.ts';

const END = 'the-end';
/** `+1520672400.1 [0 127.0.0.1:5000] "mget" …`; what scripts run inside Redis is marked `lua` in place of the address. */
const SENT_BY_CLIENT = /^\+[\d.]+ \[\d+ (?!lua)[^\]]*\] "(\w+)"/gm;

/** Names of the commands that clients sent while `work` ran, in order. */
export async function commandsDuring(redis: RedisServer, work: () => Promise<void>): Promise<string[]> {
  const monitor = createConnection(redis.port, '127.0.0.1').setEncoding('utf8');
  monitor.write('MONITOR\r\n');
  await once(monitor, 'data');
  const text = readUntil(monitor, `"${END}"`);
  await work();
  await redis.client.echo(END);
  const names = [...(await text).matchAll(SENT_BY_CLIENT)].map(([, name = '']) => name.toLowerCase());
  monitor.destroy();
  return names.slice(0, -1);
}

function readUntil(socket: Socket, end: string): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    socket.on('data', (more) => {
      text += more;
      if (text.includes(end)) resolve(text);
    });
  });
}
