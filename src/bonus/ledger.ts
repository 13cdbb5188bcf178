/** The books: what kinds of entries there are, how they are posted, and what a journal adds up to. */
import type { JournalEntry, LedgerAccount, Posting } from './types.ts';

interface EntryKind {
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
}

/** Every kind of entry moves points from one account to another. `points` and `reserved` are the subscriber's. */
export const ENTRY_KINDS = {
  earn: { from: 'earned', to: 'points' },
  opening: { from: 'earned', to: 'points' },
  order: { from: 'points', to: 'spent' },
  'write-off': { from: 'points', to: 'spent' },
  'take-back': { from: 'points', to: 'earned' },
  burn: { from: 'points', to: 'burned' },
  'owner-change': { from: 'points', to: 'burned' },
  'transfer-reserve': { from: 'points', to: 'reserved' },
  'transfer-post': { from: 'reserved', to: 'transit' },
  'transfer-release': { from: 'reserved', to: 'points' },
  'transfer-credit': { from: 'transit', to: 'points' },
} as const satisfies Readonly<Record<string, EntryKind>>;

export type EntryKindName = keyof typeof ENTRY_KINDS;

/** Everything about an entry but its postings. */
export type EntryHead = Omit<JournalEntry, 'kind' | 'postings'>;

/** Sums by ledger account. */
export type Totals = Readonly<Record<LedgerAccount, number>>;

export const NO_TOTALS: Totals = { points: 0, reserved: 0, transit: 0, earned: 0, spent: 0, burned: 0 };

/**
 * An entry that moves points as its kind says.
 * @param points a whole number above zero
 * @throws RangeError for any other amount, and should the postings not sum to zero
 */
export function makeEntry(kind: EntryKindName, points: number, head: EntryHead): JournalEntry {
  if (!Number.isSafeInteger(points) || points <= 0) throw new RangeError(`An entry moves whole points, not ${points}.`);
  const { from, to } = ENTRY_KINDS[kind];
  const postings = [
    { account: from, points: -points },
    { account: to, points },
  ];
  assertBalanced(postings);
  return { ...head, kind, postings };
}

/** @throws RangeError when postings do not sum to zero: points would come from nothing or vanish */
export function assertBalanced(postings: readonly Posting[]): void {
  const sum = sumOf(postings);
  if (sum !== 0) throw new RangeError(`Postings must sum to zero, these sum to ${sum}.`);
}

/** The sum of an entry's postings; 0 in every good entry. */
export function sumOf(postings: readonly Posting[]): number {
  return postings.reduce((sum, posting) => sum + posting.points, 0);
}

/** What an entry posts to one account. */
export function postedTo(entry: JournalEntry, account: LedgerAccount): number {
  return sumOf(entry.postings.filter((posting) => posting.account === account));
}

/** Totals after one more entry. */
export function addEntry(totals: Totals, entry: JournalEntry): Totals {
  const sums = { ...totals };
  for (const { account, points } of entry.postings) sums[account] += points;
  return sums;
}

/** What a journal adds up to: `points` is the balance, `reserved` what is on its way to others. */
export function replay(entries: Iterable<JournalEntry>): Totals {
  let totals = NO_TOTALS;
  for (const entry of entries) totals = addEntry(totals, entry);
  return totals;
}

/** Totals of two journals together. */
export function addTotals(a: Totals, b: Totals): Totals {
  return {
    points: a.points + b.points,
    reserved: a.reserved + b.reserved,
    transit: a.transit + b.transit,
    earned: a.earned + b.earned,
    spent: a.spent + b.spent,
    burned: a.burned + b.burned,
  };
}
