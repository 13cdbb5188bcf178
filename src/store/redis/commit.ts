import type { Commit, CommitResult, RecordWrite, Timed, WorldState } from '../port.ts';
import { MESSAGES_KEPT } from '../port.ts';
import { beginningOf, packStored, worldBeginning } from '../stored.ts';
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
import { COMMIT_REPLIES, COMMIT_STEP } from './scripts/commitStep.ts';

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

/** Sends one step's writes as one EVALSHA. @throws StoreUnavailable: then nobody knows whether it was written; load and see. */
export async function commitStep(client: Client, world: WorldState, commit: Commit): Promise<CommitResult> {
  const { keys, args } = planCommit(world, commit);
  const answer = await runScript(client, COMMIT_STEP, keys, args);
  return COMMIT_REPLIES[String(answer) as keyof typeof COMMIT_REPLIES];
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
