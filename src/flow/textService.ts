/** A text reaches a service: find the keyword, run the machine, answer by SMS. */
import type { SmsTarget } from '../session/definition/router.ts';
import { runSms } from '../session/machine.ts';
import { act } from './act.ts';
import type { Call, Result, Submission } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { coreInStep } from './faults/core.ts';
import { type Lose, unlessLost } from './lostAnswer.ts';
import type { StepOptions } from './once.ts';
import type { Plan } from './plan.ts';
import { ok } from './results.ts';
import { stepContext } from './stepContext.ts';
import { receiptEntry } from './submissions/receipt.ts';
import { unknownShortCode } from './submissions/receivers.ts';
import { timesOf } from './submissions/times.ts';
import type { NeedPeer } from './transact.ts';
import type { View } from './view.ts';

/** A text from a phone, with the id that identifies its effect. */
export type ServiceText = Submission & { readonly messageId: string };

type SmsPlan = Plan<Result<{ messageId: string }>> | NeedPeer;
const NO_CORE = { core: null, lost: () => null };

type Vars = Readonly<Record<string, string | number>>;

/**
 * Runs the service's step, once for each key of the call.
 * @returns the id, or `unknown-short-code`, `bad-sms` for a validity that is over
 */
export function textService(
  deps: FlowDeps,
  call: Call,
  text: ServiceText,
  options: StepOptions,
): Promise<Result<{ messageId: string }>> {
  return unlessLost((lose) =>
    act(deps, call, text.from, (view) => texted(deps, call, view, text, options, lose), options),
  );
}

function texted(
  deps: FlowDeps,
  call: Call,
  view: View,
  text: ServiceText,
  { until }: StepOptions,
  lose: Lose,
): SmsPlan {
  const target = view.definitions.findSms(text.to);
  if (target === null) return { result: unknownShortCode() };
  const times = timesOf(text, view.now);
  if (!times.ok) return { result: times };
  const { service, route } = target;
  const { go, vars } = entryPoint(target, text.text);
  const { messageId, to } = text;
  const by = { by: 'sms', request: messageId, wire: call.wire, sender: route.shortCode } as const;
  // A scheduled text is tried until it is taken, a caller's once.
  const of = until === undefined ? '' : `#${messageId} `;
  const { core, lost } = service.core === null ? NO_CORE : coreInStep(view, service.core, of);
  const asked = core === service.core ? service : { ...service, core };
  const step = runSms(stepContext(deps, view, asked, by), view.account, go, vars);
  if (step.needPeer !== undefined) return { needPeer: { program: service.core?.program ?? '', msisdn: step.needPeer } };
  lose(lost());
  return {
    result: ok({ messageId }),
    account: step.account,
    entries: step.entries,
    messages: step.messages,
    outbox: receiptEntry(deps, call.world, call.wire, text.receipt, delivered(text, view.now)),
    events: () => [{ type: 'sms.in', more: { messageId, to, text: text.text, trace: step.trace } }],
  };
}

/** A text to a service arrives when it is sent. */
function delivered({ messageId, from, to, text, receiptIds }: ServiceText, now: number) {
  return { id: messageId, from, to, text, receiptIds, state: 'DELIVERED', submittedAt: now, finalAt: now } as const;
}

/** Where a text leads: keyword, input (a gift code), a near misspelling that is only spoken of, or anything else. */
function entryPoint({ route, match }: SmsTarget, text: string): { go: string; vars: Vars } {
  const found = match(text);
  if (found.kind === 'match') return { go: found.target.go, vars: {} };
  const read = route.question?.parse(text.trim());
  if (route.question != null && read?.ok) return { go: route.question.go, vars: { [route.question.set]: read.value } };
  if (found.kind === 'meant' && route.suggest !== null) return { go: route.suggest, vars: { meant: found.word } };
  return { go: route.otherwise, vars: {} };
}
