/**
 * The invariants of pitfalls.md "Points between two subscribers", checked on a whole world: accounts and their journals,
 * however they were stored. An empty answer is a healthy world.
 */
import { auditMembership, auditWorld, reservedOf } from '../../src/bonus/audit.ts';
import { localDay } from '../../src/bonus/calendar.ts';
import { addTotals, NO_TOTALS, postedTo, replay } from '../../src/bonus/ledger.ts';
import { totalOf } from '../../src/bonus/lots.ts';
import type { Program } from '../../src/bonus/program.ts';
import { STRANGER } from '../../src/bonus/turn.ts';
import type { Account, JournalEntry, Membership } from '../../src/bonus/types.ts';
import { rebuildLots } from './lotsOracle.ts';

const INVARIANTS: Readonly<Record<string, Check>> = {
  'the books agree': booksAgree,
  'the world conserves points': worldConserves,
  'lots are what the journal makes them': lotsMatch,
  'one effect per transfer': transfersOnce,
  'limits are kept': limitsKept,
  'bonuses are given once': bonusesOnce,
  'no rouble is lost': roublesCounted,
  'a code confirms its transfer': codesConfirm,
  'nothing is overdue': nothingOverdue,
  'the state makes sense': stateMakesSense,
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
      const id = entry.transfer ?? '';
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

function bonusesOnce(world: World): readonly string[] {
  return each(world, (books) => {
    const mine = books.entries.filter(({ kind, seq }) => kind === 'earn' && seq >= (books.ownerSince ?? 0));
    const grants = mine.flatMap(({ note = '', at }) => {
      const period = periodOf(world, note, at, zoneOf(world, books));
      return period === null ? [] : [`${note} in ${period}`];
    });
    return repeated(grants).map((grant) => `${grant} was given twice`);
  });
}

function periodOf({ program }: World, note: string, at: number, zone: string): string | null {
  if (note.endsWith('.bonus') || note.startsWith('joining.')) return 'a life';
  const rule = program.earning.get(note);
  const every = rule && 'every' in rule ? rule.every : undefined;
  if (every === undefined) return null;
  return { once: 'a life', year: localDay(at, zone).day.slice(0, 4), month: localDay(at, zone).month }[every];
}

function roublesCounted({ program, ...world }: World): readonly string[] {
  return each({ program, ...world }, ({ entries, tally }, { carry, status }) => {
    if (!tally || status === 'left') return [];
    return [...program.earning].flatMap(([kind, rule]) => {
      if (rule.rule !== 'rate') return [];
      const earned = entries.filter(({ note, seq }) => note === kind && seq >= tally.since);
      const paid = earned.reduce((sum, entry) => sum + postedTo(entry, 'points'), 0) * rule.rub;
      const [left, spent] = [carry[kind] ?? 0, tally.rub[kind] ?? 0];
      return paid + left === spent && left < rule.rub ? [] : [`${spent} RUB of ${kind} became ${paid} and ${left}`];
    });
  });
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

function nothingOverdue(world: World): readonly string[] {
  const { closedAt, frozenAt } = world.program;
  return each(world, ({ asOf }, { lots, requests, status, activeAt }) => {
    if (asOf === undefined) return [];
    const late = (at: number | null | undefined) => at != null && at <= asOf;
    return [
      ...lots
        .filter(({ expiresAt }) => late(expiresAt) && (expiresAt ?? 0) < frozenAt)
        .map(() => 'burnt points are there'),
      ...requests.filter(({ expiresAt }) => late(expiresAt)).map(({ id }) => `the code of ${id} has run out`),
      ...(late(activeAt) ? ['the application is done'] : []),
      ...(status !== 'left' && late(closedAt) ? ['the program has closed'] : []),
    ];
  });
}

function stateMakesSense(world: World): readonly string[] {
  const waiting = world.program.transfers?.waiting ?? 0;
  return each(world, (_books, { status, lots, requests, activeAt, recent }) => [
    ...(status === 'left' && lots.length + requests.length > 0 ? ['somebody who left has points or codes'] : []),
    ...((status === 'pending') === (activeAt !== undefined) ? [] : [`${status}, active at ${activeAt}`]),
    ...(requests.length > waiting ? [`${requests.length} codes wait`] : []),
    ...(recent.length > 10 ? [`${recent.length} lines of history`] : []),
  ]);
}
