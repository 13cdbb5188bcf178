/** Requests sent without waiting for answers (RFC 9112 §9.3.2): Node takes any number of them in at once, we do not. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Cuts the connection of a request that has too many before it, and says that it did. */
export type QueueCap = (req: IncomingMessage, res: ServerResponse) => boolean;

/** Lets up to `limit` requests of a connection wait for their turn to be answered. */
export function capQueue(limit: number): QueueCap {
  const waiting = new WeakMap<Socket, number>();
  const count = (socket: Socket, by: number) => {
    const now = (waiting.get(socket) ?? 0) + by;
    waiting.set(socket, now);
    return now;
  };
  return ({ socket }, res) => {
    // A response has its socket from the start, unless one before it has it still.
    if (res.socket !== null) return false;
    const queued = count(socket, 1);
    res.once('close', () => count(socket, -1));
    if (queued > limit) socket.destroy();
    return queued > limit;
  };
}
