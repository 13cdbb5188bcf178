/** States of a message: names and numbers of SMPP 3.4 §5.2.28 (SCHEDULED is of SMPP 5.0), words of receipts (Appendix B). */

/** `number`: message_state in query_sm_resp and in receipts. `word`: seven letters after `stat:`. */
export const MESSAGE_STATES = {
  SCHEDULED: { number: 0, word: 'SCHEDLD' },
  ENROUTE: { number: 1, word: 'ENROUTE' },
  DELIVERED: { number: 2, word: 'DELIVRD' },
  EXPIRED: { number: 3, word: 'EXPIRED' },
  DELETED: { number: 4, word: 'DELETED' },
  UNDELIVERABLE: { number: 5, word: 'UNDELIV' },
  ACCEPTED: { number: 6, word: 'ACCEPTD' },
  UNKNOWN: { number: 7, word: 'UNKNOWN' },
  REJECTED: { number: 8, word: 'REJECTD' },
} as const satisfies Readonly<Record<string, { readonly number: number; readonly word: string }>>;

export type MessageState = keyof typeof MESSAGE_STATES;
