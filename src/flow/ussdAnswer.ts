/** From what a step did to what the caller is told and what is written. */
import type { Service, Session, StepResult } from '../session/types.ts';
import type { Result, UssdAnswer } from './api.ts';
import { isoTime } from './clock.ts';
import type { Follow, FollowedPlan } from './follow.ts';
import { type NetworkText, networkText, phoneLanguage } from './networkTexts.ts';
import type { PlannedEvent } from './plan.ts';
import { ok } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { languageOf } from './stepContext.ts';
import type { NeedPeer } from './transact.ts';
import type { View } from './view.ts';

type Events = readonly PlannedEvent[];

/** A screen that ends a dialogue before it reached a service: the network's or the phone's own words. */
export function endedAnswer(
  view: View,
  nonce: string,
  from: { service: string; language: string; text: string },
): UssdAnswer {
  const sessionId = makeSessionId(view.world.secret, view.msisdn, nonce);
  return { sessionId, state: 'ended', ...from, expiresAt: isoTime(view.now) };
}

/** The network's own words, which end a dialogue. */
export function networkAnswer(view: View, nonce: string, key: NetworkText): UssdAnswer {
  const language = phoneLanguage(view);
  return endedAnswer(view, nonce, { service: 'network', language, text: networkText(key, language) });
}

/** What a step of a machine belongs to. */
interface StepOf {
  /** Public id of the session that took the step. */
  readonly sessionId: string;
  /** The wire's own name of the dialogue: no business of a machine, so that the flow keeps it. */
  readonly reference: string | undefined;
  /** Events that came before those of the step. */
  readonly before: () => Events;
  readonly follow?: Follow<Result<UssdAnswer>> | undefined;
}

/** The plan of a machine's step. */
export function planOfStep(
  view: View,
  service: Service,
  step: StepResult,
  { sessionId, reference, before, follow }: StepOf,
): FollowedPlan<Result<UssdAnswer>> | NeedPeer {
  if (step.needPeer !== undefined) return { needPeer: { program: service.core?.program ?? '', msisdn: step.needPeer } };
  return {
    result: ok(answerOf(view, service, step, sessionId)),
    account: step.account,
    session: named(step.session, reference),
    entries: step.entries,
    messages: step.messages,
    events: () => [...before(), stepEvent(service, step, sessionId)],
    follow,
  };
}

/** What a step does besides its screen. */
export function effectsOfStep({
  account,
  entries,
  messages,
}: StepResult): Pick<StepResult, 'account' | 'entries' | 'messages'> {
  return { account, entries, messages };
}

/** A machine keeps the reference of a session, and knows none for a new one. */
function named(session: Session | null, reference: string | undefined): Session | null {
  return session === null || session.reference === reference ? session : withReference(session, reference);
}

function withReference({ reference: _, ...session }: Session, reference: string | undefined): Session {
  return reference === undefined ? session : { ...session, reference };
}

function answerOf(view: View, service: Service, step: StepResult, sessionId: string): UssdAnswer {
  return {
    sessionId,
    state: step.screen.awaiting ? 'awaiting' : 'ended',
    text: step.screen.text,
    service: service.id,
    language: languageOf(service, view),
    expiresAt: isoTimeAgain(step.session?.expiresAt ?? view.now),
  };
}

let lastAt = 0;
let lastTime = isoTime(lastAt);

/** Under load many steps share a millisecond, and writing one costs as much as a menu. */
function isoTimeAgain(at: number): string {
  if (at !== lastAt) {
    lastAt = at;
    lastTime = isoTime(at);
  }
  return lastTime;
}

function stepEvent(service: Service, step: StepResult, sessionId: string): PlannedEvent {
  const { text, awaiting } = step.screen;
  return { type: 'ussd.screen', more: { service: service.id, sessionId, text, awaiting, trace: step.trace } };
}

/** Whether a stored session is live now: not dropped, not past its deadline (a deadline is due when now ≥ it). */
export function isLive(session: Session | null, now: number): session is Session {
  return session !== null && session.dropped !== true && now < session.expiresAt;
}
