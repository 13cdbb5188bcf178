/** Many scripts side by side on one wire. */
import type { Script } from '../language/script.ts';
import type { Wire } from '../wire.ts';
import type { ScriptResult } from './result.ts';
import { type RunOptions, runScript } from './runScript.ts';

export interface RunAllOptions extends RunOptions {
  /** So many at once, at least one. */
  readonly jobs?: number;
  /** Begins no more after the first that did not pass. */
  readonly bail?: boolean;
  /** Hears of each as it ends. */
  readonly onResult?: (result: ScriptResult) => void;
  /** Begins no more; those under way end. */
  readonly signal?: AbortSignal;
}

/** As many scenes as a gateway in this process has at once without waiting for each other. */
const USUAL_JOBS = 16;

/** Runs them all, begun in their order. @returns their results in that order, without those that were never begun. Never rejects. */
export async function runScripts(
  scripts: readonly Script[],
  wire: Wire,
  { jobs = USUAL_JOBS, bail = false, onResult = () => {}, signal, ...options }: RunAllOptions = {},
): Promise<readonly ScriptResult[]> {
  const results: (ScriptResult | undefined)[] = [];
  let stopped = false;
  const waiting = scripts.entries();
  const work = async () => {
    for (const [index, script] of waiting) {
      if (stopped || signal?.aborted) return;
      const result = await runScript(script, wire, options);
      results[index] = result;
      onResult(result);
      if (bail && result.outcome.kind !== 'passed') stopped = true;
    }
  };
  const atOnce = Math.max(1, Math.min(jobs, wire.mostScenes ?? jobs));
  await Promise.all(Array.from({ length: atOnce }, work));
  return results.filter((result) => result !== undefined);
}
