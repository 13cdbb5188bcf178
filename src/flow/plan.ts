/** What a step wants written, and how that becomes one conditional commit. */
import type { Account, JournalEntry } from '../bonus/types.ts';
import type { OutgoingSms, Session } from '../session/types.ts';
import type { Commit, Etag, RecordWrite, Timed } from '../store/port.ts';
import { smsSize } from '../text/size.ts';
import type { InboxSms } from './api.ts';
import { isoTime } from './clock.ts';
import { encodeAccount, encodeSession } from './codec.ts';
import type { Random } from './deps.ts';
import { hasFault } from './faults.ts';
import { accountDeadline, type View } from './view.ts';

/** A record to be written if it still is as the step saw it (`seen` = its etag then, '' = absent). */
export interface RecordPlan {
  readonly key: string;
  readonly seen: Etag;
  readonly value: string;
  readonly expiresAt: number | null;
}

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
  readonly messages?: readonly OutgoingSms[];
  readonly records?: readonly RecordPlan[];
  /** Write the account even if it has not changed: its place in the deadline index is out of date. */
  readonly force?: boolean;
  /** Told to the event stream once it is committed; not even built where nobody listens. */
  readonly events?: () => readonly PlannedEvent[];
}

/** A plan on its way into the store. */
export interface Attempt<T> {
  readonly plan: Plan<T>;
  readonly commit: Commit;
  /** The SMS with their numbers. */
  readonly inbox: readonly InboxSms[];
  readonly now: number;
}

const NO_SMS: readonly OutgoingSms[] = [];

const NONE: readonly never[] = [];

/** Turns a plan into a commit; null if there is nothing to write. */
export function prepare<T>(view: View, plan: Plan<T>, random: Random): Attempt<T> | null {
  const messages = hasFault(view.world, 'smsDrop') ? NO_SMS : joined(view.settled.messages, plan.messages);
  const entries = joined(view.settled.entries, plan.entries);
  const account = numbered(plan.account ?? view.account, messages.length);
  const writes = {
    session: sessionWrite(view, plan.session, random),
    account: accountWrite(view, account, plan.force === true, random),
  };
  const { records } = plan;
  const silent = entries.length === 0 && messages.length === 0 && records === undefined;
  if (silent && writes.session === undefined && writes.account === undefined) return null;
  const expect = expectations(view, records);
  if (silent) return { plan, inbox: NONE, now: view.now, commit: { msisdn: view.msisdn, expect, ...writes } };
  const inbox = messages.map((sms, index) => inboxSms(sms, account.smsCount - messages.length + index + 1));
  const commit: Commit = {
    msisdn: view.msisdn,
    expect,
    ...writes,
    journal: entries.map((entry) => ({ program: entry.program, line: JSON.stringify(entry) })),
    messages: inbox.map((sms) => JSON.stringify(sms)),
    records: records?.map((record) => recordWrite(record, random)),
  };
  return { plan, inbox, now: view.now, commit };
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

function recordWrite(record: RecordPlan, random: Random): RecordWrite {
  return { key: record.key, stored: { etag: random.etag(), value: record.value }, expiresAt: record.expiresAt };
}
