import type { Commit, OutboxEntry } from '../port.ts';
import type { Database } from './database.ts';
import { LAST, outboxKey, outboxRange, readOutboxEntry } from './keys.ts';

/** Which entries of an outbox are asked for. */
interface Range {
  readonly upTo: number;
  readonly limit: number;
  readonly from?: number | undefined;
}

/** The earliest entries from ≤ at ≤ upTo of a wire's outbox, in order of time, MSISDN and id; at most `limit`. */
export function readOutbox(
  db: Database,
  incarnation: string,
  queue: string,
  { upTo, limit, from }: Range,
): OutboxEntry[] {
  if (limit < 1) return [];
  const all = outboxRange(incarnation, queue);
  const start = from === undefined || from === Number.NEGATIVE_INFINITY ? all : [...all, from];
  const found = db.getRange({ start, end: [...all, upTo, LAST], limit });
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
