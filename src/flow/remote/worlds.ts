/** Worlds of a gateway whose cores run elsewhere: each core has a world of the same name, with the part of the seed that is its own. */
import type { WorldState } from '../../store/port.ts';
import type { Call, ClockChange, ClockView, Result, Sown } from '../api.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import type { MainBeginning } from '../seed/mainWorld.ts';
import { decodeSeed } from '../seed/seed.ts';
import { type Sowing, sow } from '../seed/sow.ts';
import { unknownWorld } from '../worldChange.ts';
import { changeClock } from '../worldClock.ts';
import { createWorld } from '../worldMaking.ts';
import { deleteWorld, MAIN_WORLD, reset } from '../worlds.ts';
import { boardOf, type CorePlace, placesOf } from './board.ts';
import { driversIn } from './drivers.ts';
import { askIn, clockOf, inStep, isTold, isUntold } from './inStep.ts';
import type { RemoteCore } from './port.ts';
import { seedFor, seedWithout } from './seeds.ts';

/** As `changeClock`; the cores do what falls due with them, and their SMS are here before it answers. A core that is away hears of it later. */
export async function changeClockEverywhere(deps: FlowDeps, call: Call, by: ClockChange): Promise<Result<ClockView>> {
  // What is pending belongs to the time at which it was asked for; a core that is down would not answer sooner for waiting.
  if (isAnyUp(deps)) await driversIn(deps, call.world);
  const changed = await changeClock(deps, call, by);
  const world = changed.ok ? await deps.store.world(call.world) : null;
  if (world !== null) await Promise.all(placesOf(boardOf(deps)).map(({ core }) => tellClock(deps, core, world)));
  return changed;
}

function isAnyUp(deps: FlowDeps): boolean {
  return [...boardOf(deps).cores.values()].some((core) => !core.isDown());
}

async function tellClock(deps: FlowDeps, core: RemoteCore, world: WorldState): Promise<void> {
  await inStep(deps, core, world, 'long').catch((error) => {
    if (!(error instanceof CoreFailed)) throw error;
    deps.onWarning('a bonus core could not be told the time', { program: core.program, world: world.id });
  });
}

/** As `createWorld`; what of the seed is of programs elsewhere goes there. */
export async function createWorldEverywhere(
  deps: FlowDeps,
  call: Call,
  body: { readonly seed?: unknown; readonly clock?: string },
): Promise<Result<{ id: string }>> {
  const remote = boardOf(deps);
  const own = body.seed === undefined ? body : { ...body, seed: seedWithout(new Set(remote.cores.keys()), body.seed) };
  const made = await createWorld(deps, call, own);
  const world = made.ok ? await deps.store.world(made.value.id) : null;
  if (!made.ok || world === null) return made;
  try {
    for (const place of placesOf(remote)) {
      const begun = await begin(deps, place, world, body);
      if (!begun.ok) return await unmade(deps, world, begun);
    }
  } catch (error) {
    // A repeated key finds the world that was made: one that was there before is not thrown away.
    if (call.idempotency === undefined) await deleteWorldEverywhere(deps, world.id);
    throw error;
  }
  return made;
}

/** Nobody has heard its name. */
async function unmade<T>(deps: FlowDeps, { id }: WorldState, why: T): Promise<T> {
  await deleteWorldEverywhere(deps, id);
  return why;
}

async function begin(
  deps: FlowDeps,
  { core, programs }: CorePlace,
  world: WorldState,
  { seed, clock }: { readonly seed?: unknown; readonly clock?: string },
): Promise<Result<null>> {
  const beginning = {
    ...(seed === undefined ? {} : { seed: seedFor(programs, seed) }),
    ...(clock === undefined ? {} : { clock }),
  };
  const begun = await core.putWorld(world.id, clockOf(deps, world), 'long', beginning);
  if (begun.ok) isTold(deps, core, world);
  return begun;
}

