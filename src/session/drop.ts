/** What becomes of a session when its phone has gone: no answer in time, a lost bind, another dial. */
import { findState } from './states.ts';
import type { Service, Session } from './types.ts';

/**
 * The session as it waits to be taken up again, until `now` (epoch ms) plus the time its state allows; null if it is over.
 * One that waits already does not wait longer for being dropped again.
 */
export function drop(service: Service, session: Session, now: number): Session | null {
  if (session.dropped) return isResumable(session, now) ? session : null;
  const resume = resumeTime(service, session.state);
  return resume > 0 ? { ...session, dropped: true, expiresAt: now + resume } : null;
}

/** Whether it was dropped and can still be taken up at `now` (epoch ms). */
export function isResumable(session: Session, now: number): boolean {
  return session.dropped === true && now < session.expiresAt;
}

function resumeTime(service: Service, name: string): number {
  const state = findState(service, name);
  return state === undefined || state.kind === 'call' || state.kind === 'end' ? 0 : state.resume;
}
