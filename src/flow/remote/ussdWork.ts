/** A dialogue whose core runs elsewhere: the step is taken again with what the core has answered, until it needs no more. */
import type { Core } from '../../bonus/types.ts';
import { answerUssd, resumeUssd, startUssd } from '../../session/machine.ts';
import type { Service, Session, StepContext, StepResult } from '../../session/types.ts';
import { afterDrop } from '../aborted.ts';
import type { Result, UssdAnswer } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { afterScreen } from '../faults/dialogue.ts';
import { afterAnswer, afterDial } from '../faults/phoneSteps.ts';
import { sessionOver } from '../namedDialogue.ts';
import { type NetworkText, networkText, phoneLanguage } from '../networkTexts.ts';
import type { Plan } from '../plan.ts';
import type { PlannedSms } from '../planned.ts';
import { ok } from '../results.ts';
import { makeSessionId } from '../sessionId.ts';
import { placeOnWire } from '../sessionOnWire.ts';
import { stepContext } from '../stepContext.ts';
import { isLive, networkAnswer, planOfStep } from '../ussdAnswer.ts';
import type { View } from '../view.ts';
import { isEffect, type Known, type Ran, runKnowing } from './elsewhere.ts';
import type { Pending, Work } from './pending.ts';

export type UssdWork = Extract<Work, { kind: 'ussd' }>;

type ScreenPlan = Plan<Result<UssdAnswer>>;

interface Setting {
  readonly deps: FlowDeps;
  readonly view: View;
  readonly service: Service;
  readonly wire: string;
}

/** Takes the step with what is known. @param wrap what else stands before the core */
export function runUssd(setting: Setting, work: UssdWork, known: Known, wrap?: (core: Core) => Core): Ran<StepResult> {
  const ran = taken(setting, work, known, wrap);
  return wrongCode(setting, work, known, ran) ?? ran;
}

function taken(
  { deps, view, service, wire }: Setting,
  work: UssdWork,
  known: Known,
  wrap?: (core: Core) => Core,
): Ran<StepResult> {
  const { nonce, take } = work;
  const request = `${nonce}.${stepOfTurn(work)}`;
  const by = { by: 'ussd', request, wire, sender: service.sender, newNonce: () => nonce } as const;
  const step = (asked: Service) => stepOf(stepContext(deps, view, asked, by), view, take);
  return runKnowing(service, known, step, wrap);
}

/**
 * Inputs left over after an end make a dialled code wrong, and nothing has happened. What a core elsewhere does cannot be undone: so
 * this is found out before it is asked for an effect, on the understanding that the effect goes well.
 * @returns the screen that says so, or null
 */
function wrongCode(setting: Setting, work: UssdWork, known: Known, asks: Ran<StepResult>): Done | null {
  if (work.take.how !== 'start' || work.take.inputs.length === 0) return null;
  if (asks.kind !== 'asks' || asks.question.kind !== 'operation' || !isEffect(asks.question.operation)) return null;
  try {
    const ran = taken(setting, work, { ...known, isPresumed: true });
    return ran.kind === 'done' && isWrongCode(ran.step) ? ran : null;
  } catch {
    // A text or a call on the way wants figures of the effect.
    return null;
  }
}

/** Every other step leaves a trace. */
function isWrongCode({ trace, screen }: StepResult): boolean {
  return trace.length === 0 && !screen.awaiting;
}

function stepOf(context: StepContext, { account }: View, take: UssdWork['take']): StepResult {
  switch (take.how) {
    case 'start':
      return startUssd(context, account, take.start, take.inputs);
    case 'resume':
      return resumeUssd(context, account, take.session);
    case 'answer':
      return answerUssd(context, account, take.session, take.input);
  }
}

/** On which step a session waits for its core. Nothing was shown yet where it begins; taken up again, it is one step on. */
export function stepOfTurn({ take }: UssdWork): number {
  switch (take.how) {
    case 'start':
      return BEFORE_ANY_SCREEN;
    case 'resume':
      return take.session.step + 1;
    case 'answer':
      return take.session.step;
  }
}

