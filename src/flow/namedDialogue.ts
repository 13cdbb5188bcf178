/** Which session a caller means: by the public id that it was given, or by number and the wire's own reference. */
import type { Session } from '../session/types.ts';
import type { Call, DialogueOnWire, Result } from './api.ts';
import { msisdnOf } from './numbers.ts';
import { ok, problem } from './results.ts';
import { isOurs, readSessionId } from './sessionId.ts';
import { isAtReference, mayActById } from './sessionOnWire.ts';
import { isLive } from './ussdAnswer.ts';
import type { View } from './view.ts';

export interface NamedDialogue {
  readonly msisdn: string;
  /** The session, if it lives and the caller may act in it; else `unknown-session` or `session-over`. */
  find(view: View): Result<Session>;
}

/** @returns where to look, or `unknown-session`, `bad-msisdn` */
export function namedDialogue({ wire }: Call, dialogue: string | DialogueOnWire): Result<NamedDialogue> {
  if (typeof dialogue !== 'string') {
    const number = msisdnOf(dialogue.msisdn, 'msisdn');
    if (!number.ok) return number;
    return ok({ msisdn: number.value, find: (view) => atReference(view, wire, dialogue.reference) });
  }
  const id = readSessionId(dialogue);
  if (id === null) return unknownSession();
  return ok({ msisdn: id.msisdn, find: (view) => withId(view, wire, dialogue, id.nonce) });
}

function withId(view: View, wire: string, sessionId: string, nonce: string): Result<Session> {
  if (!isOurs(view.world.secret, sessionId, view.msisdn, nonce)) return unknownSession();
  const { session } = view;
  if (!isLive(session, view.now) || session.nonce !== nonce) return sessionOver();
  return mayActById(session, wire) ? ok(session) : problem('session-over', 'The phone is on another wire.');
}

function atReference(view: View, wire: string, reference: string): Result<Session> {
  const { session } = view;
  if (session === null) return unknownSession();
  return isLive(session, view.now) && isAtReference(session, wire, reference) ? ok(session) : sessionOver();
}

function unknownSession(): Result<never> {
  return problem('unknown-session', 'No session ever had this id in this world.');
}

/** The answer to whoever comes too late. */
export function sessionOver(): Result<never> {
  return problem('session-over', 'The session ended, ran out of time or was released by another dial. Dial again.');
}
