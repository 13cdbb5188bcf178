/** What became of an SMS, and what a phone got. */

/** States of a message, as SMPP 3.4 §5.2.28 names them (SCHEDULED is of SMPP 5.0). */
export type MessageState =
  | 'SCHEDULED'
  | 'ENROUTE'
  | 'DELIVERED'
  | 'EXPIRED'
  | 'DELETED'
  | 'UNDELIVERABLE'
  | 'ACCEPTED'
  | 'UNKNOWN'
  | 'REJECTED';

export interface MessageView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly state: MessageState;
  /** ISO 8601, world time; null while it waits. */
  readonly finalAt: string | null;
  /** network-specific error, 0 = none. */
  readonly error: number;
}

export interface InboxSms {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly parts: number;
  readonly at: string;
}
