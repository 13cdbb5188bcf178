/** A person answers a screen, or hangs up. */
import { answerUssd, drop } from '../session/machine.ts';
import type { Session } from '../session/types.ts';
import { act } from './act.ts';
import type { Call, Result, UssdAnswer } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { hasFault } from './faults.ts';
import { DEFAULT_LANGUAGE, networkText } from './networkTexts.ts';
import type { Plan } from './plan.ts';
import { answerPush, PUSH_SERVICE } from './push.ts';
import { ok, problem } from './results.ts';
import { isOurs, readSessionId } from './sessionId.ts';
import { stepContext } from './stepContext.ts';
import { ussdTextProblem } from './textChecks.ts';
import type { NeedPeer } from './transact.ts';
import { endedAnswer, isLive, planOfStep } from './ussdAnswer.ts';
import type { View } from './view.ts';

interface Reply {
  readonly sessionId: string;
  readonly input: string;
}

type AnswerPlan = Plan<Result<UssdAnswer>> | NeedPeer;

/** @returns 200's answer, or `unknown-session`, `session-over`, `bad-input` */
export function answer(
  deps: FlowDeps,
  call: Call,
  sessionId: string,
  body: { input: string },
): Promise<Result<UssdAnswer>> {
  const id = readSessionId(sessionId);
  if (id === null) return Promise.resolve(unknownSession());
  const wrong = ussdTextProblem(body.input);
  if (wrong !== null) return Promise.resolve(problem('bad-input', `input ${wrong}.`, { field: 'input' }));
  return act(deps, call, id.msisdn, (view) => {
    const session = liveSession(view, sessionId, id.nonce);
    return session.ok
      ? answered(deps, call, view, session.value, { sessionId, input: body.input })
      : { result: session };
  });
}

/** The user hangs up; people do so to read the SMS that the screen asks for. @returns 204, or `unknown-session`, `session-over` */
export async function hangUp(deps: FlowDeps, call: Call, sessionId: string): Promise<Result<null>> {
  const id = readSessionId(sessionId);
  if (id === null) return unknownSession();
  return act<null>(deps, call, id.msisdn, (view) => {
    const session = liveSession(view, sessionId, id.nonce);
    if (!session.ok) return { result: session };
    const events = () => [{ type: 'ussd.hangup', more: { sessionId } }];
    return { result: ok(null), session: afterDrop(view, session.value), events };
  });
}

function liveSession(view: View, sessionId: string, nonce: string): Result<Session> {
  if (!isOurs(view.world.secret, sessionId, view.msisdn, nonce)) return unknownSession();
  if (isLive(view.session, view.now) && view.session.nonce === nonce) return ok(view.session);
  return problem('session-over', 'The session ended, ran out of time or was released by another dial. Dial again.');
}

function unknownSession(): Result<never> {
  return problem('unknown-session', 'No session ever had this id in this world.');
}

function answered(deps: FlowDeps, call: Call, view: View, session: Session, { sessionId, input }: Reply): AnswerPlan {
  if (hasFault(view.world, 'ussdAbort')) return aborted(view, session, sessionId);
  if (session.service === PUSH_SERVICE) return answerPush(view, session, { sessionId, input });
  const service = view.definitions.services.get(session.service);
  if (service === undefined) return aborted(view, session, sessionId);
  const request = `${session.nonce}.${session.step}`;
  const context = stepContext(deps, view, service, { by: 'ussd', request, wire: call.wire, sender: service.sender });
  const before = () => [{ type: 'ussd.input', more: { sessionId, input } }];
  return planOfStep(view, service, answerUssd(context, view.account, session, input), sessionId, before);
}

/** The network drops the dialogue: the phone is told; what can be resumed stays. */
function aborted(view: View, session: Session, sessionId: string): AnswerPlan {
  const language = view.account.profile.language ?? DEFAULT_LANGUAGE;
  const text = networkText('connection-lost', language);
  return {
    result: ok(endedAnswer(view, session.nonce, { service: 'network', language, text })),
    session: afterDrop(view, session),
    events: () => [{ type: 'ussd.aborted', more: { sessionId } }],
  };
}

/** What is left of a dialogue that broke off: what its state allows to take up again, else nothing. */
function afterDrop(view: View, session: Session): Session | null {
  const service = view.definitions.services.get(session.service);
  return service === undefined ? null : drop(service, session, view.now);
}
