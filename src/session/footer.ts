/** The last lines of a screen: the keys that lead away from it. */
import type { Footers } from '../text/paging.ts';
import type { Service, State, Texts } from './types.ts';

/** From here on a person who went deep is offered the short way home. */
export const DEEP = 2;

const NO_FOOTERS: Footers = { only: '', first: '', middle: '', last: '' };

/**
 * Footers of the pages of a screen with `depth` states to go back to. What a footer names acts there; the key to the root
 * acts everywhere below it, and is named where a page is likely to have room for it.
 */
export function footersOf({ keys }: Service, texts: Texts, state: State, depth: number): Footers {
  const next = `${keys.next} ${texts.format('nav.next')}`;
  if (state.kind === 'end') return { ...NO_FOOTERS, first: next, middle: next };
  const back = `${keys.back} ${texts.format('nav.back')}`;
  const main = depth < DEEP ? [] : [`${keys.main} ${texts.format('nav.main')}`];
  const below = depth > 0;
  return {
    only: lines(below ? [back, ...main] : []),
    first: lines(below ? [next, back] : [next]),
    middle: lines([next, back]),
    last: lines([back, ...main]),
  };
}

function lines(labels: readonly string[]): string {
  return labels.join('\n');
}
