/** A live session is over: whoever else has to do with it hears of that once it is in the store. */
import type { Session } from '../session/types.ts';
import type { Application } from './api.ts';
import { dialogueOf, isApplications } from './applicationSession.ts';
import type { FlowDeps } from './deps.ts';
import { type NetworkText, networkText, phoneLanguage } from './networkTexts.ts';
import { PUSH_SERVICE } from './pushSession.ts';
import { makeSessionId } from './sessionId.ts';
import { wireOfSession } from './sessionOnWire.ts';
import type { View } from './view.ts';
import { isBindWire } from './wires.ts';

export interface Parting {
  /** Why, as the session's application hears it; null = it is the application that went. */
  readonly why: Parameters<Application['end']>[1] | null;
  /** What the phone reads; null = it knows, or is gone itself. */
  readonly text: NetworkText | null;
}

/** Whether all that hear of a session's end are here, if it has binds at all. */
export function hearsHere({ wires }: FlowDeps, { world }: View, session: Session): boolean {
  const wire = wireOfSession(session);
  if (isBindWire(wire) && wires.end(world.id, wire) === null) return false;
  return !isApplications(session) || wires.application(world.id, session.state) !== null;
}

/**
 * Tells the session's application, and the phone: by the answer of a call that waits for the application in this process, else
 * by its wire, if that can be spoken to.
 */
export function part(deps: FlowDeps, view: View, session: Session, { why, text }: Parting): void {
  const sessionId = makeSessionId(view.world.secret, view.msisdn, session.nonce);
  // The caller first: an application that hears of the end gives up its question as lost.
  const waits = deps.wires.turns.end(sessionId, text);
  if (why !== null && isApplications(session)) {
    deps.wires.application(view.world.id, session.state)?.end(dialogueOf(view, session), why);
  }
  if (text !== null && !waits) showEnd(deps, view, session, text);
}

function showEnd(deps: FlowDeps, view: View, session: Session, text: NetworkText): void {
  deps.wires.end(view.world.id, wireOfSession(session))?.show({
    msisdn: view.msisdn,
    sessionId: makeSessionId(view.world.secret, view.msisdn, session.nonce),
    reference: session.reference ?? null,
    from: senderOf(view, session),
    text: networkText(text, phoneLanguage(view)),
    awaiting: false,
  });
}

/** The code for which a session speaks. */
function senderOf(view: View, session: Session): string {
  if (isApplications(session)) return String(session.vars?.code ?? '');
  if (session.service === PUSH_SERVICE) return String(session.vars?.from ?? '');
  const service = view.definitions.services.get(session.service);
  return service?.ussd[0]?.code ?? service?.sender ?? '';
}
