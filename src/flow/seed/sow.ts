/** Adds the subscribers of a seed to a world that has begun. It is no part of the world's beginning: a reset forgets it. */
import { UnknownWorld, type WorldState } from '../../store/port.ts';
import type { Call, Result, Sown } from '../api.ts';
import { worldNow } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';
import { ok, problem } from '../results.ts';
import { transact } from '../transact.ts';
import { definitionsIn } from '../view.ts';
import { seededAccount } from './account.ts';
import { batchFrom } from './plant.ts';
import { readSeed } from './read.ts';
import type { Seed, SeedSubscriber } from './seed.ts';

/** A seed, and whether it is only to be looked at. */
export interface Sowing {
  readonly seed: unknown;
  readonly check?: boolean;
}

/**
 * Adds those who are not there yet, each whole with one commit: sent again after whatever went wrong it adds the rest, and nobody twice.
 * What is past by the world's clock now is done; no SMS tells of it.
 * @returns how many (with `check` none, and nothing is written); what is wrong with the seed, before anything is written; `unknown-world`
 * @throws StoreUnavailable
 */
export async function sow(deps: FlowDeps, { world: id }: Call, { seed, check = false }: Sowing): Promise<Result<Sown>> {
  const world = await deps.store.world(id);
  if (world === null) throw new UnknownWorld(id);
  const now = worldNow(world.clock, deps.machineTime());
  const read = await readSeed(definitionsIn(deps, world), seed, now);
  if (!read.ok) return read;
  const beginning = ofBeginning(read.value);
  if (beginning !== null) return begunAlready(beginning);
  return ok(check ? { planted: 0, kept: 0 } : await sowAll(deps, world, read.value.subscribers, now));
}

function ofBeginning({ frozen, lifecycle }: Seed): string | null {
  if (frozen !== undefined) return 'frozen';
  return lifecycle === undefined ? null : 'lifecycle';
}

function begunAlready(name: string): Result<never> {
  const field = `seed.${name}`;
  const expected = 'absent: the world has begun, and has its clock and its dates';
  return problem('bad-value', `${field} must be ${expected}.`, { field, expected });
}

async function sowAll(
  deps: FlowDeps,
  world: WorldState,
  subscribers: readonly SeedSubscriber[],
  now: number,
): Promise<Sown> {
  let planted = 0;
  for (let next = 0; next < subscribers.length; ) {
    const batch = batchFrom(subscribers, next);
    const results = await Promise.all(batch.map((subscriber) => sowOne(deps, world.id, subscriber, now)));
    planted += results.filter((isNew) => isNew).length;
    next += batch.length;
  }
  return { planted, kept: subscribers.length - planted };
}

/** @returns whether the subscriber is new */
function sowOne(deps: FlowDeps, world: string, subscriber: SeedSubscriber, now: number): Promise<boolean> {
  return transact(deps, world, subscriber.msisdn, (view) => {
    if (view.etags.account !== '') return { result: false };
    const { account, entries } = seededAccount(view.definitions, subscriber, now);
    return { result: true, account, entries };
  });
}
