/** Which of the scripts are meant. Pure. */
import type { Script } from '../../script/language/script.ts';

export interface Wanted {
  /** In the name; null = any. */
  readonly grep: RegExp | null;
  /** One of them; empty = any, or none. */
  readonly tags: readonly string[];
}

/** Those whose name and tags are as wanted. */
export function select(scripts: readonly Script[], { grep, tags }: Wanted): readonly Script[] {
  return scripts.filter(
    (script) =>
      (grep === null || grep.test(script.name)) && (tags.length === 0 || script.tags.some((tag) => tags.includes(tag))),
  );
}

/** The scripts at these lines: those that begin there, else those that the line stands in. No lines = all. */
export function atLines(scripts: readonly Script[], lines: readonly number[]): readonly Script[] {
  if (lines.length === 0) return scripts;
  return scripts.filter((script) => lines.some((line) => atLine(scripts, line).includes(script)));
}

function atLine(scripts: readonly Script[], line: number): readonly Script[] {
  const beginning = scripts.filter(({ place }) => place.line === line);
  if (beginning.length > 0) return beginning;
  const anchor = Math.max(...scripts.flatMap((script) => anchorBefore(script, line)));
  return scripts.filter((script) => anchorBefore(script, line) === anchor);
}

/** The last line at or before this one where something of the script begins; rows of examples share their steps. */
function anchorBefore({ place, steps }: Script, line: number): number {
  const anchors = [place.line, ...steps.map((step) => step.place.line)].filter((each) => each <= line);
  return Math.max(0, ...anchors);
}
