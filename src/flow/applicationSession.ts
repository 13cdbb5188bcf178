/** A dialogue with somebody's own application, as a session: whose it is, and whose turn. */
import type { Session } from '../session/types.ts';
import type { AppDialogue } from './api.ts';
import { phoneLanguage } from './networkTexts.ts';
import { makeSessionId } from './sessionId.ts';
import type { View } from './view.ts';

/** The "service" of sessions that an application has. No folder can have this name: folders begin with a letter. */
const APPLICATION_SERVICE = '#app';

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
  /** What the phone has said by dialling; absent = nobody wants to know. */
  readonly said?: string | undefined;
  /** Wire and reference as a session keeps them. */
  readonly place: Pick<Session, 'wire' | 'reference'>;
}

/** The session of a dialogue that begins now. */
export function applicationSession({ now }: View, { nonce, application, code, turn, said, place }: Beginning): Session {
  const step = FIRST_TURN[turn];
  const expiresAt = now + TURN_TIME;
  const session = { nonce, service: APPLICATION_SERVICE, state: application, startedAt: now, expiresAt, step };
  return { ...session, vars: said === undefined ? { code } : { code, said }, ...place };
}

/** The session with the turn at the other side, which has the whole time to think. */
export function turned(session: Session, now: number): Session {
  return { ...session, step: session.step + 1, expiresAt: now + TURN_TIME };
}

/** No more is remembered of what a phone says, characters: dialogues of people are shorter. */
const MOST_SAID = 4_000;

/**
 * The session with one more answer of the phone, and the turn at its application; where that wants to know all that was said it is
 * written down. Null where that would be too much.
 */
export function answered(session: Session, input: string, now: number): Session | null {
  const before = session.vars?.said;
  if (before === undefined) return turned(session, now);
  const said = before === '' ? input : `${before}*${input}`;
  if (said.length > MOST_SAID) return null;
  return { ...turned(session, now), vars: { ...session.vars, said } };
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
  const { code = '', said } = session.vars ?? {};
  return {
    sessionId: makeSessionId(view.world.secret, view.msisdn, session.nonce),
    msisdn: view.msisdn,
    code: String(code),
    language: phoneLanguage(view),
    ...(said === undefined ? {} : { said: String(said) }),
  };
}
