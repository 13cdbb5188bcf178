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

/** The scripts at these lines. No lines = all. */
export function atLines(scripts: readonly Script[], lines: readonly number[]): readonly Script[] {
  if (lines.length === 0) return scripts;
  const meant = new Set(lines.flatMap((line) => atLine(scripts, line)));
  return scripts.filter((script) => meant.has(script));
}

/** Those that begin there, else those that the line stands in, else those that run a step of a fragment which begins there. */
function atLine(scripts: readonly Script[], line: number): readonly Script[] {
  const ways = [beginsAt, standsAt, stepsAt].map((way) => scripts.filter((script) => way(script, line)));
  return ways.find((found) => found.length > 0) ?? [];
}

type Way = (script: Script, line: number) => boolean;

const beginsAt: Way = ({ place }, line) => place.line === line;
const standsAt: Way = ({ lines }, line) => lines.first <= line && line <= lines.last;
const stepsAt: Way = ({ steps }, line) => steps.some(({ place }) => place.line === line);

/** What is wrong with those of the lines of a file at which there is no script, a sentence each. */
export function emptyLines(path: string, scripts: readonly Script[], lines: readonly number[]): readonly string[] {
  const empty = lines.filter((line) => atLine(scripts, line).length === 0);
  return empty.map((line) => `${path}:${line}: there is no script at this line; ${nearestTo(line, scripts)}.`);
}

function nearestTo(line: number, scripts: readonly Script[]): string {
  const beginnings = scripts.map(({ place }) => place.line);
  const nearest = beginnings.toSorted((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
  return `the nearest one begins at line ${nearest}`;
}
