/** A world of a core is made, and kept in step, by the gateway that asks it. */
import { type Store, UnknownWorld } from '../../store/port.ts';
import type { Call, ClockChange, Result, WorldWish } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { ok } from '../results.ts';
import { changeWorld } from '../worldChange.ts';
import { changeClock } from '../worldClock.ts';
import { createNamed } from '../worldMaking.ts';

/**
 * The world is there afterwards, and its clock stands at that; all that fell due on the way is done. Said twice is said once.
 * @returns null, or what is wrong with the beginning or the clock
 * @throws StoreUnavailable, also while somebody else makes it otherwise
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
  return wish.mark === undefined ? ok(null) : putMark(deps, id, wish.mark);
}

async function putMark(deps: FlowDeps, id: string, mark: string): Promise<Result<null>> {
  const marked = await changeWorld(deps, { world: id }, (world) => ({ state: { ...world, mark }, answer: null }));
  return marked.ok ? ok(null) : marked;
}

async function makeUnlessThere(deps: FlowDeps, id: string, { seed, clock }: WorldWish): Promise<Result<null>> {
  const there = await deps.store.world(id);
  if (there !== null && there.begunAt === undefined) return ok(null);
  return createNamed(deps, id, {
    ...(seed === undefined ? {} : { seed }),
    ...(clock === undefined ? {} : { clock }),
  });
}

/**
 * What a call finds: worlds that have its mark, and no others. Whoever loads commits under the same revision of the world, so that
 * nothing is done once the mark has changed. Such a `load` throws UnknownWorld.
 */
export function depsUnder(deps: FlowDeps, { mark }: Pick<Call, 'mark'>): FlowDeps {
  if (mark === undefined) return deps;
  const load: Store['load'] = async (world, msisdn, records) => {
    const snapshot = await deps.store.load(world, msisdn, records);
    if (snapshot.world.mark !== mark) throw new UnknownWorld(world);
    return snapshot;
  };
  return { ...deps, store: { ...deps.store, load } };
}
