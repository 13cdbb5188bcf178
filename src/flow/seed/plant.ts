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
import { type Seed, type SeedSubscriber, workOf } from './seed.ts';

/** Commits under way at once: others have theirs in between. */
const BATCH = 100;

/** Operations that are played in one go, unless one subscriber has more: others have their turn in between. */
const PLAYED = 1_000;

/**
 * Plants a seed in the present life of a world; stops where somebody has reset the world since.
 * @throws StoreUnavailable, UnknownWorld
 */
export async function plant(deps: FlowDeps, world: WorldState, { subscribers }: Seed): Promise<void> {
  // As of the beginning, even where the clock has gone on since: a seed is the same whenever it is planted.
  const now = world.startAt ?? worldNow(world.clock, deps.machineTime());
  let current = world;
  const troubles: Troubles = { opening: new Map(), past: new Map() };
  for (let next = 0; next < subscribers.length; ) {
    const batch = batchFrom(subscribers, next);
    const accounts = batch.map((subscriber) => seededAccount(definitionsIn(deps, current), subscriber, now));
    const results = await Promise.all(accounts.map((seeded) => write(deps, current, seeded)));
    if (results.includes('stale-world')) current = await look(deps, current);
    else {
      next += batch.length;
      for (const account of accounts) addTroubles(troubles, account);
    }
    if (current.incarnation !== world.incarnation) break;
  }
  warn(deps, world, troubles);
}

/** At least one of them, and as many as may go together. */
export function batchFrom(subscribers: readonly SeedSubscriber[], first: number): readonly SeedSubscriber[] {
  let work = 0;
  let end = first;
  while (end < subscribers.length && end - first < BATCH && work < PLAYED) {
    work += workOf(subscribers[end] as SeedSubscriber);
    end += 1;
  }
  return subscribers.slice(first, end);
}

/** What a program does not do any more, and of how many subscribers: what the seed was read by may have been reloaded since, or it is put back years later. */
type Troubles = Readonly<Record<'opening' | 'past', Map<string, number>>>;

function addTroubles(troubles: Troubles, { refused }: SeededAccount): void {
  for (const kind of ['opening', 'past'] as const) {
    const ones = refused.filter(({ place }) => (place === null) === (kind === 'opening'));
    const counts = troubles[kind];
    for (const program of new Set(ones.map((one) => one.program))) counts.set(program, (counts.get(program) ?? 0) + 1);
  }
}

const WARNINGS = {
  opening: 'a program of a seed takes nobody in any more',
  past: 'a program does not do any more what a seed says of the past',
} as const satisfies Readonly<Record<keyof Troubles, string>>;

function warn({ onWarning }: FlowDeps, { id }: WorldState, troubles: Troubles): void {
  for (const kind of ['opening', 'past'] as const) {
    for (const [program, subscribers] of troubles[kind]) onWarning(WARNINGS[kind], { world: id, program, subscribers });
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
