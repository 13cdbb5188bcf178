/**
 * The invariants of pitfalls.md "Points between two subscribers", checked on a whole world: accounts and their journals,
 * however they were stored. An empty answer is a healthy world.
 */
import { auditMembership, auditWorld, reservedOf } from '../../src/bonus/audit.ts';
import { localDay } from '../../src/bonus/calendar.ts';
import { addTotals, NO_TOTALS, postedTo, replay } from '../../src/bonus/ledger.ts';
import { totalOf } from '../../src/bonus/lots.ts';
import type { JournalEntry, Membership } from '../../src/bonus/types.ts';
import { rebuildLots } from './lotsOracle.ts';
import { bonusesOnce, exchangesMonthly, giftsOnce, roublesCounted } from './memberInvariants.ts';
import { nothingOverdue, stateMakesSense, staysSmall } from './stateInvariants.ts';
import { type Check, each, membershipOf, repeated, type World, zoneAt } from './world.ts';

export type { Asked, Books, World } from './world.ts';

const INVARIANTS: Readonly<Record<string, Check>> = {
  'the books agree': booksAgree,
  'the world conserves points': worldConserves,
  'lots are what the journal makes them': lotsMatch,
  'one effect per transfer': transfersOnce,
  'limits are kept': limitsKept,
  'bonuses are given once': bonusesOnce,
  'no rouble is lost': roublesCounted,
  'exchanges are counted': exchangesMonthly,
  'some gifts come once': giftsOnce,
  'a code confirms its transfer': codesConfirm,
  'nothing is overdue': nothingOverdue,
  'the state makes sense': stateMakesSense,
  'accounts stay small': staysSmall,
};

/** Everything that is wrong, each with the name of its invariant. */
export function violations(world: World): readonly string[] {
  return Object.entries(INVARIANTS).flatMap(([name, check]) => check(world).map((message) => `${name}: ${message}`));
}

function booksAgree(world: World): readonly string[] {
  return each(world, ({ entries }, membership) => auditMembership(membership, entries));
}

/** Points in transit come from the state here, not from the journals, which could not contradict themselves. */
function worldConserves(world: World): readonly string[] {
  const memberships = world.subscribers.map((books) => membershipOf(world, books));
  const journals = world.subscribers.map(({ entries }) => replay(entries)).reduce(addTotals, NO_TOTALS);
  const credited = new Set(entriesOf(world, 'transfer-credit').map(({ transfer }) => transfer));
  const onTheWay = memberships.flatMap(({ reservations }) => reservations.filter(({ id }) => !credited.has(id)));
  const balances = memberships.reduce((sum, { lots }) => sum + totalOf(lots), 0);
  const there = balances + onTheWay.reduce((sum, { lots }) => sum + totalOf(lots), 0);
  const proved = -journals.earned - journals.spent - journals.burned;
  const law = there === proved ? [] : [`${there} points are there or on the way, ${proved} were earned and not used`];
  const reserved = memberships.reduce((sum, membership) => sum + reservedOf(membership), 0);
  return [...law, ...auditWorld({ balances, reserved, journals })];
}

function lotsMatch(world: World): readonly string[] {
  const journals = world.subscribers.map((books) => {
    const zone = (seq: number) => zoneAt(world, books, seq);
    return { msisdn: books.account.msisdn, zone, entries: books.entries };
  });
  const rebuilt = rebuildLots(world.program, journals);
  const differences = each(world, ({ account }, { lots }) => {
    const [stated, proved] = [lots, rebuilt.lots.get(account.msisdn)].map((some) => JSON.stringify(some));
    return stated === proved ? [] : [`has the lots ${stated}, the journal makes them ${proved}`];
  });
  return [...rebuilt.violations, ...differences];
}

function entriesOf(world: World, ...kinds: readonly string[]): readonly JournalEntry[] {
  return world.subscribers.flatMap(({ entries }) => entries.filter(({ kind }) => kinds.includes(kind)));
}