/** Step of a session whose first screen its core is asked for. */
export const BEFORE_ANY_SCREEN = 0;

/** The session while the core is asked: a phone that dials, hangs up or runs out of time meanwhile ends it like any other. */
export function waiting({ view, service, wire }: Setting, work: UssdWork): Session {
  const { nonce, take, reference } = work;
  const { now } = view;
  const step = stepOfTurn(work);
  const expiresAt = now + service.timeout;
  if (take.how === 'answer') return { ...take.session, expiresAt, waits: true };
  const place = placeOnWire(wire, reference);
  if (take.how === 'start')
    return { nonce, service: service.id, state: take.start, startedAt: now, expiresAt, step, waits: true, ...place };
  const { wire: _, reference: __, dropped: ___, ...session } = take.session;
  return { ...session, ...place, step, expiresAt, waits: true };
}

/** Whether the session still is where the core was asked for it. */
export function isAtTurn({ session, now }: View, work: UssdWork): boolean {
  if (!isLive(session, now) || session.waits !== true) return false;
  return session.nonce === work.nonce && session.step === stepOfTurn(work);
}

type Done = Ran<StepResult> & { readonly kind: 'done' };

/** What a phone gets of a step that is taken: its screen; by SMS, where it was told so; or nothing, where it has gone. */
export function ussdPlan(setting: Setting, pending: Pending, work: UssdWork, ran: Done): ScreenPlan {
  const { view } = setting;
  const messages: readonly PlannedSms[] = [...ran.sms, ...ran.step.messages];
  if (pending.lost !== undefined) return { ...endedWith(view, work, 'no-answer'), messages };
  if (pending.isPromised) return bySms(setting, work, messages, ran.step.screen.text);
  return isAtTurn(view, work) ? screenPlan(setting, work, ran) : { result: sessionOver(), messages };
}

/** The plan that shows the screen of a step. */
export function screenPlan({ view, service }: Setting, work: UssdWork, { step, sms }: Done): ScreenPlan {
  const plan = planOfStep(view, service, stepAsCounted(work, step), {
    sessionId: makeSessionId(view.world.secret, view.msisdn, work.nonce),
    reference: work.take.how === 'answer' ? work.take.session.reference : work.reference,
    before: () => [],
  });
  const shown = afterScreen(view, work.phoneStep, plan);
  if ('needPeer' in shown) throw new Error('A core elsewhere knows its members itself.');
  return { ...shown, messages: [...sms, ...(shown.messages ?? [])] };
}

function stepAsCounted({ take }: UssdWork, step: StepResult): StepResult {
  return take.how === 'answer' ? afterAnswer(take.session, step) : afterDial(step);
}

/** The core cannot be asked any more: the phone reads so, by SMS where it was told so. */
export function ussdFailed(setting: Setting, pending: Pending, work: UssdWork): ScreenPlan {
  const { view } = setting;
  if (!pending.isPromised) return endedWith(view, work, 'no-answer');
  return bySms(setting, work, [], networkText('no-answer', phoneLanguage(view)));
}

function bySms({ view, service }: Setting, work: UssdWork, messages: readonly PlannedSms[], text: string): ScreenPlan {
  // Where SMS came of it they are the answer: a screen may only promise them.
  const last = text === '' || messages.length > 0 ? [] : [{ from: service.sender, text, at: view.now }];
  return { ...endedWith(view, work, 'answer-by-sms'), messages: [...messages, ...last] };
}

/** The dialogue ends with the network's words, if it still is there. */
export function endedWith(view: View, work: UssdWork, text: NetworkText): ScreenPlan {
  if (!isAtTurn(view, work)) return { result: ok(networkAnswer(view, work.nonce, text)) };
  const left = work.take.how === 'answer' && text === 'no-answer' ? afterDrop(view, work.take.session) : null;
  return {
    result: ok(networkAnswer(view, work.nonce, text)),
    session: left,
    events: () => [{ type: 'ussd.unanswered', more: { why: text } }],
  };
}
