/** `starhash test`, from its words to its exit code. */
import { performance } from 'node:perf_hooks';
import type { ScriptResult } from '../../script/run/result.ts';
import { WireTrouble } from '../../script/wire.ts';
import { withoutPasswords } from '../../text/maskPassword.ts';
import type { CliDeps, ScriptTools } from '../deps.ts';
import { FAILED, Failure, WRONG_USE, WrongUse } from '../failures.ts';
import { counted } from '../lines.ts';
import type { Input } from '../options/settings.ts';
import { interruptible } from './interrupts.ts';
import { partByAbility } from './lacking.ts';
import { type OpenSuite, playSuites, withWires } from './playing.ts';
import { openReportFile, type ReportFile } from './reportFile.ts';
import { reportsOf } from './reports.ts';
import { findScripts } from './scriptFiles.ts';
import { select } from './selection.ts';
import { readSuites, type Suite } from './suites.ts';
import { type TestOptions, testOptions } from './testOptions.ts';
import { updateScripts } from './update.ts';
import { runAndWatch } from './watch.ts';

/** Everything that one run needs to know. */
interface Run {
  readonly options: TestOptions;
  readonly tools: ScriptTools;
  readonly deps: CliDeps;
  readonly signal: AbortSignal;
}

/** Runs what is asked for. @returns the exit code. Throws WrongUse, Failure, or an error that carries `issues` */
export async function runTests(input: Input, deps: CliDeps): Promise<number> {
  const tools = await deps.scriptTools();
  const options = testOptions(input, deps, tools.schemes);
  const interrupts = interruptible(deps.process);
  const run: Run = { options, tools, deps, signal: interrupts.signal };
  try {
    return options.watch ? await runAndWatch(() => runOnce(run), run) : await runOnce(run);
  } finally {
    interrupts.end();
  }
}

async function runOnce(run: Run): Promise<number> {
  const suites = await chosen(run);
  if (suites === null) return WRONG_USE;
  const output = run.options.output === null ? null : openReportFile(run.options.output);
  try {
    return await played(suites, run, output);
  } catch (error) {
    throw error instanceof WireTrouble ? new Failure(withoutPasswords(error.message)) : error;
  } finally {
    output?.close();
  }
}

async function played(suites: readonly Suite[], run: Run, output: ReportFile | null): Promise<number> {
  if (run.options.update && !(await updated(suites, run))) return WRONG_USE;
  const now = run.options.update ? await chosen(run) : suites;
  return now === null ? WRONG_USE : onWires(now, run, (open) => reported(open, run, output));
}

/** The scripts that are meant; null where there is nothing to run, and people have been told why. */
async function chosen({ options, tools, deps }: Run): Promise<readonly Suite[] | null> {
  const { stderr } = deps.process;
  const { suites, mistakes } = await readSuites(findScripts(options.paths), options.sessions, tools);
  if (mistakes.length > 0) {
    stderr.write(
      `${mistakes.join('\n')}\n${counted(mistakes.length, 'mistake')} in session scripts; nothing was run.\n`,
    );
    return null;
  }
  const wanted = suites.map((suite) => ({ ...suite, scripts: select(suite.scripts, options.wanted) }));
  const left = wanted.filter(({ scripts }) => scripts.length > 0);
  if (left.length > 0) return left;
  stderr.write(`starhash test: ${nothingFound(options, suites)}\n`);
  return null;
}

function nothingFound({ paths }: TestOptions, suites: readonly Suite[]): string {
  const where = paths.join(', ');
  if (suites.every(({ scripts }) => scripts.length === 0)) {
    return `there are no session scripts in ${where}; their names end in .session.yaml.`;
  }
  return `no script in ${where} is as --grep and --tag say.`;
}

/** Opens the wires, and makes sure that the scripts can be played on them. @returns WRONG_USE where some cannot */
async function onWires(
  suites: readonly Suite[],
  { options, deps }: Run,
  use: (open: readonly OpenSuite[]) => Promise<number>,
): Promise<number> {
  return withWires(suites, options, async (open) => {
    if (options.coverage) mustTell(open, options);
    const parted = open.map((suite) => ({ suite, ...partByAbility(suite.scripts, suite.wire) }));
    const impossible = parted.flatMap((each) => each.impossible);
    if (impossible.length > 0) deps.process.stderr.write(`${tellImpossible(impossible, options)}\n`);
    const isNothingLeft = parted.every(({ possible }) => possible.length === 0);
    if (impossible.length > 0 && (isNothingLeft || !options.possibleOnly)) return WRONG_USE;
    return use(parted.map(({ suite, possible }) => ({ ...suite, scripts: possible })));
  });
}

/** Without control nobody tells what happens inside. */
function mustTell(open: readonly OpenSuite[], { via }: TestOptions): void {
  if (open.every(({ wire }) => wire.abilities.has('control'))) return;
  throw new WrongUse(`what --coverage asks for cannot be known via ${withoutPasswords(via)}; nothing was run.`);
}

function tellImpossible(lines: readonly string[], { via, possibleOnly }: TestOptions): string {
  const scripts = counted(lines.length, 'script');
  const what = possibleOnly ? `${scripts} left out:` : `${scripts} cannot be played via ${withoutPasswords(via)}:`;
  const hint = possibleOnly ? [] : ['Nothing was run; --possible runs the others.'];
  return [what, ...lines.map((line) => `  ${line}`), ...hint].join('\n');
}

async function reported(
  open: readonly OpenSuite[],
  { options, deps, signal }: Run,
  output: ReportFile | null,
): Promise<number> {
  const scripts = open.flatMap((suite) => suite.scripts);
  const report = reportsOf(scripts, options, deps.process, output);
  const begun = performance.now();
  const keep = options.coverage ? 'trace' : 'nothing';
  const results = await playSuites(open, options, { keep, onResult: report.result, signal });
  report.end(performance.now() - begun);
  if (options.coverage) deps.process.stdout.write(`\n${coverageOf(open, results)}`);
  if (signal.aborted) deps.process.stderr.write('Interrupted.\n');
  return signal.aborted || results.some(({ outcome }) => outcome.kind !== 'passed') ? FAILED : 0;
}

function coverageOf(open: readonly OpenSuite[], results: readonly ScriptResult[]): string {
  const events = results.flatMap(({ trace }) => trace);
  return open.map(({ services }) => services.coverage(events)).join('\n');
}

/** Rewrites what is not as the scripts say. @returns whether they could be played */
async function updated(suites: readonly Suite[], run: Run): Promise<boolean> {
  const { options, deps, signal } = run;
  const code = await onWires(suites, run, async (open) => {
    const results = await playSuites(open, { ...options, bail: false }, { goOn: true, keep: 'nothing', signal });
    const sources = suites.flatMap((suite) => suite.sources);
    deps.process.stdout.write(`${updateScripts(sources, results)}\n\n`);
    return 0;
  });
  return code === 0;
}
