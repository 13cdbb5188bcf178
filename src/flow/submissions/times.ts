/** When a message is to be delivered, and until when it may be. */
import type { Result, Submission, When } from '../api.ts';
import { ok, problem } from '../results.ts';

/** How long a message waits where its submitter does not say, ms: three days. */
const DEFAULT_VALIDITY = 3 * 24 * 60 * 60 * 1000;

export interface Times {
  /** World time, epoch ms; null = now. */
  readonly schedule: number | null;
  readonly expiresAt: number;
}

/**
 * Reads what a submission says of time. A schedule that is past means now; the default validity counts from delivery.
 * @param now world time, epoch ms
 * @returns the times, or `bad-sms` for a validity that ends before the delivery can begin
 */
export function timesOf({ schedule, validity }: Pick<Submission, 'schedule' | 'validity'>, now: number): Result<Times> {
  const at = schedule === undefined ? now : Math.max(instantOf(schedule, now), now);
  const expiresAt = validity === undefined ? at + DEFAULT_VALIDITY : instantOf(validity, now);
  if (expiresAt <= at) {
    return problem('bad-sms', 'validity ends before the message can be delivered.', { field: 'validity' });
  }
  return ok({ schedule: at === now ? null : at, expiresAt });
}

function instantOf(when: When, now: number): number {
  return 'at' in when ? when.at : now + when.after;
}
