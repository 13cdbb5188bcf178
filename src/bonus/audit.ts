/** The audit: what an account states against what its journal proves. */
import { addEntry, NO_TOTALS, replay, sumOf, type Totals } from './ledger.ts';
import { totalOf } from './lots.ts';
import type { JournalEntry, Lot, Membership } from './types.ts';

/** Points of a world: what all its accounts state, and what all its journals add up to. */
export interface WorldTotals {
  readonly balances: number;
  readonly reserved: number;
  readonly journals: Totals;
}

/**
 * All differences between a membership and its journal, a sentence each; empty when the books are right.
 * @param entries the whole journal of this membership, oldest first
 */
export function auditMembership(membership: Membership, entries: readonly JournalEntry[]): readonly string[] {
  const totals = replay(entries);
  const reserved = reservedOf(membership);
  return [
    ...differs('balance', totalOf(membership.lots), totals.points),
    ...differs('points on their way', reserved, totals.reserved),
    ...differs('number of entries', membership.entries, entries.length),
    ...entries.flatMap(auditEntry),
    ...auditCourse(entries),
    ...auditLots(membership.lots),
  ];
}

/** The law of the whole world: balances + in transit = earned − spent − burned, and nothing arrives that was not sent. */
export function auditWorld({ balances, reserved, journals }: WorldTotals): readonly string[] {
  const inTransit = reserved + journals.transit;
  const there = -journals.earned - journals.spent - journals.burned;
  const law = differs('balances and points in transit', balances + inTransit, there);
  return inTransit < 0 ? [...law, `More points arrived than were sent: ${-inTransit}.`] : law;
}

/** Points on their way to other subscribers, as the account states them. */
export function reservedOf({ reservations }: Membership): number {
  return reservations.reduce((sum, { lots }) => sum + totalOf(lots), 0);
}

function differs(what: string, stated: number, proved: number): readonly string[] {
  return stated === proved ? [] : [`The ${what} is stated as ${stated}, the journal proves ${proved}.`];
}

function auditEntry(entry: JournalEntry, index: number): readonly string[] {
  const sum = sumOf(entry.postings);
  const found: string[] = [];
  if (entry.seq !== index) found.push(`Entry ${index} has the number ${entry.seq}.`);
  if (sum !== 0) found.push(`The postings of entry ${entry.seq} sum to ${sum}, not to zero.`);
  return found;
}

/** Nobody ever spends what they do not have: not only at the end, but after each entry. */
function auditCourse(entries: readonly JournalEntry[]): readonly string[] {
  let totals = NO_TOTALS;
  return entries.flatMap((entry) => {
    totals = addEntry(totals, entry);
    const { points, reserved } = totals;
    return points < 0 || reserved < 0
      ? [`After entry ${entry.seq} there are ${points} points, ${reserved} reserved.`]
      : [];
  });
}

function auditLots(lots: readonly Lot[]): readonly string[] {
  return lots.flatMap(({ points }) => (points > 0 ? [] : [`There is a lot of ${points} points.`]));
}
