/** The rest of a beginning, or of a reset: the world is empty, and its seed is to be in it before anybody steps there. */
import { UnknownWorld, type WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import { changeWorld } from '../worldChange.ts';
import { plant } from './plant.ts';
import { decodeSeed } from './seed.ts';

/**
 * Puts the seed that is kept with the world into it, and lets everybody in: nobody steps in it until then. Whoever finds a
 * world on its way back does the rest.
 * @returns the world as it is now; where somebody has reset it since, that is their business and it is as they left it
 * @throws StoreUnavailable, UnknownWorld
 */
export async function backToSeed(deps: FlowDeps, world: WorldState): Promise<WorldState> {
  const seed = await deps.store.seed(world.id);
  if (seed !== null) await plant(deps, world, decodeSeed(seed));
  const opened = await changeWorld(deps, { world: world.id }, (state) => {
    return { state: state.incarnation === world.incarnation ? open(state) : state, answer: null };
  });
  if (!opened.ok) throw new UnknownWorld(world.id);
  return opened.value.world;
}

function open({ seeding, begunAt, ...state }: WorldState): WorldState {
  return state;
}
