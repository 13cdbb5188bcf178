/** Working off deadlines: whatever is due by a world's clock happens in order of time, each thing as of the moment it fell due. */
import { type Due, StoreUnavailable, UnknownWorld, type WorldState } from '../store/port.ts';
import { driveAll } from './act.ts';
import type { FlowDeps } from './deps.ts';
import { hasFault } from './faults.ts';
import { driveMessage } from './submissions/drive.ts';
import { messageDue } from './submissions/home.ts';
import { timeOut } from './timeout.ts';
import { transact } from './transact.ts';

const BATCH = 500;

/**
 * Does all that is due in `world` by world time `upTo`. Safe to run at the same time elsewhere: each deed is one conditional
 * commit. A deed that fails is reported and left due, and the others are done. Throws only when the store is away.
 */
export async function sweep(deps: FlowDeps, world: WorldState, upTo: number): Promise<void> {
  if (hasFault(world, 'storeDown')) return;
  let seen: ReadonlySet<string> = new Set();
  for (;;) {
    const due = await deps.store.due(world, upTo, BATCH + seen.size);
    const fresh = due.filter((one) => !seen.has(nameOf(one)));
    if (fresh.length === 0) return;
    for (const one of fresh) await workOff(deps, world, one).catch((error) => report(deps, one, error));
    // Whatever was tried and is still due next time cannot be helped in this sweep.
    seen = new Set(due.map(nameOf));
  }
}

function nameOf({ kind, msisdn, key, at }: Due): string {
  return `${kind} ${msisdn} ${key ?? ''} ${at}`;
}

function report(deps: FlowDeps, { kind }: Due, error: unknown): void {
  if (error instanceof StoreUnavailable || error instanceof UnknownWorld) throw error;
  deps.onError(error, `a deadline of a ${kind} could not be worked off`);
}

async function workOff(deps: FlowDeps, world: WorldState, due: Due): Promise<void> {
  if (due.kind === 'record') return workOffRecord(deps, world, due);
  if (due.kind === 'session') return timeOut(deps, world.id, due.msisdn, due.at);
  const account = await transact(deps, world.id, due.msisdn, (view) => ({ result: view.account, force: true }), {
    until: due.at,
  });
  await driveAll(deps, world.id, account);
}

/** Records run out, but that of a message says what is next. */
async function workOffRecord(deps: FlowDeps, world: WorldState, due: Due): Promise<void> {
  const message = messageDue(due);
  if (message !== null) return driveMessage(deps, world.id, message, due.at);
  await deps.store.dropRecord(world, due.msisdn, due.key ?? '', due.at);
}
