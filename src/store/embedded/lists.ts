import type { Database } from './database.ts';
import { boundsKey, type Key, lineKey } from './keys.ts';

/** Number of the first line and of the next one to be written. */
interface Bounds {
  readonly first: number;
  readonly next: number;
}

/** Appends lines and drops the oldest ones beyond `kept`. Call it inside a write. */
export function appendLines(db: Database, list: Key, lines: readonly string[], kept = Number.POSITIVE_INFINITY): void {
  const { first, next } = boundsOf(db, list);
  lines.forEach((line, i) => {
    db.put(lineKey(list, next + i), line);
  });
  const end = next + lines.length;
  const start = Math.max(first, end - kept);
  for (let number = first; number < start; number++) db.remove(lineKey(list, number));
  db.put(boundsKey(list), `${start},${end}`);
}

/** Number of lines in a list. */
export function lengthOf(db: Database, list: Key): number {
  const { first, next } = boundsOf(db, list);
  return next - first;
}

/** Lines [offset, offset + limit), oldest first; a negative offset counts from the end. */
export function readLines(db: Database, list: Key, offset: number, limit: number): string[] {
  const { first, next } = boundsOf(db, list);
  const start = (offset < 0 ? next : first) + offset;
  const range = { start: lineKey(list, Math.max(first, start)), end: lineKey(list, Math.min(next, start + limit)) };
  return start + limit <= first ? [] : [...db.getRange(range)].map(({ value }) => value);
}

function boundsOf(db: Database, list: Key): Bounds {
  const [first = 0, next = 0] = (db.get(boundsKey(list)) ?? '').split(',').map(Number);
  return { first, next };
}
