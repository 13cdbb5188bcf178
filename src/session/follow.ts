/** What an answer does, once it is known what it means. */
import type { By, Meaning } from './answer.ts';
import { type Course, type Effects, restAt, traced } from './course.ts';
import { leave } from './history.ts';
import type { Place } from './place.ts';
import type { Scene } from './scene.ts';
import type { Taken } from './types.ts';
import { NOTHING } from './values.ts';
import { walk, wayTo } from './walk.ts';

/** Takes the course on from where it rests. `request` is the base of the request ids of calls. */
export function follow(scene: Scene, request: string, course: Course, meaning: Meaning): Course {
  const { place } = course;
  switch (meaning.kind) {
    case 'unasked':
      return course;
    case 'turn':
      return rest(taken(course, 'page'), onPage(place, meaning.page));
    case 'return':
      return rest(taken(course, 'back'), freshPlace(meaning.to, meaning.back, place));
    case 'go':
      return walk(scene, request, chosen(course, meaning.by), wayTo(meaning.go, leave(place), meaning.vars));
    case 'wrong':
      return askAgain(scene, request, course, meaning);
  }
}

function askAgain(
  scene: Scene,
  request: string,
  course: Course,
  { invalid, retries }: Meaning & { kind: 'wrong' },
): Course {
  const { place } = course;
  const tries = place.tries + 1;
  if (tries > retries) {
    const way = wayTo(scene.ctx.service.tooMany, place.back, place.vars);
    return walk(scene, request, taken(course, 'too-many'), way);
  }
  return rest(taken(course, 'wrong'), { ...place, page: 0, tries, notice: { key: invalid } });
}

function onPage({ state, back, vars, tries, notice, data }: Place, page: number): Place {
  return { state, back, vars, page, tries, notice, data };
}

function chosen(course: Course, by: By): Effects {
  return traced(course, { state: course.place.state, ...by });
}

/** `rest` and `walk` take the place from elsewhere: effects are enough. */
function taken(course: Course, answer: Taken): Effects {
  return traced(course, { state: course.place.state, answer });
}

function rest(course: Effects, place: Place): Course {
  return restAt(traced(course, { state: place.state }), place);
}

function freshPlace(state: string, back: readonly string[], { vars }: Place): Place {
  return { state, back, vars, page: 0, tries: 0, notice: null, data: NOTHING };
}
