/** Whether anybody still waits for an answer. */
import type { ServerResponse } from 'node:http';
import type { Lifetime } from './wire.ts';

/**
 * A signal for what takes its time: it aborts when the client has gone, the answer is out or the server closes.
 * Ask for it before the first `await`; a client that has gone by then is noticed all the same.
 */
export function untilGone(lifetime: Lifetime, res: ServerResponse): AbortSignal {
  if (res.destroyed) return AbortSignal.abort();
  const controller = new AbortController();
  const forget = lifetime.onEnd(() => controller.abort());
  res.once('close', () => {
    forget();
    controller.abort();
  });
  return controller.signal;
}
