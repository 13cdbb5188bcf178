/** Working off deadlines: whatever is due by a world's clock happens in order of time, each thing as of the moment it fell due. */
import { drop } from '../session/machine.ts';
import type { Session } from '../session/types.ts';
import type { Due, WorldState } from '../store/port.ts';
import { driveAll } from './act.ts';
import type { FlowDeps } from './deps.ts';
import { hasFault } from './faults.ts';
import type { Plan } from './plan.ts';
import { makeSessionId } from './sessionId.ts';
import { transact } from './transact.ts';
import type { View } from './view.ts';

const BATCH = 500;
/** A deadline that comes back so often has not been worked off: a fault of ours, said aloud rather than spun on. */
const MOST_ROUNDS = 1000;

/** Does all that is due in `world` by world time `upTo`. Safe to run at the same time elsewhere: each deed is one conditional commit. */
export async function sweep(deps: FlowDeps, world: WorldState, upTo: number): Promise<void> {
  if (hasFault(world, 'storeDown')) return;
  const seen = new Map<string, number>();
  for (;;) {
    const batch = await deps.store.due(world, upTo, BATCH);
    if (batch.length === 0) return;
    for (const due of batch) {
      guardProgress(seen, due);
      await workOff(deps, world, due);
    }
  }
}

function guardProgress(seen: Map<string, number>, due: Due): void {
  const name = `${due.kind} ${due.msisdn} ${due.key ?? ''} ${due.at}`;
  const rounds = (seen.get(name) ?? 0) + 1;
  if (rounds > MOST_ROUNDS) throw new Error(`A deadline of a ${due.kind} at ${due.at} does not go away.`);
  seen.set(name, rounds);
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
