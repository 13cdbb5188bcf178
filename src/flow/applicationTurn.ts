/**
 * An application's turn in a dialogue: two commits with the application between them, outside of the subscriber's queue. The first
 * gives it the turn, the second shows its screen, if the session still is at that turn.
 */
import type { Session } from '../session/types.ts';
import { aborted } from './aborted.ts';
import type { AppDialogue, AppScreen, Call, Result, UssdAnswer } from './api.ts';
import { askedBy, dialogueOf, turned } from './applicationSession.ts';
import { isoTime } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { type Fate, fated, fateOf } from './faults/dialogue.ts';
import { askingStep } from './faults/phoneSteps.ts';
import { conclude, type Follow, type FollowedPlan, telling } from './follow.ts';
import { sessionOver } from './namedDialogue.ts';
import { type NetworkText, phoneLanguage } from './networkTexts.ts';
import { part } from './parting.ts';
import type { Plan } from './plan.ts';
import { ok, problem } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { sessionEvent } from './sessionOnWire.ts';
import type { EndedMeanwhile } from './turns.ts';
import { isLive, networkAnswer } from './ussdAnswer.ts';
import type { View } from './view.ts';

/** A plan whose answer comes from an application. */
export interface AskingPlan extends Plan<Result<UssdAnswer>> {
  readonly session: Session;
  readonly follow: Follow<Result<UssdAnswer>>;
}

/**
 * The plan that gives the application its turn in `session`. That somebody waits is known before the turn is in the store.
 * @param ask called when it is
 */
export function askingPlan(
  deps: FlowDeps,
  call: Call,
  view: View,
  session: Session,
  ask: (dialogue: AppDialogue) => Promise<AppScreen>,
): AskingPlan {
  const dialogue = dialogueOf(view, session);
  const turn = deps.wires.turns.open(dialogue.sessionId);
  const follow: AskingPlan['follow'] = {
    cancel: turn.close,
    async run() {
      try {
        call.accepted?.();
        const heard = await Promise.race([ask(dialogue), turn.ended]);
        return await screened(deps, call, view.msisdn, (later) => hear(deps, later, session, heard));
      } finally {
        turn.close();
      }
    },
  };
  return { result: NOT_YET, session: askedBy(session, deps.processId), follow };
}

/** The commit of a screen, and then what follows it. */
async function screened(
  deps: FlowDeps,
  call: Call,
  msisdn: string,
  step: (view: View) => FollowedPlan<Result<UssdAnswer>>,
): Promise<Result<UssdAnswer>> {
  let follow: Follow<Result<UssdAnswer>> | undefined;
  const result = await conclude(deps, call, msisdn, (view) => {
    const plan = step(view);
    follow = plan.follow;
    return plan;
  });
  return follow === undefined ? result : follow.run(result);
}

/** What a call repeated with the same key hears meanwhile. */
const NOT_YET = problem(
  'ussd-busy',
  'The application has not answered yet. Repeat the call in a moment, with the same key.',
);

/** What an application's screen, or its silence, makes of the session as it is now. */
function hear(
  deps: FlowDeps,
  view: View,
  session: Session,
  heard: AppScreen | EndedMeanwhile,
): FollowedPlan<Result<UssdAnswer>> {
  if (!isAtTurn(view, session)) return { result: tooLate(view, session, heard) };
  if (heard.kind !== 'screen') return aborted(view, session, 'no-answer');
  const fate = fateOf(view, askingStep(session), heard.awaiting);
  const plan = fated(view, shown(view, session, heard), fate);
  return fate === null || !heard.awaiting ? plan : { ...plan, follow: toldOf(deps, view, session, fate) };
}

/** An application that awaits an answer hears that there will be none. */
function toldOf(deps: FlowDeps, view: View, session: Session, fate: Fate): Follow<Result<UssdAnswer>> {
  const why = fate === 'lost' ? 'released' : 'hang-up';
  return telling(() => part(deps, view, session, { why, text: null }));
}

function isAtTurn({ session, now }: View, { nonce, step }: Session): boolean {
  return isLive(session, now) && session.nonce === nonce && session.step === step;
}

function tooLate(view: View, { nonce }: Session, heard: AppScreen | EndedMeanwhile): Result<UssdAnswer> {
  const text = wordsFor(heard);
  return text === null ? sessionOver() : ok(networkAnswer(view, nonce, text));
}

function wordsFor(heard: AppScreen | EndedMeanwhile): NetworkText | null {
  if (heard.kind === 'ended-meanwhile') return heard.text;
  return heard.kind === 'lost' ? 'no-answer' : null;
}

function shown(view: View, session: Session, { text, awaiting }: Shown): Plan<Result<UssdAnswer>> {
  const next = awaiting ? turned(session, view.now) : null;
  const answer: UssdAnswer = {
    sessionId: makeSessionId(view.world.secret, view.msisdn, session.nonce),
    state: awaiting ? 'awaiting' : 'ended',
    text,
    service: session.state,
    language: phoneLanguage(view),
    expiresAt: isoTime(next?.expiresAt ?? view.now),
  };
  const events = () => [
    sessionEvent('ussd.screen', view, session, { service: session.state, text, awaiting, trace: [] }),
  ];
  return { result: ok(answer), session: next, events };
}

type Shown = Extract<AppScreen, { readonly kind: 'screen' }>;
