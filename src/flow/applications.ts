/** Dialogues with somebody's own application: how they begin, go on, and give way to others. */
import type { Session } from '../session/types.ts';
import { aborted, cutOff } from './aborted.ts';
import type { Application, Call, Result, UssdAnswer } from './api.ts';
import { answered, applicationSession, isApplications, isAskedBy, turnOf } from './applicationSession.ts';
import { type AskingPlan, askingPlan } from './applicationTurn.ts';
import type { FlowDeps } from './deps.ts';
import { type Follow, type FollowedPlan, telling } from './follow.ts';
import { part } from './parting.ts';
import { problem } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { placeOnWire, sessionEvent } from './sessionOnWire.ts';
import { isLive } from './ussdAnswer.ts';
import type { View } from './view.ts';

type AppPlan = FollowedPlan<Result<UssdAnswer>>;

/** The application is there from now on, until the returned function is called. The last one of a name is the one in use. */
export function attachApplication(deps: FlowDeps, world: string, name: string, application: Application): () => void {
  return deps.wires.attachApplication(world, name, application);
}

interface Dialled {
  /** The whole string. */
  readonly dialled: string;
  readonly nonce: string;
  readonly reference: string | undefined;
  /** Name of the application, and the route that was found. */
  readonly application: string;
  readonly code: string;
  readonly attached: Application;
}

/** A dial has reached an application that is there. */
export function dialledApplication(deps: FlowDeps, call: Call, view: View, on: Dialled): AskingPlan {
  const { nonce, application, code, dialled, reference, attached } = on;
  const place = placeOnWire(call.wire, reference);
  const session = applicationSession(view, {
    nonce,
    application,
    code,
    turn: 'application',
    said: attached.wantsSaid ? saidByDialling(dialled, code) : undefined,
    place,
  });
  return askingPlan(deps, call, view, session, (dialogue) => attached.begin(dialogue, dialled));
}

/** The phone answers in a dialogue that an application has. */
export function answeredApplication(deps: FlowDeps, call: Call, view: View, session: Session, input: string): AppPlan {
  if (turnOf(session) === 'application') return impatient(deps, view, session);
  const application = deps.wires.application(view.world.id, session.state);
  if (application === null) return aborted(view, session, 'no-answer');
  const next = answered(session, input, view.now);
  if (next === null) return aborted(view, session, 'no-answer');
  const asking = askingPlan(deps, call, view, next, (dialogue) => application.answer(dialogue, input));
  return { ...asking, events: () => [sessionEvent('ussd.input', view, session, { input })] };
}

/** `1*2` of `*384*77*1*2#`, where `*384*77` leads to the application. */
function saidByDialling(dialled: string, code: string): string {
  return dialled.slice(code.length).replace(/#$/, '').replace(/^\*/, '');
}

/**
 * It is the application's turn. Where this process gave it, and waits no more, the screen got lost on its way to the store. Of a
 * turn that another process gave nobody knows here: until its time is over the application may be thinking.
 */
function impatient(deps: FlowDeps, view: View, session: Session): AppPlan {
  const isOpen = deps.wires.turns.isOpen(makeSessionId(view.world.secret, view.msisdn, session.nonce));
  if (!isOpen && isAskedBy(session, deps.processId)) return cutOff(deps, view, session);
  return { result: problem('ussd-busy', 'The application has not answered yet. Wait for its screen.') };
}

/** The application of a session that another dial takes the place of hears that it is over. */
export function formerApplication(deps: FlowDeps, view: View): Follow<Result<UssdAnswer>> | undefined {
  const { session } = view;
  if (session === null || !isApplications(session)) return undefined;
  const why = isLive(session, view.now) ? 'released' : 'timeout';
  return telling(() => part(deps, view, session, { why, text: null }));
}
