/** The main world of a gateway that is given a seed (`--seed`): planted when it is made, and never again but by a reset. */
import type { WorldState } from '../../store/port.ts';
import type { Result } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { ok } from '../results.ts';
import { begun, ensureMainWorld, MAIN_WORLD, newWorld } from '../worlds.ts';
import { backToSeed } from './backToSeed.ts';
import { readSeed } from './read.ts';
import { encodeSeed, type Seed } from './seed.ts';

/** What became of the seed of the main world. `other`: it began before, with another seed or none, and keeps that. */
export type MainBeginning = 'planted' | 'there' | 'other';

/**
 * Makes sure that the main world is there, with its seed in it. One whose planting was interrupted is planted to its end, whoever began.
 * @param startAt where its clock starts, epoch ms; null = as `ensureMainWorld` does
 * @param seed as it came in JSON
 * @param elsewhere of the seed, what cores elsewhere are given: kept with it
 * @returns what is wrong with the seed, where the world is to begin with it; nothing is made then
 * @throws StoreUnavailable
 */
export async function beginMainWorld(
  deps: FlowDeps,
  startAt: number | null,
  seed: unknown,
  elsewhere?: unknown,
): Promise<Result<MainBeginning>> {
  const read = (startsAt: number) => readWith(deps, seed, elsewhere, startsAt);
  const there = await deps.store.world(MAIN_WORLD);
  const made = there === null ? await make(deps, startAt, read) : ok(false);
  if (!made.ok) return made;
  await finish(deps);
  if (made.value) return ok('planted');
  await ensureMainWorld(deps, startAt);
  return ok((await isOf(deps, startAt, read)) ? 'there' : 'other');
}

type ReadSeed = (startsAt: number) => Promise<Result<Seed>>;

async function readWith(deps: FlowDeps, seed: unknown, elsewhere: unknown, startsAt: number): Promise<Result<Seed>> {
  const read = await readSeed(deps.definitions(), seed, startsAt);
  return read.ok && elsewhere !== undefined ? ok({ ...read.value, elsewhere }) : read;
}

/** @returns false if somebody else was faster */
async function make(deps: FlowDeps, startAt: number | null, readAt: ReadSeed): Promise<Result<boolean>> {
  const machineNow = deps.machineTime();
  const read = await readAt(startAt ?? machineNow);
  if (!read.ok) return read;
  const world = begun(newWorld(MAIN_WORLD, startAt, machineNow, deps.random), wishesOf(read.value), machineNow);
  return ok(await deps.store.createWorld({ ...world, seeding: true }, encodeSeed(read.value)));
}

function wishesOf({ frozen, lifecycle }: Seed): { readonly beginsFrozen?: true; readonly dated?: true } {
  return { ...(frozen && { beginsFrozen: true }), ...(lifecycle && { dated: true }) };
}

/** As of the clock that it was made with: a start at another time changes that afterwards. */
async function finish(deps: FlowDeps): Promise<void> {
  const world: WorldState | null = await deps.store.world(MAIN_WORLD);
  if (world?.seeding) await backToSeed(deps, world);
}

/** A seed that could not be read now is another one, too. */
async function isOf(deps: FlowDeps, startAt: number | null, readAt: ReadSeed): Promise<boolean> {
  const kept = await deps.store.seed(MAIN_WORLD);
  if (kept === null) return false;
  const read = await readAt(startAt ?? deps.machineTime());
  return read.ok && encodeSeed(read.value) === kept;
}
