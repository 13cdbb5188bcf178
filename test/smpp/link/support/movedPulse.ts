import type { Pulse } from '../../../../src/smpp/link/pulse.ts';

/** A clock that only the test moves; every move is a beat. */
export interface MovedPulse extends Pulse {
  pass(ms: number): void;
  /** How many links listen to it. */
  joined(): number;
}

export function movedPulse(): MovedPulse {
  const beats = new Set<(now: number) => void>();
  let now = 1_000;
  return {
    now: () => now,
    join(beat) {
      beats.add(beat);
      return () => beats.delete(beat);
    },
    pass(ms) {
      now += ms;
      for (const beat of beats) beat(now);
    },
    joined: () => beats.size,
  };
}
