import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { histories } from './histories.ts';
import { play } from './stage.ts';
import { CLOSING_SOON, CORE, compile, PROGRAM, programFile } from './support.ts';

const CASES = [
  ['the shipped program', CORE, PROGRAM],
  ['a program that closes', createCore(CLOSING_SOON), CLOSING_SOON],
  ...['months', 'never'].map((rule) => {
    const program = compile(programFile({ expiry: rule === 'months' ? { rule, months: 1 } : { rule } }));
    return [`expiry ${rule}`, createCore(program), program] as const;
  }),
] as const;

describe('points are never lost or doubled, whatever happens', () => {
  it.each(CASES)(
    '%s',
    (_name, core, program) => {
      fc.assert(
        fc.property(histories, (actions) => {
          expect(play(core, program, actions)).toEqual([]);
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );
});
