/** Point transfers: asked for, on their way, and what the limits have seen. */
import type { Lot } from './points.ts';

/** A transfer that waits for the code sent to the giver. Nothing is reserved yet. */
export interface TransferRequest {
  readonly id: string;
  readonly to: string;
  readonly points: number;
  readonly code: string;
  readonly expiresAt: number;
  readonly triesLeft: number;
}

/** Points taken out of the giver's lots and on their way. Ends once: posted or released. Periods were chosen at acceptance. */
export interface Reservation {
  readonly id: string;
  readonly to: string;
  readonly lots: readonly Lot[];
  readonly at: number;
  /** Local day `2019-05-15` and month `2019-05` of the giver, in which the transfer counts against the limits. */
  readonly day: string;
  readonly month: string;
  /** The giver has left or the number has another owner since: what comes back burns at once. */
  readonly forfeited?: true;
}

/**
 * What the transfer limits have seen in one local day of the giver. A release gives back to the day of the acceptance,
 * whatever day it is by then; the month of a day is its first seven characters.
 */
export interface LimitUse {
  readonly day: string;
  readonly to: string;
  readonly points: number;
  readonly count: number;
}
