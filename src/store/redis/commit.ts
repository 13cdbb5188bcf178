import type { Commit, CommitResult, RecordWrite, Timed, WorldState } from '../port.ts';
import { MESSAGES_KEPT } from '../port.ts';
import { beginningOf, packStored, worldBeginning } from '../stored.ts';
import { batched } from './batch.ts';
import { runScript } from './call.ts';
import type { Client } from './client.ts';
import {
  accountKey,
  deadlineMember,
  type Home,
  homeDeadlinesKey,
  homeOf,
  journalKey,
  messagesKey,
  recordKey,
  sessionKey,
  worldKey,
} from './keys.ts';
import { COMMIT_REPLIES, COMMIT_STEPS } from './scripts/commitSteps.ts';

type Arg = string | number;

/** What the script is given: keys, and the commands to run on them if all is as expected. */
interface Plan {
  readonly home: Home;
  readonly keys: string[];
  readonly args: Arg[];
  /** Number of the deadline index among the keys; 0 = not used so far. */
  deadlines: number;
}

const SESSION = 2;
const ACCOUNT = 3;

/** Steps that one script commits at the most: Redis does nothing else meanwhile. */
const MOST_COMMITS = 64;

export type CommitStep = (world: WorldState, commit: Commit) => Promise<CommitResult>;

/**
 * Makes the call that commits a step: one EVALSHA, shared by the steps of one turn of the event loop. In a Cluster each
 * has its own, for a script stays in one slot.
 * The call throws StoreUnavailable: then nobody knows whether it was written; load and see.
 */
export function committer(client: Client): CommitStep {
  const commitAll = batched((plans: readonly Plan[]) => runPlans(client, plans), client.isCluster ? 1 : MOST_COMMITS);
  return (world, commit) => commitAll(planCommit(world, commit));
}

async function runPlans(client: Client, plans: readonly Plan[]): Promise<CommitResult[]> {
  const keys = plans.flatMap((plan) => plan.keys);
  const args = plans.flatMap((plan) => [plan.keys.length, plan.args.length, ...plan.args]);
  const answers = (await runScript(client, COMMIT_STEPS, keys, args)) as number[];
  return answers.map((answer) => COMMIT_REPLIES[String(answer) as keyof typeof COMMIT_REPLIES]);
}

function planCommit(world: WorldState, commit: Commit): Plan {
  const plan = startPlan(world, commit);
  planChecks(plan, commit.expect.records);
  if (commit.session === null) planSessionEnd(plan);
  else if (commit.session !== undefined) planTimed(plan, SESSION, 'session', commit.session);
  if (commit.account !== undefined) planTimed(plan, ACCOUNT, 'account', commit.account);
  for (const write of commit.records ?? []) planRecord(plan, write);
  planJournal(plan, commit);
  planMessages(plan, commit.messages ?? []);
  return plan;
}

function startPlan(world: WorldState, { msisdn, expect }: Commit): Plan {
  const home = homeOf(world.incarnation, msisdn);
  const beginning = worldBeginning(expect.rev, world.incarnation);
  return {
    home,
    keys: [worldKey(home.shard, world.id), sessionKey(home), accountKey(home)],
    args: [beginning, beginningOf(expect.session), beginningOf(expect.account)],
    deadlines: 0,
  };
}

function planChecks(plan: Plan, checks: Commit['expect']['records']): void {
  plan.args.push(checks.length);
  for (const { key, etag } of checks) plan.args.push(addKey(plan, recordKey(plan.home, key)), beginningOf(etag));
}

function planSessionEnd(plan: Plan): void {
  run(plan, 'DEL', SESSION);
  run(plan, 'ZREM', deadlinesOf(plan), deadlineMember('session', plan.home.msisdn));
}

function planTimed(plan: Plan, key: typeof SESSION | typeof ACCOUNT, kind: 'session' | 'account', timed: Timed): void {
  run(plan, 'SET', key, packStored(timed));
  run(plan, 'ZADD', deadlinesOf(plan), timed.wakeAt ?? '+inf', deadlineMember(kind, plan.home.msisdn));
}

function planRecord(plan: Plan, { key, stored, expiresAt }: RecordWrite): void {
  const member = deadlineMember('record', plan.home.msisdn, key);
  run(plan, 'SET', addKey(plan, recordKey(plan.home, key)), packStored(stored));
  if (expiresAt === null) run(plan, 'ZREM', deadlinesOf(plan), member);
  else run(plan, 'ZADD', deadlinesOf(plan), expiresAt, member);
}

function planJournal(plan: Plan, { journal = [] }: Commit): void {
  for (const { program, line } of journal) run(plan, 'RPUSH', addKey(plan, journalKey(plan.home, program)), line);
}

function planMessages(plan: Plan, messages: readonly string[]): void {
  if (messages.length === 0) return;
  const key = addKey(plan, messagesKey(plan.home));
  run(plan, 'RPUSH', key, ...messages);
  run(plan, 'LTRIM', key, -MESSAGES_KEPT, -1);
}

function deadlinesOf(plan: Plan): number {
  plan.deadlines ||= addKey(plan, homeDeadlinesKey(plan.home));
  return plan.deadlines;
}

function addKey(plan: Plan, key: string): number {
  return plan.keys.push(key);
}

function run(plan: Plan, command: string, key: number, ...args: readonly Arg[]): void {
  plan.args.push(command, key, args.length, ...args);
}
