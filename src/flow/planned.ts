/** What a plan wants written beside account and session: records, and SMS to the subscriber. */
import type { OutgoingSms } from '../session/types.ts';
import type { Etag } from '../store/port.ts';

/** A record to be written if it still is as the step saw it (`seen` = its etag then, '' = absent). */
export interface RecordPlan {
  readonly key: string;
  readonly seen: Etag;
  readonly value: string;
  readonly expiresAt: number | null;
}

/** An SMS to the subscriber. */
export interface PlannedSms extends OutgoingSms {
  /** Id of its message, which has a home of its own: it stands in an outbox already, or need not. */
  readonly message?: string;
  /** It was late, and comes now, whatever faults there are. */
  readonly isLate?: true;
}
