/** Numbers as callers give them → MSISDN, or the problem that names the field. */
import { normaliseMsisdn } from '../code/msisdn.ts';
import type { Result } from './api.ts';
import { ok, problem } from './results.ts';

/** @param field the name of the field or path part that holds the number */
export function msisdnOf(raw: string, field: string): Result<string> {
  const read = normaliseMsisdn(raw);
  if (read.ok) return ok(read.msisdn);
  return problem('bad-msisdn', `${field} is not a phone number: ${read.message}`, { field });
}
