import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { fullHistories } from './fullHistories.ts';
import { FULL, fullFile } from './fullProgram.ts';
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

const DATES = { opened: '2010-01-01T00:00:00+03:00' };
const dated = (date: object) => compile(fullFile({ lifecycle: 'dated', dates: { ...DATES, ...date } }));
const FULL_CASES = [
  ['all blocks', FULL],
  ['all blocks, points that never expire', compile(fullFile({ expiry: { rule: 'never' } }))],
  ['all blocks, until the program closes', dated({ closed: '2020-02-01T00:00:00+03:00' })],
  ['all blocks, until the program is frozen', dated({ frozen: '2020-02-01T00:00:00+03:00' })],
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

  it.each(FULL_CASES)(
    '%s',
    (_name, program) => {
      const core = createCore(program);
      fc.assert(
        fc.property(fullHistories, (actions) => {
          expect(play(core, program, actions)).toEqual([]);
        }),
        { numRuns: 80 },
      );
    },
    60_000,
  );
});
