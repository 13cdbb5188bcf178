/** From a state's name to the next place where the person is to answer, or the dialogue ends. */
import { call } from './call.ts';
import { type Course, type Effects, restAt, traced, type Way } from './course.ts';
import { arriveAt } from './history.ts';
import type { Place } from './place.ts';
import type { Scene } from './scene.ts';
import { smsIn } from './sms.ts';
import { stateOf } from './states.ts';
import type { State } from './types.ts';
import { NOTHING, type Values } from './values.ts';

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
  let at = { effects, way };
  for (let count = 0; count < MOST_TRANSITIONS; count += 1) {
    const state = stateOf(scene.ctx.service, at.way.go);
    if (state.kind !== 'call') return arrive(scene, at.effects, at.way, state);
    at = call(scene, `${request}.${count}`, at.effects, at.way, state);
    if (at.effects.needPeer !== undefined) return { ...at.effects, place: placeAt(at.way, NOTHING) };
  }
  throw new Error(`Service "${scene.ctx.service.id}" goes on without input at "${at.way.go}".`);
}

function arrive(scene: Scene, effects: Effects, way: Way, state: State): Course {
  const shown = state.kind === 'end' ? way.data : NOTHING;
  const course = restAt(traced(effects, { state: way.go }), placeAt(way, shown));
  if (state.kind !== 'end' || state.sms === null) return course;
  return { ...course, messages: [...course.messages, smsIn(scene, state.sms, { ...way.vars, ...way.data })] };
}

function placeAt({ go, back, vars, notice }: Way, data: Values): Place {
  return { state: go, back: arriveAt(go, back), vars, page: 0, tries: 0, notice, data };
}
