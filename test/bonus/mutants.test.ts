import { describe, it } from 'vitest';
import { firstFault, scoreOf } from './caught.ts';
import { histories } from './histories.ts';
import { lawOf, MUTANTS, type Mutant } from './mutants.ts';
import { play } from './stage.ts';

describe('every mutant is caught by the checker of the histories', () => {
  const note = scoreOf(MUTANTS.length);

  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    (name, { core, driver, ...mutant }: Mutant) => {
      const law = lawOf({ core, ...mutant });
      const fault = firstFault(histories, (actions) => play(core, law, actions, driver));
      note(name, fault);
    },
    60_000,
  );
});
