import type { Commit } from './port.ts';

/** LMDB keys end at 1978 bytes, three bytes a character at worst; both stores refuse the same keys. */
export const RECORD_KEY_MAX = 512;

/**
 * Refuses what a store could not keep, before anything is written.
 * @throws RangeError when a record's key is empty or too long, or an etag to be written is empty or holds `|`.
 */
export function checkCommit(commit: Commit): void {
  if (commit.session) checkEtag(commit.session.etag);
  if (commit.account) checkEtag(commit.account.etag);
  for (const record of commit.records ?? []) {
    checkEtag(record.stored.etag);
    checkRecordKey(record.key);
  }
  for (const record of commit.expect.records) checkRecordKey(record.key);
}

function checkEtag(etag: string): void {
  if (etag === '' || etag.includes('|')) throw new RangeError(`An etag is not empty and has no "|": "${etag}".`);
}

function checkRecordKey(key: string): void {
  if (key === '' || key.length > RECORD_KEY_MAX) {
    throw new RangeError(`A record's key has 1 to ${RECORD_KEY_MAX} characters, not ${key.length}.`);
  }
}
