/** What a phone shows at a place of the dialogue, page by page. */
import type { Account } from '../bonus/types.ts';
import { paginate } from '../text/paging.ts';
import { screenArguments } from './arguments.ts';
import { blocksOf } from './blocks.ts';
import { DEEP, footersOf } from './footer.ts';
import type { Place } from './place.ts';
import type { Scene } from './scene.ts';
import { stateOf } from './states.ts';
import type { Screen, Service, State } from './types.ts';

/** Pages of screens that are the same for everybody, by language, depth and state. A reload makes another Service. */
const fixedPages = new WeakMap<Service, Map<string, readonly string[]>>();

/** The page that the place is on. Its last one, if the screen has become shorter since. */
export function screenAt(scene: Scene, account: Account, place: Place): Screen {
  const pages = pagesAt(scene, account, place);
  const page = Math.min(place.page, pages.length - 1);
  const over = page === pages.length - 1 && stateOf(scene.ctx.service, place.state).kind === 'end';
  return { text: pages[page] ?? '', awaiting: !over };
}

/** All pages of the screen at a place, at least one. Throws where the definition lacks a text or leaves no room for one. */
export function pagesAt(scene: Scene, account: Account, place: Place): readonly string[] {
  const state = stateOf(scene.ctx.service, place.state);
  if (!isFixed(scene, state, place)) return layOut(scene, account, place, state);
  const known = fixedPagesOf(scene.ctx.service);
  const id = `${scene.texts.language} ${Math.min(place.back.length, DEEP)} ${place.state}`;
  const pages = known.get(id) ?? layOut(scene, account, place, state);
  known.set(id, pages);
  return pages;
}

/** Whether nothing of this subscriber is on the screen. */
function isFixed(scene: Scene, state: State, place: Place): boolean {
  return state.kind !== 'list' && place.notice === null && screenArguments(scene, place.state).length === 0;
}

function fixedPagesOf(service: Service): Map<string, readonly string[]> {
  const known = fixedPages.get(service) ?? new Map<string, readonly string[]>();
  fixedPages.set(service, known);
  return known;
}

function layOut(scene: Scene, account: Account, place: Place, state: State): readonly string[] {
  const { service } = scene.ctx;
  const blocks = blocksOf(scene, account, place, state);
  const result = paginate({ blocks, footers: footersOf(service, scene.texts, state, place.back.length) });
  if (result.ok) return result.pages;
  throw new Error(`State "${place.state}" of service "${service.id}" leaves its footer no room: ${result.reason}.`);
}
