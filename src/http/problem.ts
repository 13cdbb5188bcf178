/** Problems as RFC 9457 documents. The table of words, statuses and titles is the flow's. */
import type { Problem } from '../flow/api.ts';
import { PROBLEMS } from '../flow/problems.ts';

/** A problem as it goes over the wire; the problem's own data are further members (RFC 9457 §3.2). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [member: string]: unknown;
}

const TYPE_PREFIX = 'urn:starhash:problem:';

/**
 * The document of a problem. Its data never replace the standard members.
 * @returns `type` ends in the stable word, `status` is the HTTP status to send
 */
export function problemDocument(problem: Problem): ProblemDocument {
  const { status: usual, title } = PROBLEMS[problem.type];
  const status = problem.status ?? usual;
  const standard = { type: TYPE_PREFIX + problem.type, title, status, detail: problem.detail };
  return problem.data === undefined ? standard : { ...standard, ...problem.data, ...standard };
}

/** Names come from outside: enough of one to find it, not all of what somebody put there. */
export function shortened(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}

/** The refusal of a field that the call does not have. */
export function unknownField(name: string): Problem {
  const field = shortened(name);
  return { type: 'invalid-field', detail: `This call has no field ${field}.`, data: { field, expected: 'absent' } };
}

/** A refusal of a value, with the field at fault named in words and as data. `expected` completes "must be …". */
export function invalidField(field: string, expected: string): Problem {
  return { type: 'invalid-field', detail: `${field} must be ${expected}.`, data: { field, expected } };
}
