/** How far a long run has come: one line that is drawn over itself, where somebody looks at a terminal. */

import type { Report, Write } from './report.ts';
import { counted, inWords, NOTHING_YET } from './tally.ts';

/** Shorter runs need none, ms. */
const PATIENCE = 1_000;
/** How often it is drawn, ms. */
const EVERY = 100;
const BAR = 24;

export interface Progress extends Report {
  /** Takes the line away: something else is written now. */
  hide(): void;
}

/** Begins at once. @param now the machine's monotonic clock, ms */
export function progressBar(total: number, write: Write, now: () => number): Progress {
  const begun = now();
  let tally = NOTHING_YET;
  let ended = 0;
  let isShown = false;
  const hide = () => {
    if (isShown) write('\r\x1b[K');
    isShown = false;
  };
  const draw = () => {
    if (now() - begun < PATIENCE) return;
    isShown = true;
    write(`\r\x1b[K${barOf(ended, total)} ${ended}/${total}  ${inWords(tally)}`);
  };
  const timer = setInterval(draw, EVERY);
  return {
    hide,
    result(result) {
      ended += 1;
      tally = counted(tally, result);
    },
    end() {
      clearInterval(timer);
      hide();
    },
  };
}

/** `[######------]` */
export function barOf(done: number, total: number): string {
  const full = total === 0 ? BAR : Math.floor((done / total) * BAR);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR - full)}]`;
}
