/** The audit: every journal replayed against the balance that the account states. */
import { auditMembership, auditWorld, reservedOf, type WorldTotals } from '../bonus/audit.ts';
import { addTotals, NO_TOTALS, replay } from '../bonus/ledger.ts';
import type { JournalEntry, Membership } from '../bonus/types.ts';
import type { WorldState } from '../store/port.ts';
import type { AuditDifference, AuditReport } from './api.ts';
import { decodeAccount } from './codec.ts';
import type { FlowDeps } from './deps.ts';

const PAGE = 500;

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
  const { account } = await deps.store.load(world.id, msisdn);
  if (account === null) return [];
  const differences: AuditDifference[] = [];
  for (const [program, membership] of Object.entries(decodeAccount(account.value).account.programs)) {
    const lines = await deps.store.journal(world, msisdn, program, 0, membership.entries);
    const entries = lines.map((line) => JSON.parse(line) as JournalEntry);
    books.set(program, withMember(books.get(program) ?? NOTHING, membership, entries));
    for (const message of auditMembership(membership, entries))
      differences.push({ world: world.id, msisdn, program, message });
  }
  return differences;
}

function withMember(totals: WorldTotals, membership: Membership, entries: readonly JournalEntry[]): WorldTotals {
  return {
    balances: totals.balances + membership.lots.reduce((sum, { points }) => sum + points, 0),
    reserved: totals.reserved + reservedOf(membership),
    journals: addTotals(totals.journals, replay(entries)),
  };
}
