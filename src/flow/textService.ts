/** A text reaches a service: find the keyword, run the machine, answer by SMS. */
import { runSms } from '../session/machine.ts';
import { act } from './act.ts';
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { coreInStep } from './faults/core.ts';
import { type FollowedPlan, followed } from './follow.ts';
import { type Lose, unlessLost } from './lostAnswer.ts';
import type { StepOptions } from './once.ts';
import { isElsewhere } from './remote/elsewhere.ts';
import { askText } from './remote/textAsking.ts';
import { stepContext } from './stepContext.ts';
import { receiptEntry } from './submissions/receipt.ts';
import { unknownShortCode } from './submissions/receivers.ts';
import { timesOf } from './submissions/times.ts';
import { delivered, entryPoint, type ServiceText, textPlan } from './textStep.ts';
import type { NeedPeer } from './transact.ts';
import type { View } from './view.ts';

export type { ServiceText } from './textStep.ts';

type SmsPlan = FollowedPlan<Result<{ messageId: string }>> | NeedPeer;
const NO_CORE = { core: null, lost: () => null };

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
  if (deps.remote !== null) return textAnywhere(deps, call, text, options);
  return unlessLost((lose) =>
    act(deps, call, text.from, (view) => texted(deps, call, view, text, options, lose), options),
  );
}

/** The same where a core may be elsewhere, which is waited for. */
function textAnywhere(
  deps: FlowDeps,
  call: Call,
  text: ServiceText,
  options: StepOptions,
): Promise<Result<{ messageId: string }>> {
  return unlessLost((lose) =>
    followed(
      (step) => act(deps, call, text.from, step, options),
      (view) => texted(deps, call, view, text, options, lose),
    ),
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
  const receipt = receiptEntry(deps, call.world, call.wire, text.receipt, delivered(text, view.now));
  const { service, route } = target;
  if (isElsewhere(deps, service)) {
    return { ...askText(deps, call, view, target, { text, isWaitedFor: until === undefined, lose }), outbox: receipt };
  }
  const { go, vars } = entryPoint(target, text.text);
  const { messageId } = text;
  const by = { by: 'sms', request: messageId, wire: call.wire, sender: route.shortCode } as const;
  // A scheduled text is tried until it is taken, a caller's once.
  const of = until === undefined ? '' : `#${messageId} `;
  const { core, lost } = service.core === null ? NO_CORE : coreInStep(view, service.core, of);
  const asked = core === service.core ? service : { ...service, core };
  const step = runSms(stepContext(deps, view, asked, by), view.account, go, vars);
  if (step.needPeer !== undefined) return { needPeer: { program: service.core?.program ?? '', msisdn: step.needPeer } };
  lose(lost());
  return { ...textPlan(text, step), outbox: receipt };
}
