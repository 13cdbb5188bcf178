/** A text to a service whose core runs elsewhere. */
import type { Core } from '../../bonus/types.ts';
import type { SmsTarget } from '../../session/definition/router.ts';
import { runSms } from '../../session/machine.ts';
import type { StepResult } from '../../session/types.ts';
import type { FlowDeps } from '../deps.ts';
import { networkText, phoneLanguage } from '../networkTexts.ts';
import { ok } from '../results.ts';
import { stepContext } from '../stepContext.ts';
import { entryPoint, type ServiceText, type TextPlan, textPlan } from '../textStep.ts';
import type { View } from '../view.ts';
import { type Known, type Ran, runKnowing } from './elsewhere.ts';

/** Takes the step with what is known. @param wrap what else stands before the core */
export function runText(
  deps: FlowDeps,
  view: View,
  target: SmsTarget,
  { text, wire }: { readonly text: ServiceText; readonly wire: string },
  known: Known,
  wrap?: (core: Core) => Core,
): Ran<StepResult> {
  const { service, route } = target;
  const { go, vars } = entryPoint(target, text.text);
  const by = { by: 'sms', request: text.messageId, wire, sender: route.shortCode } as const;
  return runKnowing(
    service,
    known,
    (asked) => runSms(stepContext(deps, view, asked, by), view.account, go, vars),
    wrap,
  );
}

/** The core's SMS come first, as a local core's do. */
export function finishedText(text: ServiceText, { step, sms }: Ran<StepResult> & { kind: 'done' }): TextPlan {
  return { ...textPlan(text, step), messages: [...sms, ...step.messages] };
}

/** The core cannot be asked any more: that is the answer. */
export function failedText(view: View, { messageId, to }: ServiceText): TextPlan {
  const text = networkText('no-answer', phoneLanguage(view));
  return { result: ok({ messageId }), messages: [{ from: to, text, at: view.now }] };
}
