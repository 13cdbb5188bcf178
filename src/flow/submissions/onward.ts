/** A message goes on its way: into the outbox of an application, or to a phone: its list, and the outbox of its wire. */
import type { OutboxWrite, WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import { hasFault } from '../faults.ts';
import { lastWire } from '../lastWire.ts';
import { referenceTo } from '../outbox/entries.ts';
import type { Plan } from '../plan.ts';
import type { View } from '../view.ts';
import { isBindWire } from '../wires.ts';
import { receiptsOf } from './end.ts';
import { homeOf } from './home.ts';
import { ended, enRoute, type Message, phoneOf, type QueuedIn } from './message.ts';

/** The place of a message in its application's outbox. The entry is committed with the home. */
export function placeForApplication(deps: FlowDeps, world: string, message: Message, name: string): QueuedIn {
  return { ...reference(deps, world, message, `smpp:${name}`), msisdn: homeOf(message.id) };
}

/** What a message does to the subscriber that it is for; `queuedIn` null = it has arrived. */
export function arrive(
  deps: FlowDeps,
  view: View,
  message: Message,
): Pick<Plan<unknown>, 'messages' | 'outbox'> & { readonly queuedIn: QueuedIn | null } {
  const messages = [{ from: message.from, text: message.content.text, at: view.now, isMessage: true }] as const;
  const wire = lastWire(view, {});
  if (!isBindWire(wire) || hasFault(view.world, 'smsDrop')) return { messages, queuedIn: null };
  const entry = reference(deps, view.world.id, message, wire);
  return { messages, outbox: [entry], queuedIn: { ...entry, msisdn: view.msisdn } };
}

/** The message after its first step: it waits in an outbox, or has arrived. */
export function afterStep(message: Message, queuedIn: QueuedIn | null, now: number): Message {
  return queuedIn === null ? ended(message, 'DELIVERED', now) : enRoute(message, queuedIn);
}

/** What is put into outboxes when a message is written as it is now: its own entry, if that stands in its home, or its receipt. */
export function writesOf(deps: FlowDeps, world: string, message: Message): readonly OutboxWrite[] {
  const { queuedIn, finalAt } = message;
  if (finalAt !== null) return receiptsOf(deps, world, message, 'DELIVERED', finalAt);
  if (queuedIn === null || queuedIn.msisdn !== homeOf(message.id)) return [];
  const { msisdn: _, ...entry } = queuedIn;
  return [entry];
}

/** Tells the courier of a message whose home and entry are in the store now. */
export function offerQueued(deps: FlowDeps, world: WorldState, { queuedIn }: Message): void {
  if (queuedIn === null) return;
  const { queue, ...entry } = queuedIn;
  deps.outbox.offer(world, queue, entry);
}

function reference({ outbox, random }: FlowDeps, world: string, message: Message, queue: string): OutboxWrite {
  const place = { queue, id: random.etag(), at: outbox.at() };
  return referenceTo(place, outbox.holderOf(world, queue), message.id, phoneOf(message));
}
