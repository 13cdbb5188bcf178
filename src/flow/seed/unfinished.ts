/** Worlds whose maker died: nobody has ever heard their names, and nobody will ask for them. */
import type { WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';

/** Time to put a seed into a world, ms of machine time: ten thousand subscribers take some seconds. */
const LONGEST_MAKING = 60_000;

/**
 * Throws a world away that is still not finished a minute after somebody began to make it.
 * @throws StoreUnavailable
 */
export async function discardUnfinished({ store, machineTime }: FlowDeps, world: WorldState): Promise<void> {
  if (world.begunAt === undefined || machineTime() - world.begunAt < LONGEST_MAKING) return;
  // Another life first: a maker that is only slow sees it, and does not hand out the name of a world that goes.
  const doomed = { ...world, rev: world.rev + 1, incarnation: `${world.id}.${world.rev + 1}` };
  if (!(await store.putWorld(doomed))) return;
  await store.sweepIncarnation(world.incarnation);
  await store.deleteWorld(world.id);
}
