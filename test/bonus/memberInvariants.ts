/** Invariants of what members get: bonuses once, every rouble counted, exchanges as often as the program allows. */
import { postedTo } from '../../src/bonus/ledger.ts';
import type { Program } from '../../src/bonus/program.ts';
import type { JournalEntry } from '../../src/bonus/types.ts';
import { dayOf, monthOf } from './laws/dates.ts';
import { type Books, type Check, each, repeated, type World, zoneAt } from './world.ts';

/** A bonus that is given once, or once a period, is. */
export const bonusesOnce: Check = (world) =>
  each(world, (books) => {
    const grants = sinceOwner(books, 'earn').flatMap((entry) => {
      const period = periodOf(world, books, entry);
      return period === null ? [] : [`${grantOf(world.program, entry)} in ${period}`];
    });
    return repeated(grants).map((grant) => `${grant} was given twice`);
  });

/** Entries of a kind that the present owner's time has brought. */
function sinceOwner({ entries, ownerSince = 0 }: Books, which: string): readonly JournalEntry[] {
  return entries.filter(({ kind, seq }) => kind === which && seq >= ownerSince);
}

function periodOf(world: World, books: Books, { note = '', at, by, seq }: JournalEntry): string | null {
  if (/\.(bonus|first)$/.test(note) || note.startsWith('joining.')) return 'a life';
  const rule = world.program.earning.get(note);
  const every = rule && 'every' in rule ? rule.every : undefined;
  if (every === undefined) return null;
  const zone = zoneAt(world, books, seq);
  // What the clock gives at a month's end is for the month that ends there.
  const endsMonth = by === 'clock' && rule?.rule === 'by-years';
  const then = endsMonth ? at - 1 : at;
  return { once: 'a life', year: dayOf(then, zone).slice(0, 4), month: monthOf(then, zone) }[every];
}

/** A bonus of joining is the same one, whichever way it comes. */
function grantOf({ earning }: Program, { note = '' }: JournalEntry): string {
  const rule = earning.get(note);
  return rule?.rule === 'fixed' && rule.joining !== undefined ? `joining.${rule.joining}` : note;
}

/** Every rouble that earns is paid for in points, promised ones too, or carried. */
export const roublesCounted: Check = ({ program, ...world }) =>
  each({ program, ...world }, ({ entries, tally }, { carry, credits = [], status }) => {
    if (!tally || status === 'left') return [];
    return [...program.earning].flatMap(([kind, rule]) => {
      if (rule.rule !== 'rate') return [];
      const earned = entries.filter(({ note, seq }) => note === kind && seq >= tally.since);
      const promised = credits.filter(({ note }) => note === kind).reduce((sum, { points }) => sum + points, 0);
      const points = earned.reduce((sum, entry) => sum + postedTo(entry, 'points'), promised);
      const [left, spent] = [carry[kind] ?? 0, tally.rub[kind] ?? 0];
      const paid = points * rule.rub;
      return paid + left === spent && left < rule.rub ? [] : [`${spent} RUB of ${kind} became ${paid} and ${left}`];
    });
  });

/** In no local month are there more exchanges than the program allows. */
export const exchangesMonthly: Check = (world) => {
  const { perMonth } = world.program.orders;
  if (perMonth === undefined) return [];
  return each(world, (books) => {
    const counts = new Map<string, Set<string>>();
    for (const { at, note, request, seq, kind } of books.entries) {
      if (kind !== 'order' || note?.startsWith('certificate.')) continue;
      const month = monthOf(at, zoneAt(world, books, seq));
      counts.set(month, (counts.get(month) ?? new Set()).add(request));
    }
    return [...counts].filter(([, { size }]) => size > perMonth).map(([month, { size }]) => `${size} in ${month}`);
  });
};

/** A gift that each owner of the number can have once is had once. */
export const giftsOnce: Check = (world) =>
  each(world, (books) => {
    const once = new Set(world.program.gifts.filter((gift) => gift.once).map(({ code }) => code));
    const had = sinceOwner(books, 'order').flatMap(({ note = '' }) => (once.has(note) ? [note] : []));
    return repeated(had).map((code) => `${code} was had twice`);
  });
