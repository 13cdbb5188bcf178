/** Keeps one bind to somebody's SMSC alive: connect, bind, and after any end try again, ever later. */
import type { Socket } from 'node:net';
import type { LinkAccount } from '../config.ts';
import type { Later } from '../later.ts';
import { type LinkOptions, openLink } from '../link/link.ts';
import type { CloseReason, Link, LinkHandler, Outcome } from '../link/types.ts';
import type { MessageAdapter } from '../phones/adapter.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { type BindName, bindRequest, grantOf, STATES } from './bind.ts';
import { connect } from './connect.ts';
import { retryAfter } from './retry.ts';

/** What happened to a bind, for people. */
export type Happening =
  | { readonly kind: 'bound'; readonly link: Link }
  | { readonly kind: 'lost'; readonly link: Link; readonly reason: CloseReason }
  /** `retryIn` in ms. */
  | { readonly kind: 'failed'; readonly why: string; readonly retryIn: number };

export interface KeeperOptions extends Pick<LinkOptions, 'limits' | 'pulse' | 'watch' | 'onError'> {
  readonly account: LinkAccount;
  readonly bind: BindName;
  readonly adapter: MessageAdapter;
  /** An unpredictable integer from 0 to `below` - 1. */
  readonly chance: (below: number) => number;
  readonly later: Later;
  readonly onHappening: (happening: Happening) => void;
}

export interface Keeper {
  /** Unbinds if it is bound, and resolves when the connection is over; nothing is tried again. */
  close(): Promise<void>;
}

/** A bind that stood for so long, ms, was a good one: after it the waiting begins anew. */
const STEADY = 10_000;

/** Begins at once. */
export function keepBound(options: KeeperOptions): Keeper {
  const { account, bind, adapter, later, pulse, onHappening } = options;
  let failures = 0;
  let isOver = false;
  /** Ends what is under way: a connection that is being made, a link, a wait. */
  let end: () => unknown;

  const begin = () => {
    end = connect(account, { later, onConnected: speak, onFailed: tryAgain });
  };

  const tryAgain = (why: string) => {
    if (isOver) return;
    failures += 1;
    const retryIn = retryAfter(failures, options.chance);
    end = later(retryIn, begin);
    onHappening({ kind: 'failed', why, retryIn });
  };

  const speak = (socket: Socket) => {
    let boundAt: number | null = null;
    let refusal: string | null = null;
    const onClose = (link: Link, reason: CloseReason) => {
      if (boundAt !== null) {
        if (pulse.now() - boundAt >= STEADY) failures = 0;
        adapter.leave(link);
        onHappening({ kind: 'lost', link, reason });
      }
      tryAgain(refusal ?? `the connection ended: ${reason}`);
    };
    const link = openLink({ ...linkOptions(options), socket, handler: handlerOf(adapter, onClose) });
    const onAnswer = (outcome: Outcome) => {
      const grant = grantOf(bind, outcome);
      if (grant.kind === 'granted') {
        boundAt = pulse.now();
        link.bound(STATES[bind]);
        onHappening({ kind: 'bound', link });
        adapter.join(link);
      } else if (grant.kind === 'refused') {
        refusal = grant.why;
        link.close('closed-here');
      }
    };
    end = () => link.unbind();
    link.request(bindRequest(bind, account), onAnswer);
  };

  begin();
  return {
    async close() {
      isOver = true;
      await end();
    },
  };
}

function linkOptions({ limits, pulse, watch, onError }: KeeperOptions): Omit<LinkOptions, 'socket' | 'handler'> {
  return { side: 'esme', limits, pulse, watch, onError };
}

function handlerOf(adapter: MessageAdapter, onClose: LinkHandler['onClose']): LinkHandler {
  return {
    // The link's states let an SMSC send nothing but deliver_sm and data_sm.
    onRequest: (link, request) => adapter.onMessage(link, request as UssdPdu),
    // alert_notification: the next SMS to that phone is tried anyway. outbind: we are about to bind as it is.
    onNotice: () => {},
    onClose,
  };
}
