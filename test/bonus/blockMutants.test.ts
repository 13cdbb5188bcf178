import { describe, expect, it } from 'vitest';
import { brokenSource, type Fault } from '../support/brokenSource.ts';
import { BLOCK_MUTANTS } from './blockMutants.ts';
import { firstFault, scoreOf } from './caught.ts';
import { fullHistories } from './fullHistories.ts';
import { FULL } from './fullProgram.ts';
import { play } from './stage.ts';

/** A copy of the core without any fault. */
const NO_FAULT: Fault = { file: 'bonus/core.ts', from: 'function handle(', to: 'function handle(' };

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

  async function faultOf(faults: readonly Fault[], numRuns?: number): Promise<string | null> {
    const copy = brokenSource(faults);
    const { createCore } = await copy.load<typeof import('../../src/bonus/core.ts')>('bonus/core.ts');
    copy.remove();
    const core = createCore(FULL);
    return firstFault(fullHistories, (actions) => play(core, FULL, actions), numRuns);
  }
});
