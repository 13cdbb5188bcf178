/** Reads `program.yaml`: the bonus core of a service. */
import { createRequire } from 'node:module';
import { createCore } from '../../bonus/core.ts';
import { compileProgram } from '../../bonus/program.ts';
import type { Core } from '../../bonus/types.ts';
import type { Issue } from './issue.ts';
import { issueAt } from './issue.ts';
import type { Schema } from './schema/words.ts';
import type { Source } from './source.ts';
import { validator } from './validate.ts';

/** A published schema lies outside the compiled sources, where an import could not reach it. */
const programSchema = createRequire(import.meta.url)('../../../schemas/program.schema.json') as Schema;
const checkShape = validator(programSchema);

/** The core of a program file, or the issues why there is none. */
export function readProgram(source: Source): { readonly core: Core | null; readonly issues: readonly Issue[] } {
  const shape = checkShape(source, [], source.data);
  if (shape.length > 0) return { core: null, issues: shape };
  const compiled = compileProgram(source.data);
  if (compiled.ok) return { core: createCore(compiled.program), issues: [] };
  return {
    core: null,
    issues: compiled.errors.map(({ path, message, fix }) => issueAt(source.place(path), message, fix)),
  };
}
