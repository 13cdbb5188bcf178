/** The home of a message in the store: a subscriber of its own, named `#` and its id, with one record. */
import type { OutboxWrite } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import type { Plan } from '../plan.ts';
import type { RecordPlan } from '../planned.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { deadlineOf, type Message } from './message.ts';

const RECORD = 'm';

/** Ids that this gateway gives. */
const ID = /^[0-9A-F]{12,32}$/;

export interface MessageAt {
  /** Null where there is no such message. */
  readonly message: Message | null;
  /** World time. */
  readonly now: number;
}

export type HomePlan<T> = Pick<Plan<T>, 'result' | 'events'> & {
  /** Absent = as it is. */
  readonly message?: Message;
  readonly outbox?: readonly OutboxWrite[];
};

/** The store's name for a message's home. */
export function homeOf(id: string): string {
  return `#${id}`;
}

/** The id of a message whose deadline this is, or null: other records fall due as well. */
export function messageDue({ msisdn, key }: { readonly msisdn: string; readonly key?: string }): string | null {
  return key === RECORD && msisdn.startsWith('#') ? msisdn.slice(1) : null;
}

/** Reads a message. */
export function readHome(deps: FlowDeps, world: string, id: string): Promise<MessageAt> {
  return inHome(deps, world, id, (message, { now }) => ({ result: { message, now } }));
}

/** A conditional step of a message, committed with what it puts into outboxes. @param until world time of a deadline that is worked off */
export async function inHome<T>(
  deps: FlowDeps,
  world: string,
  id: string,
  step: (message: Message | null, view: View) => HomePlan<T>,
  until = Number.POSITIVE_INFINITY,
): Promise<T> {
  const home = homeOf(id);
  return transact(deps, world, home, (view) => planOf(view, step), { records: [RECORD], until });
}

/** Drops what is left of a message, if this still is its deadline. */
export async function dropHome(deps: FlowDeps, world: string, id: string, at: number): Promise<void> {
  const state = await deps.store.world(world);
  if (state !== null) await deps.store.dropRecord(state, homeOf(id), RECORD, at);
}

function planOf<T>(view: View, step: (message: Message | null, view: View) => HomePlan<T>): Plan<T> {
  const { message, ...plan } = step(messageIn(view), view);
  return message === undefined ? plan : { ...plan, records: [recordOf(view, message)] };
}

function messageIn({ records }: View): Message | null {
  const record = records[0];
  return record == null ? null : (JSON.parse(record.value) as Message);
}

function recordOf({ records }: View, message: Message): RecordPlan {
  const seen = records[0]?.etag ?? '';
  return { key: RECORD, seen, value: JSON.stringify(message), expiresAt: deadlineOf(message) };
}

/** Whether a string can be the id of a message. */
export function isMessageId(id: string): boolean {
  return ID.test(id);
}
