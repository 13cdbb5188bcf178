import type { MessageState } from './messages.ts';
import type { SmsData } from './submissions.ts';

/** What waits for a wire to take it: an SMS to a phone, an SMS from a phone to an application, or a delivery receipt. */
export type Queued =
  | (QueuedText & { readonly kind: 'to-phone' | 'to-application' })
  | (Addressed & {
      readonly kind: 'receipt';
      readonly state: MessageState;
      readonly error: number;
      /** ISO 8601, world time. */
      readonly submittedAt: string;
      readonly doneAt: string;
      /** Beginning of the message. */
      readonly text: string;
      /** Ids of the parts that it is for, each for itself; absent = that of the message. */
      readonly ids?: readonly string[];
    });

interface Addressed {
  /** Id of the message. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

interface QueuedText extends Addressed {
  readonly text: string;
  readonly data?: SmsData;
  readonly flash?: true;
  /** ISO 8601, world time: when it was written; only where the wire is told (a core's gateway). */
  readonly at?: string;
}

/** What became of something handed over. `later`: try again with back-off. `lost`: nobody knows; it is handed over again. */
export type Delivery = 'taken' | 'later' | 'lost' | 'refused';
