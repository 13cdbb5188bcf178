/**
 * Parts whose SMS never became whole: told of once, by whoever commits that they are gone. That is the sweep, when their time is over, or a
 * part of the same phone that comes before the sweep does, or takes their place.
 */
import type { Due, WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import type { Plan } from '../plan.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { type Abandoned, PARTS, recordOf, type Shelf, shelfIn } from './shelf.ts';

/** Works off the deadline of a phone's record of parts. */
export async function endStaleParts(deps: FlowDeps, { id }: WorldState, { msisdn, at }: Due): Promise<void> {
  const { abandoned, shelf, world } = await transact(deps, id, msisdn, freshened, { records: [PARTS], until: at });
  tellAbandoned(deps, id, at, msisdn, abandoned);
  if (shelf.length === 0) await deps.store.dropRecord(world, msisdn, PARTS, at);
}

interface Freshened {
  readonly abandoned: readonly Abandoned[];
  readonly shelf: Shelf;
  readonly world: WorldState;
}

/** What nobody has to hear of is dropped without being written first. */
function freshened(view: View): Plan<Freshened> {
  const { shelf, abandoned } = shelfIn(view);
  const result = { abandoned, shelf, world: view.world };
  return shelf.length === 0 && abandoned.length === 0 ? { result } : { result, records: [recordOf(view, shelf)] };
}

/** To the log, without numbers, and to the event stream: senders were told that these parts were accepted. */
export function tellAbandoned(
  deps: FlowDeps,
  world: string,
  now: number,
  phone: string,
  abandoned: readonly Abandoned[],
): void {
  for (const { wire, why, ids } of abandoned) {
    deps.onWarning('the rest of an SMS never came', { wire, why, parts: ids.length });
    deps.hub.publish('sms.parts-abandoned', world, now, phone, { wire, why, ids });
  }
}
