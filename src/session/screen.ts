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

/** What is known of a state's screen in a language. */
interface KnownScreen {
  /** Nothing of a subscriber is on it. */
  readonly fixed: boolean;
  /** Pages of a fixed one, by depth. */
  readonly pages: (readonly string[])[];
}

type KnownScreens = Map<string, KnownScreen>;

/** By language, then by state. A reload makes another Service. */
const knownScreens = new WeakMap<Service, Map<string, KnownScreens>>();

/** The page that the place is on. Its last one, if the screen has become shorter since. */
export function screenAt(scene: Scene, account: Account, place: Place): Screen {
  const state = stateOf(scene.ctx.service, place.state);
  const pages = pagesOf(scene, account, place, state);
  const page = Math.min(place.page, pages.length - 1);
  const over = state.kind === 'end' && page === pages.length - 1;
  return { text: pages[page] ?? '', awaiting: !over };
}

/** All pages of the screen at a place, at least one. Throws where the definition lacks a text or leaves no room for one. */
export function pagesAt(scene: Scene, account: Account, place: Place): readonly string[] {
  return pagesOf(scene, account, place, stateOf(scene.ctx.service, place.state));
}

function pagesOf(scene: Scene, account: Account, place: Place, state: State): readonly string[] {
  const { fixed, pages } = knownScreen(scene, place.state, state);
  if (!fixed || place.notice !== null) return layOut(scene, account, place, state);
  const depth = Math.min(place.back.length, DEEP);
  pages[depth] ??= layOut(scene, account, place, state);
  return pages[depth];
}

function knownScreen({ ctx: { service }, texts }: Scene, name: string, state: State): KnownScreen {
  const screens = screensOf(service, texts.language);
  const known = screens.get(name);
  if (known !== undefined) return known;
  const screen = { fixed: state.kind !== 'list' && screenArguments(texts, state).length === 0, pages: [] };
  screens.set(name, screen);
  return screen;
}

function screensOf(service: Service, language: string): KnownScreens {
  const known = knownScreens.get(service)?.get(language);
  if (known !== undefined) return known;
  const byLanguage = knownScreens.get(service) ?? new Map<string, KnownScreens>();
  const screens: KnownScreens = new Map();
  knownScreens.set(service, byLanguage.set(language, screens));
  return screens;
}

function layOut(scene: Scene, account: Account, place: Place, state: State): readonly string[] {
  const { service } = scene.ctx;
  const blocks = blocksOf(scene, account, place, state);
  const result = paginate({ blocks, footers: footersOf(service, scene.texts, state, place.back.length) });
  if (result.ok) return result.pages;
  throw new Error(`State "${place.state}" of service "${service.id}" leaves its footer no room: ${result.reason}.`);
}
