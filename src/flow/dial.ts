/** A person dials: parse, find the service, release the old session, start (or take up) a dialogue. */
import { DIAL_REASONS, type Dial, parseDial } from '../code/dial.ts';
import { phoneAnswer } from '../code/phone.ts';
import type { UssdTarget } from '../session/definition/router.ts';
import { drop, resumeUssd, startUssd } from '../session/machine.ts';
import type { Session } from '../session/types.ts';
import { act } from './act.ts';
import type { Call, Result, UssdAnswer } from './api.ts';
import { dialledApplication, formerApplication } from './applications.ts';
import type { FlowDeps } from './deps.ts';
import { stepWithCore } from './faults/core.ts';
import { afterScreen, isAborted } from './faults/dialogue.ts';
import { afterDial, FIRST_STEP } from './faults/phoneSteps.ts';
import { type FollowedPlan, followed, inTurn } from './follow.ts';
import { type NetworkText, phoneLanguage } from './networkTexts.ts';
import { msisdnOf } from './numbers.ts';
import type { PlannedEvent } from './plan.ts';
import { askUssd } from './remote/asking.ts';
import { isElsewhere } from './remote/elsewhere.ts';
import { BEFORE_ANY_SCREEN, type UssdWork } from './remote/ussdWork.ts';
import { ok, problem } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { isAtReference, sessionEvent } from './sessionOnWire.ts';
import { stepContext } from './stepContext.ts';
import type { NeedPeer } from './transact.ts';
import { effectsOfStep, endedAnswer, isLive, networkAnswer, planOfStep } from './ussdAnswer.ts';
import type { View } from './view.ts';

type DialPlan = FollowedPlan<Result<UssdAnswer>> | NeedPeer;

interface Dialling {
  readonly parsed: Dial;
  /** Of the session that may begin. */
  readonly nonce: string;
  readonly reference: string | undefined;
  readonly unlessOpen: boolean;
}

/**
 * @param body.reference the wire's own name of the dialogue, by which it answers later
 * @param body.unlessOpen refuses where the dialogue of this very reference goes on
 * @returns 201's answer, or `bad-msisdn`, `bad-code`, `ussd-busy`
 */
export async function dial(
  deps: FlowDeps,
  call: Call,
  body: { msisdn: string; code: string; reference?: string; unlessOpen?: boolean },
): Promise<Result<UssdAnswer>> {
  const number = msisdnOf(body.msisdn, 'msisdn');
  if (!number.ok) return number;
  const parsed = parseDial(body.code);
  if (parsed.kind === 'invalid')
    return problem('bad-code', DIAL_REASONS[parsed.reason], { field: 'code', reason: parsed.reason });
  const { reference, unlessOpen = false } = body;
  const dialling = { parsed, nonce: deps.random.nonce(), reference, unlessOpen };
  return followed(
    (step) => act(deps, call, number.value, step),
    (view) => dialled(deps, call, view, dialling),
  );
}

/** What a dialled string does: it stays in the phone, reaches nobody, or reaches a service or an application. */
function dialled(deps: FlowDeps, call: Call, view: View, dialling: Dialling): DialPlan {
  const { parsed, nonce, unlessOpen, reference } = dialling;
  if (unlessOpen && goesOn(view, call.wire, reference)) return { result: ALREADY_OPEN };
  const language = phoneLanguage(view);
  const ofPhone = phoneAnswer(parsed, view.msisdn, language);
  if (ofPhone !== null) return { result: ok(endedAnswer(view, nonce, { service: 'phone', language, text: ofPhone })) };
  const destination = parsed.kind === 'ussd' ? destinationOf(deps, view, parsed.code) : null;
  if (destination === null) return unanswered(deps, view, nonce, 'unknown-application');
  if (isAborted(view, FIRST_STEP, 'before')) return unanswered(deps, view, nonce, 'connection-lost');
  return 'service' in destination
    ? begin(deps, call, view, destination, dialling)
    : beginApplication(deps, call, view, destination, dialling);
}

function goesOn({ session, now }: View, wire: string, reference = ''): boolean {
  return isLive(session, now) && isAtReference(session, wire, reference);
}

const ALREADY_OPEN = problem('ussd-busy', 'The dialogue of this reference goes on already.', { field: 'reference' });

interface ApplicationTarget {
  readonly application: string;
  /** The route that was found. */
  readonly code: string;
  readonly dialled: string;
}

