/**
 * Making a world. Nobody steps in it, and nobody knows its name, before its seed is in it; one that its maker left
 * unfinished is thrown away (`seed/unfinished.ts`), unless the same request comes again and finishes it.
 */
import { StoreUnavailable, UnknownWorld, type WorldState } from '../store/port.ts';
import type { Call, Result } from './api.ts';
import { clockInstant } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { IDEMPOTENCY_CONFLICT } from './once.ts';
import { ok, problem } from './results.ts';
import { backToSeed } from './seed/backToSeed.ts';
import { readSeed } from './seed/read.ts';
import { encodeSeed } from './seed/seed.ts';
import { recallMade, rememberMade } from './worldKeys.ts';
import { begun, newWorld } from './worlds.ts';

interface Wishes {
  readonly seed?: unknown;
  readonly clock?: string;
}

/** How a world begins. */
interface Beginning {
  readonly startAt: number | null;
  /** As stored; null = with nobody in it. */
  readonly seed: string | null;
  readonly beginsFrozen: true | undefined;
  readonly dated: true | undefined;
}

/**
 * Makes a world.
 * @returns 201's `{id}`; `bad-clock`, or what is wrong with the seed; with a key also `idempotency-conflict` and
 * `world-deleted`, where the world that it made is gone
 * @throws StoreUnavailable, UnknownWorld
 */
export function createWorld(deps: FlowDeps, call: Call, body: Wishes): Promise<Result<{ id: string }>> {
  const { idempotency } = call;
  return idempotency === undefined ? createAnew(deps, body) : createOnce(deps, { ...call, idempotency }, body);
}

async function readBeginning(deps: FlowDeps, { seed, clock }: Wishes): Promise<Result<Beginning>> {
  const startAt = clock === undefined ? null : clockInstant(clock);
  if (clock !== undefined && startAt === null) return BAD_CLOCK;
  if (seed === undefined) return ok({ startAt, seed: null, beginsFrozen: undefined, dated: undefined });
  const read = await readSeed(deps.definitions(), seed, startAt ?? deps.machineTime());
  if (!read.ok) return read;
  const { frozen, lifecycle } = read.value;
  return ok({ startAt, seed: encodeSeed(read.value), beginsFrozen: frozen, dated: lifecycle && true });
}

const BAD_CLOCK = problem('bad-clock', 'clock takes an instant with an offset, such as 2019-05-14T23:59:59+03:00.', {
  field: 'clock',
});

async function createAnew(deps: FlowDeps, body: Wishes): Promise<Result<{ id: string }>> {
  const beginning = await readBeginning(deps, body);
  if (!beginning.ok) return beginning;
  for (;;) {
    const world = await begin(deps, deps.random.world(), beginning.value);
    if (world === null) continue;
    await finish(deps, world).catch((error) => giveUp(deps, world, error));
    return ok({ id: world.id });
  }
}

/** Nobody will ever ask for it. Where the store is away, whoever comes by throws it away later. */
async function giveUp({ store }: FlowDeps, { id }: WorldState, error: unknown): Promise<never> {
  await store.deleteWorld(id).catch(() => false);
  throw error;
}

/** The key names the world: a request whose answer got lost, or that died in the middle, finds it again. */
async function createOnce(deps: FlowDeps, call: Required<Pick<Call, 'world' | 'idempotency'>>, body: Wishes) {
  const { id, answer } = await recallMade(deps, call);
  if (answer !== null) return stillThere(deps, answer);
  const beginning = await readBeginning(deps, body);
  if (!beginning.ok) return beginning;
  const made = await beginOrGoOn(deps, id, beginning.value);
  return made.ok ? stillThere(deps, await rememberMade(deps, call, id)) : made;
}

/**
 * Makes the world of this name, or finishes it: somebody may have died over it.
 * @returns null, or what is wrong with the wishes
 * @throws StoreUnavailable, also where somebody began it otherwise and is not done yet
 */
export async function createNamed(deps: FlowDeps, id: string, wishes: Wishes): Promise<Result<null>> {
  const beginning = await readBeginning(deps, wishes);
  if (!beginning.ok) return beginning;
  const made = await beginOrGoOn(deps, id, beginning.value);
  if (made.ok || (await deps.store.world(id))?.begunAt === undefined) return ok(null);
  throw new StoreUnavailable('Somebody else makes this world, otherwise, and is not done yet.');
}

async function beginOrGoOn(deps: FlowDeps, id: string, beginning: Beginning): Promise<Result<null>> {
  for (;;) {
    const world = (await begin(deps, id, beginning)) ?? (await deps.store.world(id));
    if (world === null) continue;
    if (!(await beganSo(deps, world, beginning))) return IDEMPOTENCY_CONFLICT;
    await finish(deps, world);
    return ok(null);
  }
}

async function beganSo({ store }: FlowDeps, world: WorldState, { startAt, seed }: Beginning): Promise<boolean> {
  return (world.startAt ?? null) === startAt && (await store.seed(world.id)) === seed;
}

/** @returns null if there is such a world */
async function begin(deps: FlowDeps, id: string, { seed, startAt, ...wishes }: Beginning): Promise<WorldState | null> {
  const machineNow = deps.machineTime();
  const unfinished = seed === null ? {} : { seeding: true as const, begunAt: machineNow };
  const world = { ...begun(newWorld(id, startAt, machineNow, deps.random), wishes, machineNow), ...unfinished };
  return (await deps.store.createWorld(world, seed ?? undefined)) ? world : null;
}

/** Plants what the world was made with, if that is still to be done. Thrown away under its maker's hands, it is not finished, and the request may come again. */
async function finish(deps: FlowDeps, world: WorldState): Promise<void> {
  if (world.begunAt === undefined) return;
  const now = await backToSeed(deps, world).catch((error) => {
    if (error instanceof UnknownWorld) return null;
    throw error;
  });
  if (now === null || now.begunAt !== undefined) throw new StoreUnavailable('The world was deleted while it was made.');
}

async function stillThere({ store }: FlowDeps, made: Result<{ id: string }>): Promise<Result<{ id: string }>> {
  if (!made.ok || (await store.world(made.value.id)) !== null) return made;
  return problem('world-deleted', 'The world that this Idempotency-Key made is deleted. Take a new key for a new one.');
}
