/** USSD that the network begins: a notification (USSN), or a request that awaits one reply (USSR). */
import type { Session } from '../session/types.ts';
import type { Call, Result, UssdAnswer } from './api.ts';
import { isoTime } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { DEFAULT_LANGUAGE, networkText } from './networkTexts.ts';
import { msisdnOf } from './numbers.ts';
import { once } from './once.ts';
import type { Plan } from './plan.ts';
import { ok, problem } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { ussdTextProblem } from './textChecks.ts';
import { endedAnswer, isLive } from './ussdAnswer.ts';
import type { View } from './view.ts';

/** The "service" of sessions that the network began. No folder can have this name: folders begin with a letter. */
export const PUSH_SERVICE = '#push';

/** How long a phone may think about a pushed question, ms. */
const PUSH_TIMEOUT = 180_000;

interface Push {
  readonly msisdn: string;
  readonly text: string;
  readonly expectsReply: boolean;
  readonly from: string;
}

/** @returns the answer of a dial; `ussd-busy` where the phone is in a dialogue; `bad-value` for a text that no screen holds */
export async function push(deps: FlowDeps, call: Call, body: Push): Promise<Result<UssdAnswer>> {
  const number = msisdnOf(body.msisdn, 'msisdn');
  if (!number.ok) return number;
  const wrong = body.text === '' ? 'is empty' : ussdTextProblem(body.text);
  if (wrong !== null) return problem('bad-value', `text ${wrong}.`, { field: 'text' });
  const nonce = deps.random.nonce();
  return once(deps, call, number.value, (view) => pushed(view, call, body, nonce));
}

function pushed(view: View, call: Call, body: Push, nonce: string): Plan<Result<UssdAnswer>> {
  if (isLive(view.session, view.now)) {
    return { result: problem('ussd-busy', 'The phone is in another USSD session. Try again when it is over.') };
  }
  const language = view.account.profile.language ?? DEFAULT_LANGUAGE;
  const sessionId = makeSessionId(view.world.secret, view.msisdn, nonce);
  const events = () => [
    { type: 'ussd.push', more: { sessionId, from: body.from, text: body.text, expectsReply: body.expectsReply } },
  ];
  if (!body.expectsReply)
    return { result: ok(endedAnswer(view, nonce, { service: 'push', language, text: body.text })), events };
  const session = pushSession(view, call, body, nonce);
  const expiresAt = isoTime(session.expiresAt);
  return {
    result: ok({ sessionId, state: 'awaiting', text: body.text, service: 'push', language, expiresAt }),
    session,
    events,
  };
}

function pushSession(view: View, call: Call, body: Push, nonce: string): Session {
  const { now } = view;
  const vars = { from: body.from, text: body.text };
  return {
    nonce,
    service: PUSH_SERVICE,
    state: 'reply',
    startedAt: now,
    expiresAt: now + PUSH_TIMEOUT,
    step: 0,
    vars,
    wire: call.wire,
  };
}

/** The phone's one reply: told to the event stream, where whoever pushed reads it. */
export function answerPush(
  view: View,
  session: Session,
  reply: { sessionId: string; input: string },
): Plan<Result<UssdAnswer>> {
  const language = view.account.profile.language ?? DEFAULT_LANGUAGE;
  const text = networkText('reply-sent', language);
  return {
    result: ok(endedAnswer(view, session.nonce, { service: 'push', language, text })),
    session: null,
    events: () => [{ type: 'ussd.reply', more: { ...reply, from: session.vars?.from } }],
  };
}
