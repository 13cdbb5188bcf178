/** A script that did not pass, so that it needs no second look: dialogue, difference, place, trace, and how to repeat it. Pure. */
import { visible } from '../../text/sanitize.ts';
import { wrap } from '../../text/width.ts';
import type { Place } from '../../yaml/issue.ts';
import type { Mismatch, ScriptResult } from '../run/result.ts';
import { drawDialogue } from './bubbles.ts';
import { drawComparison } from './comparison.ts';
import type { Paint } from './paint.ts';
import { traceLines } from './traceLines.ts';

/** How to play it again. */
export interface Repeat {
  /** What `--via` says; null where it is the usual one. */
  readonly via: string | null;
  /** Other words of the command, like `--random`, `7`; absent = none. */
  readonly given?: readonly string[];
}

export interface Drawing extends Repeat {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
}

const INDENT = '  ';

/** Lines of at most `width` columns; empty where the script passed. */
export function drawFailure(result: ScriptResult, { width, paint, ...repeat }: Drawing): string[] {
  const room = width - INDENT.length;
  const troubles = troublesOf(result, room, paint);
  if (troubles.length === 0) return [];
  return [
    paint.bold(paint.bad(`✗ ${visible(result.script.name)}`)),
    ...indented([
      '',
      ...drawDialogue(result.transcript, room, paint),
      ...troubles,
      ...section('inside:', traceLines(result.trace, room - INDENT.length).map(paint.dim)),
      '',
      `repeat: ${repeatCommand(result, repeat)}`,
    ]),
  ];
}

/** `FILE:LINE:COLUMN` */
export function showPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function troublesOf({ outcome }: ScriptResult, width: number, paint: Paint): string[] {
  switch (outcome.kind) {
    case 'passed':
    case 'impossible':
      return [];
    case 'broken':
      return ['', ...wrap(visible(outcome.reason), width).map(paint.bold), paint.dim(`at ${showPlace(outcome.place)}`)];
    case 'failed':
      return outcome.mismatches.flatMap((mismatch) => drawMismatch(mismatch, width, paint));
  }
}

function drawMismatch(mismatch: Mismatch, width: number, paint: Paint): string[] {
  const when = mismatch.step === null ? 'At the end: ' : '';
  return [
    '',
    ...wrap(`${when}${visible(mismatch.what)}`, width).map(paint.bold),
    paint.dim(`at ${showPlace(mismatch.place)}`),
    ...indented(drawComparison(mismatch, width - INDENT.length, paint)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...indented(lines)];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `${INDENT}${line}`));
}

/** What to type to run this one script again. */
function repeatCommand({ script }: ScriptResult, { via, given = [] }: Repeat): string {
  const { file, line } = script.place;
  const wire = via === null ? [] : ['--via', via];
  return ['starhash', 'test', ...[`${file}:${line}`, ...wire, ...given].map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
