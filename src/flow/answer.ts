/** A person answers a screen, or hangs up. */
import { answerUssd } from '../session/machine.ts';
import type { Session, StepResult } from '../session/types.ts';
import { aborted, afterDrop, cutOff } from './aborted.ts';
import { act } from './act.ts';
import type { Call, DialogueOnWire, Result, UssdAnswer } from './api.ts';
import { isApplications } from './applicationSession.ts';
import { answeredApplication } from './applications.ts';
import type { FlowDeps } from './deps.ts';
import { stepWithCore } from './faults/core.ts';
import { afterScreen, isAborted } from './faults/dialogue.ts';
import { afterAnswer, answerStep } from './faults/phoneSteps.ts';
import { type FollowedPlan, followed, telling } from './follow.ts';
import { namedDialogue } from './namedDialogue.ts';
import { part } from './parting.ts';
import type { PlannedEvent } from './plan.ts';
import { answerPush } from './push.ts';
import { PUSH_SERVICE } from './pushSession.ts';
import { askUssd } from './remote/asking.ts';
import { isElsewhere } from './remote/elsewhere.ts';
import { ok, problem } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { sessionEvent } from './sessionOnWire.ts';
import { stepContext } from './stepContext.ts';
import { ussdTextProblem } from './textChecks.ts';
import type { NeedPeer } from './transact.ts';
import { effectsOfStep, planOfStep } from './ussdAnswer.ts';
import type { View } from './view.ts';

type AnswerPlan = FollowedPlan<Result<UssdAnswer>> | NeedPeer;

/** @returns 200's answer, or `unknown-session`, `session-over`, `bad-msisdn`, `bad-input`, `ussd-busy` */
export function answer(
  deps: FlowDeps,
  call: Call,
  dialogue: string | DialogueOnWire,
  { input }: { input: string },
): Promise<Result<UssdAnswer>> {
  const named = namedDialogue(call, dialogue);
  if (!named.ok) return Promise.resolve(named);
  const wrong = ussdTextProblem(input);
  if (wrong !== null) return Promise.resolve(problem('bad-input', `input ${wrong}.`, { field: 'input' }));
  const { msisdn, find } = named.value;
  return followed(
    (step) => act(deps, call, msisdn, step),
    (view) => {
      const session = find(view);
      return session.ok ? answered(deps, call, view, session.value, input) : { result: session };
    },
  );
}

/**
 * The user hangs up; people do so to read the SMS that the screen asks for.
 * @returns 204, or `unknown-session`, `session-over`, `bad-msisdn`
 */
export async function hangUp(deps: FlowDeps, call: Call, dialogue: string | DialogueOnWire): Promise<Result<null>> {
  const named = namedDialogue(call, dialogue);
  if (!named.ok) return named;
  const { msisdn, find } = named.value;
  return followed<Result<null>>(
    (step) => act(deps, call, msisdn, step),
    (view) => {
      const session = find(view);
      return session.ok ? hungUp(deps, view, session.value) : { result: session };
    },
  );
}

function hungUp(deps: FlowDeps, view: View, session: Session): FollowedPlan<Result<null>> {
  return {
    result: ok(null),
    session: afterDrop(view, session),
    events: () => [sessionEvent('ussd.hangup', view, session)],
    follow: telling(() => part(deps, view, session, { why: 'hang-up', text: null })),
  };
}

function answered(deps: FlowDeps, call: Call, view: View, session: Session, input: string): AnswerPlan {
  const phoneStep = answerStep(session);
  if (isAborted(view, phoneStep, 'before')) return cutOff(deps, view, session);
  if (session.waits) return { result: STILL_ASKED };
  if (isApplications(session)) return answeredApplication(deps, call, view, session, input);
  if (session.service === PUSH_SERVICE) return afterScreen(view, phoneStep, answerPush(view, session, input));
  return answeredService(deps, call, view, session, input);
}

const STILL_ASKED = problem('ussd-busy', 'The dialogue waits for its screen.');

function answeredService(deps: FlowDeps, call: Call, view: View, session: Session, input: string): AnswerPlan {
  const service = view.definitions.services.get(session.service);
  if (service === undefined) return cutOff(deps, view, session);
  const before = () => [sessionEvent('ussd.input', view, session, { input })];
  if (isElsewhere(deps, service)) {
    const take = { how: 'answer', session, input } as const;
    const phoneStep = answerStep(session);
    const work = { kind: 'ussd', service: service.id, nonce: session.nonce, take, phoneStep } as const;
    return askUssd(deps, call, view, service, work, { before, silent: () => coreSilent(view, session, null, before) });
  }
  const request = `${session.nonce}.${session.step}`;
  const by = { by: 'ussd', request, wire: call.wire, sender: service.sender } as const;
  const taken = stepWithCore(view, service, (asked) =>
    answerUssd(stepContext(deps, view, asked, by), view.account, session, input),
  );
  if (taken.failure !== null) return coreSilent(view, session, taken.step, before);
  const plan = planOfStep(view, service, afterAnswer(session, taken.step), {
    sessionId: makeSessionId(view.world.secret, view.msisdn, session.nonce),
    reference: session.reference,
    before,
  });
  return afterScreen(view, answerStep(session), plan);
}

/** The core does not answer: the dialogue ends. What the core has done all the same stays. */
function coreSilent(
  view: View,
  session: Session,
  step: StepResult | null,
  before: () => readonly PlannedEvent[],
): FollowedPlan<Result<UssdAnswer>> {
  const plan = aborted(view, session, 'no-answer');
  const events = () => [...before(), ...(plan.events?.() ?? [])];
  return step === null ? { ...plan, events } : { ...plan, ...effectsOfStep(step), session: null, events };
}
