/** Worlds: made, thrown away, reset; their clocks and faults changed. All processes step under a change before its call answers. */
import type { ClockState, WorldState } from '../store/port.ts';
import type { Call, ClockChange, ClockView, Problem, Result } from './api.ts';
import { applyChange, clockInstant, clockView, runningFrom, worldNow } from './clock.ts';
import type { FlowDeps, Random } from './deps.ts';
import { checkFaults } from './faults.ts';
import { ok, problem } from './results.ts';
import { sweepOut } from './sweep.ts';
import { nameFor, recall, remember } from './worldAnswers.ts';
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
  await change(deps, { world: MAIN_WORLD }, (world) => ({
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
  if (body.seed !== undefined)
    return problem('bad-value', 'Seeds are not available in this version. Leave seed out.', { field: 'seed' });
  const startAt = body.clock === undefined ? null : clockInstant(body.clock);
  if (body.clock !== undefined && startAt === null) {
    return problem('bad-clock', 'clock takes an instant with an offset, such as 2019-05-14T23:59:59+03:00.', {
      field: 'clock',
    });
  }
  return call.idempotency === undefined ? ok({ id: await newName(deps, startAt) }) : createOnce(deps, call, startAt);
}

async function newName(deps: FlowDeps, startAt: number | null): Promise<string> {
  for (;;) {
    const id = deps.random.world();
    if (await deps.store.createWorld(newWorld(id, startAt, deps.machineTime(), deps.random))) return id;
  }
}

/** The key names the world: made by a request whose answer got lost, it is there already. */
async function createOnce(deps: FlowDeps, call: Call, startAt: number | null): Promise<Result<{ id: string }>> {
  const result = await change(deps, call, (home) => ({
    state: home,
    answer: { id: nameFor(home, call.idempotency as NonNullable<Call['idempotency']>) },
  }));
  if (!result.ok) return result;
  const { id } = result.value.answer;
  await deps.store.createWorld(newWorld(id, startAt, deps.machineTime(), deps.random));
  return ok({ id });
}

/** Its dialogues are cut off. @returns 204, `unknown-world`, or a refusal for the main world */
export async function deleteWorld(deps: FlowDeps, id: string): Promise<Result<null>> {
  if (id === MAIN_WORLD)
    return problem('bad-value', 'The world "main" stays; POST /v1/reset empties it.', { field: 'id' });
  if (!(await deps.store.deleteWorld(id))) return unknownWorld(id);
  cutOffPast(deps, id, null);
  return ok(null);
}

/** Back to the seed: no subscribers, the clock where it started, no faults. Dialogues are cut off, and their ids become unknown. */
export async function reset(deps: FlowDeps, call: Call): Promise<Result<null>> {
  let old = '';
  const result = await change(deps, call, (world) => {
    old = world.incarnation;
    return { state: pristine(world, deps), answer: null };
  });
  if (!result.ok) return result;
  cutOffPast(deps, call.world, result.value.world.secret);
  if (old !== '') await deps.store.sweepIncarnation(old);
  deps.hub.publish('world.reset', call.world, nowIn(deps, result.value.world), undefined);
  return ok(null);
}

function pristine(world: WorldState, deps: FlowDeps): WorldState {
  const fresh = newWorld(world.id, world.startAt ?? null, deps.machineTime(), deps.random);
  return { ...fresh, incarnation: `${world.id}.${world.rev + 1}` };
}

/** The time in the world of the call. */
export async function clock(deps: FlowDeps, call: Call): Promise<Result<ClockView>> {
  const world = await deps.store.world(call.world);
  return world === null ? unknownWorld(call.world) : ok(clockView(world.clock, deps.machineTime()));
}

/** Answers when all that fell due on the way is done. @returns the new time, or `bad-clock` */
export async function changeClock(deps: FlowDeps, call: Call, by: ClockChange): Promise<Result<ClockView>> {
  await sweepNow(deps, call.world);
  const result = await change(deps, call, (world) => {
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
  const result = await change(deps, call, (world) => ({ state: { ...world, faults: wanted }, answer: wanted }));
  if (!result.ok) return result;
  const { world, answer } = result.value;
  deps.hub.publish('faults', call.world, nowIn(deps, world), undefined, { faults: answer });
  return ok(answer);
}

/** What a change makes of a world, and what its caller is told. */
interface Changed<T> {
  readonly state: WorldState;
  readonly answer: T;
}

/** Compare-and-set on a world's state: a loser of the race looks again. A key that was answered before is answered alike. */
async function change<T>(
  deps: FlowDeps,
  { world: id, idempotency }: Pick<Call, 'world' | 'idempotency'>,
  next: (world: WorldState) => Changed<T> | Problem,
): Promise<Result<{ world: WorldState; answer: T }>> {
  for (;;) {
    const world = await deps.store.world(id);
    if (world === null) return unknownWorld(id);
    const known = recall<T>(world, idempotency, deps.machineTime());
    if (known !== null) return known.ok ? ok({ world, answer: known.value }) : known;
    const changed = next(world);
    if ('type' in changed) return { ok: false, problem: changed };
    const remembered = remember(changed.state, idempotency, deps.machineTime(), changed.answer);
    const state = { ...remembered, rev: world.rev + 1 };
    if (await deps.store.putWorld(state)) return ok({ world: state, answer: changed.answer });
  }
}

function unknownWorld(id: string): Result<never> {
  return problem('unknown-world', `There is no world "${id}".`);
}
