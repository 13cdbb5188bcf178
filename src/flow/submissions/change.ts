/** What a submitter asks of a message that it gave: its state, to take it back, to put another in its place. */
import type { Call, MessageView, Result, Submission } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { ok, problem } from '../results.ts';
import { smsTextProblem } from '../textChecks.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { driveMessage } from './drive.ts';
import { endWaiting, withdraw } from './end.ts';
import { type HomePlan, inHome, isMessageId, readHome } from './home.ts';
import { contentOf, isFinal, isSettingOut, type Message, phoneOf, viewOf } from './message.ts';
import { correction } from './onward.ts';
import { addressOf, receiverOf } from './receivers.ts';
import { timesOf } from './times.ts';
import { readWaiting, WAITING, type Waiting } from './waiting.ts';

/** Messages of one kind between two addresses. */
export interface Kind {
  /** Empty: of any service type. */
  readonly serviceType: string;
  readonly from: string;
  readonly to: string;
}

type Replacement = Pick<Submission, 'from' | 'text' | 'data' | 'schedule' | 'validity' | 'receipt'>;

/** @returns the state, or `unknown-message`, also of another sender's */
export async function message(deps: FlowDeps, call: Call, id: string, from: string): Promise<Result<MessageView>> {
  const found = await ownMessage(deps, call, id, from);
  return found.ok ? ok(viewOf(found.value)) : found;
}

/** @returns null once it will not be delivered, or `unknown-message`, `message-final` */
export async function cancelMessage(deps: FlowDeps, call: Call, id: string, from: string): Promise<Result<null>> {
  const found = await ownMessage(deps, call, id, from);
  if (!found.ok) return found;
  return (await takeBack(deps, call.world, id)) ? ok(null) : tooLate();
}

/** @returns null once none of the kind waits, or `unknown-message` where none did */
export async function cancelMessages(deps: FlowDeps, call: Call, kind: Kind): Promise<Result<null>> {
  let cancelled = 0;
  for (const { id } of await waitingOf(deps, call.world, kind)) {
    if (await takeBack(deps, call.world, id)) cancelled += 1;
  }
  return cancelled > 0 ? ok(null) : unknownMessage();
}

/**
 * A message takes the place of all that wait between the same addresses with the same service type; their submitter hears
 * nothing of them.
 */
export async function takeTheirPlace(deps: FlowDeps, world: string, id: string, of: Kind): Promise<void> {
  const others = await waitingOf(deps, world, of);
  for (const { id: other, serviceType } of others) {
    if (other !== id && serviceType === of.serviceType) await takeBack(deps, world, other, true);
  }
}

/** Times that are not given stay as they are. @returns null, or `unknown-message`, `message-final`, `bad-sms` */
export async function replaceMessage(deps: FlowDeps, call: Call, id: string, by: Replacement): Promise<Result<null>> {
  const wrong = by.data === undefined ? smsTextProblem(by.text) : null;
  if (wrong !== null) return problem('bad-sms', `text ${wrong}.`, { field: 'text' });
  const found = await ownMessage(deps, call, id, by.from);
  if (!found.ok) return found;
  const replaced = await inHome(deps, call.world, id, (before, { now }) => replacement(deps, call, before, by, now));
  if (replaced.ok) await followUp(deps, call.world, replaced.value);
  return replaced.ok ? ok(null) : replaced;
}

interface Replaced {
  readonly before: Message;
  readonly after: Message;
}

function replacement(
  deps: FlowDeps,
  { world }: Call,
  before: Message | null,
  by: Replacement,
  now: number,
): HomePlan<Result<Replaced>> {
  const isTooLate = before === null || isFinal(before) || isSettingOut(before);
  if (isTooLate || deps.outbox.isOnItsWay(world, before.id)) return { result: tooLate() };
  const times = timesOf({ ...timesIn(before), ...by }, now);
  if (!times.ok) return { result: times };
  const { schedule, expiresAt } = times.value;
  const content = contentOf({ ...by, ...(before.content.flash === undefined ? {} : { flash: true }) });
  const kept = { ...before, content, receipt: by.receipt ?? null, expiresAt, revision: before.revision + 1 };
  const after: Message =
    by.schedule === undefined ? kept : { ...kept, state: 'SCHEDULED', schedule: schedule ?? now, queuedIn: null };
  return { result: ok({ before, after }), message: after };
}

function timesIn({ schedule, expiresAt }: Message): Pick<Submission, 'schedule' | 'validity'> {
  return { ...(schedule === null ? {} : { schedule: { at: schedule } }), validity: { at: expiresAt } };
}

/** What has a new time leaves its outbox; the phone follows; what is due now is driven now. */
async function followUp(deps: FlowDeps, world: string, { before, after }: Replaced): Promise<void> {
  if (after.queuedIn === null) await withdraw(deps, world, before);
  const step = (view: View) => ({ result: view.now, ...correction(view, after) });
  const now = await transact(deps, world, phoneOf(after), step, { records: [WAITING] });
  if (after.schedule !== null && after.schedule <= now) await driveMessage(deps, world, after.id, after.schedule);
}

/** A message of this sender. */
async function ownMessage(deps: FlowDeps, call: Call, id: string, from: string): Promise<Result<Message>> {
  const found = isMessageId(id) ? (await readHome(deps, call.world, id)).message : null;
  return found !== null && found.from === addressOf(from) ? ok(found) : unknownMessage();
}

/** @returns whether it waited, and does not any more */
async function takeBack(deps: FlowDeps, world: string, id: string, isQuiet = false): Promise<boolean> {
  if (deps.outbox.isOnItsWay(world, id)) return false;
  const message = await endWaiting(deps, world, id, 'DELETED', { isQuiet });
  if (message === null) return false;
  if (message.receiver.kind === 'subscriber' && message.state === 'ENROUTE') await takeOffList(deps, world, message);
  return true;
}

/** Its phone keeps in mind that it is gone: whoever still is about to bring it there finds that. */
async function takeOffList(deps: FlowDeps, world: string, message: Message): Promise<void> {
  const gone = { ...message, queuedIn: null, revision: message.revision + 1 };
  const step = (view: View) => ({ result: undefined, ...correction(view, gone) });
  await transact(deps, world, message.to, step, { records: [WAITING] });
}

/** What may wait, oldest first. */
async function waitingOf(deps: FlowDeps, world: string, { serviceType, ...kind }: Kind): Promise<readonly Waiting[]> {
  const [from, to] = [addressOf(kind.from), addressOf(kind.to)];
  const phone = receiverOf(deps, to)?.kind === 'subscriber' ? to : from;
  const waiting = await readWaiting(deps, world, phone);
  return waiting.filter(
    (one) => one.from === from && one.to === to && (serviceType === '' || one.serviceType === serviceType),
  );
}

function unknownMessage(): Result<never> {
  return problem('unknown-message', 'No message of this sender has this id, or nothing of this kind waits.');
}

function tooLate(): Result<never> {
  return problem('message-final', 'The message is on its way, or has come to its end.');
}
