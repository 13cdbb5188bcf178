/** The inside of a link: what its parts share. */
import type { Socket } from 'node:net';
import type { FrameSplitter } from '../pdu/frames.ts';
import type { Pdu } from '../pdu/pdu.ts';
import type { OpenRequests } from './openRequests.ts';
import type { Output } from './output.ts';
import type { Pulse } from './pulse.ts';
import type { Bucket } from './throttle.ts';
import type { Clocks } from './timers.ts';
import type { Link, LinkHandler, LinkLimits, LinkWatch, Side } from './types.ts';
import type { Window } from './window.ts';

/** What a link is made of. */
export interface LinkOptions {
  /** Connected; the handshake done where it is TLS. */
  readonly socket: Socket;
  /** Who we are. */
  readonly side: Side;
  readonly limits: LinkLimits;
  /** Since when it may not stay unbound, ms of the monotonic clock: now by default. A TLS handshake took its time before. */
  readonly openedAt?: number;
  readonly handler: LinkHandler;
  readonly watch: LinkWatch;
  /** Clock and timer, one for all links. */
  readonly pulse: Pulse;
  /** Hears of what the handler threw (its link is then closed) and of what had no form on the wire. */
  readonly onError: (error: unknown, what: string) => void;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * How a session ends. `peer-unbinds`: it asked, and hears unbind_resp when it has all our answers. `peer-unbound`: it has heard, and we still wait
 * for its answers. `draining`: we let finish what is under way. `unbinding`: we have asked. `peer-ended`: it sends nothing more (FIN), but reads.
 */
export type Leaving =
  | { readonly kind: 'peer-unbinds'; readonly unbind: Pdu }
  | { readonly kind: 'peer-unbound' | 'draining' | 'unbinding' | 'peer-ended' };

export interface Core extends LinkOptions {
  readonly link: Link;
  readonly limits: Mutable<LinkLimits>;
  readonly clocks: Mutable<Clocks>;
  readonly splitter: FrameSplitter;
  readonly output: Output;
  /** Our requests. */
  readonly window: Window;
  /** The peer's requests that wait for our answer. */
  readonly open: OpenRequests;
  /** Those whose answers are not to leave when they are given. */
  readonly held: Map<object, (letGo: () => void) => void>;
  /** The bind among them: one at a time. */
  binding: Pdu | null;
  readonly bucket: Bucket;
  leaving: Leaving | null;
  /** Those who wait for the end. */
  readonly farewells: (() => void)[];
}
