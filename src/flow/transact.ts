/**
 * Load → pure step → commit: the loop under everything that changes a subscriber.
 *
 * A loser of the compare-and-set loads again and steps again. A commit whose reply got lost is looked up before anything is
 * repeated. Time runs out on the machine's clock, so that a caller hears of a store that is away within two seconds.
 */
import { emptyAccount } from '../bonus/core.ts';
import { type CommitResult, type Snapshot, StoreUnavailable, type Timed } from '../store/port.ts';
import type { FlowDeps } from './deps.ts';
import type { Luck } from './faults/luck.ts';
import type { When } from './faults/settings.ts';
import { isStoreDown } from './faults/storeDown.ts';
import { readAccount } from './knownAccounts.ts';
import type { Speech } from './lastWire.ts';
import { isReference } from './outbox/entries.ts';
import { type Attempt, type Plan, prepare } from './plan.ts';
import { settle, type View, viewOf } from './view.ts';

/** The step must know whether this number is a member of this program. */
export interface NeedPeer {
  readonly needPeer: { readonly program: string; readonly msisdn: string };
}

/** A pure step: what it sees → what it wants written. Called again with a fresh view after a lost race. */
export type Step<T> = (view: View) => Plan<T> | NeedPeer;

export interface TransactOptions extends Speech {
  /** Records to be read with the subscriber. */
  readonly records?: readonly string[];
  /** Settle and step as of this world time at the latest. */
  readonly until?: number;
}

/**
 * After a failed commit nothing is looked up later than this, ms. A connection that breaks says so earlier and is worth a
 * look; a commit that met silence (Redis is given 900 ms) is not, for the look would meet it too and the two seconds be over.
 */
const PATIENCE = 800;
const MOST_ATTEMPTS = 200;

const NONE: readonly never[] = [];
const NO_OPTIONS: TransactOptions = {};

/** Runs `step` on a subscriber until its plan is committed. Throws StoreUnavailable and UnknownWorld. */
export function transact<T>(
  deps: FlowDeps,
  world: string,
  msisdn: string,
  step: Step<T>,
  options: TransactOptions = NO_OPTIONS,
): Promise<T> {
  return deps.queue.run(`${world} ${msisdn}`, () => attemptUntilCommitted(deps, world, msisdn, step, options, false));
}

/**
 * The same for a step that somebody asked for, who waits for it and can ask again: the fault storeLost may come in it. The gateway's own
 * steps, which drive on what was promised, never meet that fault.
 */
export function transactAsked<T>(
  deps: FlowDeps,
  world: string,
  msisdn: string,
  step: Step<T>,
  options: TransactOptions = NO_OPTIONS,
): Promise<T> {
  const isAsked = options.until === undefined;
  return deps.queue.run(`${world} ${msisdn}`, () => attemptUntilCommitted(deps, world, msisdn, step, options, isAsked));
}

async function attemptUntilCommitted<T>(
  deps: FlowDeps,
  world: string,
  msisdn: string,
  step: Step<T>,
  options: TransactOptions,
  isAsked: boolean,
): Promise<T> {
  const started = deps.stopwatch();
  const lost: Attempt<T>[] = [];
  let luck: Luck | null = null;
  for (let count = 0; count < MOST_ATTEMPTS; count += 1) {
    const snapshot = await deps.store.load(world, msisdn, options.records);
    if (isStoreDown(snapshot.world)) throw new StoreUnavailable('The fault storeDown is on in this world.');
    if (snapshot.world.seeding) throw new StoreUnavailable('The world is on its way back to its seed.');
    const landed = lost.find((attempt) => hasLanded(attempt, snapshot, options.records));
    if (landed !== undefined) return conclude(deps, world, landed);
    luck ??= deps.faults.luckOf(snapshot.world, msisdn, started);
    const view = viewOf(deps, msisdn, snapshot, luck, options.until ?? Number.POSITIVE_INFINITY);
    const first = step(view);
    const plan = 'needPeer' in first ? await planWithPeers(deps, view, first, step) : first;
    const attempt = prepare(deps, view, plan, options);
    if (attempt === null) return publish(deps, world, view.now, msisdn, plan);
    const loss = isAsked ? luck('storeLost') : null;
    if (loss !== null) return loseStore(deps, snapshot, attempt, loss.setting.when);
    const outcome = await tryCommit(deps, snapshot, attempt, started);
    if (outcome === 'committed') return conclude(deps, world, attempt);
    if (outcome === 'unknown') lost.push(attempt);
  }
  throw new StoreUnavailable(`A subscriber changed ${MOST_ATTEMPTS} times under one step.`);
}

