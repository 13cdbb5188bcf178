/** A dialogue that breaks off: the phone reads the network's words, and what can be resumed stays. */
import { drop } from '../session/machine.ts';
import type { Session } from '../session/types.ts';
import type { Result, UssdAnswer } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { type FollowedPlan, telling } from './follow.ts';
import type { NetworkText } from './networkTexts.ts';
import { part } from './parting.ts';
import type { Plan } from './plan.ts';
import { ok } from './results.ts';
import { sessionEvent } from './sessionOnWire.ts';
import { networkAnswer } from './ussdAnswer.ts';
import type { View } from './view.ts';

/** The plan that ends it with these words. */
export function aborted(view: View, session: Session, text: NetworkText): Plan<Result<UssdAnswer>> {
  return {
    result: ok(networkAnswer(view, session.nonce, text)),
    session: afterDrop(view, session),
    events: () => [sessionEvent('ussd.aborted', view, session)],
  };
}

/** The network drops the dialogue, and its application, if it has one, hears of that. */
export function cutOff(deps: FlowDeps, view: View, session: Session): FollowedPlan<Result<UssdAnswer>> {
  const follow = telling<Result<UssdAnswer>>(() => part(deps, view, session, { why: 'released', text: null }));
  return { ...aborted(view, session, 'connection-lost'), follow };
}

/** What is left of a dialogue that broke off: what its state allows to take up again, else nothing. */
export function afterDrop(view: View, session: Session): Session | null {
  const service = view.definitions.services.get(session.service);
  return service === undefined ? null : drop(service, session, view.now);
}
