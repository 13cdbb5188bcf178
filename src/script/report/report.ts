/** Hears of results as they come; each file of this folder tells them in another way. */
import type { ScriptResult } from '../run/result.ts';

export interface Report {
  result(result: ScriptResult): void;
  /** All has run that was to run. @param ms real time that it took */
  end(ms: number): void;
}

/** Where a report writes. */
export type Write = (text: string) => void;
