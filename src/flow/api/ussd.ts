/** Dialogues, as they are dialled and listed. */

/** A dialogue as its wire knows it: by the number and the wire's own reference (SMPP: the dialect's session key), not by our id. */
export interface DialogueOnWire {
  readonly msisdn: string;
  readonly reference: string;
}

export interface UssdAnswer {
  readonly sessionId: string;
  readonly state: 'awaiting' | 'ended';
  readonly text: string;
  readonly service: string;
  readonly language: string;
  /** ISO 8601, world time; of an ended session: the moment it ended. */
  readonly expiresAt: string;
}

export interface SessionView {
  readonly sessionId: string;
  readonly msisdn: string;
  readonly service: string;
  readonly state: string;
  readonly startedAt: string;
  readonly expiresAt: string;
}
