/** What every handler of the HTTP wire shares: the gateway behind it, the meters beside it and the caps around it. */
import type { Logger } from 'pino';
import type { Gateway } from '../flow/api.ts';
import type { EventLog } from './eventLog.ts';
import type { Metrics } from './metrics.ts';

/** Caps on everything that comes from outside. Times are in milliseconds of the machine's clock, sizes in bytes. */
export interface Limits {
  /** Largest body; a larger one is refused with 413. */
  readonly bodyBytes: number;
  /** Deepest nesting of objects and arrays in a body. */
  readonly bodyDepth: number;
  /** How long a client may take to send its headers, and its whole request. */
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** How long a silent connection is kept for the client's next request. */
  readonly keepAliveTimeout: number;
  /** How long a client may leave an answer unread that did not fit into the kernel's buffers. */
  readonly unreadTimeout: number;
  readonly connections: number;
  /** How many requests of one connection may wait for the answers before them. */
  readonly pipelined: number;
  /** What an event stream may have waiting for its reader before it is cut. */
  readonly streamBytes: number;
  readonly heartbeat: number;
  /** How long `close` waits for what is in flight. */
  readonly closeTimeout: number;
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 100 * 1024,
  bodyDepth: 32,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 30_000,
  unreadTimeout: 10_000,
  connections: 2_000,
  pipelined: 100,
  streamBytes: 1024 * 1024,
  heartbeat: 15_000,
  closeTimeout: 2_000,
};

/** What `startHttp` builds once and hands to all calls. */
export interface Wire {
  readonly gateway: Gateway;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly events: EventLog;
  readonly limits: Limits;
  readonly lifetime: Lifetime;
}

/** The server's own end, for what would otherwise outlive it: event streams and long polls. */
export interface Lifetime {
  readonly ending: () => boolean;
  /** Calls `end` when the server closes, at once if it does so already. Returns the function that forgets it. */
  readonly onEnd: (end: () => void) => () => void;
  readonly end: () => void;
}

/** A lifetime that has not ended. Ending it twice does nothing the second time. */
export function startLifetime(): Lifetime {
  const ends = new Set<() => void>();
  let over = false;
  return {
    ending: () => over,
    onEnd(end) {
      if (over) end();
      else ends.add(end);
      return () => ends.delete(end);
    },
    end() {
      over = true;
      for (const end of ends) end();
      ends.clear();
    },
  };
}
