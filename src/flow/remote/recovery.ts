/** Pending works whose process is gone, or forgot them: whoever sweeps takes them over. */
import type { Due, WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import { transact } from '../transact.ts';
import { driverOf, nameOf } from './drivers.ts';
import { type Pending, pendingRecord, readPending } from './pending.ts';

/** Ms beyond a caller's patience for which whoever asked has the first word. */
const FIRST_WORD = 1_000;

/** Sees to it that somebody asks for a pending work. Does not wait for the core. */
export async function takeUp(deps: FlowDeps, world: WorldState, { msisdn, key = '', at }: Due): Promise<void> {
  const { remote } = deps;
  if (remote === null || remote.stopping.aborted || remote.drivers.has(nameOf({ world: world.id, msisdn, key })))
    return;
  const { records } = await deps.store.load(world.id, msisdn, [key]);
  const pending = readPending(records[0]);
  if (pending === null) return deps.store.dropRecord(world, msisdn, key, at);
  if (!remote.cores.has(pending.program) || isWaitedFor(deps, pending, remote.patience)) return;
  const ours = await takeOver(deps, world, msisdn, key);
  if (ours !== null) driverOf(deps, { world: world.id, msisdn, key }, ours);
}

/** The process that asked may be about to drive it, and its caller may still wait for the screen. */
function isWaitedFor({ machineTime }: FlowDeps, { askedAt }: Pending, patience: number): boolean {
  return machineTime() < askedAt + patience + FIRST_WORD;
}

/** Nobody waits for its screen any more: what comes of it comes by SMS. */
function takeOver(deps: FlowDeps, world: WorldState, msisdn: string, key: string): Promise<Pending | null> {
  return transact<Pending | null>(
    deps,
    world.id,
    msisdn,
    (view) => {
      const record = view.records[0];
      const pending = readPending(record);
      if (pending === null) return { result: null };
      const ours: Pending = { ...pending, askedAt: deps.machineTime(), isPromised: true };
      const { session } = view;
      const isHeld =
        session !== null &&
        session.waits === true &&
        pending.work.kind === 'ussd' &&
        pending.work.nonce === session.nonce;
      return { result: ours, records: [pendingRecord(key, record, ours)], ...(isHeld ? { session: null } : {}) };
    },
    { records: [key] },
  );
}
