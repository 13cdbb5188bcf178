/** Where the phone of a session is: the wire, and the wire's own name of the dialogue. */
import type { Session } from '../session/types.ts';
import type { PlannedEvent } from './plan.ts';
import { makeSessionId } from './sessionId.ts';
import type { View } from './view.ts';
import { isBindWire } from './wires.ts';

/** Wire of sessions that name none. */
const USUAL_WIRE = 'http';

/** Wire and reference as a session keeps them: the usual wire goes without saying. */
export function placeOnWire(wire: string, reference?: string): Pick<Session, 'wire' | 'reference'> {
  return { ...(wire === USUAL_WIRE ? {} : { wire }), ...(reference === undefined ? {} : { reference }) };
}

/** Name of the wire that has the session. */
export function wireOfSession({ wire = USUAL_WIRE }: Session): string {
  return wire;
}

/** Whether a call that knows the public id may act for the phone: not where the phone hangs on a bind that is not the caller's. */
export function mayActById({ wire }: Session, callWire: string): boolean {
  return wire === undefined || wire === callWire || !isBindWire(wire);
}

/** Whether a wire has a dialogue by this reference here. */
export function isAtReference(session: Session, wire: string, reference: string): boolean {
  return session.reference === reference && wireOfSession(session) === wire;
}

/** An event about a session: its public id and where its phone is, and what else there is to say. */
export function sessionEvent(
  type: string,
  view: View,
  session: Session,
  more?: Readonly<Record<string, unknown>>,
): PlannedEvent {
  const sessionId = makeSessionId(view.world.secret, view.msisdn, session.nonce);
  const { wire, reference } = session;
  return {
    type,
    more: {
      sessionId,
      ...(wire === undefined ? {} : { wire }),
      ...(reference === undefined ? {} : { reference }),
      ...more,
    },
  };
}
