/** A world of a core is made, and kept in step, by the gateway that asks it. */
import type { Call, ClockChange, Result, WorldWish } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { ok } from '../results.ts';
import { changeClock } from '../worldClock.ts';
import { createWorld } from '../worldMaking.ts';

/**
 * The world is there afterwards, and its clock stands at that; all that fell due on the way is done. Said twice is said once.
 * @returns null, or what is wrong with the beginning or the clock
 */
export async function putWorld(deps: FlowDeps, id: string, wish: WorldWish): Promise<Result<null>> {
  const begun = await makeUnlessThere(deps, id, wish);
  if (!begun.ok || wish.now === undefined) return begun;
  const call: Call = { world: id, wire: 'http' };
  // A clock that stands is set exactly; one that runs goes on from there.
  const changes: readonly ClockChange[] = [wish.frozen ? { freeze: true } : { resume: true }, { set: wish.now }];
  for (const change of changes) {
    const changed = await changeClock(deps, call, change);
    if (!changed.ok) return changed;
  }
  return ok(null);
}

async function makeUnlessThere(deps: FlowDeps, id: string, { seed, clock }: WorldWish): Promise<Result<null>> {
  if ((await deps.store.world(id)) !== null) return ok(null);
  const named = { ...deps, random: { ...deps.random, world: onlyName(id) } };
  const wishes = { ...(seed === undefined ? {} : { seed }), ...(clock === undefined ? {} : { clock }) };
  try {
    const made = await createWorld(named, { world: id, wire: 'http' }, wishes);
    return made.ok ? ok(null) : made;
  } catch (error) {
    if (error instanceof Taken) return ok(null);
    throw error;
  }
}

/** Somebody else has made it meanwhile. */
class Taken extends Error {}

/** The one name that is wanted: where it is taken, there is no other. */
function onlyName(id: string): () => string {
  let asked = 0;
  return () => {
    asked += 1;
    if (asked === 1) return id;
    throw new Taken();
  };
}
