/** Worlds: how they begin, are thrown away and reset. All processes step under a change before its call answers. */
import type { ClockState, WorldState } from '../store/port.ts';
import type { Call, Result } from './api.ts';
import { runningFrom, worldNow } from './clock.ts';
import type { FlowDeps, Random } from './deps.ts';
import { ok, problem } from './results.ts';
import { backToSeed } from './seed/backToSeed.ts';
import { changeWorld, unknownWorld } from './worldChange.ts';
import { cutOffPast } from './worldWatch.ts';

/** The world that is always there. */
export const MAIN_WORLD = 'main';

const MACHINE_CLOCK: ClockState = { offset: 0, frozenAt: null };

/** The state of a new world. @param startAt where its clock starts (epoch ms), null = the machine's time */
export function newWorld(id: string, startAt: number | null, machineNow: number, random: Random): WorldState {
  const clock = startAt === null ? MACHINE_CLOCK : runningFrom(startAt, machineNow);
  return { id, rev: 1, incarnation: id, clock, faults: {}, secret: random.id() + random.id(), startAt };
}

/** Makes sure that the main world exists; a given start time sets its clock, new or old. */
export async function ensureMainWorld(deps: FlowDeps, startAt: number | null): Promise<void> {
  const created = await deps.store.createWorld(newWorld(MAIN_WORLD, startAt, deps.machineTime(), deps.random));
  if (created || startAt === null) return;
  await changeWorld(deps, { world: MAIN_WORLD }, (world) => ({
    state: { ...world, clock: runningFrom(startAt, deps.machineTime()), startAt },
    answer: null,
  }));
}

/** A new world, or one after a reset, as its seed wants it. */
export function begun(
  world: WorldState,
  { beginsFrozen, dated }: { readonly beginsFrozen?: true | undefined; readonly dated?: true | undefined },
  machineNow: number,
): WorldState {
  const { clock } = world;
  return {
    ...world,
    ...(dated && { dated }),
    ...(beginsFrozen && { beginsFrozen, clock: { ...clock, frozenAt: worldNow(clock, machineNow) } }),
  };
}

/** Its dialogues are cut off. @returns 204, `unknown-world`, or a refusal for the main world */
export async function deleteWorld(deps: FlowDeps, id: string): Promise<Result<null>> {
  if (id === MAIN_WORLD)
    return problem('bad-value', 'The world "main" stays; POST /v1/reset empties it.', { field: 'id' });
  if (!(await deps.store.deleteWorld(id))) return unknownWorld(id);
  cutOffPast(deps, id, null);
  deps.hub.publish('world.deleted', id, deps.machineTime(), undefined);
  return ok(null);
}

/** Back to the seed: its subscribers and no others, the clock where it started, no faults. Dialogues are cut off, and their ids become unknown. */
export async function reset(deps: FlowDeps, call: Call): Promise<Result<null>> {
  let old = '';
  const seeding = (await deps.store.seed(call.world)) === null ? {} : { seeding: true as const };
  const result = await changeWorld(deps, call, (world) => {
    old = world.incarnation;
    return { state: { ...pristine(world, deps), ...seeding }, answer: null };
  });
  if (!result.ok) return result;
  cutOffPast(deps, call.world, result.value.world.secret);
  if (result.value.world.seeding) await backToSeed(deps, result.value.world);
  if (old !== '') await deps.store.sweepIncarnation(old);
  const { clock } = result.value.world;
  deps.hub.publish('world.reset', call.world, worldNow(clock, deps.machineTime()), undefined);
  return ok(null);
}

function pristine(world: WorldState, deps: FlowDeps): WorldState {
  const machineNow = deps.machineTime();
  const fresh = newWorld(world.id, world.startAt ?? null, machineNow, deps.random);
  return { ...begun(fresh, world, machineNow), incarnation: `${world.id}.${world.rev + 1}` };
}
