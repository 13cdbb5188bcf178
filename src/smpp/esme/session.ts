/** One connection to an SMSC: the bind that is asked for over it, what comes while it stands, and its end. */
import type { Socket } from 'node:net';
import type { MessageAdapter } from '../adapter/adapter.ts';
import type { LinkAccount } from '../config.ts';
import { type LinkOptions, openLink } from '../link/link.ts';
import { BIND_STATES } from '../link/states.ts';
import type { CloseReason, Link, LinkHandler } from '../link/types.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { type BindName, bindRequest, type Grant, grantOf } from './bind.ts';
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

/** How far a bind has come. */
type Standing =
  | { readonly kind: 'asked' }
  /** `since`: ms of the monotonic clock. */
  | { readonly kind: 'bound'; readonly since: number }
  | { readonly kind: 'refused'; readonly why: string };

/** Asks for the bind at once. @param onEnd hears when the connection is over */
export function openSession(options: SessionOptions, socket: Socket, onEnd: (end: SessionEnd) => void): Link {
  const { account, bind, adapter, limits, pulse, watch, onError } = options;
  let standing: Standing = { kind: 'asked' };
  const handler: LinkHandler = {
    onRequest: (_, request) => adapter.onMessage(pace.link, request as UssdPdu),
    onNotice,
    onClose(_, reason) {
      pace.end();
      if (standing.kind === 'bound') leave(options, pace.link, reason);
      onEnd(endOf(standing, reason, pulse.now()));
    },
  };
  const link = openLink({ socket, side: 'esme', limits, pulse, watch, onError, handler });
  const pace = paced(link, { rate: account.rate, queue: limits.queue }, pulse, onError);
  link.request(bindRequest(bind, account), (outcome) => {
    standing = standingAfter(grantOf(bind, outcome), pulse.now());
    if (standing.kind === 'bound') enter(options, pace.link);
    else if (standing.kind === 'refused') link.close('closed-here');
  });
  return link;
}

function standingAfter(grant: Grant, now: number): Standing {
  switch (grant.kind) {
    case 'granted':
      return { kind: 'bound', since: now };
    case 'refused':
      return { kind: 'refused', why: grant.why };
    case 'ended':
      return { kind: 'asked' };
  }
}

function enter({ bind, adapter, onBound }: SessionOptions, link: Link): void {
  link.bound(BIND_STATES[bind]);
  onBound(link);
  adapter.join(link);
}

function leave({ adapter, onLost }: SessionOptions, link: Link, reason: CloseReason): void {
  adapter.leave(link);
  onLost(link, reason);
}

function endOf(standing: Standing, reason: CloseReason, now: number): SessionEnd {
  const why = standing.kind === 'refused' ? standing.why : `the connection ended: ${reason}`;
  return { why, stood: standing.kind === 'bound' ? now - standing.since : null };
}

/** alert_notification: the next SMS to that phone is tried anyway. outbind: we are about to bind as it is. */
function onNotice(): void {}
