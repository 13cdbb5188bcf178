/** The rest of a reset: the world is empty, and its seed is to be in it before anybody steps there again. */
import type { WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import { changeWorld } from '../worldChange.ts';
import { plant } from './plant.ts';
import { decodeSeed } from './seed.ts';

/**
 * Ends what a reset began: nobody steps in the world until its seed is in it. Whoever finds a world like this does the rest.
 * @throws StoreUnavailable, UnknownWorld
 */
export async function backToSeed(deps: FlowDeps, world: WorldState): Promise<void> {
  const seed = await deps.store.seed(world.id);
  if (seed !== null) await plant(deps, world, decodeSeed(seed));
  await changeWorld(deps, { world: world.id }, ({ seeding, ...state }) => {
    const isDone = state.incarnation === world.incarnation;
    return { state: isDone || !seeding ? state : { ...state, seeding }, answer: null };
  });
}
