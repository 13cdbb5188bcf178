import { Cluster, Command, type Redis } from 'ioredis';
import type { Client } from './client.ts';

/** Connections whose writes of this turn of the event loop are being held back. */
const corked = new WeakSet<object>();

/**
 * Sends one command of the hot path. All that is sent in one turn of the event loop leaves as one write, for a system
 * call costs as much as a command. The socket itself holds the bytes back, so commands that others send meanwhile keep
 * their place in the order, on which the matching of replies rests. A Cluster decides itself which connection a command
 * goes to, and writes at once.
 */
export function send(client: Client, name: string, args: (string | number)[]): Promise<unknown> {
  const command = new Command(name, args, { replyEncoding: 'utf8' });
  if (!(client instanceof Cluster)) gatherWrites(client);
  client.sendCommand(command);
  return command.promise;
}

function gatherWrites({ stream }: Redis): void {
  if (stream === undefined || corked.has(stream)) return;
  corked.add(stream);
  stream.cork();
  process.nextTick(() => {
    corked.delete(stream);
    stream.uncork();
  });
}
