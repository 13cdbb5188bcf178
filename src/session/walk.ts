/** From a state's name to the next place where the person is to answer, or the dialogue ends. */
import { screenArguments } from './arguments.ts';
import { call } from './call.ts';
import { type Course, type Effects, traced, type Way } from './course.ts';
import { arriveAt } from './history.ts';
import type { Place } from './place.ts';
import type { Scene } from './scene.ts';
import { smsIn } from './sms.ts';
import { stateOf } from './states.ts';
import type { State } from './types.ts';
import { isEmpty, NOTHING, only, type Values } from './values.ts';

/** More transitions than this in one step are a loop without input, which the loader refuses. */
const MOST_TRANSITIONS = 100;

/** The way to a state with nothing but these. */
export function wayTo(go: string, back: readonly string[], vars: Values): Way {
  return { go, back, vars, notice: null, data: NOTHING };
}

/**
 * Follows calls until a state that is not one. The n-th call has the request id `request.n`. Throws after
 * MOST_TRANSITIONS and where the definition names what it does not have.
 */
export function walk(scene: Scene, request: string, effects: Effects, way: Way): Course {
  let now = { effects, way };
  for (let count = 0; count < MOST_TRANSITIONS; count += 1) {
    const state = stateOf(scene.ctx.service, now.way.go);
    if (state.kind !== 'call') return arrive(scene, now.effects, now.way, state);
    now = call(scene, `${request}.${count}`, now.effects, now.way, state);
    if (now.effects.needPeer !== undefined) return { ...now.effects, place: placeAt(scene, now.way) };
  }
  throw new Error(`Service "${scene.ctx.service.id}" goes on without input at "${now.way.go}".`);
}

function arrive(scene: Scene, effects: Effects, way: Way, state: State): Course {
  const course = traced({ ...effects, place: placeAt(scene, way) }, { state: way.go });
  if (state.kind !== 'end' || state.sms === null) return course;
  return { ...course, messages: [...course.messages, smsIn(scene, state.sms, { ...way.vars, ...way.data })] };
}

function placeAt(scene: Scene, { go, back, vars, notice, data }: Way): Place {
  const shown = isEmpty(data) ? data : only(data, screenArguments(scene, go));
  return { state: go, back: arriveAt(go, back), vars, page: 0, tries: 0, notice, data: shown };
}
