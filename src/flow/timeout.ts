/** A session runs out of time by the world's clock. */
import { afterDrop } from './aborted.ts';
import { isApplications } from './applicationSession.ts';
import type { FlowDeps } from './deps.ts';
import { type FollowedPlan, followed, telling } from './follow.ts';
import { hearsHere, part } from './parting.ts';
import { sessionEvent } from './sessionOnWire.ts';
import { transact } from './transact.ts';
import type { View } from './view.ts';

/**
 * Ends the session of `msisdn` whose deadline came at `at` (world time, epoch ms), if it still is that one.
 * @param mayLeave whether it may be left to the process that has its binds
 * @returns whether it was not left
 */
export function timeOut(deps: FlowDeps, world: string, msisdn: string, at: number, mayLeave = false): Promise<boolean> {
  return followed<boolean>(
    (step) => transact(deps, world, msisdn, step, { until: at }),
    (view) => timedOut(deps, view, at, mayLeave),
  );
}

/** It can be resumed where its state allows it, else it is gone. The phone reads so, where its wire can be spoken to. */
function timedOut(deps: FlowDeps, view: View, at: number, mayLeave: boolean): FollowedPlan<boolean> {
  const { session } = view;
  if (session === null || session.expiresAt > at) return { result: true };
  if (session.dropped === true) return { result: true, session: null };
  if (mayLeave && !hearsHere(deps, view, session)) return { result: false };
  const service = isApplications(session) ? session.state : session.service;
  return {
    result: true,
    session: afterDrop(view, session),
    events: () => [sessionEvent('ussd.timeout', view, session, { service })],
    follow: telling(() => part(deps, view, session, { why: 'timeout', text: 'timed-out' })),
  };
}
