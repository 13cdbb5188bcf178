/**
 * The clock of a gateway's world rules in its cores, too. A core is told the time before it is asked anything under another clock than it
 * was told last; and each question carries the mark of that clock and that life of the world, so that a core that has missed a change, a
 * reset or the loss of its own data does nothing until it is told again, whoever asks.
 */
import { UnknownWorld, type WorldState } from '../../store/port.ts';
import { worldNow } from '../clock.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import { boardOf } from './board.ts';
import type { CoreClock, CoreSubject, Haste, RemoteCore } from './port.ts';

/** The time in a world as a core is told it. */
export function clockOf(deps: Pick<FlowDeps, 'machineTime'>, world: WorldState): CoreClock {
  const { clock } = world;
  return { now: worldNow(clock, deps.machineTime()), frozen: clock.frozenAt !== null, mark: markOf(world) };
}

/** One for each life of a world and each setting of its clock. */
function markOf({ clock, incarnation }: WorldState): string {
  return `${incarnation}/${clock.offset}/${clock.frozenAt ?? ''}`;
}

function nameOf({ address }: RemoteCore, world: string): string {
  return `${address} ${world}`;
}

/** The core knows the time in this world. */
export function isTold({ remote }: Pick<FlowDeps, 'remote'>, core: RemoteCore, world: WorldState): void {
  boardOf({ remote }).marks.set(nameOf(core, world.id), markOf(world));
}

/** Nobody knows what the core makes of this world. */
export function isUntold({ remote }: Pick<FlowDeps, 'remote'>, core: RemoteCore, world: string): void {
  boardOf({ remote }).marks.delete(nameOf(core, world));
}

/**
 * Tells the core the time of a world, if it was told another one. One that has no worlds keeps its own time.
 * @param seen the world as the caller read it
 * @returns the world as the core knows it now
 * @throws CoreFailed, also where the world was reset since; UnknownWorld where it is gone
 */
export async function inStep(
  deps: FlowDeps,
  core: RemoteCore,
  seen: WorldState,
  haste: Haste = 'soon',
): Promise<WorldState> {
  if (boardOf(deps).marks.get(nameOf(core, seen.id)) === markOf(seen)) return seen;
  const world = await asItIs(deps, seen);
  await core.putWorld(world.id, clockOf(deps, world), haste).catch(unlessFinal);
  const now = await asItIs(deps, seen);
  if (markOf(now) !== markOf(world)) return inStep(deps, core, now, haste);
  isTold(deps, core, world);
  return world;
}

/** What was begun in an earlier life of a world is nothing to this one. */
async function asItIs({ store }: FlowDeps, { id, incarnation }: WorldState): Promise<WorldState> {
  const world = await store.world(id);
  if (world === null) throw new UnknownWorld(id);
  if (world.incarnation !== incarnation) throw new CoreFailed('core-error', { why: 'the world was reset meanwhile' });
  return world;
}

function unlessFinal(error: unknown): void {
  if (!(error instanceof CoreFailed) || error.end !== 'final') throw error;
}

/** Asks a core in a world; one that has lost the world, or its clock, is given it again. */
export async function askIn<T>(
  deps: FlowDeps,
  core: RemoteCore,
  seen: WorldState,
  ask: (world: WorldState) => Promise<T>,
): Promise<T> {
  const world = await inStep(deps, core, seen);
  try {
    return await ask(world);
  } catch (error) {
    if (!(error instanceof CoreFailed) || error.end === 'final') throw error;
    // What does not answer may have lost what it was told.
    isUntold(deps, core, world.id);
    if (error.end !== 'no-world') throw error;
    deps.onWarning('a bonus core does not know a world as it was told, and is told anew: what it lost is not there', {
      core: core.program,
      world: world.id,
    });
    return ask(await inStep(deps, core, world));
  }
}

/** Asks about a subscriber. */
export function askOf<T>(
  deps: FlowDeps,
  core: RemoteCore,
  seen: WorldState,
  msisdn: string,
  ask: (subject: CoreSubject) => Promise<T>,
): Promise<T> {
  return askIn(deps, core, seen, (world) => ask({ world: world.id, mark: markOf(world), msisdn }));
}
