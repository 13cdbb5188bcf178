import type { Commit, OutboxEntry } from '../port.ts';
import type { Database } from './database.ts';
import { LAST, outboxKey, outboxRange, readOutboxEntry } from './keys.ts';

/** The earliest entries ≤ upTo of a wire's outbox, in order of time, MSISDN and id; at most `limit`. */
export function readOutbox(
  db: Database,
  incarnation: string,
  queue: string,
  upTo: number,
  limit: number,
): OutboxEntry[] {
  if (limit < 1) return [];
  const start = outboxRange(incarnation, queue);
  const found = db.getRange({ start, end: [...start, upTo, LAST], limit });
  return [...found].map(({ key, value }) => readOutboxEntry(key, value));
}

/** Puts what a step has for wires into their outboxes. Call it inside a write. */
export function writeOutbox(db: Database, incarnation: string, { msisdn, outbox = [] }: Commit): void {
  for (const { queue, id, at, value } of outbox) db.put(outboxKey(incarnation, queue, { at, msisdn, id }), value);
}

/** Removes entries, whether they are there or not. Call it inside a write. */
export function removeFromOutbox(
  db: Database,
  incarnation: string,
  queue: string,
  entries: readonly OutboxEntry[],
): void {
  for (const entry of entries) db.remove(outboxKey(incarnation, queue, entry));
}
