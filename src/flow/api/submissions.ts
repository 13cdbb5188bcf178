/** An SMS as a wire brings it. Everything but the first three is what SMPP can say and HTTP does not. */
export interface Submission {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Content that is no text: its data_coding and its octets in base64, the header (UDH) apart. `text` is empty then. */
  readonly data?: SmsData;
  /** Shown at once and not kept (message class 0). */
  readonly flash?: true;
  readonly schedule?: When;
  readonly validity?: When;
  /** Which ends are told to the submitter's wire; absent = none. */
  readonly receipt?: ReceiptWish;
  /** Whose receipts they are, where parts of the SMS have ids of their own: parts by theirs, null = the message's. Absent = the message's. */
  readonly receiptIds?: readonly (string | null)[];
  /** Takes the place of one that waits, of the same service type, source and destination. */
  readonly replace?: true;
  readonly serviceType?: string;
}

/** A moment by the world's clock, as a wire gives it: an instant (epoch ms), or so long from now (ms). */
export type When = { readonly at: number } | { readonly after: number };

export interface SmsData {
  readonly coding: number;
  readonly octets: string;
  /** In base64, without its length octet. */
  readonly udh?: string;
}

export type ReceiptWish = 'always' | 'failure' | 'success';

/** One part of a long SMS, as a wire brings it. Times and service type of the part that comes last are those of the SMS. */
export interface SmsPart extends Omit<Submission, 'text' | 'data' | 'flash' | 'receiptIds'> {
  /** What names the SMS among those of its wire, addresses and number of parts. */
  readonly reference: string;
  readonly total: number;
  /** From 1 on. */
  readonly number: number;
  /** What it says, in the wire's own words: the same string whenever the same part comes. */
  readonly piece: string;
}

/** Reads all pieces of an SMS, in their order. Pure. */
export type JoinPieces = (pieces: readonly string[]) => Pick<Submission, 'text' | 'data' | 'flash'>;
