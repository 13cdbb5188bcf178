/**
 * Puts a seed into a world, an account in one commit. Whoever does so again, after a crash or beside another process, finds
 * what is there and writes the rest: an account is only ever written where there is none.
 */
import { type Commit, type CommitResult, UnknownWorld, type WorldState } from '../../store/port.ts';
import { worldNow } from '../clock.ts';
import { encodeAccount } from '../codec.ts';
import type { FlowDeps } from '../deps.ts';
import { accountDeadline, definitionsIn } from '../view.ts';
import { type SeededAccount, seededAccount } from './account.ts';
import type { Seed } from './seed.ts';

/** Commits under way at once: others have theirs in between. */
const BATCH = 100;

/**
 * Plants a seed in the present life of a world; stops where somebody has reset the world since.
 * @throws StoreUnavailable, UnknownWorld
 */
export async function plant(deps: FlowDeps, world: WorldState, { subscribers }: Seed): Promise<void> {
  // As of the beginning, even where the clock has gone on since: a seed is the same whenever it is planted.
  const now = world.startAt ?? worldNow(world.clock, deps.machineTime());
  let current = world;
  const refused = new Map<string, number>();
  for (let next = 0; next < subscribers.length; ) {
    const batch = subscribers.slice(next, next + BATCH);
    const accounts = batch.map((subscriber) => seededAccount(definitionsIn(deps, current), subscriber, now));
    const results = await Promise.all(accounts.map((seeded) => write(deps, current, seeded)));
    if (results.includes('stale-world')) current = await look(deps, current);
    else {
      next += BATCH;
      for (const program of accounts.flatMap((seeded) => seeded.refused)) count(refused, program);
    }
    if (current.incarnation !== world.incarnation) break;
  }
  warn(deps, world, refused);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** What the seed was read by may have been reloaded since, or the seed is put back years later. */
function warn({ onWarning }: FlowDeps, { id }: WorldState, refused: ReadonlyMap<string, number>): void {
  for (const [program, subscribers] of refused) {
    onWarning('a program of a seed takes nobody in any more', { world: id, program, subscribers });
  }
}

async function look({ store }: FlowDeps, { id }: WorldState): Promise<WorldState> {
  const world = await store.world(id);
  if (world === null) throw new UnknownWorld(id);
  return world;
}

async function write(deps: FlowDeps, world: WorldState, seeded: SeededAccount): Promise<CommitResult> {
  const commit = commitOf(deps, world, seeded);
  const result = await deps.store.commit(world, commit);
  const wakeAt = commit.account?.wakeAt ?? null;
  if (wakeAt !== null) deps.onDeadline(world.id, wakeAt);
  return result;
}

function commitOf(deps: FlowDeps, world: WorldState, { account, entries }: SeededAccount): Commit {
  const etag = deps.random.etag();
  const wakeAt = accountDeadline(definitionsIn(deps, world), account);
  return {
    msisdn: account.msisdn,
    expect: { rev: world.rev, session: '', account: '', records: [] },
    account: { etag, value: encodeAccount(account, [], etag), wakeAt },
    journal: entries.map((entry) => ({ program: entry.program, line: JSON.stringify(entry) })),
  };
}
