/** The program on whose rules transfers are tried: as shipped, or with its dates in force. */
import type { Program } from '../../src/bonus/program.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { compile, PROGRAM, programFile } from '../bonus/support.ts';
import { type Change, definitionsWith } from '../dialogues/definitions.ts';

export const EDITIONS = ['shipped', 'closing', 'freezing'] as const;
export type Edition = (typeof EDITIONS)[number];

/** A program's figures, and the services that run on them. */
export interface Rules {
  readonly program: Program;
  readonly definitions: Definitions;
}

const FILE = 'mts-bonus/program.yaml';
const DATED: Change = { file: FILE, from: 'lifecycle: open', to: 'lifecycle: dated' };
const FROZEN: Change = { file: FILE, from: '  closed: 2019-05-15', to: '  frozen: 2019-05-15' };
const LAST = '2019-05-15T00:00:00+03:00';

/** Compiles every edition. */
export async function readEditions(): Promise<Readonly<Record<Edition, Rules>>> {
  const dated = (dates: object) => compile(programFile({ lifecycle: 'dated', dates }));
  return {
    shipped: { program: PROGRAM, definitions: await definitionsWith([]) },
    closing: { program: dated({ closed: LAST }), definitions: await definitionsWith([DATED]) },
    freezing: { program: dated({ frozen: LAST }), definitions: await definitionsWith([DATED, FROZEN]) },
  };
}