function transfersOnce(world: World): readonly string[] {
  const reserved = entriesOf(world, 'transfer-reserve').map(({ transfer }) => transfer);
  const credited = entriesOf(world, 'transfer-credit').map(({ transfer }) => transfer);
  const ended = entriesOf(world, 'transfer-post', 'transfer-release').map(({ transfer }) => transfer);
  const released = entriesOf(world, 'transfer-release').map(({ transfer }) => transfer);
  const posted = entriesOf(world, 'transfer-post').map(({ transfer }) => transfer);
  const open = world.subscribers.flatMap((books) => membershipOf(world, books).reservations.map(({ id }) => id));
  return [
    ...repeated(reserved).map((id) => `${id} was reserved twice`),
    ...repeated(credited).map((id) => `${id} was credited twice`),
    ...repeated(ended).map((id) => `${id} ended twice`),
    ...released.filter((id) => credited.includes(id)).map((id) => `${id} was credited and released`),
    ...posted.filter((id) => !credited.includes(id)).map((id) => `${id} was posted and never credited`),
    ...reserved
      .filter((id) => ended.includes(id) === open.includes(id ?? ''))
      .map((id) => `${id} is lost or open after its end`),
  ];
}

interface DayUse {
  to: string;
  points: number;
  count: number;
}

/** Walks each giver's journal: at every acceptance, what has not been given back by then must be within the limits. */
function limitsKept(world: World): readonly string[] {
  const rules = world.program.transfers;
  if (!rules) return [];
  return each(world, (books, membership) => {
    const found: string[] = [];
    const days = new Map<string, DayUse>();
    const dayOf = new Map<string, string>();
    for (const entry of books.entries) {
      const { transfer: id } = entry;
      if (id === undefined) continue;
      const day = dayOf.get(id) ?? localDay(entry.at, zoneAt(world, books, entry.seq)).day;
      const use = days.get(day) ?? { to: entry.note ?? '', points: 0, count: 0 };
      const points = postedTo(entry, 'reserved');
      if (entry.kind === 'transfer-reserve') {
        dayOf.set(id, day);
        days.set(day, { to: use.to, points: use.points + points, count: use.count + 1 });
        if (points > rules.perOperation) found.push(`${id} moves ${points}`);
        if (use.points + points > rules.perDay) found.push(`${use.points + points} points on ${day}`);
        if (rules.oneRecipientADay && use.to !== entry.note) found.push(`two recipients on ${day}`);
        if (countIn(days, day.slice(0, 7)) > rules.perMonth) found.push(`too many transfers in ${day.slice(0, 7)}`);
      }
      if (entry.kind !== 'transfer-release') continue;
      if (use.count === 1) days.delete(day);
      else days.set(day, { ...use, points: use.points + points, count: use.count - 1 });
    }
    return [...found, ...statedLimits(days, membership)];
  });
}

function countIn(days: ReadonlyMap<string, DayUse>, month: string): number {
  return [...days].reduce((sum, [day, { count }]) => (day.startsWith(month) ? sum + count : sum), 0);
}

/** What the account remembers of its latest month is what the journal says: nothing forgotten, nothing given back twice. */
function statedLimits(days: ReadonlyMap<string, DayUse>, { limits = [] }: Membership): readonly string[] {
  const latest = [...days.keys()].sort().at(-1)?.slice(0, 7) ?? '';
  const proved = [...days].filter(([day]) => day.startsWith(latest)).map(([day, use]) => ({ day, ...use }));
  const stated = limits.filter(({ day }) => latest !== '' && day.startsWith(latest));
  const [a, b] = [stated, proved].map((uses) =>
    JSON.stringify(uses.map(({ day, points, count }) => [day, points, count]).sort()),
  );
  return a === b ? [] : [`the account remembers ${a}, the journal proves ${b}`];
}

function codesConfirm({ program, asked, ...world }: World): readonly string[] {
  if (!asked || !program.transfers) return [];
  const { tries, codeLifetime } = program.transfers;
  return each({ program, ...world }, ({ account, entries }, { requests }) => {
    const reserves = entries.filter(({ kind }) => kind === 'transfer-reserve');
    const wrong = reserves.flatMap((entry) => {
      const transfer = asked.get(entry.transfer ?? '');
      if (!transfer) return [`${entry.transfer} was never asked for`];
      const agreed = transfer.from === account.msisdn && transfer.to === entry.note && transfer.to !== account.msisdn;
      if (!agreed || transfer.points !== -postedTo(entry, 'points'))
        return [`${entry.transfer} is not what was asked for`];
      if (entry.at >= transfer.at + codeLifetime) return [`${entry.transfer} was confirmed too late`];
      return transfer.wrongCodes >= tries ? [`${entry.transfer} was confirmed after ${tries} wrong codes`] : [];
    });
    const open = requests.flatMap(({ id, triesLeft }) =>
      triesLeft + (asked.get(id)?.wrongCodes ?? 0) === tries ? [] : [`${id} has ${triesLeft} tries left`],
    );
    return [...wrong, ...open];
  });
}
