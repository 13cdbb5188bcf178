/**
 * Idempotency-Key for what belongs to a world and to no subscriber: its clock, its faults, new worlds.
 *
 * The answer is recorded after the deed, not with it: a gateway that dies in between does the deed again when asked again.
 * Requests of one world queue up within a process, so that the same key sent twice at once acts once.
 */
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { keep, keyOf, replay } from './once.ts';
import type { Plan } from './plan.ts';
import { transact } from './transact.ts';
import type { View } from './view.ts';

/** Stands for the world among the subscribers; no MSISDN begins with 0. */
const WORLD_ITSELF = '0';

export function onceInWorld<T>(deps: FlowDeps, call: Call, work: () => Promise<Result<T>>): Promise<Result<T>> {
  const { idempotency } = call;
  if (idempotency === undefined) return work();
  const records = [keyOf(idempotency)];
  return deps.queue.run(`world ${call.world}`, async () => {
    const look = (view: View): Plan<Result<T> | null> => replay<T>(view, idempotency) ?? { result: null };
    const known = await transact(deps, call.world, WORLD_ITSELF, look, { records });
    if (known !== null) return known;
    const result = await work();
    return transact(deps, call.world, WORLD_ITSELF, (view) => keep(view, idempotency, { result }), { records });
  });
}
