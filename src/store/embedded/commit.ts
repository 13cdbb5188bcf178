import { type Commit, type CommitResult, MESSAGES_KEPT, type WorldState } from '../port.ts';
import { worldBeginning } from '../stored.ts';
import type { Database } from './database.ts';
import { accountKey, journalList, type Key, messagesList, recordKey, sessionKey, worldKey } from './keys.ts';
import { appendLines } from './lists.ts';
import { writeOutbox } from './outbox.ts';
import { forget, keep, readKept } from './timed.ts';

/** One step's compare-and-set. Call it inside a write: LMDB has one writer, so what is compared cannot change before it is written. */
export function commitStep(db: Database, world: WorldState, commit: Commit): CommitResult {
  const beginning = worldBeginning(commit.expect.rev, world.incarnation);
  if (!db.get(worldKey(world.id))?.startsWith(beginning)) return 'stale-world';
  if (!isAsExpected(db, world.incarnation, commit)) return 'conflict';
  writeTimed(db, world.incarnation, commit);
  writeRecords(db, world.incarnation, commit);
  writeLists(db, world.incarnation, commit);
  writeOutbox(db, world.incarnation, commit);
  return 'committed';
}

function isAsExpected(db: Database, incarnation: string, { msisdn, expect }: Commit): boolean {
  const has = (key: Key, etag: string): boolean => (readKept(db, key)?.etag ?? '') === etag;
  return (
    has(sessionKey(incarnation, msisdn), expect.session) &&
    has(accountKey(incarnation, msisdn), expect.account) &&
    expect.records.every(({ key, etag }) => has(recordKey(incarnation, msisdn, key), etag))
  );
}

function writeTimed(db: Database, incarnation: string, { msisdn, session, account }: Commit): void {
  const key = sessionKey(incarnation, msisdn);
  const owner = { kind: 'session', msisdn } as const;
  if (session === null) forget(db, incarnation, key, owner);
  else if (session !== undefined) keep(db, incarnation, key, owner, { ...session, at: session.wakeAt });
  if (account === undefined) return;
  const kept = { ...account, at: account.wakeAt };
  keep(db, incarnation, accountKey(incarnation, msisdn), { kind: 'account', msisdn }, kept);
}

function writeRecords(db: Database, incarnation: string, { msisdn, records = [] }: Commit): void {
  for (const { key, stored, expiresAt } of records) {
    const owner = { kind: 'record', msisdn, key } as const;
    keep(db, incarnation, recordKey(incarnation, msisdn, key), owner, { ...stored, at: expiresAt });
  }
}

function writeLists(db: Database, incarnation: string, { msisdn, journal = [], messages = [] }: Commit): void {
  for (const { program, line } of journal) appendLines(db, journalList(incarnation, msisdn, program), [line]);
  if (messages.length > 0) appendLines(db, messagesList(incarnation, msisdn), messages, MESSAGES_KEPT);
}
