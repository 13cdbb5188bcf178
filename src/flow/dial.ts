/** A person dials: parse, find the service, release the old session, start (or take up) a dialogue. */
import { DIAL_REASONS, type Dial, parseDial } from '../code/dial.ts';
import { phoneAnswer } from '../code/phone.ts';
import type { UssdTarget } from '../session/definition/router.ts';
import { drop, resumeUssd, startUssd } from '../session/machine.ts';
import type { Session } from '../session/types.ts';
import { act } from './act.ts';
import type { Call, Result, UssdAnswer } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { hasFault } from './faults.ts';
import { DEFAULT_LANGUAGE, networkText } from './networkTexts.ts';
import { msisdnOf } from './numbers.ts';
import type { Plan } from './plan.ts';
import { ok, problem } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { stepContext } from './stepContext.ts';
import type { NeedPeer } from './transact.ts';
import { endedAnswer, isLive, planOfStep } from './ussdAnswer.ts';
import type { View } from './view.ts';

type DialPlan = Plan<Result<UssdAnswer>> | NeedPeer;

/** @returns 201's answer, or `bad-msisdn`, `bad-code` */
export async function dial(
  deps: FlowDeps,
  call: Call,
  body: { msisdn: string; code: string },
): Promise<Result<UssdAnswer>> {
  const number = msisdnOf(body.msisdn, 'msisdn');
  if (!number.ok) return number;
  const parsed = parseDial(body.code);
  if (parsed.kind === 'invalid')
    return problem('bad-code', DIAL_REASONS[parsed.reason], { field: 'code', reason: parsed.reason });
  const nonce = deps.random.nonce();
  return act(deps, call, number.value, (view) => dialled(deps, call, view, parsed, nonce));
}

/** What a dialled string does: it stays in the phone, reaches nobody, or reaches a service. */
function dialled(deps: FlowDeps, call: Call, view: View, parsed: Dial, nonce: string): DialPlan {
  const language = view.account.profile.language ?? DEFAULT_LANGUAGE;
  const ofPhone = phoneAnswer(parsed, view.msisdn, language);
  if (ofPhone !== null) return { result: ok(endedAnswer(view, nonce, { service: 'phone', language, text: ofPhone })) };
  const target = parsed.kind === 'ussd' ? view.definitions.findUssd(parsed.code) : null;
  if (target === null) return unanswered(view, nonce, language, 'unknown-application');
  if (hasFault(view.world, 'ussdAbort')) return unanswered(view, nonce, language, 'connection-lost');
  return begin(deps, call, view, target, nonce);
}

/** A new dial releases the old dialogue even where nobody answers the new one: a phone has one at a time. */
function unanswered(
  view: View,
  nonce: string,
  language: string,
  why: 'unknown-application' | 'connection-lost',
): DialPlan {
  const text = networkText(why, language);
  return {
    result: ok(endedAnswer(view, nonce, { service: 'network', language, text })),
    ...(view.session === null ? {} : { session: null }),
    events: () => [...releaseEvents(view), { type: 'ussd.unanswered', more: { why } }],
  };
}

function begin(deps: FlowDeps, call: Call, view: View, target: UssdTarget, nonce: string): DialPlan {
  const { service } = target;
  const by = { by: 'ussd', request: nonce, wire: call.wire, sender: service.sender, newNonce: () => nonce } as const;
  const context = stepContext(deps, view, service, by);
  const resumable = takenUp(view, target);
  const step =
    resumable === null
      ? startUssd(context, view.account, target.start, target.inputs)
      : resumeUssd(context, view.account, resumable);
  const sessionId = makeSessionId(view.world.secret, view.msisdn, resumable?.nonce ?? nonce);
  return planOfStep(view, service, step, sessionId, () => [
    ...releaseEvents(view),
    { type: 'ussd.dial', more: { code: dialledCode(target) } },
  ]);
}

/** What was dialled, as a recorder would dial it again. */
function dialledCode({ code, inputs }: UssdTarget): string {
  return `${[code, ...inputs].join('*')}#`;
}

/** The dialogue that a dial of the bare route takes up again: one that was dropped, or is being released, where its state allows it. */
function takenUp(view: View, target: UssdTarget): Session | null {
  const { session, now } = view;
  if (session === null || session.service !== target.service.id || target.inputs.length > 0) return null;
  if (session.dropped === true) return now < session.expiresAt ? session : null;
  return isLive(session, now) ? drop(target.service, session, now) : null;
}

function releaseEvents(view: View): { type: string; more: Record<string, unknown> }[] {
  return isLive(view.session, view.now)
    ? [
        {
          type: 'ussd.released',
          more: { sessionId: makeSessionId(view.world.secret, view.msisdn, view.session.nonce) },
        },
      ]
    : [];
}
