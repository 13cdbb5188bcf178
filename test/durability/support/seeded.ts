/** Picks a whole number from 0 to `below` - 1. */
export type Pick = (below: number) => number;

const MODULUS = 2_147_483_647;
const MULTIPLIER = 48_271;

/** Picks that look random and are the same for a seed (Park and Miller's generator). */
export function seeded(seed: number): Pick {
  let state = seed;
  return (below) => {
    state = (state * MULTIPLIER) % MODULUS;
    return state % below;
  };
}
