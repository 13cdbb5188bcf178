/** Short ways to say how a call ended. */
import type { Problem, Result } from './api.ts';
import type { ProblemType } from './problems.ts';

/** It went well. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** It did not: the stable word, a sentence for people, figures for the problem document. */
export function problem(type: ProblemType, detail: string, data?: Readonly<Record<string, unknown>>): Result<never> {
  return { ok: false, problem: toProblem(type, detail, data) };
}

/** The same, without the wrapping. */
function toProblem(type: ProblemType, detail: string, data?: Readonly<Record<string, unknown>>): Problem {
  return data === undefined ? { type, detail } : { type, detail, data };
}
