/** Reads `program.yaml`: the bonus core of a service. */
import { createCore } from '../../bonus/core.ts';
import { compileProgram } from '../../bonus/program.ts';
import type { Core } from '../../bonus/types.ts';
import type { Issue } from './issue.ts';
import { issueAt, withoutStop } from './issue.ts';
import { programSchema } from './schema/program.ts';
import type { Source } from './source.ts';
import { validator } from './validate.ts';

const checkShape = validator(programSchema);

/** The core writes sentences; an issue is made of clauses. */
function clause(sentence: string): string {
  return withoutStop(sentence.charAt(0).toLowerCase() + sentence.slice(1));
}

/** The core of a program file, or the issues why there is none. */
export function readProgram(source: Source): { readonly core: Core | null; readonly issues: readonly Issue[] } {
  const shape = checkShape(source, [], source.data);
  if (shape.length > 0) return { core: null, issues: shape };
  const compiled = compileProgram(source.data);
  if (compiled.ok) return { core: createCore(compiled.program), issues: [] };
  return {
    core: null,
    issues: compiled.errors.map(({ path, message, fix }) => issueAt(source.place(path), clause(message), clause(fix))),
  };
}
