/** Worlds: made, thrown away, reset; their clocks and faults changed. All processes step under a change before its call answers. */
import type { ClockState, WorldState } from '../store/port.ts';
import type { Call, ClockChange, ClockView, Result } from './api.ts';
import { applyChange, clockInstant, clockView, runningFrom, worldNow } from './clock.ts';
import type { FlowDeps, Random } from './deps.ts';
import { checkFaults } from './faults/check.ts';
import { ok, problem } from './results.ts';
import { backToSeed } from './seed/backToSeed.ts';
import { plant } from './seed/plant.ts';
import { readSeed } from './seed/read.ts';
import { encodeSeed, type Seed } from './seed/seed.ts';
import { sweepOut } from './sweep.ts';
import { nameFor } from './worldAnswers.ts';
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

/** @returns 201's `{id}`, or `bad-clock` */
export async function createWorld(
  deps: FlowDeps,
  call: Call,
  body: { seed?: unknown; clock?: string },
): Promise<Result<{ id: string }>> {
  const startAt = body.clock === undefined ? null : clockInstant(body.clock);
  if (body.clock !== undefined && startAt === null) {
    return problem('bad-clock', 'clock takes an instant with an offset, such as 2019-05-14T23:59:59+03:00.', {
      field: 'clock',
    });
  }
  const seed =
    body.seed === undefined ? NO_SEED : readSeed(deps.definitions(), body.seed, startAt ?? deps.machineTime());
  if (!seed.ok) return seed;
  const beginning = { startAt, seed: seed.value };
  return call.idempotency === undefined
    ? ok({ id: await newName(deps, beginning) })
    : createOnce(deps, call, beginning);
}

/** How a world begins. */
interface Beginning {
  readonly startAt: number | null;
  readonly seed: Seed | null;
}

const NO_SEED: Result<null> = ok(null);

async function newName(deps: FlowDeps, beginning: Beginning): Promise<string> {
  for (;;) {
    const id = deps.random.world();
    if (await begin(deps, id, beginning)) return id;
  }
}

/** Nobody knows the name of a world before its seed is in it. @returns false if there is such a world */
async function begin(deps: FlowDeps, id: string, { startAt, seed }: Beginning): Promise<boolean> {
  const machineNow = deps.machineTime();
  const wishes = { beginsFrozen: seed?.frozen, dated: seed?.lifecycle && (true as const) };
  const world = begun(newWorld(id, startAt, machineNow, deps.random), wishes, machineNow);
  const created = await deps.store.createWorld(world, seed === null ? undefined : encodeSeed(seed));
  if (created && seed !== null) await plant(deps, world, seed);
  return created;
}

/** A new world, or one after a reset, as its seed wants it. */
function begun(
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

/** The key names the world: made by a request whose answer got lost, it is there already. */
async function createOnce(deps: FlowDeps, call: Call, beginning: Beginning): Promise<Result<{ id: string }>> {
  const result = await changeWorld(deps, call, (home) => ({
    state: home,
    answer: { id: nameFor(home, call.idempotency as NonNullable<Call['idempotency']>) },
  }));
  if (!result.ok) return result;
  const { id } = result.value.answer;
  const created = await begin(deps, id, beginning);
  if (!created) await finishPlanting(deps, id, beginning);
  return ok({ id });
}

/** Whoever made the world may have died before all of its seed was in it. */
async function finishPlanting(deps: FlowDeps, id: string, { seed }: Beginning): Promise<void> {
  const world = seed === null ? null : await deps.store.world(id);
  if (world !== null && seed !== null) await plant(deps, world, seed);
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
  deps.hub.publish('world.reset', call.world, nowIn(deps, result.value.world), undefined);
  return ok(null);
}

function pristine(world: WorldState, deps: FlowDeps): WorldState {
  const machineNow = deps.machineTime();
  const fresh = newWorld(world.id, world.startAt ?? null, machineNow, deps.random);
  return { ...begun(fresh, world, machineNow), incarnation: `${world.id}.${world.rev + 1}` };
}

/** The time in the world of the call. */
export async function clock(deps: FlowDeps, call: Call): Promise<Result<ClockView>> {
  const world = await deps.store.world(call.world);
  return world === null ? unknownWorld(call.world) : ok(clockView(world.clock, deps.machineTime()));
}

/** Answers when all that fell due on the way is done. @returns the new time, or `bad-clock` */
export async function changeClock(deps: FlowDeps, call: Call, by: ClockChange): Promise<Result<ClockView>> {
  await sweepNow(deps, call.world);
  const result = await changeWorld(deps, call, (world) => {
    const changed = applyChange(world.clock, by, deps.machineTime());
    if ('type' in changed) return changed;
    const clock = { ...changed, setAt: deps.machineTime() };
    return { state: { ...world, clock }, answer: clockView(clock, deps.machineTime()) };
  });
  if (!result.ok) return result;
  const { world, answer } = result.value;
  await sweepOut(deps, world, nowIn(deps, world));
  deps.hub.publish('clock', call.world, nowIn(deps, world), undefined, { frozen: answer.frozen });
  return ok(answer);
}

function nowIn(deps: FlowDeps, { clock }: WorldState): number {
  return worldNow(clock, deps.machineTime());
}

/** What is due by the old clock is done first: set back, it would seem to lie in the future. */
async function sweepNow(deps: FlowDeps, id: string): Promise<void> {
  const world = await deps.store.world(id);
  if (world !== null) await sweepOut(deps, world, nowIn(deps, world));
}

/** The faults being injected into the world of the call. */
export async function faults(deps: FlowDeps, call: Call): Promise<Result<Readonly<Record<string, unknown>>>> {
  const world = await deps.store.world(call.world);
  return world === null ? unknownWorld(call.world) : ok(world.faults);
}

/** Puts this set of faults in place of the old one. */
export async function putFaults(
  deps: FlowDeps,
  call: Call,
  wanted: Readonly<Record<string, unknown>>,
): Promise<Result<Readonly<Record<string, unknown>>>> {
  const wrong = checkFaults(wanted);
  if (wrong !== null) return { ok: false, problem: wrong };
  const result = await changeWorld(deps, call, (world) => ({
    state: { ...world, faults: wanted, faultsRev: world.rev + 1 },
    answer: wanted,
  }));
  if (!result.ok) return result;
  const { world, answer } = result.value;
  deps.faults.see(world);
  deps.hub.publish('faults', call.world, nowIn(deps, world), undefined, { faults: answer });
  return ok(answer);
}
