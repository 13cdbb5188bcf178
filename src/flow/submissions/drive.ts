/** Deadlines of messages: delivered at their schedule, expired at the end of their validity, forgotten some days after their end. */
import type { FlowDeps } from '../deps.ts';
import { textService } from '../textService.ts';
import { transact } from '../transact.ts';
import { endMessage, endWaiting } from './end.ts';
import { dropHome, inHome, readHome } from './home.ts';
import { deadlineOf, isFinal, type Message, type QueuedIn } from './message.ts';
import { afterStep, arrive, offerQueued, placeForApplication, writesOf } from './onward.ts';

/**
 * Does what is due for a message. Safe to run any number of times, also at once: a service's step is taken once, an SMS may
 * double. @param at the deadline, world time
 */
export async function driveMessage(deps: FlowDeps, world: string, id: string, at: number): Promise<void> {
  const { message } = await readHome(deps, world, id);
  if (message === null || isFinal(message)) return dropHome(deps, world, id, at);
  if (deadlineOf(message) > at) return;
  if (at >= message.expiresAt) await endWaiting(deps, world, id, 'EXPIRED', { until: at });
  else await deliver(deps, world, message, at);
}

async function deliver(deps: FlowDeps, world: string, message: Message, at: number): Promise<void> {
  const { receiver } = message;
  if (receiver.kind === 'service') return deliverToService(deps, world, message, at);
  const queuedIn =
    receiver.kind === 'application'
      ? placeForApplication(deps, world, message, receiver.name)
      : await deliverToPhone(deps, world, message, at);
  await sendOnward(deps, world, message.id, queuedIn, at);
}

function deliverToPhone(deps: FlowDeps, world: string, message: Message, at: number): Promise<QueuedIn | null> {
  const step = (view: Parameters<typeof arrive>[1]) => {
    const { queuedIn, ...plan } = arrive(deps, view, message);
    return { ...plan, result: queuedIn };
  };
  return transact(deps, world, message.to, step, { until: at });
}

async function deliverToService(deps: FlowDeps, world: string, message: Message, at: number): Promise<void> {
  const { id, from, to, content, wire } = message;
  const call = { world, wire, idempotency: { scope: 'scheduled SMS', key: id, fingerprint: '' } };
  const answer = await textService(deps, call, { from, to, text: content.text, messageId: id }, { until: at });
  await endMessage(deps, world, id, answer.ok ? 'DELIVERED' : 'UNDELIVERABLE', { until: at });
}

/** Only if it still waits for its time: it may have been cancelled, or driven elsewhere. */
async function sendOnward(
  deps: FlowDeps,
  world: string,
  id: string,
  queuedIn: QueuedIn | null,
  at: number,
): Promise<void> {
  const sent = await inHome(
    deps,
    world,
    id,
    (found, view) => {
      if (found?.state !== 'SCHEDULED') return { result: null };
      const message = afterStep(found, queuedIn, view.now);
      return { result: { message, world: view.world }, message, outbox: writesOf(deps, world, message) };
    },
    at,
  );
  if (sent !== null) offerQueued(deps, sent.world, sent.message);
}
