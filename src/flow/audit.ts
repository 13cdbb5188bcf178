/** The audit: every journal replayed against the balance that the account states. */
import { auditMembership, auditWorld, reservedOf, type WorldTotals } from '../bonus/audit.ts';
import { addTotals, NO_TOTALS, replay } from '../bonus/ledger.ts';
import type { JournalEntry, Membership } from '../bonus/types.ts';
import type { WorldState } from '../store/port.ts';
import type { AuditDifference, AuditReport } from './api.ts';
import { decodeAccount } from './codec.ts';
import type { FlowDeps } from './deps.ts';

const PAGE = 500;

/** How often books in motion are read again before a difference is believed. */
const MOST_TRIES = 5;

/** Stands where a difference is nobody's in particular. */
const EVERYBODY = '*';

const NOTHING: WorldTotals = { balances: 0, reserved: 0, journals: NO_TOTALS };

/** Audits every account of every world, and each world as a whole. Each account is held against its own journal up to its own last entry. */
export async function audit(deps: Pick<FlowDeps, 'store'>): Promise<AuditReport> {
  let accounts = 0;
  const differences: AuditDifference[] = [];
  for (const id of await deps.store.worlds()) {
    const world = await deps.store.world(id);
    if (world === null) continue;
    const books = new Map<string, WorldTotals>();
    for await (const msisdn of subscribersOf(deps, world)) {
      accounts += 1;
      differences.push(...(await auditAccount(deps, world, msisdn, books)));
    }
    differences.push(...auditBooks(id, books));
  }
  return { accounts, differences };
}

/** The law of each program over all its members. A transfer that moves while the audit reads may show here; look again then. */
function auditBooks(world: string, books: ReadonlyMap<string, WorldTotals>): AuditDifference[] {
  return [...books].flatMap(([program, totals]) =>
    auditWorld(totals).map((message) => ({ world, msisdn: EVERYBODY, program, message })),
  );
}

async function* subscribersOf(deps: Pick<FlowDeps, 'store'>, world: WorldState): AsyncGenerator<string> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await deps.store.subscribers(world, 'account', cursor, PAGE);
    for (const msisdn of page.msisdns) {
      if (!seen.has(msisdn)) yield msisdn;
      seen.add(msisdn);
    }
    cursor = page.next;
  } while (cursor !== null);
}

async function auditAccount(
  deps: Pick<FlowDeps, 'store'>,
  world: WorldState,
  msisdn: string,
  books: Map<string, WorldTotals>,
): Promise<AuditDifference[]> {
  const differences: AuditDifference[] = [];
  for (const { program, membership, entries } of await readBooks(deps, world, msisdn)) {
    books.set(program, withMember(books.get(program) ?? NOTHING, membership, entries));
    for (const message of auditMembership(membership, entries))
      differences.push({ world: world.id, msisdn, program, message });
  }
  return differences;
}

interface Book {
  readonly program: string;
  readonly membership: Membership;
  readonly entries: readonly JournalEntry[];
}

/** Account and whole journals. A journal that is ahead may only have been read later than its account: then both are read again. */
async function readBooks(deps: Pick<FlowDeps, 'store'>, world: WorldState, msisdn: string): Promise<Book[]> {
  let books = await readBooksOnce(deps, world, msisdn);
  for (let tries = 0; tries < MOST_TRIES && books.some(isAhead); tries += 1)
    books = await readBooksOnce(deps, world, msisdn);
  return books;
}

function isAhead({ membership, entries }: Book): boolean {
  return entries.length > membership.entries;
}

async function readBooksOnce(deps: Pick<FlowDeps, 'store'>, world: WorldState, msisdn: string): Promise<Book[]> {
  const { account } = await deps.store.load(world.id, msisdn);
  const programs = account === null ? [] : Object.entries(decodeAccount(account.value).account.programs);
  const read = programs.map(async ([program, membership]) => {
    const length = await deps.store.journalLength(world, msisdn, program);
    const lines = await deps.store.journal(world, msisdn, program, 0, length);
    return { program, membership, entries: lines.map((line) => JSON.parse(line) as JournalEntry) };
  });
  return Promise.all(read);
}

function withMember(totals: WorldTotals, membership: Membership, entries: readonly JournalEntry[]): WorldTotals {
  return {
    balances: totals.balances + membership.lots.reduce((sum, { points }) => sum + points, 0),
    reserved: totals.reserved + reservedOf(membership),
    journals: addTotals(totals.journals, replay(entries)),
  };
}
