/** Reads `program.yaml`: the bonus core of a service. */
import { createCore } from '../../bonus/core.ts';
import { compileProgram } from '../../bonus/program.ts';
import type { ProgramError } from '../../bonus/programChecks.ts';
import type { Core } from '../../bonus/types.ts';
import type { Issue } from '../../yaml/issue.ts';
import { issueAt, withoutStop } from '../../yaml/issue.ts';
import type { Path } from '../../yaml/path.ts';
import { readable } from '../../yaml/readable.ts';
import type { Source } from '../../yaml/source.ts';
import { validator } from '../../yaml/validate.ts';
import type { Words } from './operations.ts';
import { wordsOf } from './programWords.ts';
import { programSchema } from './schema/program.ts';

const checkShape = validator(programSchema);

/** The core writes sentences; an issue is made of clauses. */
function clause(sentence: string): string {
  return withoutStop(sentence.charAt(0).toLowerCase() + sentence.slice(1));
}

/** All that an error hangs on, in a list the item above, too: nothing is said where some of it cannot be read. */
function judgesOf({ path, judgedBy = [] }: ProgramError): readonly Path[] {
  const above = path.flatMap((step, at) =>
    typeof step === 'number' ? [[...path.slice(0, at), step - 1, ...path.slice(at + 1)]] : [],
  );
  return [path, ...judgedBy, ...above];
}

/** `core` is null where the sense or the gifts are missing; where there are issues, only the checks may use it. */
export interface ReadProgram {
  readonly core: Core | null;
  /** Null where it cannot be told. */
  readonly words: Words | null;
  readonly issues: readonly Issue[];
}

/**
 * The core of a program file and what is wrong with it. Where figures cannot be read the rest is judged all the same.
 * @param lifecycle `dated`: where the program has dates, they hold
 */
export function readProgram(file: Source, lifecycle: 'as-written' | 'dated' = 'as-written'): ReadProgram {
  const { source, data, unread, issues } = readable(file, (one) => checkShape(one, [], one.data));
  const compiled = compileProgram(lifecycle === 'dated' ? dated(data) : data);
  if (compiled.ok) {
    const core = unread.touches(['gifts']) ? null : createCore(compiled.program);
    return { core, words: core && wordsOf(compiled.program, unread), issues };
  }
  const senseless = compiled.errors
    .filter((error) => !judgesOf(error).some((place) => unread.touches(place)))
    .map(({ path, message, fix }) => issueAt(source.place(path), clause(message), clause(fix)));
  return { core: null, words: null, issues: [...issues, ...senseless] };
}

function dated(data: unknown): unknown {
  const hasDates = typeof data === 'object' && data !== null && 'dates' in data;
  return hasDates ? { ...data, lifecycle: 'dated' } : data;
}