/** A fault: the store goes away before the commit, or after it, and does not come back while the caller waits. */
async function loseStore<T>(deps: FlowDeps, { world }: Snapshot, { commit }: Attempt<T>, when: When): Promise<never> {
  if (when === 'after') await deps.store.commit(world, commit);
  throw new StoreUnavailable('The fault storeLost has come in this world.');
}

/** `unknown`: the reply was lost, and there is time to look what became of it. */
function tryCommit<T>(
  deps: FlowDeps,
  snapshot: Snapshot,
  attempt: Attempt<T>,
  started: number,
): Promise<CommitResult | 'unknown'> {
  return deps.store.commit(snapshot.world, attempt.commit).catch((error) => {
    if (error instanceof StoreUnavailable && deps.stopwatch() - started < PATIENCE) return 'unknown';
    throw error;
  });
}

/**
 * Whether an attempt of ours whose reply was lost is what the store holds. Only such attempts are asked about: one that
 * was refused has lost a race, whatever the store holds now. A session that is gone is the one thing without a mark of ours.
 * @param keys of the records that the snapshot has
 */
function hasLanded<T>({ commit }: Attempt<T>, snapshot: Snapshot, keys: readonly string[] = NONE): boolean {
  const { account, session, records = NONE } = commit;
  if (account !== undefined) {
    return snapshot.account !== null && readAccount(snapshot.account).tags.includes(account.etag);
  }
  if (session != null) return snapshot.session?.etag === session.etag;
  if (records.length > 0) {
    return records.some(({ key, stored }) => snapshot.records[keys.indexOf(key)]?.etag === stored.etag);
  }
  return session === null && snapshot.session === null;
}

function conclude<T>(deps: FlowDeps, world: string, attempt: Attempt<T>): T {
  const { commit, inbox, now, plan } = attempt;
  offer(deps, attempt);
  announce(deps, world, commit.session);
  announce(deps, world, commit.account);
  for (const { expiresAt } of commit.records ?? NONE) if (expiresAt !== null) deps.onDeadline(world, expiresAt);
  const result = publish(deps, world, now, commit.msisdn, plan);
  for (const sms of inbox) deps.hub.publish('sms.out', world, now, commit.msisdn, { sms });
  return result;
}

/** What only refers to a message is offered by whoever writes the message's home. */
function offer<T>({ outbox }: FlowDeps, { commit, world }: Attempt<T>): void {
  const { msisdn } = commit;
  if (commit.outbox === undefined) return;
  for (const { queue, id, at, value } of commit.outbox) {
    if (!isReference(value)) outbox.offer(world, queue, { msisdn, id, at, value });
  }
}

function announce(deps: FlowDeps, world: string, timed: Timed | null | undefined): void {
  if (timed?.wakeAt != null) deps.onDeadline(world, timed.wakeAt);
}

function publish<T>(deps: FlowDeps, world: string, now: number, msisdn: string, plan: Plan<T>): T {
  if (plan.events === undefined || !deps.hub.isHeard()) return plan.result;
  for (const event of plan.events()) deps.hub.publish(event.type, world, now, msisdn, event.more);
  return plan.result;
}

async function planWithPeers<T>(deps: FlowDeps, view: View, first: NeedPeer, step: Step<T>): Promise<Plan<T>> {
  let plan: Plan<T> | NeedPeer = first;
  const peers: Record<string, boolean> = {};
  while ('needPeer' in plan) {
    const { msisdn, program } = plan.needPeer;
    peers[msisdn] = await isMember(deps, view, program, msisdn);
    plan = step({ ...view, peers });
  }
  return plan;
}

async function isMember(deps: FlowDeps, view: View, program: string, msisdn: string): Promise<boolean> {
  const { account } = await deps.store.load(view.world.id, msisdn);
  const stored = account === null ? emptyAccount(msisdn) : readAccount(account).account;
  return settle(view.definitions, stored, view.now).account.programs[program]?.status === 'member';
}
