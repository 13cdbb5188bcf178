/** A bind is gone, or an application: the dialogues that it had end, and the other side of each hears of it. */
import type { Session } from '../session/types.ts';
import { afterDrop } from './aborted.ts';
import type { Call } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { type FollowedPlan, followed, telling } from './follow.ts';
import { type Parting, part } from './parting.ts';
import { makeSessionId } from './sessionId.ts';
import { sessionEvent, wireOfSession } from './sessionOnWire.ts';
import { transact } from './transact.ts';
import { isLive } from './ussdAnswer.ts';
import type { View } from './view.ts';

interface Lost {
  readonly msisdn: string;
  readonly sessionId: string;
}

/** A bind may have had ten thousand dialogues: so many are ended at once. */
const AT_ONCE = 32;

/**
 * Ends each of these sessions that still lives. Where that fails again and again (no store, no such world) the rest is left to
 * the clock, and it is reported once. Never rejects.
 * @param call its wire tells who lost them: that of the phones themselves, else the applications'
 */
export async function release(deps: FlowDeps, call: Call, dialogues: readonly Lost[]): Promise<void> {
  // All workers take from one iterator; one that fails takes no more.
  const left = dialogues.values();
  const work = async () => {
    for (const lost of left) await releaseOne(deps, call, lost);
  };
  const failed = (await Promise.allSettled(Array.from({ length: AT_ONCE }, work))).find(isFailure);
  if (failed !== undefined) deps.onError(failed.reason, 'dialogues that a wire lost could not be ended');
}

function isFailure(settled: PromiseSettledResult<void>): settled is PromiseRejectedResult {
  return settled.status === 'rejected';
}

function releaseOne(deps: FlowDeps, call: Call, { msisdn, sessionId }: Lost): Promise<void> {
  return followed<void>(
    (step) => transact(deps, call.world, msisdn, step),
    (view) => released(deps, call, view, sessionId),
  );
}

function released(deps: FlowDeps, call: Call, view: View, sessionId: string): FollowedPlan<void> {
  const { session } = view;
  if (!isLive(session, view.now) || makeSessionId(view.world.secret, view.msisdn, session.nonce) !== sessionId) {
    return { result: undefined };
  }
  return {
    result: undefined,
    session: afterDrop(view, session),
    events: () => [sessionEvent('ussd.aborted', view, session)],
    follow: telling(() => part(deps, view, session, partingOf(call, session))),
  };
}

/** The phones' own wire needs no telling, and an application that went hears nothing any more. */
function partingOf({ wire }: Call, session: Session): Parting {
  return wire === wireOfSession(session) ? { why: 'released', text: null } : { why: null, text: 'connection-lost' };
}
