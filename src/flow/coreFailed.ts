/**
 * The bonus core could not be asked, or its answer could not be had. Today only a fault says so; a core that runs elsewhere will.
 *
 * Thrown where a caller waits for an operation: nothing is known of its effect, nothing is kept under the caller's key, and
 * the same call again finds out. In a dialogue the phone reads that the service does not answer (`networkTexts.ts`).
 */
import type { ProblemType } from './problems.ts';

export type CoreFailure = Extract<ProblemType, 'core-timeout' | 'core-error' | 'core-garbage'>;

const DETAILS: Readonly<Record<CoreFailure, string>> = {
  'core-timeout': 'The bonus core did not answer in time. Whether it has done what was asked is not known: ask again.',
  'core-error':
    'The bonus core answered with an error of its own. Whether it has done what was asked is not known: ask again.',
  'core-garbage':
    'The answer of the bonus core makes no sense. Whether it has done what was asked is not known: ask again.',
};

export class CoreFailed extends Error {
  override name = 'CoreFailed';
  readonly how: CoreFailure;
  constructor(how: CoreFailure) {
    super(DETAILS[how]);
    this.how = how;
  }
}
