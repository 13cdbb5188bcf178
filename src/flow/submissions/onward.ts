/** A message goes on its way: into the outbox of an application, or to a phone: its list, and the outbox of its wire. */
import type { OutboxWrite, WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import { isMessageLost } from '../faults/sms.ts';
import { lastWire } from '../lastWire.ts';
import { referenceTo } from '../outbox/entries.ts';
import { nextSms, type Plan } from '../plan.ts';
import type { View } from '../view.ts';
import { isBindWire } from '../wires.ts';
import { receiptsOf } from './end.ts';
import { homeOf } from './home.ts';
import { ended, enRoute, type Message, phoneOf, type QueuedIn } from './message.ts';
import { knownOf, type Waiting, withWaiting } from './waiting.ts';

/** The place of a message in its application's outbox. The entry is committed with the home. */
export function placeForApplication(deps: FlowDeps, world: string, message: Message, name: string): QueuedIn {
  return { ...reference(deps, world, message, `smpp:${name}`), msisdn: homeOf(message.id) };
}

/** The place of a message in the outbox of its phone's wire; null where the phone comes and asks, or never hears of it. */
export function placeForPhone(deps: FlowDeps, view: View, message: Message): QueuedIn | null {
  const wire = lastWire(view, {});
  if (!isBindWire(wire) || isMessageLost(view, message.id)) return null;
  return { ...reference(deps, view.world.id, message, wire), msisdn: view.msisdn };
}

type Arrival = Pick<Plan<unknown>, 'messages' | 'corrections' | 'outbox' | 'records'>;

/** What a message brings to its phone: into its list, once, and into the outbox of its wire. The phone knows of it then. */
export function arrive(view: View, message: Message): Arrival {
  const outbox = message.queuedIn === null ? [] : [entryAt(message.queuedIn)];
  const known = knownOf(view, message);
  if (known?.sms !== undefined) return { ...changedInList(view, message, known, known.sms), outbox };
  const messages = [{ from: message.from, text: message.content.text, at: view.now, message: message.id }] as const;
  const sms = isMessageLost(view, message.id) ? undefined : nextSms(view);
  return { messages, outbox, records: [withWaiting(view, message, sms)] };
}

/** It is in the list already, maybe as it was before a change that never came so far. */
function changedInList(view: View, message: Message, { revision }: Waiting, sms: string): Arrival {
  const corrections = revision < message.revision ? [{ sms, text: message.content.text }] : [];
  return { corrections, records: [withWaiting(view, message, sms)] };
}

/**
 * What the phone of a changed message is to know of it: its new text, if it is in the list; that it is not there (any more), if
 * it does not wait for the phone's wire.
 */
export function correction(view: View, message: Message): Pick<Plan<unknown>, 'corrections' | 'records'> {
  const known = knownOf(view, message);
  if (known !== undefined && known.revision >= message.revision) return {};
  const { queuedIn, content } = message;
  const sms = known?.sms;
  const corrections = sms === undefined ? [] : [{ sms, text: queuedIn === null ? null : content.text }];
  return { corrections, records: [withWaiting(view, message, queuedIn === null ? undefined : sms)] };
}

/** The message after its first step: it waits in an outbox, or has arrived. */
export function afterStep(message: Message, queuedIn: QueuedIn | null, now: number): Message {
  return queuedIn === null ? ended(message, 'DELIVERED', now) : enRoute(message, queuedIn);
}

/** What is put into outboxes when a message is written as it is now: its own entry, if that stands in its home, or its receipt. */
export function writesOf(deps: FlowDeps, world: string, message: Message): readonly OutboxWrite[] {
  const { queuedIn, finalAt } = message;
  if (finalAt !== null) return receiptsOf(deps, world, message, 'DELIVERED', finalAt);
  return queuedIn === null || queuedIn.msisdn !== homeOf(message.id) ? [] : [entryAt(queuedIn)];
}

/** Tells the courier of a message whose home and entry are in the store now. */
export function offerQueued(deps: FlowDeps, world: WorldState, { queuedIn }: Message): void {
  if (queuedIn === null) return;
  const { queue, ...entry } = queuedIn;
  deps.outbox.offer(world, queue, entry);
}

function entryAt({ msisdn: _, ...entry }: QueuedIn): OutboxWrite {
  return entry;
}

function reference({ outbox, random }: FlowDeps, world: string, message: Message, queue: string): OutboxWrite {
  const place = { queue, id: random.etag(), at: outbox.at() };
  return referenceTo(place, outbox.holderOf(world, queue), message.id, phoneOf(message));
}
