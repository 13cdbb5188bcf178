/** One timer for all links: each looks at its own clocks when it beats. */

export interface Pulse {
  /** The monotonic clock, ms. */
  now(): number;
  /** Has `beat` called from now on. @returns what ends that */
  join(beat: (now: number) => void): () => void;
}

/** How often the timers are looked at, ms. */
const PERIOD = 100;

/** A beat that comes so late, in ms, tells of a process that stood still (a debugger, a stopped machine). */
const STOOD_STILL = 2_000;

/**
 * Beats only while somebody has joined, and does not keep the process alive.
 * @param now the monotonic clock, ms
 * @param onError hears what somebody threw at a beat, which the others hear all the same; by default nobody catches it
 */
export function startPulse(now: () => number = () => performance.now(), onError = throwAlone): Pulse {
  const beats = new Set<(now: number) => void>();
  let timer: NodeJS.Timeout | null = null;
  let last = 0;
  let isExcused = false;

  const beatAll = () => {
    const time = now();
    // What arrived while the process stood still is read before anybody is held to have been silent.
    isExcused = time - last > STOOD_STILL && !isExcused;
    last = time;
    if (!isExcused) for (const beat of beats) runAlone(() => beat(time), onError);
  };

  const start = () => {
    last = now();
    timer = setInterval(beatAll, PERIOD).unref();
  };

  return {
    now,
    join(beat) {
      beats.add(beat);
      if (timer === null) start();
      return () => {
        beats.delete(beat);
        if (timer === null || beats.size > 0) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
}

/** Runs what may throw, for which others are not to suffer. */
export function runAlone(run: () => void, onError: (error: unknown) => void): void {
  try {
    run();
  } catch (error) {
    onError(error);
  }
}

function throwAlone(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
