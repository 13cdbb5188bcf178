/** What tells of a run: the report that was asked for, the file of a build server, and a bar that shows how far it has come. */
import { performance } from 'node:perf_hooks';
import type { Script } from '../../script/language/script.ts';
import { junitReport } from '../../script/report/junit.ts';
import { paintOf } from '../../script/report/paint.ts';
import { prettyReport } from '../../script/report/pretty.ts';
import { progressBar } from '../../script/report/progress.ts';
import type { Report } from '../../script/report/report.ts';
import { withoutPasswords } from '../../text/maskPassword.ts';
import type { CliDeps } from '../deps.ts';
import type { ReportFile } from './reportFile.ts';
import type { TestOptions } from './testOptions.ts';

type Streams = CliDeps['process'];

const NARROWEST = 40;
const WIDEST = 100;
const USUAL_WIDTH = 80;

/** All reports of a run as one; `output` comes last, so that the others are told whatever becomes of it. Throws WrongUse where it cannot be written. */
export function reportsOf(
  scripts: readonly Script[],
  options: TestOptions,
  process: Streams,
  output: ReportFile | null,
): Report {
  const { stdout, stderr } = process;
  const bar = stderr.isTTY
    ? [
        progressBar(
          scripts.length,
          (text) => stderr.write(text),
          () => performance.now(),
        ),
      ]
    : [];
  const write = (text: string) => {
    for (const each of bar) each.hide();
    stdout.write(text);
  };
  const via = shownVia(options.via);
  const repeat = { via, given: options.given };
  const file = output === null ? [] : [junitReport(scripts, output.write, repeat)];
  const isJunit = options.reporter === 'junit';
  const main = isJunit
    ? [junitReport(scripts, write, repeat)]
    : [prettyReport(scripts, write, { ...drawingOf(process), ...repeat })];
  return together([...bar, ...(isJunit && file.length > 0 ? [] : main), ...file]);
}

/** Width and colours of the terminal, or what is usual where there is none. */
function drawingOf({ stdout, env }: Streams) {
  const columns = stdout.isTTY ? stdout.columns : USUAL_WIDTH;
  const coloured = Boolean(stdout.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
  return { width: Math.max(NARROWEST, Math.min(columns, WIDEST)), paint: paintOf(coloured) };
}

/** As it was typed, but for a password; null where it is the usual one. */
function shownVia(via: string): string | null {
  if (via === 'local') return null;
  return withoutPasswords(via);
}

function together(reports: readonly Report[]): Report {
  return {
    result: (result) => {
      for (const each of reports) each.result(result);
    },
    end: (ms) => {
      for (const each of reports) each.end(ms);
    },
  };
}
