/** Suites on their wires, one after the other. */
import type { ScriptResult } from '../../script/run/result.ts';
import { type RunAllOptions, runScripts } from '../../script/run/runScripts.ts';
import type { Wire } from '../../script/wire.ts';
import type { Suite } from './suites.ts';
import type { TestOptions } from './testOptions.ts';

/** A suite with the wire that it is played on. */
export interface OpenSuite extends Suite {
  readonly wire: Wire;
}

/** Opens a wire for each suite, and closes them all afterwards. Throws a WireTrouble where one cannot be had. */
export async function withWires<T>(
  suites: readonly Suite[],
  { via, seed }: Pick<TestOptions, 'via' | 'seed'>,
  use: (open: readonly OpenSuite[]) => Promise<T>,
): Promise<T> {
  const open: OpenSuite[] = [];
  try {
    for (const suite of suites) open.push({ ...suite, wire: await suite.services.openWire(via, seed) });
    return await use(open);
  } finally {
    for (const { wire } of open) await wire.close();
  }
}

/** Plays all scripts. With `bail` no suite begins after one in which something did not pass. */
export async function playSuites(
  suites: readonly OpenSuite[],
  { jobs, bail, timeout }: Pick<TestOptions, 'jobs' | 'bail' | 'timeout'>,
  more: Pick<RunAllOptions, 'goOn' | 'keep' | 'onResult' | 'signal'>,
): Promise<readonly ScriptResult[]> {
  const results: ScriptResult[] = [];
  for (const { scripts, wire } of suites) {
    if (bail && results.some(({ outcome }) => outcome.kind !== 'passed')) break;
    results.push(...(await runScripts(scripts, wire, { ...(jobs !== null && { jobs }), bail, timeout, ...more })));
  }
  return results;
}
