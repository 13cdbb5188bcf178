/** What a step wants written, and how that becomes one conditional commit. */
import type { Account, JournalEntry } from '../bonus/types.ts';
import type { OutgoingSms, Session } from '../session/types.ts';
import type { Commit, OutboxWrite, RecordWrite, Timed, WorldState } from '../store/port.ts';
import { smsSize } from '../text/size.ts';
import type { InboxSms } from './api.ts';
import { isoTime } from './clock.ts';
import { encodeAccount, encodeSession } from './codec.ts';
import type { FlowDeps, Random } from './deps.ts';
import { type LateSms, lateRecord, onTheWay } from './faults/sms.ts';
import { type Correction, correctionLine } from './inbox.ts';
import { lastWire, rememberWire, type Speech } from './lastWire.ts';
import { entryOf } from './outbox/entries.ts';
import type { PlannedSms, RecordPlan } from './planned.ts';
import { accountDeadline, type View } from './view.ts';
import { isBindWire } from './wires.ts';

export interface PlannedEvent {
  readonly type: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface Plan<T> {
  readonly result: T;
  /** Absent = as settled. */
  readonly account?: Account;
  /** Absent = leave the session as it is; null = it is over. */
  readonly session?: Session | null;
  readonly entries?: readonly JournalEntry[];
  readonly messages?: readonly PlannedSms[];
  /** What is to be different in the list of SMS sent before. */
  readonly corrections?: readonly Correction[];
  /** What wires are to take, besides these SMS. */
  readonly outbox?: readonly OutboxWrite[];
  readonly records?: readonly RecordPlan[];
  /** Write the account even if it has not changed: its place in the deadline index is out of date. */
  readonly force?: boolean;
  /** Told to the event stream once it is committed; not even built where nobody listens. */
  readonly events?: () => readonly PlannedEvent[];
}

/** A plan on its way into the store. */
export interface Attempt<T> {
  readonly plan: Plan<T>;
  readonly world: WorldState;
  readonly commit: Commit;
  /** The SMS with their numbers. */
  readonly inbox: readonly InboxSms[];
  readonly now: number;
}

type PrepareDeps = Pick<FlowDeps, 'random' | 'outbox' | 'phonesOn'>;

const NONE: readonly never[] = [];

/**
 * Turns a plan into a commit; null if there is nothing to write.
 * @param speech how the subscriber speaks in this step; of others' steps `{}`
 */
export function prepare<T>(deps: PrepareDeps, view: View, plan: Plan<T>, speech: Speech): Attempt<T> | null {
  const { random } = deps;
  const { messages, late } = onTheWay(view, joined<PlannedSms>(view.settled.messages, plan.messages));
  const entries = joined(view.settled.entries, plan.entries);
  const counted = numbered(plan.account ?? view.account, messages.length);
  const account = rememberWire(counted, view, plan.session, speech);
  const { records, corrections = NONE, outbox = NONE } = plan;
  const session = sessionWrite(view, plan.session, random);
  // Were its reply lost, a commit without a version of ours could not be told from one that never was.
  const isUnmarked = outbox.length + late.length > 0 && records === undefined && session == null;
  const writes = { session, account: accountWrite(view, account, plan.force === true || isUnmarked, random) };
  const written = recordWrites(records, late, random);
  const silent = entries.length === 0 && messages.length === 0 && outbox.length === 0 && written === undefined;
  if (silent && writes.session === undefined && writes.account === undefined) return null;
  const { world, now, msisdn } = view;
  const expect = expectations(view, records);
  if (silent) return { plan, world, inbox: NONE, now, commit: { msisdn, expect, ...writes } };
  const inbox = messages.map((sms, index) => inboxSms(sms, account.smsCount - messages.length + index + 1));
  const commit: Commit = {
    msisdn,
    expect,
    ...writes,
    journal: entries.map((entry) => ({ program: entry.program, line: JSON.stringify(entry) })),
    messages: joined(
      inbox.map((sms) => JSON.stringify(sms)),
      corrections.map(correctionLine),
    ),
    records: written,
    outbox: joined(outbox, queued(deps, view, deps.phonesOn ?? lastWire(view, speech), messages, inbox)),
  };
  return { plan, world, inbox, now, commit };
}

/** World clocks show no year after 2199. */
const END_OF_TIME = Date.UTC(2200, 0, 1);

/** The SMS as their phone's wire is to take them; the number of an SMS is the id of its entry. */
function queued(
  { outbox, phonesOn }: PrepareDeps,
  { world, msisdn: to, now }: View,
  queue: string,
  messages: readonly PlannedSms[],
  inbox: readonly InboxSms[],
): readonly OutboxWrite[] {
  if (messages.length === 0 || !isBindWire(queue)) return NONE;
  const holder = outbox.holderOf(world.id, queue);
  // A core waits for its gateway for ever: it is the gateway that knows the phones.
  const since = phonesOn === undefined ? now : END_OF_TIME;
  return inbox
    .filter((_, index) => messages[index]?.message === undefined)
    .map(({ id, from, text, at }) => {
      const dated = phonesOn === undefined ? {} : { at };
      const sms = { kind: 'to-phone', id, from, to, text, ...dated } as const;
      return entryOf({ queue, id, at: outbox.at() }, holder, sms, since);
    });
}

/** The number that the SMS of a plan will have that has one, and changes no account. */
export function nextSms(view: View): string {
  const { account, settled } = view;
  return String(account.smsCount + onTheWay(view, settled.messages).messages.length + 1);
}

function joined<T>(before: readonly T[], after: readonly T[] = NONE): readonly T[] {
  if (before.length === 0) return after;
  return after.length === 0 ? before : [...before, ...after];
}

function numbered(account: Account, count: number): Account {
  return count === 0 ? account : { ...account, smsCount: account.smsCount + count };
}

function inboxSms(sms: OutgoingSms, number: number): InboxSms {
  return { id: String(number), from: sms.from, text: sms.text, parts: smsSize(sms.text).parts, at: isoTime(sms.at) };
}

function expectations({ world, etags }: View, records: readonly RecordPlan[] | undefined): Commit['expect'] {
  const checks = records === undefined ? NONE : records.map(({ key, seen }) => ({ key, etag: seen }));
  return { rev: world.rev, session: etags.session, account: etags.account, records: checks };
}

function sessionWrite(view: View, session: Session | null | undefined, random: Random): Timed | null | undefined {
  if (session === undefined || (session === null && view.session === null)) return undefined;
  return session === null ? null : { etag: random.etag(), value: encodeSession(session), wakeAt: session.expiresAt };
}

/** An account is written when it differs from the stored one; settling or stepping made another object then. */
function accountWrite(view: View, account: Account, force: boolean, random: Random): Timed | undefined {
  if (account === view.stored && !force) return undefined;
  const etag = random.etag();
  const value = encodeAccount(account, view.tags, etag);
  return { etag, value, wakeAt: accountDeadline(view.definitions, account) };
}

/** Undefined where there are none, as in all steps but few. */
function recordWrites(
  records: readonly RecordPlan[] | undefined,
  late: readonly LateSms[],
  random: Random,
): readonly RecordWrite[] | undefined {
  if (late.length === 0) return records?.map((record) => recordWrite(record, random));
  return [...(records ?? NONE), ...late.map((sms) => lateRecord(sms, random.etag()))].map((record) =>
    recordWrite(record, random),
  );
}

function recordWrite(record: RecordPlan, random: Random): RecordWrite {
  return { key: record.key, stored: { etag: random.etag(), value: record.value }, expiresAt: record.expiresAt };
}
