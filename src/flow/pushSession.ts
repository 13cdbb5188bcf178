/** A question that the network asked, as a session: it waits for one reply. */
import type { Session } from '../session/types.ts';
import type { View } from './view.ts';

/** The "service" of sessions that the network began. No folder can have this name: folders begin with a letter. */
export const PUSH_SERVICE = '#push';

/** How long a phone may think about a pushed question, ms. */
const PUSH_TIMEOUT = 180_000;

interface Question {
  readonly nonce: string;
  /** Number it comes from. */
  readonly from: string;
  readonly text: string;
  /** Wire and reference as a session keeps them. */
  readonly place: Pick<Session, 'wire' | 'reference'>;
}

/** The session of a question that is asked now. */
export function pushSession({ now }: View, { nonce, from, text, place }: Question): Session {
  const times = { startedAt: now, expiresAt: now + PUSH_TIMEOUT };
  return { nonce, service: PUSH_SERVICE, state: 'reply', ...times, step: 0, vars: { from, text }, ...place };
}
