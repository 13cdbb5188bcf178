/**
 * Deadlines of messages: delivered at their schedule, expired at the end of their validity, forgotten some time after their end.
 *
 * A message whose time has come sets out, in its home; then its receiver has it; then its home says that this is done. Whoever
 * finds one that has set out and no more does the rest, so that it does not matter who dies where, nor how many do it at once.
 */
import type { WorldState } from '../../store/port.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import type { Plan } from '../plan.ts';
import { textService } from '../textService.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { endMessage, endWaiting } from './end.ts';
import { dropHome, type HomePlan, inHome, readHome } from './home.ts';
import { deadlineOf, isFinal, isSettingOut, type Message, type QueuedIn, settingOut } from './message.ts';
import { afterStep, arrive, offerQueued, placeForApplication, placeForPhone, writesOf } from './onward.ts';
import { hasReached, WAITING } from './waiting.ts';

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

async function deliver(deps: FlowDeps, world: string, waiting: Message, at: number): Promise<void> {
  const place = await placeOf(deps, world, waiting, at);
  const step = (found: Message | null, view: View) => leave(deps, view, found, place, at);
  const left = await inHome(deps, world, waiting.id, step, at);
  if (left === null) return;
  const { message } = left;
  if (message.receiver.kind === 'service') return deliverToService(deps, world, message, at);
  if (isSettingOut(message)) await reachPhone(deps, world, message, at);
  const isThere = !isSettingOut(message) || (await sayItIsThere(deps, world, message.id, at));
  if (isThere && left.isOurs) offerQueued(deps, left.world, message);
}

async function placeOf(deps: FlowDeps, world: string, message: Message, at: number): Promise<QueuedIn | null> {
  const { receiver, to } = message;
  if (receiver.kind === 'service') return null;
  if (receiver.kind === 'application') return placeForApplication(deps, world, message, receiver.name);
  const step = (view: View) => ({ result: placeForPhone(deps, view, message) });
  return transact(deps, world, to, step, { until: at });
}

/** A message that has set out. */
interface Left {
  readonly message: Message;
  readonly world: WorldState;
  /** false: somebody else sent it on its way, and will tell its own courier. */
  readonly isOurs: boolean;
}

/** Only if it still is due: it may have been taken back, given another time, or driven elsewhere. */
function leave(
  deps: FlowDeps,
  { world, now }: View,
  found: Message | null,
  place: QueuedIn | null,
  at: number,
): HomePlan<Left | null> {
  if (found === null || isFinal(found) || deadlineOf(found) > at) return { result: null };
  if (isSettingOut(found)) return { result: { message: found, world, isOurs: false } };
  // What waits for an application stands in the home itself: it is there with this very commit.
  const message = found.receiver.kind === 'application' ? afterStep(found, place, now) : settingOut(found, place);
  return { result: { message, world, isOurs: true }, message, outbox: writesOf(deps, world.id, message) };
}

/** Once, whoever else does it at the same time. */
function reachPhone(deps: FlowDeps, world: string, message: Message, at: number): Promise<void> {
  const step = (view: View): Plan<void> =>
    hasReached(view, message) ? { result: undefined } : { result: undefined, ...arrive(view, message) };
  return transact(deps, world, message.to, step, { records: [WAITING], until: at });
}

/** @returns whether it waits in the outbox of its phone's wire */
function sayItIsThere(deps: FlowDeps, world: string, id: string, at: number): Promise<boolean> {
  const step = (found: Message | null, { now }: View): HomePlan<boolean> => {
    if (found === null || !isSettingOut(found)) return { result: found?.state === 'ENROUTE' };
    const message = afterStep(found, found.queuedIn, now);
    return { result: !isFinal(message), message, outbox: writesOf(deps, world, message) };
  };
  return inHome(deps, world, id, step, at);
}

async function deliverToService(deps: FlowDeps, world: string, message: Message, at: number): Promise<void> {
  const { id, from, to, content, wire } = message;
  const call = { world, wire, idempotency: { scope: 'scheduled SMS', key: id, fingerprint: '' } };
  const text = { from, to, text: content.text, messageId: id };
  const answer = await textService(deps, call, text, { until: at }).catch(unlessCoreFailed);
  if (answer === null) await postpone(deps, world, id, at);
  else await endMessage(deps, world, id, answer.ok ? 'DELIVERED' : 'UNDELIVERABLE', { until: at });
}

/** How long a service is left alone that did not answer a message, ms of world time. */
const TRY_AGAIN = 15 * 60 * 1000;

function unlessCoreFailed(error: unknown): null {
  if (error instanceof CoreFailed) return null;
  throw error;
}

/** Until its validity is over. What the core has done all the same is kept under the message's id: it is not done again. */
function postpone(deps: FlowDeps, world: string, id: string, at: number): Promise<void> {
  const step = (found: Message | null): HomePlan<void> =>
    found === null || !isSettingOut(found) || deadlineOf(found) > at
      ? { result: undefined }
      : { result: undefined, message: { ...found, schedule: at + TRY_AGAIN } };
  return inHome(deps, world, id, step, at);
}
