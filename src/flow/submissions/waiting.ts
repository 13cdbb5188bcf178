/** Which of a phone's messages may wait: a record of its subscriber, by which they are found by type and addresses. */
import type { FlowDeps } from '../deps.ts';
import type { RecordPlan } from '../plan.ts';
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

/** What is known of a message that may wait. */
export type Waiting = Pick<Message, 'id' | 'serviceType' | 'from' | 'to' | 'expiresAt'>;

/** Reads a phone's record. */
export function readWaiting(deps: FlowDeps, world: string, phone: string): Promise<readonly Waiting[]> {
  return transact(deps, world, phone, (view) => ({ result: waitingIn(view) }), { records: [WAITING] });
}

/** The record as a step sees it. */
export function waitingIn({ records }: View): readonly Waiting[] {
  const found = records[0];
  return found == null ? [] : (JSON.parse(found.value) as Waiting[]);
}

/** The record with this message, as it is now. */
export function withWaiting(view: View, { id, serviceType, from, to, expiresAt }: Message): RecordPlan {
  const others = waitingIn(view).filter((one) => one.id !== id);
  return recordOf(view, [...others, { id, serviceType, from, to, expiresAt }].slice(-MOST));
}

/** Whether it is time to look which are over. */
export function areMany(waiting: readonly Waiting[]): boolean {
  return waiting.length >= MANY && waiting.length % MANY === 0;
}

/** Takes those that are over out of a phone's record. */
export async function forgetEnded(deps: FlowDeps, world: string, phone: string): Promise<void> {
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