/** The longest route that fits; of two alike, the configured application's. */
function destinationOf(deps: FlowDeps, view: View, dialled: string): UssdTarget | ApplicationTarget | null {
  const service = view.definitions.findUssd(dialled);
  const application = deps.destinations.findUssd(dialled);
  if (application === null) return service;
  if (service !== null && service.code.length > application.code.length) return service;
  return { ...application, dialled };
}

/** A new dial releases the old dialogue even where nobody answers the new one: a phone has one at a time. */
function unanswered(deps: FlowDeps, view: View, nonce: string, why: NetworkText): FollowedPlan<Result<UssdAnswer>> {
  return {
    result: ok(networkAnswer(view, nonce, why)),
    // Even where there was none: the phone has spoken, and its wire is remembered.
    session: null,
    events: () => [...releaseEvents(view), { type: 'ussd.unanswered', more: { why } }],
    follow: formerApplication(deps, view),
  };
}

function begin(deps: FlowDeps, call: Call, view: View, target: UssdTarget, dialling: Dialling): DialPlan {
  const { service } = target;
  if (isElsewhere(deps, service)) return beginElsewhere(deps, call, view, target, dialling);
  const { nonce, reference } = dialling;
  const by = { by: 'ussd', request: nonce, wire: call.wire, sender: service.sender, newNonce: () => nonce } as const;
  const resumable = takenUp(view, target);
  const taken = stepWithCore(view, service, (asked) => {
    const context = stepContext(deps, view, asked, by);
    if (resumable !== null) return resumeUssd(context, view.account, resumable);
    return startUssd(context, view.account, target.start, target.inputs);
  });
  if (taken.failure !== null) {
    const silent = unanswered(deps, view, nonce, 'no-answer');
    return taken.step === null ? silent : { ...silent, ...effectsOfStep(taken.step) };
  }
  const plan = planOfStep(view, service, afterDial(taken.step), {
    sessionId: makeSessionId(view.world.secret, view.msisdn, resumable?.nonce ?? nonce),
    reference,
    before: () => [...releaseEvents(view), { type: 'ussd.dial', more: { code: dialledCode(target) } }],
    follow: formerApplication(deps, view),
  });
  return afterScreen(view, FIRST_STEP, plan);
}

function beginElsewhere(
  deps: FlowDeps,
  call: Call,
  view: View,
  target: UssdTarget,
  { nonce, reference }: Dialling,
): DialPlan {
  const resumable = takenUp(view, target);
  const { start, inputs } = target;
  const work: UssdWork = {
    kind: 'ussd',
    service: target.service.id,
    nonce: resumable?.nonce ?? nonce,
    take: resumable === null ? { how: 'start', start, inputs } : { how: 'resume', session: resumable },
    phoneStep: FIRST_STEP,
    ...(reference === undefined ? {} : { reference }),
  };
  return askUssd(deps, call, view, target.service, work, {
    before: () => [...releaseEvents(view), { type: 'ussd.dial', more: { code: dialledCode(target) } }],
    follow: formerApplication(deps, view),
    silent: () => unanswered(deps, view, nonce, 'no-answer'),
  });
}

function beginApplication(
  deps: FlowDeps,
  call: Call,
  view: View,
  target: ApplicationTarget,
  { nonce, reference }: Dialling,
): DialPlan {
  const attached = deps.wires.application(view.world.id, target.application);
  if (attached === null) return unanswered(deps, view, nonce, 'no-answer');
  const { session, result, follow } = dialledApplication(deps, call, view, { ...target, nonce, reference, attached });
  const events = () => [...releaseEvents(view), { type: 'ussd.dial', more: { code: target.dialled } }];
  return { result, session, events, follow: inTurn(formerApplication(deps, view), follow) };
}

/** What was dialled, as a recorder would dial it again. */
function dialledCode({ code, inputs }: UssdTarget): string {
  return `${[code, ...inputs].join('*')}#`;
}

/** The dialogue that a dial of the bare route takes up again: one that was dropped, or is being released, where its state allows it. */
function takenUp(view: View, target: UssdTarget): Session | null {
  const { session, now } = view;
  if (session === null || session.service !== target.service.id || target.inputs.length > 0) return null;
  if (session.step === BEFORE_ANY_SCREEN) return null;
  if (session.dropped === true) return now < session.expiresAt ? session : null;
  return isLive(session, now) ? drop(target.service, session, now) : null;
}

/** The wire that had the old dialogue hears that it is over. */
function releaseEvents(view: View): readonly PlannedEvent[] {
  return isLive(view.session, view.now) ? [sessionEvent('ussd.released', view, view.session)] : [];
}
