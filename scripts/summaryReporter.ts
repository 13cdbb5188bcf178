/** Ends every test run with one plain line, `N passed, N failed`, for people and for scripts. */
import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Before a run has ended nothing can be said to have passed: a set-up that breaks counts as one failure. */
const BROKEN: Counts = { passed: 0, failed: 1, skipped: 0 };

/** A vitest reporter, to be named last; its line is written when the process ends, so that nothing comes after it. */
export function summaryReporter(): Reporter {
  let counts = BROKEN;
  return {
    onInit: () => {
      process.once('exit', (code) => writeSync(1, `${summaryLine(settle(counts, code))}\n`));
    },
    onTestRunEnd: (modules, unhandledErrors) => {
      counts = count(modules, unhandledErrors.length);
    },
  };
}

function count(modules: readonly TestModule[], strayErrors: number): Counts {
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  const of = (state: string) => states.filter((each) => each === state).length;
  return {
    passed: of('passed'),
    failed: of('failed') + of('pending') + modules.filter(isBroken).length + strayErrors,
    skipped: of('skipped'),
  };
}

/** A file (or a suite in it) that failed outside its tests: it did not load, or a hook threw. */
function isBroken(module: TestModule): boolean {
  return module.errors().length > 0 || [...module.children.allSuites()].some((suite) => suite.errors().length > 0);
}

/** A run that ends badly without a failed test (nothing found, a bad option) is not shown as a good one. */
function settle(counts: Counts, exitCode: number): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The line itself; skipped tests are named only where there are any. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
