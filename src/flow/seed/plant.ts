/**
 * Puts a seed into a world, an account in one commit. Whoever does so again, after a crash or beside another process, finds
 * what is there and writes the rest: an account is only ever written where there is none.
 */
import { type Commit, type CommitResult, UnknownWorld, type WorldState } from '../../store/port.ts';
import { worldNow } from '../clock.ts';
import { encodeAccount } from '../codec.ts';
import type { FlowDeps } from '../deps.ts';
import { accountDeadline, definitionsIn } from '../view.ts';
import { seededAccount } from './account.ts';
import type { Seed, SeedSubscriber } from './seed.ts';

/** Commits under way at once. */
const BATCH = 500;

/**
 * Plants a seed in the present life of a world; stops where somebody has reset the world since.
 * @throws StoreUnavailable, UnknownWorld
 */
export async function plant(deps: FlowDeps, world: WorldState, { subscribers }: Seed): Promise<void> {
  // As of the beginning, even where the clock has gone on since: a seed is the same whenever it is planted.
  const now = world.startAt ?? worldNow(world.clock, deps.machineTime());
  let current = world;
  for (let next = 0; next < subscribers.length; ) {
    const batch = subscribers.slice(next, next + BATCH);
    const results = await Promise.all(batch.map((subscriber) => write(deps, current, subscriber, now)));
    if (!results.includes('stale-world')) next += BATCH;
    else current = await look(deps, current);
    if (current.incarnation !== world.incarnation) return;
  }
}

async function look({ store }: FlowDeps, { id }: WorldState): Promise<WorldState> {
  const world = await store.world(id);
  if (world === null) throw new UnknownWorld(id);
  return world;
}

async function write(
  deps: FlowDeps,
  world: WorldState,
  subscriber: SeedSubscriber,
  now: number,
): Promise<CommitResult> {
  const commit = commitOf(deps, world, subscriber, now);
  const result = await deps.store.commit(world, commit);
  const wakeAt = commit.account?.wakeAt ?? null;
  if (wakeAt !== null) deps.onDeadline(world.id, wakeAt);
  return result;
}

function commitOf(deps: FlowDeps, world: WorldState, subscriber: SeedSubscriber, now: number): Commit {
  const definitions = definitionsIn(deps, world);
  const { account, entries } = seededAccount(definitions, subscriber, now);
  const etag = deps.random.etag();
  return {
    msisdn: subscriber.msisdn,
    expect: { rev: world.rev, session: '', account: '', records: [] },
    account: { etag, value: encodeAccount(account, [], etag), wakeAt: accountDeadline(definitions, account) },
    journal: entries.map((entry) => ({ program: entry.program, line: JSON.stringify(entry) })),
  };
}
