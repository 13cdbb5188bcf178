import type { Due, Stored } from '../port.ts';
import type { Database } from './database.ts';
import { deadlineKey, type Key } from './keys.ts';

/** A kept value: its version, its deadline as it stands in the index, and the value. */
export interface Kept extends Stored {
  readonly at: number | null;
}

/** Whose deadline it is. */
export type Owner = Omit<Due, 'at'>;

/** What is kept under a key, or null. */
export function readKept(db: Database, key: Key): Kept | null {
  const packed = db.get(key);
  if (packed === undefined) return null;
  const first = packed.indexOf('|');
  const second = packed.indexOf('|', first + 1);
  const at = packed.slice(first + 1, second);
  return { etag: packed.slice(0, first), at: at === '' ? null : Number(at), value: packed.slice(second + 1) };
}

/** Version and value under a key, or null. */
export function readStored(db: Database, key: Key): Stored | null {
  const kept = readKept(db, key);
  return kept && { etag: kept.etag, value: kept.value };
}

/** Writes a value and moves its deadline. Call it inside a write. */
export function keep(db: Database, incarnation: string, key: Key, owner: Owner, next: Kept): void {
  moveDeadline(db, incarnation, owner, readKept(db, key)?.at ?? null, next.at);
  db.put(key, `${next.etag}|${next.at ?? ''}|${next.value}`);
}

/** Deletes a value and its deadline. Call it inside a write. */
export function forget(db: Database, incarnation: string, key: Key, owner: Owner): void {
  moveDeadline(db, incarnation, owner, readKept(db, key)?.at ?? null, null);
  db.remove(key);
}

function moveDeadline(db: Database, incarnation: string, owner: Owner, from: number | null, to: number | null): void {
  if (from === to) return;
  if (from !== null) db.remove(deadlineKey(incarnation, { ...owner, at: from }));
  if (to !== null) db.put(deadlineKey(incarnation, { ...owner, at: to }), '');
}