/** As `deleteWorld`, at the cores too. One that is away keeps a world that nobody asks for. */
export async function deleteWorldEverywhere(deps: FlowDeps, id: string): Promise<Result<null>> {
  const deleted = await deleteWorld(deps, id);
  if (!deleted.ok) return deleted;
  await Promise.all(placesOf(boardOf(deps)).map(({ core }) => forgetAt(deps, core, id)));
  return deleted;
}

async function forgetAt(deps: FlowDeps, core: RemoteCore, id: string): Promise<void> {
  isUntold(deps, core, id);
  await core.deleteWorld(id).catch((error) => {
    if (!(error instanceof CoreFailed)) throw error;
  });
}

/** As `sow`, with the part of each program where its core is: all that is wrong is told before anybody is added. */
export async function seedEverywhere(deps: FlowDeps, call: Call, sowing: Sowing): Promise<Result<Sown>> {
  const remote = boardOf(deps);
  const world = await deps.store.world(call.world);
  if (world === null) return unknownWorld(call.world);
  const own = { ...sowing, seed: seedWithout(new Set(remote.cores.keys()), sowing.seed) };
  const looked = await sow(deps, call, { ...own, check: true });
  if (!looked.ok) return looked;
  for (const check of sowing.check === true ? [true] : [true, false]) {
    const refused = await sowAt(deps, world, sowing.seed, check);
    if (refused !== null) return refused;
  }
  return sow(deps, call, own);
}

/** @returns what a core has against it, or null */
async function sowAt(deps: FlowDeps, world: WorldState, seed: unknown, check: boolean): Promise<Result<never> | null> {
  for (const { core, programs } of placesOf(boardOf(deps))) {
    const part = seedFor(programs, seed);
    const sown = await askIn(deps, core, world, () =>
      core.seed(world.id, check ? { seed: part, check } : { seed: part }),
    );
    if (!sown.ok) return sown;
  }
  return null;
}

/**
 * The main world's seed, taken apart: what is not of this gateway is put where it belongs, and will be after each reset.
 * @param begin puts the rest here, and keeps with it what is elsewhere
 * @throws CoreFailed
 */
export async function mainSeedEverywhere(
  deps: FlowDeps,
  seed: object,
  begin: (own: unknown, elsewhere?: unknown) => Promise<Result<MainBeginning>>,
): Promise<Result<MainBeginning>> {
  if (deps.remote === null) return begin(seed);
  const programs = new Set(deps.remote.cores.keys());
  // The clock and the dates of the main world are not the core's to begin with.
  const { subscribers } = seedFor(programs, seed) as { readonly subscribers?: unknown };
  const begun = await begin(seedWithout(programs, seed), { subscribers });
  if (!begun.ok || begun.value === 'other') return begun;
  const refused = await sowMain(deps);
  return refused ?? begun;
}

/** Who is there already stays as they are. */
async function sowMain(deps: FlowDeps): Promise<Result<never> | null> {
  const [world, seed] = await Promise.all([deps.store.world(MAIN_WORLD), deps.store.seed(MAIN_WORLD)]);
  const { elsewhere } = seed === null ? {} : decodeSeed(seed);
  return world === null || elsewhere === undefined ? null : sowAt(deps, world, elsewhere, false);
}

/**
 * As `reset`, at the cores too: one that does not answer may not have done it, and the call says so. A core takes the mark off its
 * world, so that what was asked before and comes late is refused.
 */
export async function resetEverywhere(deps: FlowDeps, call: Call): Promise<Result<null>> {
  const done = await reset(deps, call);
  const world = done.ok ? await deps.store.world(call.world) : null;
  if (world === null) return done;
  for (const { core } of placesOf(boardOf(deps))) {
    await askIn(deps, core, world, () => core.resetWorld(world.id));
    isUntold(deps, core, world.id);
    await tellClock(deps, core, world);
  }
  if (call.world === MAIN_WORLD) await sowMain(deps);
  return done;
}
