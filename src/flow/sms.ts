/** An SMS comes in: for a service at once, for an application, a subscriber or a later time by a home of its own, or for a sink. */
import type { Call, Result, Submission } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { ok } from './results.ts';
import { takeTheirPlace } from './submissions/change.ts';
import { isWanted, receiptOf } from './submissions/message.ts';
import { type Addressed, addressed, receiverOf, type Sink, senderOf } from './submissions/receivers.ts';
import { messageIdFor, submit } from './submissions/submit.ts';
import { textService } from './textService.ts';

type Answer = Result<{ messageId: string }>;

/** @returns 202's answer, or `bad-msisdn`, `unknown-short-code`, `bad-sms`, `idempotency-conflict` */
export async function sms(deps: FlowDeps, call: Call, body: Submission): Promise<Answer> {
  const receiver = receiverOf(deps, body.to);
  if (receiver?.kind === 'sink') return swallow(deps, call, receiver, body);
  const read = addressed(receiver, body);
  if (!read.ok) return read;
  const answer = await taken(deps, call, read.value);
  if (answer.ok && body.replace === true) {
    const { serviceType = '', from, to } = read.value;
    await takeTheirPlace(deps, call.world, answer.value.messageId, { serviceType, from, to });
  }
  return answer;
}

function taken(deps: FlowDeps, call: Call, body: Addressed): Promise<Answer> {
  if (body.receiver.kind !== 'service' || body.schedule !== undefined) return submit(deps, call, body);
  const text = { ...body, messageId: deps.random.messageId() };
  return textService(deps, call, text, { wire: call.wire, texts: true });
}

/** A sink takes all that could be sent to an application, and keeps nothing, a receipt neither. Peers are measured against this. */
function swallow(deps: FlowDeps, call: Call, sink: Sink, body: Submission): Answer | Promise<Answer> {
  const from = senderOf(sink, body);
  if (!from.ok) return from;
  if (call.idempotency !== undefined) return messageIdFor(deps, call, from.value);
  if (deps.knownWorlds.has(call.world)) return swallowed(deps, call, body, from.value);
  return deps.knownWorlds.look(call.world).then(() => swallowed(deps, call, body, from.value));
}

function swallowed(deps: FlowDeps, call: Call, body: Submission, from: string): Answer {
  const id = deps.random.messageId();
  if (isWanted(body.receipt, 'DELIVERED')) receiptNow(deps, call, body, from, id);
  return ok({ messageId: id });
}

function receiptNow(deps: FlowDeps, { world, wire }: Call, { to, text }: Submission, from: string, id: string): void {
  deps.outbox.handOnce(world, wire, (now) =>
    receiptOf({ id, from, to, text, state: 'DELIVERED', submittedAt: now, finalAt: now }),
  );
}
