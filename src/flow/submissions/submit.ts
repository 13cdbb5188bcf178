/**
 * A message is taken: its phone's subscriber learns of it (and, if it is for that phone, has it), then its home is written; only
 * then its id is answered. A crash between the two leaves nothing that anybody was promised: at most an SMS in the list of a
 * phone that its wire never gets. A call that is sent again with its key finds it there, and goes on.
 */
import { StoreUnavailable } from '../../store/port.ts';
import type { Call, Result } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { messageDelay } from '../faults/sms.ts';
import { keyOf, once } from '../once.ts';
import type { Plan } from '../plan.ts';
import { ok } from '../results.ts';
import { transactAsked } from '../transact.ts';
import type { View } from '../view.ts';
import { driveMessage } from './drive.ts';
import { inHome, readHome } from './home.ts';
import { contentOf, isFinal, type Message, phoneOf } from './message.ts';
import { afterStep, arrive, offerQueued, placeForApplication, placeForPhone, writesOf } from './onward.ts';
import { isGivenUp } from './orphan.ts';
import { type Addressed, isNumber } from './receivers.ts';
import { timesOf } from './times.ts';
import { areMany, forgetEnded, WAITING, waitingIn, withWaiting } from './waiting.ts';

type Answer = Result<{ messageId: string }>;

/** @returns the id, or `bad-sms` for a validity that is over, `idempotency-conflict` */
export async function submit(deps: FlowDeps, call: Call, body: Addressed): Promise<Answer> {
  const id = await messageIdFor(deps, call, body.from);
  if (!id.ok || (call.idempotency !== undefined && (await isTaken(deps, call, id.value)))) return id;
  if (body.receiver.kind === 'subscriber') await hearSender(deps, call, body.from);
  const drafted = await draft(deps, call, body, id.value.messageId);
  if (!drafted.ok) return drafted;
  await bringHome(deps, call.world, drafted.value);
  return id;
}

/** The id of a keyed call is fixed before anything happens, so that its repetition finds the message. */
export async function messageIdFor(deps: FlowDeps, call: Call, from: string): Promise<Answer> {
  const fresh = ok({ messageId: deps.random.messageId() });
  const { idempotency } = call;
  if (idempotency === undefined) return fresh;
  const home = `#${keyOf({ ...idempotency, scope: `${idempotency.scope} ${from}` })}`;
  return once(deps, call, home, () => ({ result: fresh }));
}

async function isTaken(deps: FlowDeps, call: Call, { messageId }: { messageId: string }): Promise<boolean> {
  const { message } = await readHome(deps, call.world, messageId);
  return message !== null && !isGivenUp(message);
}

/** A phone that texts another one has spoken. */
async function hearSender(deps: FlowDeps, call: Call, from: string): Promise<void> {
  if (!isNumber(from)) return;
  await transactAsked(deps, call.world, from, () => ({ result: undefined }), { wire: call.wire, texts: true });
}

/** The phone's part. */
function draft(deps: FlowDeps, call: Call, body: Addressed, id: string): Promise<Result<Draft>> {
  const speech = body.receiver.kind === 'subscriber' ? {} : { wire: call.wire, texts: true };
  const step = (view: View): Plan<Result<Draft>> => {
    const message = messageOf(call, body, id, view.now);
    if (!message.ok) return { result: message };
    return drafted(deps, view, delayed(view, message.value), call.idempotency !== undefined);
  };
  return transactAsked(deps, call.world, phoneOf(body), step, { records: [WAITING], ...speech });
}

interface Draft {
  readonly message: Message;
  /** Some of the phone's messages that are thought to wait may be over. */
  readonly isCrowded: boolean;
}

function drafted(deps: FlowDeps, view: View, submitted: Message, isKeyed: boolean): Plan<Result<Draft>> {
  const message = afterFirstStep(deps, view, submitted);
  const result = ok({ message, isCrowded: areMany(waitingIn(view)) });
  const plan = { result, events: () => eventsOf(message) };
  const isThere = message.state !== 'SCHEDULED' && message.receiver.kind === 'subscriber';
  if (!isThere) return { ...plan, records: [withWaiting(view, message)] };
  const { records, ...arrival } = arrive(view, message);
  // Of what has come to its end only a call that may be sent again must know.
  return { ...plan, ...arrival, ...(isFinal(message) && !isKeyed ? {} : { records }) };
}

/** Nothing happens yet to what is scheduled, as a service's text always is: it is driven by its home. */
function afterFirstStep(deps: FlowDeps, view: View, message: Message): Message {
  const { receiver, state } = message;
  if (state === 'SCHEDULED' || receiver.kind === 'service') return message;
  if (receiver.kind === 'subscriber') return afterStep(message, placeForPhone(deps, view, message), view.now);
  return afterStep(message, placeForApplication(deps, view.world.id, message, receiver.name), view.now);
}

function eventsOf({ id, to, content, receiver }: Message) {
  return receiver.kind === 'subscriber' ? [] : [{ type: 'sms.in', more: { messageId: id, to, text: content.text } }];
}

/** By a fault: it sets out later, as if it were scheduled. */
function delayed(view: View, message: Message): Message {
  if (message.receiver.kind !== 'subscriber' || message.schedule !== null) return message;
  const by = messageDelay(view, message.id);
  return by === 0 ? message : { ...message, state: 'SCHEDULED', schedule: view.now + by };
}

function messageOf(call: Call, body: Addressed, id: string, now: number): Result<Message> {
  const times = timesOf(body, now);
  if (!times.ok) return times;
  const { from, to, receiver, serviceType = '', receipt = null } = body;
  const schedule = receiver.kind === 'service' ? (times.value.schedule ?? now) : times.value.schedule;
  return ok({
    id,
    from,
    to,
    receiver,
    content: contentOf(body),
    serviceType,
    wire: call.wire,
    receipt,
    ...(body.receiptIds === undefined ? {} : { receiptIds: body.receiptIds }),
    state: schedule === null ? 'ENROUTE' : 'SCHEDULED',
    revision: 0,
    submittedAt: now,
    schedule,
    expiresAt: times.value.expiresAt,
    queuedIn: null,
    finalAt: null,
  });
}

/** The message's part. */
async function bringHome(deps: FlowDeps, worldId: string, { message, isCrowded }: Draft): Promise<void> {
  const { id, schedule, submittedAt } = message;
  const { world, kept } = await inHome(deps, worldId, id, (found, view) => {
    if (found !== null && isGivenUp(found, message))
      throw new StoreUnavailable('A message took too long to be written.');
    const isNew = found === null || isGivenUp(found);
    const result = { world: view.world, kept: isNew ? message : found };
    return isNew ? { result, message, outbox: writesOf(deps, worldId, message) } : { result };
  });
  offerQueued(deps, world, kept);
  if (schedule !== null && schedule <= submittedAt) await driveMessage(deps, worldId, id, schedule);
  if (isCrowded) void forgetEnded(deps, worldId, phoneOf(message));
}
