/** What a text to a service leads to, and what its step comes to. */
import type { SmsTarget } from '../session/definition/router.ts';
import type { StepResult } from '../session/types.ts';
import type { Result, Submission } from './api.ts';
import type { Plan } from './plan.ts';
import { ok } from './results.ts';

/** A text from a phone, with the id that identifies its effect. */
export type ServiceText = Submission & { readonly messageId: string };

export type TextPlan = Plan<Result<{ messageId: string }>>;

type Vars = Readonly<Record<string, string | number>>;

/** Where a text leads: keyword, input (a gift code), a near misspelling that is only spoken of, or anything else. */
export function entryPoint({ route, match }: SmsTarget, text: string): { go: string; vars: Vars } {
  const found = match(text);
  if (found.kind === 'match') return { go: found.target.go, vars: {} };
  const read = route.question?.parse(text.trim());
  if (route.question != null && read?.ok) return { go: route.question.go, vars: { [route.question.set]: read.value } };
  if (found.kind === 'meant' && route.suggest !== null) return { go: route.suggest, vars: { meant: found.word } };
  return { go: route.otherwise, vars: {} };
}

/** The writes of a step that answers a text. */
export function textPlan({ messageId, to, text }: ServiceText, step: StepResult): TextPlan {
  return {
    result: ok({ messageId }),
    account: step.account,
    entries: step.entries,
    messages: step.messages,
    events: () => [{ type: 'sms.in', more: { messageId, to, text, trace: step.trace } }],
  };
}

/** A text to a service arrives when it is sent. */
export function delivered({ messageId, from, to, text, receiptIds }: ServiceText, now: number) {
  return { id: messageId, from, to, text, receiptIds, state: 'DELIVERED', submittedAt: now, finalAt: now } as const;
}
