/** Which of a phone's messages may wait: a record of its subscriber, by which they are found by type and addresses. */
import { StoreUnavailable, UnknownWorld } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import type { RecordPlan } from '../planned.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { readHome } from './home.ts';
import { isFinal, type Message } from './message.ts';

/** Key of the record; a step that uses it has it as its first. */
export const WAITING = 'w';

/** Each time that so many more are there, those that are over are looked for. */
const MANY = 8;
/** The oldest beyond so many are forgotten here; by their ids they are still found. */
const MOST = 256;

/** What is known of a message that may wait, as of a revision of it. */
export type Waiting = Pick<Message, 'id' | 'serviceType' | 'from' | 'to' | 'expiresAt' | 'revision'> & {
  /** Its number in the phone's list, once it is there. */
  readonly sms?: string;
};

/** Reads a phone's record. */
export function readWaiting(deps: FlowDeps, world: string, phone: string): Promise<readonly Waiting[]> {
  return transact(deps, world, phone, (view) => ({ result: waitingIn(view) }), { records: [WAITING] });
}

/** The record as a step sees it. */
export function waitingIn({ records }: View): readonly Waiting[] {
  const found = records[0];
  return found == null ? [] : (JSON.parse(found.value) as Waiting[]);
}

/** What the phone's record knows of a message. */
export function knownOf(view: View, { id }: Pick<Message, 'id'>): Waiting | undefined {
  return waitingIn(view).find((one) => one.id === id);
}

/** Whether the phone has this revision of a message, or knows of a later one. */
export function hasReached(view: View, message: Message): boolean {
  const known = knownOf(view, message);
  if (known === undefined || known.revision < message.revision) return false;
  return known.revision > message.revision || known.sms !== undefined;
}

/** The record with this message, as it is now. @param sms its number in the phone's list, if it is there */
export function withWaiting(view: View, message: Message, sms?: string): RecordPlan {
  const { id, serviceType, from, to, expiresAt, revision } = message;
  const one = { id, serviceType, from, to, expiresAt, revision, ...(sms === undefined ? {} : { sms }) };
  const others = waitingIn(view).filter((other) => other.id !== id);
  return recordOf(view, [...others, one].slice(-MOST));
}

/** Whether it is time to look which are over. Of a full record it never is: each message would cost a look at all of them. */
export function areMany({ length }: readonly Waiting[]): boolean {
  return length >= MANY && length < MOST && length % MANY === 0;
}

/** Takes those that are over out of a phone's record. Nobody waits for it, and nothing hangs on it: it never rejects. */
export async function forgetEnded(deps: FlowDeps, world: string, phone: string): Promise<void> {
  try {
    await forgetWhatEnded(deps, world, phone);
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof UnknownWorld) return;
    deps.onError(error, 'messages that are over could not be forgotten');
  }
}

async function forgetWhatEnded(deps: FlowDeps, world: string, phone: string): Promise<void> {
  const waiting = await readWaiting(deps, world, phone);
  const homes = await Promise.all(waiting.map(({ id }) => readHome(deps, world, id)));
  const over = new Set(homes.flatMap(({ message }) => (message !== null && isFinal(message) ? [message.id] : [])));
  const step = (view: View) => {
    const left = waitingIn(view).filter(({ id }) => !over.has(id));
    return { result: undefined, records: [recordOf(view, left)] };
  };
  await transact(deps, world, phone, step, { records: [WAITING] });
}

/** It goes by itself when the last one has run out. */
function recordOf(view: View, all: readonly Waiting[]): RecordPlan {
  const waiting = all.filter(({ expiresAt }) => expiresAt > view.now);
  const expiresAt = waiting.reduce((latest, one) => Math.max(latest, one.expiresAt), view.now);
  return { key: WAITING, seen: view.records[0]?.etag ?? '', value: JSON.stringify(waiting), expiresAt };
}
