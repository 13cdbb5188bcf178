/** What is to be done after a time, by the one clock and timer of all links. */
import type { Pulse } from './link/pulse.ts';

/** Calls `run` after so many ms, unless the function that it gives is called before. */
export type Later = (ms: number, run: () => void) => () => void;

interface Waiting {
  readonly due: number;
  readonly run: () => void;
}

/** As fine as the pulse beats. */
export function laterOn(pulse: Pulse): Later {
  const waiting = new Set<Waiting>();
  let leavePulse = () => {};

  const forget = (one: Waiting) => {
    if (waiting.delete(one) && waiting.size === 0) leavePulse();
  };

  const beat = (now: number) => {
    for (const one of waiting) {
      if (now < one.due) continue;
      forget(one);
      one.run();
    }
  };

  return (ms, run) => {
    const one = { due: pulse.now() + ms, run };
    if (waiting.size === 0) leavePulse = pulse.join(beat);
    waiting.add(one);
    return () => forget(one);
  };
}
