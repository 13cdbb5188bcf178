/** Working off deadlines: whatever is due by a world's clock happens in order of time, each thing as of the moment it fell due. */
import { drop } from '../session/machine.ts';
import type { Session } from '../session/types.ts';
import { type Due, StoreUnavailable, UnknownWorld, type WorldState } from '../store/port.ts';
import { driveAll } from './act.ts';
import type { FlowDeps } from './deps.ts';
import { hasFault } from './faults.ts';
import type { Plan } from './plan.ts';
import { makeSessionId } from './sessionId.ts';
import { transact } from './transact.ts';
import type { View } from './view.ts';

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
  if (due.kind === 'record') return deps.store.dropRecord(world, due.msisdn, due.key ?? '', due.at);
  if (due.kind === 'session')
    return transact(deps, world.id, due.msisdn, (view) => endSession(view, due.at), { until: due.at });
  const account = await transact(deps, world.id, due.msisdn, (view) => ({ result: view.account, force: true }), {
    until: due.at,
  });
  await driveAll(deps, world.id, account);
}

/** A session ran out of time: it can be resumed where its state allows it, else it is gone. */
function endSession(view: View, at: number): Plan<undefined> {
  const { session } = view;
  if (session === null || session.expiresAt > at) return { result: undefined };
  const service = view.definitions.services.get(session.service);
  const left: Session | null =
    session.dropped === true || service === undefined ? null : drop(service, session, view.now);
  if (session.dropped === true) return { result: undefined, session: left };
  const sessionId = makeSessionId(view.world.secret, view.msisdn, session.nonce);
  const events = () => [{ type: 'ussd.timeout', more: { sessionId, service: session.service } }];
  return { result: undefined, session: left, events };
}
