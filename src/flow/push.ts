/** USSD that the network begins: a notification (USSN), or a request that awaits one reply (USSR). */
import type { Session } from '../session/types.ts';
import type { Call, PushedScreen, Result, UssdAnswer, WireEnd } from './api.ts';
import { applicationSession } from './applicationSession.ts';
import { formerApplication } from './applications.ts';
import { isoTime } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { fated, fateOf, isAborted } from './faults/dialogue.ts';
import { FIRST_STEP } from './faults/phoneSteps.ts';
import { conclude, type Follow, type FollowedPlan, followed, inTurn } from './follow.ts';
import { lastWire } from './lastWire.ts';
import { networkText, phoneLanguage } from './networkTexts.ts';
import { msisdnOf } from './numbers.ts';
import { once } from './once.ts';
import type { Plan, PlannedEvent } from './plan.ts';
import { pushSession } from './pushSession.ts';
import { ok, problem } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { placeOnWire, sessionEvent } from './sessionOnWire.ts';
import { ussdTextProblem } from './textChecks.ts';
import { endedAnswer, isLive, networkAnswer } from './ussdAnswer.ts';
import type { View } from './view.ts';
import { isBindWire } from './wires.ts';

interface Push {
  readonly msisdn: string;
  readonly text: string;
  readonly expectsReply: boolean;
  readonly from: string;
  readonly application?: string;
}

/** It is not the phone that acts in a push. */
const NOBODY_SPEAKS = {};

type PushPlan = FollowedPlan<Result<UssdAnswer>>;

/**
 * @returns the answer of a dial; `ussd-busy` where the phone is in a dialogue; `phone-unreachable` where it was on a bind that is
 * gone; `bad-value` for a text that no screen holds; `bad-msisdn`
 */
export async function push(deps: FlowDeps, call: Call, body: Push): Promise<Result<UssdAnswer>> {
  const number = msisdnOf(body.msisdn, 'msisdn');
  if (!number.ok) return number;
  const wrong = body.text === '' ? 'is empty' : ussdTextProblem(body.text);
  if (wrong !== null) return problem('bad-value', `text ${wrong}.`, { field: 'text' });
  const nonce = deps.random.nonce();
  return followed(
    (step) => once(deps, call, number.value, step),
    (view) => pushed(deps, call, view, body, nonce),
  );
}

function pushed(deps: FlowDeps, call: Call, view: View, body: Push, nonce: string): PushPlan {
  if (isLive(view.session, view.now)) {
    return { result: problem('ussd-busy', 'The phone is in another USSD session. Try again when it is over.') };
  }
  const wire = lastWire(view, NOBODY_SPEAKS);
  const end = isBindWire(wire) ? deps.wires.end(view.world.id, wire) : null;
  if (end === null && isBindWire(wire)) return { result: unreachable() };
  if (isAborted(view, FIRST_STEP, 'before')) return neverCame(view, nonce);
  const fate = fateOf(view, FIRST_STEP, body.expectsReply);
  const plan = body.expectsReply ? asked(deps, view, body, nonce, wire) : notified(view, body, nonce);
  const { events, ...rest } = fated(view, { ...plan, events: () => [pushEvent(view, body, nonce)] }, fate);
  if (end === null || fate === 'lost') return { ...rest, ...(events && { events }) };
  const screen = { ...screenOf(view, body, nonce), awaiting: body.expectsReply && fate === null };
  return { ...rest, follow: inTurn(rest.follow, showing(deps, call, view, { nonce, screen, events, end })) };
}

/** The network drops the dialogue before its screen has reached the phone. */
function neverCame(view: View, nonce: string): PushPlan {
  const answer = networkAnswer(view, nonce, 'connection-lost');
  return { result: ok(answer), events: () => [{ type: 'ussd.aborted', more: { sessionId: answer.sessionId } }] };
}

function notified(view: View, { text }: Push, nonce: string): PushPlan {
  return { result: ok(endedAnswer(view, nonce, { service: 'push', language: phoneLanguage(view), text })) };
}

function asked(deps: FlowDeps, view: View, body: Push, nonce: string, wire: string): PushPlan {
  const session = sessionOf(view, body, nonce, wire);
  const answer: UssdAnswer = {
    sessionId: makeSessionId(view.world.secret, view.msisdn, nonce),
    state: 'awaiting',
    text: body.text,
    service: body.application ?? 'push',
    language: phoneLanguage(view),
    expiresAt: isoTime(session.expiresAt),
  };
  return { result: ok(answer), session, follow: formerApplication(deps, view) };
}

function sessionOf(view: View, { from, text, application }: Push, nonce: string, wire: string): Session {
  const place = placeOnWire(wire);
  return application === undefined
    ? pushSession(view, { nonce, from, text, place })
    : applicationSession(view, { nonce, application, code: from, turn: 'phone', place });
}

interface Showing {
  readonly nonce: string;
  readonly screen: PushedScreen;
  readonly events: PushPlan['events'];
  readonly end: WireEnd;
}

/** Hands the screen to the wire. What a quick phone answers finds the reference in the session: it queues up behind that. */
function showing(
  deps: FlowDeps,
  call: Call,
  { msisdn }: View,
  { nonce, screen, events, end }: Showing,
): Follow<Result<UssdAnswer>> {
  return {
    run(result) {
      const reference = end.show(screen);
      return conclude(deps, call, msisdn, (later) =>
        reference === null
          ? missed(later, nonce)
          : { ...reached(later, nonce, reference), result, ...(events && { events }) },
      );
    },
  };
}

function screenOf(view: View, { from, text, expectsReply }: Push, nonce: string): PushedScreen {
  const sessionId = makeSessionId(view.world.secret, view.msisdn, nonce);
  return { msisdn: view.msisdn, sessionId, reference: null, from, text, awaiting: expectsReply };
}

function missed(view: View, nonce: string): Plan<Result<UssdAnswer>> {
  return { result: unreachable(), ...(view.session?.nonce === nonce ? { session: null } : {}) };
}

function reached({ session }: View, nonce: string, reference: string): Pick<PushPlan, 'session'> {
  return session?.nonce === nonce ? { session: { ...session, reference } } : {};
}

function pushEvent(view: View, { from, text, expectsReply }: Push, nonce: string): PlannedEvent {
  const sessionId = makeSessionId(view.world.secret, view.msisdn, nonce);
  return { type: 'ussd.push', more: { sessionId, from, text, expectsReply } };
}

function unreachable(): Result<never> {
  return problem('phone-unreachable', 'The bind by which this phone spoke last is gone, or has no phones.');
}

/** The phone's one reply: told to the event stream, where whoever pushed reads it. */
export function answerPush(view: View, session: Session, input: string): Plan<Result<UssdAnswer>> {
  const language = phoneLanguage(view);
  const text = networkText('reply-sent', language);
  return {
    result: ok(endedAnswer(view, session.nonce, { service: 'push', language, text })),
    session: null,
    events: () => [sessionEvent('ussd.reply', view, session, { input, from: session.vars?.from })],
  };
}
