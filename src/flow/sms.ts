/** An SMS comes in: for a service at once, for an application, a subscriber or a later time by a home of its own, or for a sink. */
import type { Call, Result, Submission } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { ok } from './results.ts';
import { takeTheirPlace } from './submissions/change.ts';
import { isWanted, receiptOf } from './submissions/message.ts';
import { type Addressed, addressed } from './submissions/receivers.ts';
import { messageIdFor, submit } from './submissions/submit.ts';
import { textService } from './textService.ts';

type Answer = Result<{ messageId: string }>;

/** @returns 202's answer, or `bad-msisdn`, `unknown-short-code`, `bad-sms`, `idempotency-conflict` */
export async function sms(deps: FlowDeps, call: Call, body: Submission): Promise<Answer> {
  const read = addressed(deps, body);
  if (!read.ok) return read;
  const answer = await taken(deps, call, read.value);
  if (answer.ok && body.replace === true) {
    const { serviceType = '', from, to } = read.value;
    await takeTheirPlace(deps, call.world, answer.value.messageId, { serviceType, from, to });
  }
  return answer;
}

function taken(deps: FlowDeps, call: Call, body: Addressed): Promise<Answer> {
  const { receiver } = body;
  if (receiver.kind === 'sink') return swallow(deps, call, body);
  if (receiver.kind === 'service' && body.schedule === undefined) {
    const text = { ...body, messageId: deps.random.messageId() };
    return textService(deps, call, text, { wire: call.wire, texts: true });
  }
  return submit(deps, call, { ...body, receiver });
}

/** A sink takes everything and keeps nothing, a receipt neither. */
async function swallow(deps: FlowDeps, call: Call, { from, to, text, receipt }: Addressed): Promise<Answer> {
  const answer = await messageIdFor(deps, call, from);
  if (!answer.ok || !isWanted(receipt, 'DELIVERED')) return answer;
  const { messageId: id } = answer.value;
  deps.outbox.handOnce(call.world, call.wire, (now) =>
    receiptOf({ id, from, to, text, state: 'DELIVERED', submittedAt: now, finalAt: now }),
  );
  return ok({ messageId: id });
}
