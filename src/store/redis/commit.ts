import { checkCommit } from '../limits.ts';
import type { Commit, CommitResult, OutboxWrite, RecordWrite, Timed, WorldState } from '../port.ts';
import { MESSAGES_KEPT, StoreUnavailable } from '../port.ts';
import { packStored, worldVersion } from '../stored.ts';
import { batched } from './batch.ts';
import { runScript } from './call.ts';
import type { Client } from './client.ts';
import {
  accountKey,
  deadlineMember,
  type Home,
  homeDeadlinesKey,
  homeOf,
  homeOutboxKey,
  journalKey,
  messagesKey,
  outboxMember,
  recordKey,
  sessionKey,
  worldKey,
} from './keys.ts';
import { COMMIT_REPLIES, COMMIT_STEPS } from './scripts/commitSteps.ts';

type Arg = string | number;

/** A step to be committed. */
interface Step {
  readonly world: WorldState;
  readonly commit: Commit;
}

/** What the script is given: keys and arguments of one step after the other. */
interface Batch {
  readonly keys: string[];
  readonly args: Arg[];
}

/** A step on its way into a batch: its keys are numbered from 1, those of the batch are before them. */
interface Draft extends Batch {
  readonly home: Home;
  readonly before: number;
}

const ACCOUNT = 3;
const DEADLINES = 4;

/** Steps that one script commits at the most: Redis does nothing else meanwhile. */
const MOST_COMMITS = 32;

export type CommitStep = (step: Step) => Promise<CommitResult>;

/**
 * Makes the call that commits a step: one EVALSHA, shared by the steps of one turn of the event loop. In a Cluster each
 * has its own, for a script stays in one slot.
 * The call throws RangeError for what could not be kept, and StoreUnavailable: then nobody knows whether it was written;
 * load and see.
 */
export function committer(client: Client): CommitStep {
  const most = client.isCluster ? 1 : MOST_COMMITS;
  return batched(
    (steps: readonly Step[]) => commitAll(client, steps),
    most,
    ({ commit }) => checkCommit(commit),
  );
}

async function commitAll(client: Client, steps: readonly Step[]): Promise<(CommitResult | Promise<CommitResult>)[]> {
  const batch: Batch = { keys: [], args: [] };
  for (const step of steps) addStep(batch, step);
  const answers = (await runScript(client, COMMIT_STEPS, batch.keys, batch.args)) as number[];
  return answers.map(readAnswer);
}

function readAnswer(answer: number): CommitResult | Promise<CommitResult> {
  const reply = COMMIT_REPLIES[answer];
  if (reply !== undefined && reply !== 'foreign-key') return reply;
  return Promise.reject(new StoreUnavailable('Somebody else keeps something under a key of ours in this Redis.'));
}

/** Nearly all steps write a session and nothing else: such a step is one argument. */
function addStep({ keys, args }: Batch, { world, commit }: Step): void {
  const home = homeOf(world.incarnation, commit.msisdn);
  const before = keys.length;
  keys.push(worldKey(home.shard, world.id), sessionKey(home), accountKey(home), homeDeadlinesKey(home));
  const head = args.push('') - 1;
  addRest({ keys, args, home, before }, commit);
  const counts = `${keys.length - before}|${args.length - head - 1}|${commit.expect.records.length}`;
  const { rev, session, account } = commit.expect;
  args[head] = `${counts}|${worldVersion(rev, world.incarnation)}|${session}|${account}|${sessionWrite(commit)}`;
}

/** The head's last fields: member, deadline, session. */
function sessionWrite({ msisdn, session }: Commit): string {
  if (session === undefined) return '||';
  const member = deadlineMember('session', msisdn);
  if (session === null) return `${member}|over|`;
  return `${member}|${session.wakeAt ?? '+inf'}|${packStored(session)}`;
}

function addRest(draft: Draft, { expect, account, records, journal, messages, outbox }: Commit): void {
  for (const { key, etag } of expect.records) draft.args.push(addKey(draft, recordKey(draft.home, key)), etag);
  if (account !== undefined) addAccount(draft, account);
  if (records !== undefined) for (const write of records) addRecord(draft, write);
  if (journal !== undefined) addJournal(draft, journal);
  if (messages !== undefined && messages.length > 0) addMessages(draft, messages);
  if (outbox !== undefined) for (const write of outbox) addOutboxEntry(draft, write);
}

function addAccount(draft: Draft, account: Timed): void {
  run(draft, 'SET', ACCOUNT, packStored(account));
  run(draft, 'ZADD', DEADLINES, account.wakeAt ?? '+inf', deadlineMember('account', draft.home.msisdn));
}

function addRecord(draft: Draft, { key, stored, expiresAt }: RecordWrite): void {
  const member = deadlineMember('record', draft.home.msisdn, key);
  run(draft, 'SET', addKey(draft, recordKey(draft.home, key)), packStored(stored));
  if (expiresAt === null) run(draft, 'ZREM', DEADLINES, member);
  else run(draft, 'ZADD', DEADLINES, expiresAt, member);
}

function addJournal(draft: Draft, journal: NonNullable<Commit['journal']>): void {
  for (const { program, line } of journal) run(draft, 'RPUSH', addKey(draft, journalKey(draft.home, program)), line);
}

function addMessages(draft: Draft, messages: readonly string[]): void {
  const key = addKey(draft, messagesKey(draft.home));
  run(draft, 'RPUSH', key, ...messages);
  run(draft, 'LTRIM', key, -MESSAGES_KEPT, -1);
}

function addOutboxEntry(draft: Draft, { queue, id, at, value }: OutboxWrite): void {
  const key = addKey(draft, homeOutboxKey(draft.home, queue));
  run(draft, 'ZADD', key, at, outboxMember(draft.home.msisdn, id, value));
}

/** @returns the key's number within the step */
function addKey({ keys, before }: Draft, key: string): number {
  return keys.push(key) - before;
}

function run({ args }: Draft, command: string, key: number, ...more: readonly Arg[]): void {
  args.push(command, key, more.length, ...more);
}
