/** What a submit_sm, deliver_sm, data_sm or submit_multi carries: a whole SMS, or a part of one (SMPP 3.4 §5.2.12, §5.2.19, §5.3.2.22 to 32). */
import { UDHI } from '../pdu/esmClass.ts';
import type { PduOf, Tlv } from '../pdu/pdu.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { tlvInt, tlvOctets } from '../pdu/tlvs.ts';
import { type DefaultAlphabet, dataCodingOf } from './dataCoding.ts';
import { type Content, contentOf, type Piece } from './pieces.ts';
import { type InformationElement, isPart, type PartOf, readUdh } from './udh.ts';

/** The PDUs that carry an SMS. */
export type MessagePdu = PduOf<'submit_sm'> | PduOf<'deliver_sm'> | PduOf<'data_sm'> | PduOf<'submit_multi'>;

/** One of several parts, for the assembler. Its octets are a view of the PDU's frame. */
export interface Part {
  readonly piece: Piece;
  readonly of: PartOf;
}

export type SmsRead =
  | { readonly kind: 'whole'; readonly content: Content }
  | { readonly kind: 'part'; readonly part: Part }
  /** What the PDU is to be answered with, and why, in words without values. */
  | { readonly kind: 'wrong'; readonly status: StatusName; readonly reason: string };

type Wrong = Extract<SmsRead, { kind: 'wrong' }>;

/** dest_addr_subunit: the display of the phone, which is a flash message by other means (SMPP 3.4 §5.3.2.1). */
const DISPLAY = 1;

const NO_ELEMENTS: readonly InformationElement[] = [];

/**
 * Reads the SMS of a PDU that was decoded (so its sar_* parameters have their lengths and are not 0). Refused are: short_message beside
 * message_payload (C1), a data_sm without payload or sar_* parameters that are not all three there (C3) or name no such part (C4),
 * a header that does not fit its body or names no such part (43), and a UCS2 text of odd length (01). A header counts before sar_*.
 * Part 1 of 1 is whole.
 * @param byDefault what data_coding 0 stands for on this link
 */
export function readSms(pdu: MessagePdu, byDefault: DefaultAlphabet): SmsRead {
  const body = bodyOf(pdu);
  if ('kind' in body) return body;
  const header = pdu.body.esm_class & UDHI ? readUdh(body) : undefined;
  if (header === null) return wrong('ESME_RINVESMCLASS', 'the user data header does not fit its message');
  const dataCoding = pdu.body.data_coding;
  const coding = dataCodingOf(dataCoding, byDefault);
  const octets = header === undefined ? body : body.subarray(header.octets);
  if (coding.alphabet === 'ucs2' && octets.length % 2 === 1) return wrong('ESME_RINVMSGLEN', 'UCS2 of odd length');
  const sar = sarOf(pdu.tlvs);
  if (sar !== null && 'kind' in sar) return sar;
  const of = header?.part ?? sar;
  const flash = coding.flash || tlvInt(pdu.tlvs, 'dest_addr_subunit') === DISPLAY;
  const piece = { dataCoding, flash, octets, elements: header?.elements ?? NO_ELEMENTS };
  if (of === null) return { kind: 'whole', content: contentOf([piece], byDefault) };
  return { kind: 'part', part: { piece, of } };
}

function bodyOf(pdu: MessagePdu): Buffer | Wrong {
  const payload = tlvOctets(pdu.tlvs, 'message_payload');
  if (pdu.command === 'data_sm') return payload ?? wrong('ESME_RMISSINGOPTPARAM', 'data_sm without message_payload');
  const { short_message } = pdu.body;
  if (payload === null) return short_message;
  return short_message.length === 0 ? payload : wrong('ESME_ROPTPARNOTALLWD', 'message_payload beside a short_message');
}

function sarOf(tlvs: readonly Tlv[]): PartOf | Wrong | null {
  const reference = tlvInt(tlvs, 'sar_msg_ref_num');
  const total = tlvInt(tlvs, 'sar_total_segments');
  const number = tlvInt(tlvs, 'sar_segment_seqnum');
  if (reference === null && total === null && number === null) return null;
  if (reference === null || total === null || number === null) {
    return wrong('ESME_RMISSINGOPTPARAM', 'one of the three sar_ parameters is missing');
  }
  if (!isPart(total, number)) return wrong('ESME_RINVOPTPARAMVAL', 'the sar_ parameters name no such part');
  return total === 1 ? null : { reference, total, number, source: 'sar' };
}

function wrong(status: StatusName, reason: string): Wrong {
  return { kind: 'wrong', status, reason };
}
