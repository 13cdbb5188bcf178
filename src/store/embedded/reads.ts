import { type Due, type Page, type Snapshot, UnknownWorld, type WorldState } from '../port.ts';
import type { Database } from './database.ts';
import { accountKey, type Key, LAST, readDeadlineKey, recordKey, sessionKey } from './keys.ts';
import { readStored } from './timed.ts';
import type { WorldTable } from './worlds.ts';

/** Everything of one subscriber that a step needs. @throws UnknownWorld */
export function loadSnapshot(
  worlds: WorldTable,
  worldId: string,
  msisdn: string,
  records: readonly string[],
): Snapshot {
  const { db } = worlds;
  const world = worlds.find(worldId);
  if (world === null) throw new UnknownWorld(worldId);
  const { incarnation } = world;
  return {
    world,
    session: readStored(db, sessionKey(incarnation, msisdn)),
    account: readStored(db, accountKey(incarnation, msisdn)),
    records: records.map((key) => readStored(db, recordKey(incarnation, msisdn, key))),
  };
}

/** The earliest deadlines ≤ upTo, in order of time, MSISDN, kind and key; at most `limit`. */
export function dueDeadlines(db: Database, { incarnation }: WorldState, upTo: number, limit: number): Due[] {
  if (limit < 1) return [];
  const range = { start: [incarnation, 'd'] as Key, end: [incarnation, 'd', upTo, LAST] as Key, limit };
  return [...db.getKeys(range)].map(readDeadlineKey);
}

/** The earliest deadline of a world, or null. */
export function earliestDeadline(db: Database, world: WorldState): number | null {
  return dueDeadlines(db, world, Number.MAX_VALUE, 1)[0]?.at ?? null;
}

/** One page of the subscribers with an account or a session, in order of MSISDN. @throws RangeError for a cursor that no page gave. */
export function subscribersPage(
  db: Database,
  { incarnation }: WorldState,
  having: 'account' | 'session',
  cursor: string | null,
  limit: number,
): Page {
  if (cursor !== null && !/^\d+$/.test(cursor))
    throw new RangeError('This cursor was not given by a page of subscribers.');
  const letter = having === 'account' ? 'a' : 's';
  const start: Key = cursor === null ? [incarnation, letter] : [incarnation, letter, cursor, ''];
  const keys = [...db.getKeys({ start, end: [incarnation, letter, LAST], limit: limit + 1 })];
  const msisdns = keys.slice(0, limit).map(([, , msisdn]) => String(msisdn));
  return { msisdns, next: keys.length > limit ? (msisdns.at(-1) ?? null) : null };
}
