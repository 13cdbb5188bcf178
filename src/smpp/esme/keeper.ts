/** Keeps one bind to somebody's SMSC alive: connect, bind, and after any end try again, ever later. */
import type { Socket } from 'node:net';
import type { Later } from '../later.ts';
import { connect } from './connect.ts';
import { retryAfter } from './retry.ts';
import { openSession, type SessionEnd, type SessionOptions } from './session.ts';

export interface KeeperOptions extends SessionOptions {
  /** An unpredictable integer from 0 to `below` - 1. */
  readonly chance: (below: number) => number;
  readonly later: Later;
  /** There is no bind, and none is asked for during the next `retryIn` ms. @param why for people */
  readonly onFailed: (why: string, retryIn: number) => void;
}

export interface Keeper {
  /** Unbinds if it is bound, and resolves when the connection is over; nothing is tried again. */
  close(): Promise<void>;
}

/** A bind that stood for so long, ms, was a good one: after it the waiting begins anew. */
const STEADY = 10_000;

/** Begins at once. */
export function keepBound(options: KeeperOptions): Keeper {
  const { account, chance, later, onFailed } = options;
  let failures = 0;
  let isOver = false;
  /** Ends what is under way: a connection that is being made, a link, a wait. */
  let end: () => unknown;

  const begin = () => {
    end = connect(account, { later, onConnected, onFailed: tryAgain });
  };

  const tryAgain = (why: string) => {
    if (isOver) return;
    failures += 1;
    const retryIn = retryAfter(failures, chance);
    end = later(retryIn, begin);
    onFailed(why, retryIn);
  };

  const onConnected = (socket: Socket) => {
    const link = openSession(options, socket, onEnd);
    end = () => link.unbind();
  };

  const onEnd = ({ why, stood }: SessionEnd) => {
    if (stood !== null && stood >= STEADY) failures = 0;
    tryAgain(why);
  };

  begin();
  return {
    async close() {
      isOver = true;
      await end();
    },
  };
}
