/** Chance that is the same for the same seed. */
import { seededRandom } from '../../../src/flow/seededRandom.ts';

export interface Dice {
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  pick<T>(items: readonly T[]): T;
  /** True in so many of a hundred cases. */
  percent(chance: number): boolean;
}

const DIGITS = 9;

export function diceOf(seed: string): Dice {
  const random = seededRandom(seed, () => '');
  const below = (n: number) => Number(random.code(DIGITS)) % n;
  return {
    below,
    percent: (chance) => below(100) < chance,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('There is nothing to pick from.');
      return item;
    },
  };
}
