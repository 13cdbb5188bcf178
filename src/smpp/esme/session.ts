/** One connection to an SMSC: the bind that is asked for over it, what comes while it stands, and its end. */
import type { Socket } from 'node:net';
import type { LinkAccount } from '../config.ts';
import { type LinkOptions, openLink } from '../link/link.ts';
import { BIND_STATES } from '../link/states.ts';
import type { CloseReason, Link, LinkHandler, Outcome } from '../link/types.ts';
import type { MessageAdapter } from '../phones/adapter.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { type BindName, bindRequest, grantOf } from './bind.ts';
import { paced } from './pace.ts';

export interface SessionOptions extends Pick<LinkOptions, 'limits' | 'pulse' | 'watch' | 'onError'> {
  readonly account: LinkAccount;
  readonly bind: BindName;
  readonly adapter: MessageAdapter;
  readonly onBound: (link: Link) => void;
  /** It was bound, and is no more. */
  readonly onLost: (link: Link, reason: CloseReason) => void;
}

export interface SessionEnd {
  /** For people. */
  readonly why: string;
  /** How long the bind stood, ms; null if it was never granted. */
  readonly stood: number | null;
}

/** Asks for the bind at once. @param onEnd hears when the connection is over */
export function openSession(options: SessionOptions, socket: Socket, onEnd: (end: SessionEnd) => void): Link {
  const { account, bind, adapter, limits, pulse, watch, onError, onBound, onLost } = options;
  let boundAt: number | null = null;
  let refusal: string | null = null;

  const onRequest: LinkHandler['onRequest'] = (_, request) => adapter.onMessage(pace.link, request as UssdPdu);

  const onClose = (_: Link, reason: CloseReason) => {
    pace.end();
    if (boundAt !== null) {
      adapter.leave(pace.link);
      onLost(link, reason);
    }
    const stood = boundAt === null ? null : pulse.now() - boundAt;
    onEnd({ why: refusal ?? `the connection ended: ${reason}`, stood });
  };

  const onAnswer = (outcome: Outcome) => {
    const grant = grantOf(bind, outcome);
    if (grant.kind === 'granted') {
      boundAt = pulse.now();
      link.bound(BIND_STATES[bind]);
      onBound(link);
      adapter.join(pace.link);
    } else if (grant.kind === 'refused') {
      refusal = grant.why;
      link.close('closed-here');
    }
  };

  const handler = { onRequest, onNotice, onClose };
  const link = openLink({ socket, side: 'esme', limits, pulse, watch, onError, handler });
  const pace = paced(link, { rate: account.rate, queue: limits.queue }, pulse);
  link.request(bindRequest(bind, account), onAnswer);
  return link;
}

/** alert_notification: the next SMS to that phone is tried anyway. outbind: we are about to bind as it is. */
function onNotice(): void {}
