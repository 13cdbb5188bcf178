/** How far a step has come: the session on its present step, and the course of events. One answer is one step on. */

import type { Account } from '../bonus/types.ts';
import { type Meaning, readAnswer } from './answer.ts';
import { type Course, noEffects, restAt } from './course.ts';
import { follow } from './follow.ts';
import { nextStep, placeOf } from './place.ts';
import type { Scene } from './scene.ts';
import { stateOf } from './states.ts';
import type { Session, State } from './types.ts';
import { NOTHING } from './values.ts';
import { walk, wayTo } from './walk.ts';

export interface Progress {
  readonly session: Session;
  readonly course: Course;
}

/** The progress of a new session that walks to its first screen. */
export function begin(scene: Scene, account: Account, session: Session, start: string): Progress {
  return { session, course: walk(scene, requestBase(session), noEffects(account), wayTo(start, [], NOTHING)) };
}

/** The progress of a stored session, before anything else happens. */
export function takeUp(account: Account, session: Session): Progress {
  return { session, course: restAt(noEffects(account), placeOf(session)) };
}

/** One answer further. */
export function answerOnce(scene: Scene, progress: Progress, raw: string): Progress {
  return advance(scene, progress, meaningOf(scene, progress, raw));
}

/**
 * Answers with each input in turn. Stops where a person would have to think again: at a wrong answer, a refusal, or when
 * the core must know more. Null: inputs are left over after an end that refuses nothing.
 */
export function answerAll(scene: Scene, begun: Progress, inputs: readonly string[]): Progress | null {
  let progress = begun;
  for (const input of inputs) {
    if (progress.course.needPeer !== undefined) return progress;
    const meaning = meaningOf(scene, progress, input);
    if (meaning.kind === 'unasked') return isRefusal(scene, progress) ? progress : null;
    const before = progress.course.trace.length;
    progress = advance(scene, progress, meaning);
    if (meaning.kind === 'wrong' || wasRefused(scene, progress, before)) return progress;
  }
  return progress;
}

/** Ids of the effects of a session's present step begin with this. */
function requestBase({ nonce, step }: Session): string {
  return `${nonce}.${step}`;
}

function meaningOf(scene: Scene, { course }: Progress, raw: string): Meaning {
  return readAnswer(scene, course.account, course.place, stateAt(scene, course), raw);
}

function advance(scene: Scene, { session, course }: Progress, meaning: Meaning): Progress {
  const next = nextStep(scene.ctx, session);
  return { session: next, course: follow(scene, requestBase(next), course, meaning) };
}

function stateAt(scene: Scene, { place }: Course): State {
  return stateOf(scene.ctx.service, place.state);
}

function isRefusal(scene: Scene, { course }: Progress): boolean {
  const state = stateAt(scene, course);
  return state.kind === 'end' && state.refusal;
}

/** Whether a call was refused since, and the person is asked what to do now. */
function wasRefused(scene: Scene, { course }: Progress, since: number): boolean {
  const refused = course.trace.slice(since).some(({ outcome }) => outcome !== undefined && outcome !== 'ok');
  return refused && stateAt(scene, course).kind !== 'end';
}
