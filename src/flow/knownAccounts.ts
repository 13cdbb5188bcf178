/**
 * Accounts as decoded last: reading one costs more than most menu steps do with it, and a dialogue changes it rarely.
 *
 * No state of a session: nothing is ever looked up here but what the store has just said, letter by letter.
 */
import type { Etag, Stored } from '../store/port.ts';
import { decodeAccount, type StoredAccount } from './codec.ts';

const MOST_KNOWN = 1000;

const known = new Map<Etag, { readonly value: string; readonly decoded: StoredAccount }>();

/** Reads an account as a store gave it. The same string gives the same (immutable) object, as long as it is remembered. */
export function readAccount({ etag, value }: Stored): StoredAccount {
  const last = known.get(etag);
  if (last?.value === value) return last.decoded;
  const decoded = decodeAccount(value);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(etag, { value, decoded });
  return decoded;
}
