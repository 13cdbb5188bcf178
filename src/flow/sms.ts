/** A person texts a short code: find the service and the keyword, run the machine, answer by SMS. */

import type { SmsTarget } from '../session/definition/router.ts';
import { runSms } from '../session/machine.ts';
import { act } from './act.ts';
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { msisdnOf } from './numbers.ts';
import type { Plan } from './plan.ts';
import { ok, problem } from './results.ts';
import { stepContext } from './stepContext.ts';
import { smsTextProblem } from './textChecks.ts';
import type { NeedPeer } from './transact.ts';
import type { View } from './view.ts';

type SmsPlan = Plan<Result<{ messageId: string }>> | NeedPeer;
type Vars = Readonly<Record<string, string | number>>;

/** @returns 202's answer, or `bad-msisdn`, `unknown-short-code`, `bad-sms` */
export async function sms(
  deps: FlowDeps,
  call: Call,
  body: { from: string; to: string; text: string },
): Promise<Result<{ messageId: string }>> {
  const number = msisdnOf(body.from, 'from');
  if (!number.ok) return number;
  const refusal = checkSms(deps, body);
  if (refusal !== null) return refusal;
  const messageId = deps.random.id();
  return act(deps, call, number.value, (view) => texted(deps, call, view, body, messageId));
}

function checkSms(deps: FlowDeps, body: { to: string; text: string }): Result<never> | null {
  if (deps.definitions().findSms(body.to) === null) {
    return problem('unknown-short-code', 'No service answers SMS to this number.', { field: 'to' });
  }
  const wrong = smsTextProblem(body.text);
  return wrong === null ? null : problem('bad-sms', `text ${wrong}.`, { field: 'text' });
}

function texted(
  deps: FlowDeps,
  call: Call,
  view: View,
  body: { to: string; text: string },
  messageId: string,
): SmsPlan {
  const target = view.definitions.findSms(body.to);
  if (target === null)
    return { result: problem('unknown-short-code', 'No service answers SMS to this number.', { field: 'to' }) };
  const { service } = target;
  const { go, vars } = entryOf(target, body.text);
  const context = stepContext(deps, view, service, {
    by: 'sms',
    request: messageId,
    wire: call.wire,
    sender: target.route.shortCode,
  });
  const step = runSms(context, view.account, go, vars);
  if (step.needPeer !== undefined) return { needPeer: { program: service.core?.program ?? '', msisdn: step.needPeer } };
  return {
    result: ok({ messageId }),
    account: step.account,
    entries: step.entries,
    messages: step.messages,
    events: () => [{ type: 'sms.in', more: { messageId, to: body.to, text: body.text, trace: step.trace } }],
  };
}

/** Where a text leads: keyword, input (a gift code), a near misspelling that is only spoken of, or anything else. */
function entryOf({ route, match }: SmsTarget, text: string): { go: string; vars: Vars } {
  const found = match(text);
  if (found.kind === 'match') return { go: found.target.go, vars: {} };
  const read = route.question?.parse(text.trim());
  if (route.question != null && read?.ok) return { go: route.question.go, vars: { [route.question.set]: read.value } };
  if (found.kind === 'meant' && route.suggest !== null) return { go: route.suggest, vars: { meant: found.word } };
  return { go: route.otherwise, vars: {} };
}
