/**
 * The bonus core could not be asked, or its answer could not be had: a core that runs elsewhere says so, and a fault can.
 *
 * Thrown where a caller waits for an operation: nothing is known of its effect, nothing is kept under the caller's key, and
 * the same call again finds out. In a dialogue the phone reads that the service does not answer (`networkTexts.ts`), or that the
 * answer will come by SMS (`remote/`).
 */
import type { ProblemType } from './problems.ts';

export type CoreFailure = Extract<ProblemType, 'core-timeout' | 'core-error' | 'core-garbage'>;

/**
 * `final`: it has refused the request as such, did nothing, and would say the same again. `no-world`: it did nothing, for it does not
 * know the world. `given-up`: nobody knows, and it is not asked any more.
 */
export type CoreEnd = 'unknown' | 'final' | 'no-world' | 'given-up';

const DETAILS: Readonly<Record<CoreFailure, string>> = {
  'core-timeout': 'The bonus core did not answer in time. Whether it has done what was asked is not known: ask again.',
  'core-error':
    'The bonus core failed, or could not be reached. Whether it has done what was asked is not known: ask again.',
  'core-garbage':
    'The answer of the bonus core makes no sense. Whether it has done what was asked is not known: ask again.',
};

/** Ends after which asking again finds nothing out. */
const ENDS: Readonly<Partial<Record<CoreEnd, string>>> = {
  final: 'The bonus core does not understand what it was asked. Nothing was done.',
  'given-up':
    'The bonus core did not answer for 23 hours and is not asked any more. Whether it has done what was asked is not known: look in its journal.',
};

export class CoreFailed extends Error {
  override name = 'CoreFailed';
  readonly how: CoreFailure;
  readonly end: CoreEnd;
  /** @param why for whoever runs the gateway: no numbers and texts */
  constructor(how: CoreFailure, { end = 'unknown', why }: { readonly end?: CoreEnd; readonly why?: string } = {}) {
    super(ENDS[end] ?? DETAILS[how], why === undefined ? undefined : { cause: why });
    this.how = how;
    this.end = end;
  }
}
