/** USSD over SMPP as it is meant, whatever the dialect writes (standards: 3GPP TS 24.090, MAP operations 59 to 61). */
import type { Body } from '../pdu/commands.ts';
import type { Address } from '../pdu/fields.ts';
import type { PduOf, Tlv } from '../pdu/pdu.ts';
import type { StatusName } from '../pdu/statuses.ts';

/** The dialects, one row each in `dialects.ts`. */
export const DIALECT_NAMES = [
  'generic',
  'tata',
  '6d',
  'mica',
  'eyeline',
  'comverse',
  'no-session-id',
  'ussn-final',
] as const;

export type DialectName = (typeof DIALECT_NAMES)[number];

/**
 * The wire's own name of a dialogue: what the dialect carries of it (its_session_info without what counts up, user_message_reference,
 * ussd_session_id…) in hexadecimal; '' where the dialect has nothing but the number. Unique together with the MSISDN only.
 */
export type SessionKey = string;

/** What the network tells an application: phones dial, answer, have read a notice, give up. */
export type Upward =
  | { readonly kind: 'begin'; readonly msisdn: string; readonly key: SessionKey; readonly code: string }
  | { readonly kind: 'answer'; readonly msisdn: string; readonly key: SessionKey; readonly input: string }
  | { readonly kind: 'notified'; readonly msisdn: string; readonly key: SessionKey }
  | { readonly kind: 'abort'; readonly msisdn: string; readonly key: SessionKey };

/** What an application tells the network: show and wait, show only (a notice), show and end. `key` null = no dialogue yet: a push. */
export interface Downward {
  readonly kind: 'ask' | 'notify' | 'end';
  readonly msisdn: string;
  readonly key: SessionKey | null;
  /** Short code it speaks for. */
  readonly from: string;
  readonly text: string;
}

/** The PDUs that carry USSD: data_sm in either direction, its text in message_payload. */
export type Carrier = 'submit_sm' | 'deliver_sm' | 'data_sm';

/** A PDU that may carry USSD. */
export type UssdPdu = { [Name in Carrier]: PduOf<Name> }[Carrier];

/** A PDU that carries USSD, before a link has numbered it. */
export type UssdRequest = {
  [Name in Carrier]: { readonly command: Name; readonly body: Body<Name>; readonly tlvs: readonly Tlv[] };
}[Carrier];

/** What others have read of a PDU before: the phone as an MSISDN, the text as characters, and of an application its code. */
export interface ReadAlready {
  readonly msisdn: string;
  readonly text: string;
}

/**
 * A PDU as read. `mark`: the whole value of the parameter that holds the session's key, counters and flags included, for the next
 * message of the dialogue; 0 where there is none. `wrong`: what the PDU is to be answered with.
 */
export type Reading<Message> =
  | { readonly kind: 'read'; readonly message: Message; readonly mark: number }
  | { readonly kind: 'wrong'; readonly status: StatusName };

/** Where a dialogue's messages go, and what the last one carried. */
export interface Thread {
  readonly carrier: Carrier;
  readonly source: Address;
  readonly destination: Address;
  readonly mark: number;
  /** Who began: what a network began (USSR) has no PSSR to answer, which some dialects end differently. */
  readonly begunBy: 'phone' | 'application';
}
