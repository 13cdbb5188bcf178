/** How far a pending work comes with what its core has answered by now. */
import type { Result } from '../api.ts';
import { bonusAnswer } from '../bonusAnswer.ts';
import type { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import type { Plan } from '../plan.ts';
import { refusalProblem } from '../refusalDetail.ts';
import { ok, problem } from '../results.ts';
import type { View } from '../view.ts';
import type { Known } from './elsewhere.ts';
import type { Pending, Work } from './pending.ts';
import type { CoreAnswer } from './port.ts';
import type { Question } from './question.ts';
import { failedText, finishedText, runText } from './textWork.ts';
import { endedWith, runUssd, type UssdWork, ussdFailed, ussdPlan } from './ussdWork.ts';

export type Progress =
  | { readonly kind: 'asks'; readonly question: Question }
  | { readonly kind: 'plan'; readonly plan: Plan<Result<unknown>> };

/** What is to be asked next, or the plan that ends it. */
export function progressOf(deps: FlowDeps, view: View, pending: Pending, known: Known): Progress {
  const { work } = pending;
  switch (work.kind) {
    case 'ussd':
      return ussdProgress(deps, view, pending, work, known);
    case 'sms':
      return textProgress(deps, view, pending, work, known);
    case 'write':
      return writeProgress(pending, work, known);
    case 'profile':
      return profileProgress(work, known);
  }
}

function ussdProgress(deps: FlowDeps, view: View, pending: Pending, work: UssdWork, known: Known): Progress {
  const service = view.definitions.services.get(work.service);
  // Its folder is gone: nobody can say what the answer means.
  if (service === undefined) return { kind: 'plan', plan: told(known.operations, endedWith(view, work, 'no-answer')) };
  const setting = { deps, view, service, wire: pending.wire };
  const ran = runUssd(setting, work, known);
  return ran.kind === 'asks' ? ran : { kind: 'plan', plan: ussdPlan(setting, pending, work, ran) };
}

function textProgress(
  deps: FlowDeps,
  view: View,
  pending: Pending,
  { text }: Extract<Work, { kind: 'sms' }>,
  known: Known,
): Progress {
  const target = view.definitions.findSms(text.to);
  if (target === null) return { kind: 'plan', plan: told(known.operations, failedText(view, text)) };
  const ran = runText(deps, view, target, { text, wire: pending.wire }, known);
  return ran.kind === 'asks' ? ran : { kind: 'plan', plan: finishedText(text, ran) };
}

function writeProgress(
  { program }: Pending,
  { id, operation }: Extract<Work, { kind: 'write' }>,
  { operations }: Known,
): Progress {
  const answer = operations[id];
  if (answer === undefined) return { kind: 'asks', question: { kind: 'operation', key: id, operation } };
  const { outcome, sms } = answer;
  const result: Result<unknown> =
    outcome.name === 'ok' ? ok(bonusAnswer(operation, outcome.data)) : { ok: false, problem: refusalProblem(outcome) };
  const events = () => [{ type: `bonus.${operation.op}`, more: { program, outcome: outcome.name } }];
  return { kind: 'plan', plan: { result, messages: sms, events } };
}

/** One change after the other, in the order in which they were made. */
function profileProgress({ changes }: Extract<Work, { kind: 'profile' }>, { operations }: Known): Progress {
  const next = changes.find(({ id }) => operations[id] === undefined);
  if (next === undefined) return { kind: 'plan', plan: { result: ok(null) } };
  return { kind: 'asks', question: { kind: 'profile', key: next.id, change: next.change } };
}

/** What a core answers that has nothing to say. */
export const NO_MORE: CoreAnswer = { outcome: { name: 'ok', data: {} }, sms: [] };

/**
 * The core will not be asked any more, and whoever waits hears so; after what came of that which it did.
 * @param operations what it answered before, by request id
 */
export function failedPlan(
  deps: FlowDeps,
  view: View,
  pending: Pending,
  operations: Known['operations'],
  failure: CoreFailed,
): Plan<Result<unknown>> {
  return told(operations, wordsOf(deps, view, pending, failure));
}

/** The plan with the SMS of these answers before its own. */
function told<T>(operations: Known['operations'], plan: Plan<T>): Plan<T> {
  const sms = Object.values(operations).flatMap((answer) => answer.sms);
  return { ...plan, messages: [...sms, ...(plan.messages ?? [])] };
}

function wordsOf(deps: FlowDeps, view: View, pending: Pending, failure: CoreFailed): Plan<Result<unknown>> {
  const { work } = pending;
  if (work.kind === 'sms') return failedText(view, work.text);
  if (work.kind !== 'ussd') return { result: problem(failure.how, failure.message) };
  const service = view.definitions.services.get(work.service);
  if (service === undefined) return endedWith(view, work, 'no-answer');
  return ussdFailed({ deps, view, service, wire: pending.wire }, pending, work);
}
