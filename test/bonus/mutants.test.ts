import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type BrokenSource, brokenSource } from '../support/brokenSource.ts';
import { BLOCK_MUTANTS } from './blockMutants.ts';
import { fullHistories } from './fullHistories.ts';
import { FULL } from './fullProgram.ts';
import { histories } from './histories.ts';
import { lawOf, MUTANTS, type Mutant } from './mutants.ts';
import { type Action, play } from './stage.ts';

const SEED = 20_190_515;
/** A copy of the core without any fault. */
const NO_FAULT = { file: 'bonus/core.ts', from: 'function handle(', to: 'function handle(' };

/** The first fault that random histories find, or null when the mutant survives. */
function firstFault(
  all: fc.Arbitrary<readonly Action[]>,
  faultOf: (actions: readonly Action[]) => readonly string[],
  numRuns = 1000,
): string | null {
  let fault: string | null = null;
  const sound = fc.property(all, (actions) => {
    fault = faultOrThrown(faultOf, actions);
    return fault === null;
  });
  fc.check(sound, { seed: SEED, numRuns, endOnFailure: true });
  return fault;
}

function faultOrThrown(
  faultOf: (actions: readonly Action[]) => readonly string[],
  actions: readonly Action[],
): string | null {
  try {
    return faultOf(actions)[0] ?? null;
  } catch (error) {
    return `it does not throw: ${(error as Error).message}`;
  }
}

/** Notes by what the mutants were caught, and tells it in the end. */
function scoreOf(all: number) {
  const score = new Map<string, string>();
  afterAll(() => {
    const laws = new Set([...score.values()].map((fault) => fault.split(':')[0]));
    console.log(`mutants caught: ${score.size} of ${all}, by ${laws.size} laws (${[...laws].join('; ')})`);
  });
  return (name: string, fault: string | null) => {
    expect(fault).not.toBeNull();
    score.set(name, fault ?? '');
  };
}

describe('every mutant is caught by the checker of the histories', () => {
  const note = scoreOf(MUTANTS.length);

  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    (name, { core, driver, ...mutant }: Mutant) => {
      const law = lawOf({ core, ...mutant });
      note(
        name,
        firstFault(histories, (actions) => play(core, law, actions, driver)),
      );
    },
    60_000,
  );
});

describe('every broken copy of a building block is caught', () => {
  const note = scoreOf(BLOCK_MUTANTS.length);

  it('an unbroken copy is found to be well', async () => {
    expect(await faultOf([NO_FAULT], 20)).toBeNull();
  }, 60_000);

  it.each(BLOCK_MUTANTS)(
    '$name',
    async ({ name, faults }) => {
      note(name, await faultOf(faults));
    },
    60_000,
  );

  async function faultOf(faults: Parameters<typeof brokenSource>[0], numRuns?: number): Promise<string | null> {
    const copy = brokenSource(faults);
    const { createCore } = await coreOf(copy);
    const fault = firstFault(fullHistories, (actions) => play(createCore(FULL), FULL, actions), numRuns);
    copy.remove();
    return fault;
  }

  function coreOf(copy: BrokenSource) {
    return copy.load<typeof import('../../src/bonus/core.ts')>('bonus/core.ts');
  }
});
