/** The refusals of programs, whatever these are made of: editors are offered all of them; which a program knows is checked. */
import { compileProgram } from '../../../bonus/program.ts';
import { vocabularyOf } from '../../../bonus/vocabulary.ts';
import { refusalsOf } from '../operations.ts';
import { EVERY_PART } from './everyPart.ts';

/** Every refusal that an operation of a dialogue can answer with in some program. */
export const REFUSAL_NAMES: readonly string[] = allNames();

function allNames(): readonly string[] {
  const compiled = compileProgram(EVERY_PART);
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join(' '));
  return refusalsOf(vocabularyOf(compiled.program));
}
