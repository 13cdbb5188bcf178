/** By what random histories catch a mutant, and the score of all. */
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import type { Action } from './stage.ts';

const SEED = 20_190_515;

type FaultsOf = (actions: readonly Action[]) => readonly string[];

/** The first fault that random histories find, or null when the mutant survives. What throws is at fault, too. */
export function firstFault(
  histories: fc.Arbitrary<readonly Action[]>,
  faultsOf: FaultsOf,
  numRuns = 1000,
): string | null {
  let fault: string | null = null;
  const sound = fc.property(histories, (actions) => {
    fault = faultOf(faultsOf, actions);
    return fault === null;
  });
  fc.check(sound, { seed: SEED, numRuns, endOnFailure: true });
  return fault;
}

function faultOf(faultsOf: FaultsOf, actions: readonly Action[]): string | null {
  try {
    return faultsOf(actions)[0] ?? null;
  } catch (error) {
    return `nothing throws: ${(error as Error).message}`;
  }
}

/**
 * Tells in the end how many of so many mutants were caught, and by which laws.
 * @returns what notes the fault by which one was caught, and fails where there is none
 */
export function scoreOf(all: number): (name: string, fault: string | null) => void {
  const score = new Map<string, string>();
  afterAll(() => {
    const laws = new Set([...score.values()].map((fault) => fault.split(':')[0]));
    console.log(`mutants caught: ${score.size} of ${all}, by ${laws.size} laws (${[...laws].join('; ')})`);
  });
  return (name, fault) => {
    expect(fault).not.toBeNull();
    score.set(name, fault ?? '');
  };
}
