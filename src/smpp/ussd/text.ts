/** The text of a USSD message: GSM-7 unpacked, the link's own alphabet, or UCS2 (TS 23.038 §5; 160 octets on the air). */
import { decodeText, encodeText } from '../message/alphabets.ts';
import { type DefaultAlphabet, dataCodingOf } from '../message/dataCoding.ts';
import { UDHI } from '../pdu/esmClass.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { tlvOctets } from '../pdu/tlvs.ts';
import type { Dialect } from './dialects.ts';
import type { UssdPdu } from './types.ts';

/** GSM-7, language unspecified, in the coding schemes of USSD. */
const GSM7_OF_USSD = 0x0f;
const DEFAULT_ALPHABET = 0x00;
const NOTHING = Buffer.alloc(0);

export type TextRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wrong'; readonly status: StatusName };

/** A text as octets, with the data_coding that says so. */
export interface CodedText {
  readonly dataCoding: number;
  readonly octets: Buffer;
}

const NO_TEXT: CodedText = { dataCoding: DEFAULT_ALPHABET, octets: NOTHING };

/**
 * The text of a message. Refused are: short_message beside message_payload (C1), a header in front of the text (43), UCS2 of odd length
 * (01), and codings that are no text (45: 3.4 has no status for it).
 * @param byDefault what data_coding 0 stands for on this link
 */
export function readUssdText(pdu: UssdPdu, byDefault: DefaultAlphabet): TextRead {
  const octets = octetsOf(pdu);
  if (octets === null) return { kind: 'wrong', status: 'ESME_ROPTPARNOTALLWD' };
  if ((pdu.body.esm_class & UDHI) !== 0) return { kind: 'wrong', status: 'ESME_RINVESMCLASS' };
  const { alphabet } = dataCodingOf(pdu.body.data_coding, byDefault);
  if (alphabet === 'octets') return { kind: 'wrong', status: 'ESME_RSUBMITFAIL' };
  if (alphabet === 'ucs2' && octets.length % 2 === 1) return { kind: 'wrong', status: 'ESME_RINVMSGLEN' };
  return { kind: 'text', text: decodeText(alphabet, octets) };
}

function octetsOf(pdu: UssdPdu): Buffer | null {
  const payload = tlvOctets(pdu.tlvs, 'message_payload');
  if (pdu.command === 'data_sm') return payload ?? NOTHING;
  if (payload === null) return pdu.body.short_message;
  return pdu.body.short_message.length === 0 ? payload : null;
}

/** A text for the wire: as data_coding 0 if the link's alphabet has it, else as GSM-7 by name, else as the dialect's UCS2. */
export function codeUssdText(dialect: Dialect, text: string, byDefault: DefaultAlphabet): CodedText {
  if (text === '') return NO_TEXT;
  const plain = encodeText(byDefault, text);
  if (plain !== null) return { dataCoding: DEFAULT_ALPHABET, octets: plain };
  const named = byDefault === 'gsm7' ? null : encodeText('gsm7', text);
  if (named !== null) return { dataCoding: GSM7_OF_USSD, octets: named };
  return { dataCoding: dialect.ucs2, octets: encodeText('ucs2', text) ?? NOTHING };
}
