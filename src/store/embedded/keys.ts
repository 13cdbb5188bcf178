import type { Due, OutboxEntry } from '../port.ts';

/**
 * Every key of the embedded store: an array whose first element is the incarnation and whose second is a letter for
 * what is kept there. LMDB sorts arrays element by element, so that one range is one list.
 */
export type Key = (string | number)[];

/** Sorts after every string that an array key holds at that place. */
export const LAST = '\u{10ffff}';

/** JSON state behind `rev@incarnation|`. No incarnation is empty, so these stand apart from all data. */
export const worldKey = (worldId: string): Key => ['', 'w', worldId];

/** What a world was created with. */
export const seedKey = (worldId: string): Key => ['', 's', worldId];

/** An incarnation that no world uses any more and whose data may still be there. */
export const sweepKey = (incarnation: string): Key => ['', 'x', incarnation];

/** `etag|deadline|value`, the deadline being empty if there is none. */
export const sessionKey = (incarnation: string, msisdn: string): Key => [incarnation, 's', msisdn];
export const accountKey = (incarnation: string, msisdn: string): Key => [incarnation, 'a', msisdn];
export const recordKey = (incarnation: string, msisdn: string, key: string): Key => [incarnation, 'r', msisdn, key];

/** One entry per deadline, in order of time, MSISDN, kind and key; no value. */
export const deadlineKey = (incarnation: string, { at, msisdn, kind, key = '' }: Due): Key => [
  incarnation,
  'd',
  at,
  msisdn,
  kind,
  key,
];

/** Lines of a list, numbered from 0; a list's bounds `first,next` say which numbers are there. */
export const lineKey = (list: Key, number: number): Key => [...list, 'l', number];
export const boundsKey = (list: Key): Key => [...list, 'b'];

export const journalList = (incarnation: string, msisdn: string, program: string): Key => [
  incarnation,
  'j',
  msisdn,
  program,
];
export const messagesList = (incarnation: string, msisdn: string): Key => [incarnation, 'm', msisdn];

/** All that waits for a wire. */
export const outboxRange = (incarnation: string, queue: string): Key => [incarnation, 'o', queue];

/** The value of what waits for a wire, in order of time, MSISDN and id. */
export const outboxKey = (incarnation: string, queue: string, { at, msisdn, id }: Omit<OutboxEntry, 'value'>): Key => [
  ...outboxRange(incarnation, queue),
  at,
  msisdn,
  id,
];

/** The inverse of `deadlineKey`. */
export function readDeadlineKey([, , at, msisdn, kind, key]: Key): Due {
  const found = { at, msisdn, kind } as Due;
  return kind === 'record' ? { ...found, key: String(key) } : found;
}

/** The inverse of `outboxKey`, with the value. */
export function readOutboxEntry([, , , at, msisdn, id]: Key, value: string): OutboxEntry {
  return { at, msisdn, id, value } as OutboxEntry;
}
