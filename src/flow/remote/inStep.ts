/**
 * The clock of a gateway's world rules in its cores, too. A core is told the time before it is asked anything under another clock than it
 * was told last: so it does not matter who missed a change, the core, this process or another one.
 */
import type { WorldState } from '../../store/port.ts';
import { worldNow } from '../clock.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import { boardOf } from './board.ts';
import type { CoreClock, RemoteCore } from './port.ts';

/** The time in a world as a core is told it. */
export function clockOf(deps: Pick<FlowDeps, 'machineTime'>, { clock }: WorldState): CoreClock {
  return { now: worldNow(clock, deps.machineTime()), frozen: clock.frozenAt !== null };
}

function nameOf({ program }: RemoteCore, world: string): string {
  return `${program} ${world}`;
}

function shown({ clock, incarnation }: WorldState): string {
  return `${clock.offset} ${clock.frozenAt} ${incarnation}`;
}

/** The core knows the time in this world. */
export function isTold({ remote }: Pick<FlowDeps, 'remote'>, core: RemoteCore, world: WorldState): void {
  boardOf({ remote }).clocks.set(nameOf(core, world.id), shown(world));
}

/** Nobody knows what the core makes of this world. */
export function isUntold({ remote }: Pick<FlowDeps, 'remote'>, core: RemoteCore, world: string): void {
  boardOf({ remote }).clocks.delete(nameOf(core, world));
}

/** Tells the core the time of a world, if it was told another one. One that has no worlds keeps its own time. */
export async function inStep(deps: FlowDeps, core: RemoteCore, world: WorldState): Promise<void> {
  if (boardOf(deps).clocks.get(nameOf(core, world.id)) === shown(world)) return;
  await core.putWorld(world.id, clockOf(deps, world)).catch(unlessFinal);
  isTold(deps, core, world);
}

function unlessFinal(error: unknown): void {
  if (!(error instanceof CoreFailed) || error.end !== 'final') throw error;
}

/** Asks a core in a world; one that has lost the world is given it again. */
export async function askIn<T>(deps: FlowDeps, core: RemoteCore, world: WorldState, ask: () => Promise<T>): Promise<T> {
  await inStep(deps, core, world);
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CoreFailed) || error.end !== 'no-world') throw error;
    isUntold(deps, core, world.id);
    await inStep(deps, core, world);
    return ask();
  }
}
