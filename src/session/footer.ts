/** The last lines of a screen: the keys that lead away from it. */
import type { Footers } from '../text/paging.ts';
import type { Service, State, Texts } from './types.ts';

/** From here on a person who went deep is offered the short way home. */
export const DEEP = 2;

const NO_FOOTERS: Footers = { only: '', first: '', middle: '', last: '' };

/** Footers of the pages of a screen with `depth` states to go back to. A key is named where it acts. */
export function footersOf(service: Service, texts: Texts, state: State, depth: number): Footers {
  const { keys } = service;
  const next = `${keys.next} ${texts.format('nav.next')}`;
  if (state.kind === 'end') return { ...NO_FOOTERS, first: next, middle: next };
  const back = `${keys.back} ${texts.format('nav.back')}`;
  const main = depth < DEEP ? [] : [`${keys.main} ${texts.format('nav.main')}`];
  const home = depth === 0 ? [] : [back, ...main];
  return {
    only: lines(home),
    first: lines([next, ...home]),
    middle: lines([next, back, ...main]),
    last: lines([back, ...main]),
  };
}

function lines(labels: readonly string[]): string {
  return labels.join('\n');
}
