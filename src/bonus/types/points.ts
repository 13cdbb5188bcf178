/** Points and the books: what a subscriber has, and every change of it. */

/** Points that expire together. `expiresAt` null = never. */
export interface Lot {
  readonly points: number;
  readonly expiresAt: number | null;
}

/** The books. In every entry the postings sum to zero. `points` and `reserved` are the subscriber's, the rest the program's. */
export type LedgerAccount = 'points' | 'reserved' | 'transit' | 'earned' | 'spent' | 'burned';

export interface Posting {
  readonly account: LedgerAccount;
  readonly points: number;
}

/** Every change of points: who, when, why, how much, which request. Kinds: see `ledger.ts`. */
export interface JournalEntry {
  readonly program: string;
  /** 0, 1, 2… per subscriber and program, without gaps. */
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  /** Who caused it: `ussd`, `sms`, `web`, `api`, `clock`, or a peer's MSISDN. */
  readonly by: string;
  readonly request: string;
  readonly postings: readonly Posting[];
  /** For people and audits: event kind, gift code, peer of a transfer… */
  readonly note?: string;
  /** Id of the point transfer that the entry belongs to. */
  readonly transfer?: string;
}

/** A line of the menu's history: kept with the account (the last ten), so that a step need not read the journal. */
export interface Recent {
  readonly at: number;
  readonly kind: string;
  readonly delta: number;
}
