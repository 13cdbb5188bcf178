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

/** Stored string of a session. */
export function encodeSession(session: Session): string {
  return JSON.stringify(session);
}

/** Reads what `encodeSession` wrote. */
export function decodeSession(value: string): Session {
  return JSON.parse(value) as Session;
}
