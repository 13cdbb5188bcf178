/** How a message ends, once: its state, and the receipt that its submitter asked for, in one commit. */
import type { FlowDeps } from '../deps.ts';
import type { PlannedEvent } from '../plan.ts';
import { type HomePlan, inHome } from './home.ts';
import { ended, type FinalState, isFinal, isSettingOut, type Message, phoneOf } from './message.ts';
import { receiptEntry } from './receipt.ts';

export interface Ending {
  /** World time of a deadline that is worked off. */
  readonly until?: number;
  /** No receipt, whatever was asked for. */
  readonly isQuiet?: boolean;
}

/**
 * Ends a message that waits; one that is just setting out is not taken back any more.
 * @returns it as it was, or null where it stays as it is
 */
export function endMessage(
  deps: FlowDeps,
  world: string,
  id: string,
  state: FinalState,
  { until, isQuiet = false }: Ending = {},
): Promise<Message | null> {
  const step = (message: Message | null, now: number): HomePlan<Message | null> => {
    if (message === null || isFinal(message)) return { result: null };
    if (state === 'DELETED' && isSettingOut(message)) return { result: null };
    const last = ended(message, state, now);
    const outbox = isQuiet ? [] : receiptsOf(deps, world, last, state, now);
    return { result: message, message: last, outbox, events: () => eventsOf(last) };
  };
  return inHome(deps, world, id, (message, { now }) => step(message, now), until);
}

/**
 * The wire has answered: that ends the message if it still is what was handed over.
 * @param revision of what was handed over
 * @returns false where another has been put in its place meanwhile: that one is yet to be delivered
 */
export function acknowledge(
  deps: FlowDeps,
  world: string,
  id: string,
  revision: number,
  state: FinalState,
): Promise<boolean> {
  return inHome(deps, world, id, (message, { now }) => {
    if (message === null || isFinal(message)) return { result: true };
    if (message.revision !== revision) return { result: false };
    const last = ended(message, state, now);
    return { result: true, message: last, outbox: receiptsOf(deps, world, last, state, now) };
  });
}

/** The same, of a message that may wait in an outbox: it leaves that as well. */
export async function endWaiting(
  deps: FlowDeps,
  world: string,
  id: string,
  state: FinalState,
  ending: Ending = {},
): Promise<Message | null> {
  const message = await endMessage(deps, world, id, state, ending);
  if (message !== null) await withdraw(deps, world, message);
  return message;
}

/** Takes a message out of the outbox where it waits. Were it left there, its courier would find that it does not wait any more. */
export async function withdraw(deps: FlowDeps, world: string, { queuedIn }: Message): Promise<void> {
  if (queuedIn === null) return;
  const state = await deps.store.world(world);
  if (state !== null) await deps.store.removeOutbox(state, queuedIn.queue, [queuedIn]);
}

/** The receipts of a message that ended: one or none. */
export function receiptsOf(deps: FlowDeps, world: string, message: Message, state: FinalState, now: number) {
  const { wire, receipt, content } = message;
  return receiptEntry(deps, world, wire, receipt, { ...message, state, finalAt: now, text: content.text });
}

/** What a courier did is told by the courier. */
function eventsOf(message: Message): PlannedEvent[] {
  const { id, state } = message;
  if (state !== 'EXPIRED' && state !== 'DELETED') return [];
  return [{ type: `sms.${state.toLowerCase()}`, more: { msisdn: phoneOf(message), messageId: id } }];
}
