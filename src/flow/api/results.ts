/** How a call ends. */
import type { ProblemType } from '../problems.ts';

/** A refusal or an error, by its stable word (`problems.ts` has status and title). `data` joins the problem document. */
export interface Problem {
  readonly type: ProblemType;
  readonly detail: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** In place of the table's. */
  readonly status?: number;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
