/** How aggregates look in a store: JSON, small. */
import type { Account } from '../bonus/types.ts';
import type { Session } from '../session/types.ts';
import type { Etag } from '../store/port.ts';

/** How many of its last commits an account remembers. */
const TAGS_KEPT = 4;

/** An account as stored: it remembers its last commits, so that one whose reply got lost is recognised, not repeated. */
export interface StoredAccount {
  readonly account: Account;
  readonly tags: readonly Etag[];
}

/** Stored string of an account, `etag` being the one it is about to get. */
export function encodeAccount(account: Account, tags: readonly Etag[], etag: Etag): string {
  return JSON.stringify({ account, tags: [...tags, etag].slice(-TAGS_KEPT) });
}

/** Reads what `encodeAccount` wrote. */
export function decodeAccount(value: string): StoredAccount {
  return JSON.parse(value) as StoredAccount;
}

/**
 * What nearly every session has goes by position: without names it is half as long, and read and written in half the time.
 * Sessions of wires that name them have two places more, and those with anything else a third.
 */
type StoredSession = readonly [
  nonce: string,
  service: string,
  state: string,
  startedAt: number,
  /** `expiresAt`, counted from `startedAt`. */
  life: number,
  step: number,
  back: readonly string[],
  vars: Readonly<Record<string, string | number>>,
  wire?: string | None,
  reference?: string | None,
  rest?: Rest,
];

/** Holds the place of what there is not. */
type None = 0;
const NONE: None = 0;

type Rest = Pick<Session, 'page' | 'tries' | 'notice' | 'data' | 'dropped'>;

/** Stored string of a session. */
export function encodeSession(session: Session): string {
  const { nonce, service, state, startedAt, expiresAt, step, back = [], vars = {}, wire, reference } = session;
  const stored: unknown[] = [nonce, service, state, startedAt, expiresAt - startedAt, step, back, vars];
  const isMore = hasRest(session);
  if (isMore || (wire ?? reference) !== undefined) stored.push(wire ?? NONE, reference ?? NONE);
  if (isMore) stored.push(restOf(session));
  return JSON.stringify(stored);
}

function hasRest({ page, tries, notice, data, dropped }: Session): boolean {
  return (page ?? tries ?? notice ?? data ?? dropped) !== undefined;
}

/** JSON leaves out what is undefined. */
function restOf({ page, tries, notice, data, dropped }: Session): Rest {
  return { page, tries, notice, data, dropped } as Rest;
}

/** Reads what `encodeSession` wrote; `back` and `vars` are always there. */
export function decodeSession(value: string): Session {
  const stored = JSON.parse(value) as StoredSession;
  // By index: a pattern would run an iterator on every step.
  const session: { -readonly [Key in keyof Session]: Session[Key] } = {
    nonce: stored[0],
    service: stored[1],
    state: stored[2],
    startedAt: stored[3],
    expiresAt: stored[3] + stored[4],
    step: stored[5],
    back: stored[6],
    vars: stored[7],
  };
  const wire = stored[8] ?? NONE;
  const reference = stored[9] ?? NONE;
  if (wire !== NONE) session.wire = wire;
  if (reference !== NONE) session.reference = reference;
  return stored[10] === undefined ? session : Object.assign(session, stored[10]);
}
