import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histories } from './histories.ts';
import { lawOf, MUTANTS, type Mutant } from './mutants.ts';
import { play } from './stage.ts';

const SEED = 20_190_515;

/** The first fault that random histories find in a mutant, or null when it survives. */
function caught({ core, driver, ...mutant }: Mutant): string | null {
  const law = lawOf({ core, ...mutant });
  let fault: string | null = null;
  const sound = fc.property(histories, (actions) => {
    fault = play(core, law, actions, driver)[0] ?? null;
    return fault === null;
  });
  fc.check(sound, { seed: SEED, numRuns: 1000, endOnFailure: true });
  return fault;
}

describe('every mutant is caught by the checker of the histories', () => {
  const score = new Map<string, string>();

  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    (name, mutant) => {
      const fault = caught(mutant);
      expect(fault).not.toBeNull();
      score.set(name, fault ?? '');
    },
    60_000,
  );

  it('all of them', () => {
    const invariants = new Set([...score.values()].map((fault) => fault.split(':')[0]));
    console.log(
      `mutants caught: ${score.size} of ${MUTANTS.length}, by ${invariants.size} invariants (${[...invariants].join('; ')})`,
    );
    expect(score.size).toBe(MUTANTS.length);
  });
});
