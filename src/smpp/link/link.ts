/** One SMPP connection, whichever side opened it: octets on one side, requests and their answers on the other. */
import { frameSplitter } from '../pdu/frames.ts';
import type { Decoded, Pdu } from '../pdu/pdu.ts';
import { beat } from './beating.ts';
import { close } from './closing.ts';
import type { Core, LinkOptions } from './core.ts';
import { progress, takeEnd, unbind } from './leaving.ts';
import { openRequests } from './openRequests.ts';
import { openOutput } from './output.ts';
import { breakOff, hear, receive } from './receiving.ts';
import { answer, ask, pump, respond, room } from './sending.ts';
import { admits, emptyBucket } from './throttle.ts';
import type { BoundState, Link } from './types.ts';
import { openWindow } from './window.ts';

export type { LinkOptions } from './core.ts';

let lastId = 0;

/** Speaks SMPP over a connected socket from now on; everything else about the socket is the link's. */
export function openLink(options: LinkOptions): Link {
  const core = assemble(options);
  const leavePulse = options.pulse.join((now) => beat(core, now));
  listen(core, leavePulse);
  return core.link;
}

function assemble(options: LinkOptions): Core {
  const limits = { ...options.limits };
  const now = options.pulse.now();
  const core: Omit<Core, 'link'> = {
    ...options,
    limits,
    clocks: {
      state: 'open',
      openedAt: options.openedAt ?? now,
      heardAt: now,
      activeAt: now,
      begunAt: null,
      enquiredAt: null,
      askedAt: null,
      leaveBy: null,
    },
    splitter: frameSplitter(limits.pduOctets),
    output: openOutput(options.socket, limits.unwritten, {
      onBlocked: () => hold(core),
      onTooMuch: () => close(whole, 'slow-reader'),
    }),
    window: openWindow(limits),
    open: openRequests(),
    held: new Map(),
    binding: null,
    bucket: emptyBucket(),
    leaving: null,
    farewells: [],
  };
  const whole: Core = Object.assign(core, { link: faceOf(core as Core) });
  return whole;
}

function listen(core: Core, leavePulse: () => void): void {
  const { socket } = core;
  socket.setNoDelay(true);
  // Who closes only its half still gets its answers.
  socket.allowHalfOpen = true;
  socket.on('data', (chunk: Buffer) => receive(core, chunk));
  socket.on('drain', () => release(core));
  socket.on('end', () => end(core));
  socket.on('error', () => close(core, 'socket-error'));
  socket.on('close', () => {
    close(core, 'peer-closed');
    leavePulse();
  });
}

/** Takes in nothing more from a peer that does not read what it is sent. A PDU that is not finished then is not the peer's fault. */
function hold({ socket, clocks }: Pick<Core, 'socket' | 'clocks'>): void {
  socket.pause();
  clocks.begunAt = null;
}

/** The peer has read: a sign of life. */
function release(core: Core): void {
  const { clocks, pulse, socket, splitter } = core;
  socket.resume();
  if (clocks.state === 'closed') return;
  hear(core);
  if (splitter.unfinished()) clocks.begunAt = pulse.now();
  pump(core);
}

function end(core: Core): void {
  if (core.clocks.state === 'closed') return;
  if (core.splitter.unfinished()) breakOff(core, 'a PDU cut short', 'broken-framing');
  else takeEnd(core);
}

/** What the rest of the gateway sees of a link. */
function faceOf(core: Core): Link {
  const face: Link = {
    id: ++lastId,
    // A socket that takes both families shows an IPv4 peer as `::ffff:127.0.0.1`.
    remote: (core.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    get state() {
      return core.clocks.state;
    },
    setLimits(limits) {
      Object.assign(core.limits, limits);
      pump(core);
    },
    bound: (state) => bind(core, state),
    request: (asked, done) => ask(core, asked, done),
    room: () => room(core),
    answer(request, given) {
      if (core.held.size > 0 && isHeld(core, request, () => face.answer(request, given))) return;
      if (!takeOut(core, request)) return;
      answer(core, request, given);
      progress(core);
    },
    hold: (request, keep) => void core.held.set(request, keep),
    refuse(request, status) {
      if (core.held.size > 0 && isHeld(core, request, () => face.refuse(request, status))) return;
      if (!takeOut(core, request)) return;
      respond(core, request, status);
      progress(core);
    },
    unbind: () => unbind(core),
    close: (reason) => close(core, reason),
    admit: () => admits(core.bucket, core.limits.rate, core.clocks.heardAt),
  };
  return face;
}

/** Whether an answer is kept back. It is so once: let go, it leaves. */
function isHeld({ held }: Core, request: object, letGo: () => void): boolean {
  const keep = held.get(request);
  if (keep === undefined) return false;
  held.delete(request);
  keep(letGo);
  return true;
}

function bind(core: Core, state: BoundState): void {
  if (core.clocks.state === 'closed' || core.leaving !== null) return;
  core.clocks.state = state;
}

/** Whether this request of the peer waited for its answer; from now on it does not. */
function takeOut(core: Core, request: Pdu | Decoded): request is Pdu {
  if (core.binding === request) core.binding = null;
  return core.open.take(request as Pdu);
}
