/** Reads `program.yaml`: the bonus core of a service. */
import { createCore } from '../../bonus/core.ts';
import { compileProgram } from '../../bonus/program.ts';
import type { Core } from '../../bonus/types.ts';
import type { Issue } from '../../yaml/issue.ts';
import { issueAt, withoutStop } from '../../yaml/issue.ts';
import type { Path } from '../../yaml/path.ts';
import { readable } from '../../yaml/readable.ts';
import type { Source } from '../../yaml/source.ts';
import { validator } from '../../yaml/validate.ts';
import { programSchema } from './schema/program.ts';

const checkShape = validator(programSchema);

/** The core writes sentences; an issue is made of clauses. */
function clause(sentence: string): string {
  return withoutStop(sentence.charAt(0).toLowerCase() + sentence.slice(1));
}

/** Parts that others are judged by: nothing is said of these where those cannot be read. */
function judgedBy(path: Path): Path[] {
  const [first] = path;
  if (first === 'lifecycle') return [['dates']];
  return path.flatMap((step, at) =>
    typeof step === 'number' ? [[...path.slice(0, at), step - 1, ...path.slice(at + 1)]] : [],
  );
}

/**
 * The core of a program file and what is wrong with it. Where figures cannot be read the rest is judged all the same;
 * the core is null where the sense or the gifts are missing, and must not be used where there are issues at all.
 * @param lifecycle `dated`: where the program has dates, they hold
 */
export function readProgram(
  file: Source,
  lifecycle: 'as-written' | 'dated' = 'as-written',
): {
  readonly core: Core | null;
  readonly issues: readonly Issue[];
} {
  const { source, data, unread, issues } = readable(file, (one) => checkShape(one, [], one.data));
  const compiled = compileProgram(lifecycle === 'dated' ? dated(data) : data);
  if (compiled.ok) return { core: unread.touches(['gifts']) ? null : createCore(compiled.program), issues };
  const senseless = compiled.errors
    .filter(({ path }) => ![path, ...judgedBy(path)].some((place) => unread.touches(place)))
    .map(({ path, message, fix }) => issueAt(source.place(path), clause(message), clause(fix)));
  return { core: null, issues: [...issues, ...senseless] };
}

function dated(data: unknown): unknown {
  const hasDates = typeof data === 'object' && data !== null && 'dates' in data;
  return hasDates ? { ...data, lifecycle: 'dated' } : data;
}
