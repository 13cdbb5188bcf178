/** Requests sent without waiting for answers (RFC 9112 §9.3.2): Node takes any number of them in at once, we do not. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Cuts the connection of a request that has too many before it, and says that it did. */
export type QueueCap = (req: IncomingMessage, res: ServerResponse) => boolean;

/** Lets up to `limit` requests of a connection wait for their turn to be answered. */
export function capQueue(limit: number): QueueCap {
  const queues = new WeakMap<Socket, Set<ServerResponse>>();
  return ({ socket }, res) => {
    // A response has its socket from the start, unless one before it has it still.
    if (res.socket !== null) return false;
    const queue = queues.get(socket) ?? newQueue(socket);
    queues.set(socket, queue.add(res));
    res.once('close', () => queue.delete(res));
    const isOver = queue.size > limit;
    if (isOver) socket.destroy();
    return isOver;
  };
}

/** Node tells the end of a connection only to the response whose turn it is: those that still wait are told here. */
function newQueue(socket: Socket): Set<ServerResponse> {
  const queue = new Set<ServerResponse>();
  socket.once('close', () => {
    for (const res of queue) if (res.socket === null) res.destroy().emit('close');
  });
  return queue;
}
