import { Cluster, Command, type Redis } from 'ioredis';
import type { Client } from './client.ts';

/** What ioredis writes a command to, when it is not the connection itself. */
interface Outbox {
  readonly isPipeline: true;
  readonly destination: { readonly redis: Redis };
  write(command: string | Buffer): void;
}

const outboxes = new WeakMap<Redis, Outbox>();

/**
 * Sends one command of the hot path. All that is sent in one turn of the event loop leaves as one write, for a system
 * call costs as much as a command. A Cluster decides itself which connection a command goes to, and writes at once.
 */
export function send(client: Client, name: string, args: (string | number)[]): Promise<unknown> {
  const command = new Command(name, args, { replyEncoding: 'utf8' });
  if (client instanceof Cluster) client.sendCommand(command);
  else client.sendCommand(command, outboxOf(client));
  return command.promise;
}

function outboxOf(redis: Redis): Outbox {
  const known = outboxes.get(redis);
  if (known !== undefined) return known;
  const outbox = createOutbox(redis);
  outboxes.set(redis, outbox);
  return outbox;
}

function createOutbox(redis: Redis): Outbox {
  let waiting = '';
  const flush = (): void => {
    const bytes = waiting;
    waiting = '';
    redis.stream.write(bytes);
  };
  return {
    isPipeline: true,
    destination: { redis },
    write: (command) => {
      if (waiting === '') process.nextTick(flush);
      waiting += command;
    },
  };
}
