/** What is to be done after a time, by the one clock and timer of all links. */
import { type Pulse, runAlone } from './link/pulse.ts';

/** Calls `run` after so many ms, unless the function that it gives is called before. */
export type Later = (ms: number, run: () => void) => () => void;

interface Waiting {
  readonly due: number;
  readonly run: () => void;
}

/** As fine as the pulse beats. @param onError hears what is thrown by what was to be done, from which the rest does not suffer */
export function laterOn(pulse: Pulse, onError: (error: unknown, what: string) => void): Later {
  const waiting = new Set<Waiting>();
  let leavePulse = () => {};

  const forget = (one: Waiting) => {
    if (waiting.delete(one) && waiting.size === 0) leavePulse();
  };

  const beat = (now: number) => {
    for (const one of waiting) {
      if (now < one.due) continue;
      forget(one);
      runAlone(one.run, (error) => onError(error, 'SMPP: what was to be done later'));
    }
  };

  return (ms, run) => {
    const one = { due: pulse.now() + ms, run };
    if (waiting.size === 0) leavePulse = pulse.join(beat);
    waiting.add(one);
    return () => forget(one);
  };
}
