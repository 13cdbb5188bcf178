import type { Commit, OutboxWrite } from './port.ts';

/** LMDB keys end at 1978 bytes, three bytes a character at worst; both stores refuse the same keys. */
const RECORD_KEY_MAX = 512;

/** Longest name of an outbox's queue and longest id of an entry, in characters. */
const OUTBOX_NAME_MAX = 128;

/**
 * Refuses what a store could not keep, before anything is written.
 * @throws RangeError when a record's key is empty or too long, an etag to be written is empty or holds `|`, or an outbox
 * entry has a name that is empty, too long or has a space, or a time that is no number.
 */
export function checkCommit(commit: Commit): void {
  if (commit.session) checkEtag(commit.session.etag);
  if (commit.account) checkEtag(commit.account.etag);
  for (const record of commit.records ?? []) {
    checkEtag(record.stored.etag);
    checkRecordKey(record.key);
  }
  for (const record of commit.expect.records) checkRecordKey(record.key);
  if (commit.outbox !== undefined) for (const write of commit.outbox) checkOutboxWrite(write);
}

function checkEtag(etag: string): void {
  if (etag === '' || etag.includes('|')) throw new RangeError(`An etag is not empty and has no "|": "${etag}".`);
}

function checkRecordKey(key: string): void {
  if (key === '' || key.length > RECORD_KEY_MAX) {
    throw new RangeError(`A record's key has 1 to ${RECORD_KEY_MAX} characters, not ${key.length}.`);
  }
}

function checkOutboxWrite({ queue, id, at }: OutboxWrite): void {
  checkOutboxName(queue);
  checkOutboxName(id);
  if (!Number.isFinite(at)) throw new RangeError(`The time of an outbox entry is a number of milliseconds, not ${at}.`);
}

function checkOutboxName(name: string): void {
  if (name === '' || name.length > OUTBOX_NAME_MAX || name.includes(' ')) {
    throw new RangeError(`A name in an outbox has 1 to ${OUTBOX_NAME_MAX} characters and no space: "${name}".`);
  }
}
