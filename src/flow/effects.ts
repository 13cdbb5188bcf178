/** What a core's decision becomes: writes of a plan, and an event. */
import type { Core, Decision, Operation } from '../bonus/types.ts';
import { smsOf } from '../session/sms.ts';
import type { Service } from '../session/types.ts';
import type { Plan } from './plan.ts';
import type { View } from './view.ts';

/** What a decision writes, SMS rendered in the service's texts. */
export function effectsOf(
  view: View,
  service: Service,
  decision: Decision,
): Required<Pick<Plan<unknown>, 'account' | 'entries' | 'messages'>> {
  const messages = decision.messages.map((message) => smsOf(service, decision.account, message, view.now));
  return { account: decision.account, entries: decision.entries, messages };
}

/** What the event stream hears of an operation of a core. */
export function bonusEvent(core: Core, operation: Operation, outcome: string) {
  return { type: `bonus.${operation.op}`, more: { program: core.program, outcome } };
}
