/** The audit: every journal replayed against the balance that the account states. */
import { auditMembership } from '../bonus/audit.ts';
import type { JournalEntry, Membership } from '../bonus/types.ts';
import type { WorldState } from '../store/port.ts';
import { decodeAccount } from './codec.ts';
import type { FlowDeps } from './deps.ts';

export interface AuditDifference {
  readonly world: string;
  readonly msisdn: string;
  readonly program: string;
  readonly message: string;
}

export interface AuditReport {
  readonly accounts: number;
  readonly differences: readonly AuditDifference[];
}

const PAGE = 500;

/** Audits every account of every world. It reads while the gateway works: each account against its own journal up to its own last entry. */
export async function audit(deps: Pick<FlowDeps, 'store'>): Promise<AuditReport> {
  let accounts = 0;
  const differences: AuditDifference[] = [];
  for (const id of await deps.store.worlds()) {
    const world = await deps.store.world(id);
    if (world === null) continue;
    for await (const msisdn of subscribersOf(deps, world)) {
      accounts += 1;
      differences.push(...(await auditAccount(deps, world, msisdn)));
    }
  }
  return { accounts, differences };
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
): Promise<AuditDifference[]> {
  const { account } = await deps.store.load(world.id, msisdn);
  if (account === null) return [];
  const differences: AuditDifference[] = [];
  for (const [program, membership] of Object.entries(decodeAccount(account.value).account.programs)) {
    for (const message of await auditProgram(deps, world, msisdn, program, membership)) {
      differences.push({ world: world.id, msisdn, program, message });
    }
  }
  return differences;
}

async function auditProgram(
  deps: Pick<FlowDeps, 'store'>,
  world: WorldState,
  msisdn: string,
  program: string,
  membership: Membership,
): Promise<readonly string[]> {
  const lines = await deps.store.journal(world, msisdn, program, 0, membership.entries);
  return auditMembership(
    membership,
    lines.map((line) => JSON.parse(line) as JournalEntry),
  );
}
