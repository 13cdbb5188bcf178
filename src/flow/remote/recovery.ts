/** Pending works whose process is gone, or forgot them: whoever sweeps takes them over. */
import type { Due, WorldState } from '../../store/port.ts';
import { worldNow } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';
import type { Plan } from '../plan.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { driverOf, endUnasked, nameOf, type Place } from './drivers.ts';
import { isTooLate, type Pending, pendingRecord, readPending } from './pending.ts';

/** Ms beyond a caller's patience for which whoever asked has the first word. */
const FIRST_WORD = 1_000;

/** Sees to it that somebody asks for a pending work. Does not wait for the core. */
export async function takeUp(deps: FlowDeps, world: WorldState, { msisdn, key = '', at }: Due): Promise<void> {
  const { remote } = deps;
  const place = { world: world.id, msisdn, key };
  if (remote?.stopping.aborted || remote?.drivers.has(nameOf(place))) return;
  const { records } = await deps.store.load(world.id, msisdn, [key]);
  const pending = readPending(records[0]);
  if (pending === null) return deps.store.dropRecord(world, msisdn, key, at);
  if (!remote?.cores.has(pending.program)) return leave(deps, world, place, pending);
  if (isWaitedFor(deps, pending, remote.patience)) return;
  const ours = await takeOver(deps, world, msisdn, key);
  if (ours !== null) driverOf(deps, place, ours);
}

/** Its program has come home, or another process knows its core: here nobody can be asked what became of it. */
async function leave(deps: FlowDeps, world: WorldState, place: Place, pending: Pending): Promise<void> {
  const machineNow = deps.machineTime();
  if (isTooLate(pending, worldNow(world.clock, machineNow), machineNow)) return endUnasked(deps, place, pending);
  if (pending.isLeft) return;
  await transact(deps, place.world, place.msisdn, (view) => markLeft(view, place), { records: [place.key] });
  deps.onWarning(
    'a request waits for a bonus core that is not configured here (--core): 23 hours after it was made it is given up',
    { program: pending.program, world: world.id },
  );
}

function markLeft(view: View, { key }: Place): Plan<null> {
  const record = view.records[0];
  const pending = readPending(record);
  if (pending === null) return { result: null };
  return { result: null, records: [pendingRecord(key, record, { ...pending, isLeft: true })] };
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
