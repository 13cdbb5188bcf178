/** An operation that was done, and kept under its caller's key, while the caller does not hear of it. */
import { CoreFailed, type CoreFailure } from './coreFailed.ts';

/** Says how the answer of the plan that is made now gets lost; null = it does not. */
export type Lose = (how: CoreFailure | null) => void;

/**
 * Runs what makes plans and commits one.
 * @throws CoreFailed once it is committed, where the answer of the plan that stood got lost
 */
export async function unlessLost<T>(run: (lose: Lose) => Promise<T>): Promise<T> {
  let lost: CoreFailure | null = null;
  const result = await run((how) => {
    lost = how;
  });
  if (lost !== null) throw new CoreFailed(lost);
  return result;
}
