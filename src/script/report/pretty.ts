/** For people: a line for each file, what failed in full, and a line that sums it up. */
import { visible } from '../../text/sanitize.ts';
import { comparePlaces } from '../../yaml/issue.ts';
import type { Script } from '../language/script.ts';
import type { ScriptResult } from '../run/result.ts';
import { type Drawing, drawFailure } from './failure.ts';
import type { Report, Write } from './report.ts';
import { counted, duration, inWords, isGood, NOTHING_YET, type Tally } from './tally.ts';

/** What is known of a file whose scripts are still running. */
interface FileSoFar {
  left: number;
  tally: Tally;
  readonly troubles: ScriptResult[];
}

/** A file is told when the last of its scripts has ended; of one that is left unfinished at the end so far as it came. */
export function prettyReport(scripts: readonly Script[], write: Write, drawing: Drawing): Report {
  const files = new Map<string, FileSoFar>();
  for (const { place } of scripts) fileOf(files, place.file).left += 1;
  const failures: ScriptResult[] = [];
  let total = NOTHING_YET;
  const tell = (path: string, file: FileSoFar) => {
    files.delete(path);
    write(`${fileLines(path, file, drawing).join('\n')}\n`);
  };
  return {
    result(result) {
      const path = result.script.place.file;
      const file = fileOf(files, path);
      file.tally = counted(file.tally, result);
      total = counted(total, result);
      if (isTrouble(result)) {
        file.troubles.push(result);
        failures.push(result);
      }
      file.left -= 1;
      if (file.left === 0) tell(path, file);
    },
    end(ms) {
      for (const [path, file] of [...files]) if (inWords(file.tally) !== inWords(NOTHING_YET)) tell(path, file);
      for (const failure of inOrder(failures)) write(`\n${drawFailure(failure, drawing).join('\n')}\n`);
      write(`\n${summaryLine(total, ms, drawing)}\n`);
    },
  };
}

function fileOf(files: Map<string, FileSoFar>, path: string): FileSoFar {
  const file = files.get(path) ?? { left: 0, tally: NOTHING_YET, troubles: [] };
  files.set(path, file);
  return file;
}

function isTrouble({ outcome }: ScriptResult): boolean {
  return outcome.kind === 'failed' || outcome.kind === 'broken';
}

/** As they stand in their files, however they ended. */
function inOrder(results: readonly ScriptResult[]): readonly ScriptResult[] {
  return results.toSorted((a, b) => comparePlaces(a.script.place, b.script.place));
}

function fileLines(path: string, { tally, troubles }: FileSoFar, { paint }: Drawing): string[] {
  const sign = isGood(tally) ? paint.good('✓') : paint.bad('✗');
  const line = `${sign} ${path}  ${isGood(tally) ? inWords(tally) : paint.bad(inWords(tally))}`;
  return [line, ...inOrder(troubles).map(({ script }) => `    ${paint.bad('✗')} ${visible(script.name)}`)];
}

function summaryLine(total: Tally, ms: number, { paint, via }: Drawing): string {
  const words = `${inWords(total)}${via === null ? '' : ` via ${via}`}`;
  return `${isGood(total) ? paint.good(words) : paint.bad(words)} ${paint.dim(`(${duration(ms)})`)}`;
}
