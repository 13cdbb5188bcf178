/** A dialogue with somebody's own application, as a session: whose it is, and whose turn. */
import type { Session } from '../session/types.ts';
import type { AppDialogue } from './api.ts';
import { phoneLanguage } from './networkTexts.ts';
import { makeSessionId } from './sessionId.ts';
import type { View } from './view.ts';

/** The "service" of sessions that an application has. No folder can have this name: folders begin with a letter. */
export const APPLICATION_SERVICE = '#app';

/** How long a phone may think about a screen, and at most an application about an answer, ms of world time. */
const TURN_TIME = 180_000;

/** Turns are counted from 1, which is the application's where a phone dials; where it pushes, the phone's comes first. */
const FIRST_TURN = { application: 1, phone: 2 } as const;

interface Beginning {
  readonly nonce: string;
  readonly application: string;
  /** The route that was dialled, or the number that a push comes from. */
  readonly code: string;
  readonly turn: keyof typeof FIRST_TURN;
  /** Wire and reference as a session keeps them. */
  readonly place: Pick<Session, 'wire' | 'reference'>;
}

/** The session of a dialogue that begins now. */
export function applicationSession({ now }: View, { nonce, application, code, turn, place }: Beginning): Session {
  const step = FIRST_TURN[turn];
  const expiresAt = now + TURN_TIME;
  const session = { nonce, service: APPLICATION_SERVICE, state: application, startedAt: now, expiresAt, step };
  return { ...session, vars: { code }, ...place };
}

/** The session with the turn at the other side, which has the whole time to think. */
export function turned(session: Session, now: number): Session {
  return { ...session, step: session.step + 1, expiresAt: now + TURN_TIME };
}

/** The session with the application's turn, which it has from this process. */
export function askedBy(session: Session, processId: string): Session {
  return { ...session, vars: { ...session.vars, asker: processId } };
}

/** Whether the application has its turn from this process. */
export function isAskedBy({ vars }: Session, processId: string): boolean {
  return vars?.asker === processId;
}

/** Whether an application has this session, and no service. */
export function isApplications(session: Session): boolean {
  return session.service === APPLICATION_SERVICE;
}

/** Whose turn it is in an application's session. */
export function turnOf({ step }: Session): 'application' | 'phone' {
  return step % 2 === 1 ? 'application' : 'phone';
}

/** The dialogue as its application knows it. */
export function dialogueOf(view: View, session: Session): AppDialogue {
  return {
    sessionId: makeSessionId(view.world.secret, view.msisdn, session.nonce),
    msisdn: view.msisdn,
    code: String(session.vars?.code ?? ''),
    language: phoneLanguage(view),
  };
}
