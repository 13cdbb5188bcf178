/** The end of a link. */
import type { Core } from './core.ts';
import type { CloseReason, Loss } from './types.ts';
import type { Waiting } from './window.ts';

/** Reasons for which nothing more is worth writing. */
const AT_ONCE: ReadonlySet<CloseReason> = new Set<CloseReason>(['slow-reader', 'socket-error']);

/**
 * Ends a link, once: all our requests hear that they are lost, then the handler hears of the end. What was written still leaves, and what the peer
 * sends meanwhile is read and thrown away (octets left unread would make the kernel reset the connection under our last words).
 */
export function close(core: Core, reason: CloseReason): void {
  const { clocks, limits, pulse, output, socket } = core;
  if (clocks.state === 'closed') return;
  clocks.state = 'closed';
  clocks.begunAt = null;
  clocks.enquiredAt = null;
  clocks.leaveBy = pulse.now() + limits.unbind;
  output.flush();
  if (AT_ONCE.has(reason)) socket.destroy();
  else socket.end().resume();
  core.open.clear();
  core.held.clear();
  loseAll(core);
  attempt(core, 'onClose', () => core.handler.onClose(core.link, reason));
  for (const farewell of core.farewells) farewell();
}

/** Tells all our requests that nobody will answer them, those that only wait included. */
export function loseAll(core: Core): void {
  loseEach(core, core.window.dropOld(Number.POSITIVE_INFINITY), 'closed');
  loseEach(core, core.window.dropWaiting(), 'closed');
}

/** Tells requests that nobody will answer them. One of them failing does not keep it from the rest. */
export function loseEach(core: Core, requests: readonly Waiting[], why: Loss): void {
  for (const { done } of requests) attempt(core, 'a lost request', () => done({ kind: 'lost', why }));
}

/** Runs what belongs to the handler. If it throws, its link ends and nobody else's. */
export function attempt(core: Core, what: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    fail(core, error, what);
  }
}

/** Reports what the handler threw, and closes. */
export function fail(core: Core, error: unknown, what: string): void {
  core.onError(error, `SMPP link ${core.link.id}: ${what}`);
  close(core, 'failed-here');
}
