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
import { runUssd, type UssdWork, ussdFailed, ussdPlan } from './ussdWork.ts';

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
  if (service === undefined) return { kind: 'plan', plan: { result: ok(null), session: null } };
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
  if (target === null) return { kind: 'plan', plan: failedText(view, text) };
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

function profileProgress({ id, change }: Extract<Work, { kind: 'profile' }>, { operations }: Known): Progress {
  if (operations[id] === undefined) return { kind: 'asks', question: { kind: 'profile', key: id, change } };
  return { kind: 'plan', plan: { result: ok(null) } };
}

/** What a core answers that has nothing to say. */
export const NO_MORE: CoreAnswer = { outcome: { name: 'ok', data: {} }, sms: [] };

/** The core will not be asked any more, and whoever waits hears so. */
export function failedPlan(deps: FlowDeps, view: View, pending: Pending, failure: CoreFailed): Plan<Result<unknown>> {
  const { work } = pending;
  if (work.kind === 'sms') return failedText(view, work.text);
  if (work.kind !== 'ussd') return { result: problem(failure.how, failure.message) };
  const service = view.definitions.services.get(work.service);
  if (service === undefined) return { result: ok(null), session: null };
  return ussdFailed({ deps, view, service, wire: pending.wire }, pending, work);
}
