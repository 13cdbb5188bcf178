/**
 * An oracle for lots: rebuilds every subscriber's lots from the journals alone, by its own arithmetic. Transfers tie the
 * journals together: what a receiver was credited with is what the giver's journal says was reserved.
 */
import { Temporal } from 'temporal-polyfill';
import { expiryOf } from '../../src/bonus/expiry.ts';
import { postedTo } from '../../src/bonus/ledger.ts';
import type { Program } from '../../src/bonus/program.ts';
import type { JournalEntry, Lot } from '../../src/bonus/types.ts';

/** Whose journal it is, and their time zone when an entry was written. */
export interface Journal {
  readonly msisdn: string;
  readonly zone: (seq: number) => string;
  readonly entries: readonly JournalEntry[];
}

export interface Rebuilt {
  readonly lots: ReadonlyMap<string, readonly Lot[]>;
  readonly violations: readonly string[];
}

interface Shelf {
  readonly journal: Journal;
  lots: Lot[];
  next: number;
  released: Lot[];
}

/** Rebuilds all lots; says where a journal takes or burns what cannot be there. */
export function rebuildLots(program: Program, journals: readonly Journal[]): Rebuilt {
  const shelves = journals.map((journal): Shelf => ({ journal, lots: [], next: 0, released: [] }));
  const sent = new Map<string, Lot[]>();
  const violations: string[] = [];
  // A credit waits for the journal of its giver: go round until nobody gets on.
  for (let moved = true; moved; )
    moved = shelves.map((shelf) => readOn(program, shelf, sent, violations)).includes(true);
  for (const { journal, next } of shelves) {
    if (next < journal.entries.length) violations.push(`${journal.msisdn} was credited with what nobody sent`);
  }
  return { lots: new Map(shelves.map(({ journal, lots }) => [journal.msisdn, lots])), violations };
}

function readOn(program: Program, shelf: Shelf, sent: Map<string, Lot[]>, violations: string[]): boolean {
  const { entries } = shelf.journal;
  const start = shelf.next;
  for (let entry = entries[start]; entry; entry = entries[shelf.next]) {
    if (entry.kind === 'transfer-credit' && !sent.has(entry.transfer ?? '')) break;
    apply(program, shelf, entry, sent, violations);
    shelf.next += 1;
  }
  return shelf.next > start;
}

function apply(
  program: Program,
  shelf: Shelf,
  entry: JournalEntry,
  sent: Map<string, Lot[]>,
  violations: string[],
): void {
  const points = Math.abs(postedTo(entry, 'points'));
  const id = entry.transfer ?? '';
  const check = (lots: readonly Lot[]) => {
    const sum = lots.reduce((total, lot) => total + lot.points, 0);
    if (sum !== points)
      violations.push(`${shelf.journal.msisdn} entry ${entry.seq} ${entry.kind} moves ${points}, not ${sum}`);
  };
  const actions: Record<string, () => void> = {
    earn: () => put(shelf, [{ points, expiresAt: expiry(program, entry.at, shelf.journal.zone(entry.seq)) }]),
    opening: () => put(shelf, [{ points, expiresAt: expiry(program, entry.at, shelf.journal.zone(entry.seq)) }]),
    order: () => check(take(shelf, points)),
    'write-off': () => check(take(shelf, points)),
    'take-back': () => check(take(shelf, points)),
    'transfer-reserve': () => {
      const lots = take(shelf, points);
      check(lots);
      sent.set(id, lots);
    },
    'transfer-credit': () => {
      check(sent.get(id) ?? []);
      put(shelf, sent.get(id) ?? []);
    },
    'transfer-release': () => {
      shelf.released = sent.get(id) ?? [];
      check(shelf.released);
      put(shelf, shelf.released);
    },
    'owner-change': () => check(takeWhere(shelf, () => true)),
    burn: () => check(burnt(shelf, entry)),
  };
  actions[entry.kind]?.();
}

function burnt(shelf: Shelf, entry: JournalEntry): Lot[] {
  if (entry.note === 'forfeited') return shelf.released.flatMap((lot) => takeWhere(shelf, same(lot), lot.points));
  if (entry.note !== 'expired') return takeWhere(shelf, () => true);
  // The clock burns at the very instant; what comes back or arrives late burns when it comes.
  const due =
    entry.by === 'clock'
      ? same({ points: 0, expiresAt: entry.at })
      : (lot: Lot) => (lot.expiresAt ?? Infinity) <= entry.at;
  return takeWhere(shelf, due);
}

function same({ expiresAt }: Lot): (lot: Lot) => boolean {
  return (lot) => lot.expiresAt === expiresAt;
}

function expiry(program: Program, at: number, zone: string): number | null {
  if (program.expiry.rule !== 'calendar-year') return expiryOf(program.expiry, at, zone);
  const { year } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return Temporal.ZonedDateTime.from({ year: year + 1, month: 1, day: 1, timeZone: zone }).epochMilliseconds;
}

function put(shelf: Shelf, lots: readonly Lot[]): void {
  for (const { points, expiresAt } of lots) {
    const known = shelf.lots.find(same({ points, expiresAt }));
    const others = shelf.lots.filter((lot) => lot !== known);
    shelf.lots = [...others, { points: points + (known?.points ?? 0), expiresAt }];
  }
  shelf.lots.sort((a, b) => (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity));
}

function take(shelf: Shelf, points: number): Lot[] {
  const taken: Lot[] = [];
  for (let missing = points; missing > 0; ) {
    const first = shelf.lots[0];
    if (!first) break;
    taken.push(...takeWhere(shelf, (lot) => lot === first, missing));
    missing = points - taken.reduce((sum, lot) => sum + lot.points, 0);
  }
  return taken;
}

function takeWhere(shelf: Shelf, picked: (lot: Lot) => boolean, most = Infinity): Lot[] {
  const taken = shelf.lots.filter(picked).map((lot) => ({ ...lot, points: Math.min(lot.points, most) }));
  shelf.lots = shelf.lots
    .map((lot) => (picked(lot) ? { ...lot, points: lot.points - Math.min(lot.points, most) } : lot))
    .filter((lot) => lot.points > 0);
  return taken;
}
