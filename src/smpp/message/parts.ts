/** An SMS -> the messages that carry it over SMPP, of at most 140 octets on the air each. */
import { UDHI } from '../pdu/esmClass.ts';
import type { Tlv } from '../pdu/pdu.ts';
import { intTlv, octetsTlv } from '../pdu/tlvs.ts';
import { decodeText, encodeText } from './alphabets.ts';
import { cutOctets, roomOf } from './cutting.ts';
import { type Alphabet, type DefaultAlphabet, dataCodingFor, dataCodingOf } from './dataCoding.ts';
import type { Content } from './pieces.ts';
import { concatenationElement, type InformationElement, type PartOf, readElements, writeUdh } from './udh.ts';

/** How what is too long for one message travels: parts with a header, parts with sar_* parameters, or whole in message_payload. */
export type LongSms = 'udh8' | 'udh16' | 'sar' | 'payload';

export interface PartsOptions {
  /** What data_coding 0 stands for at the receiver. */
  readonly byDefault: DefaultAlphabet;
  readonly longSms: LongSms;
  /** The parts' common reference; its lower 8 or 16 bits are used. */
  readonly reference: number;
}

/** What one message puts into a submit_sm or deliver_sm, by the names of the standard. */
export interface SmsPart {
  /** UDHI or 0. */
  readonly esm_class: number;
  readonly data_coding: number;
  readonly short_message: Buffer;
  readonly tlvs: readonly Tlv[];
}

/** An SMS in octets. */
interface Written {
  /** The alphabet by which it is measured and cut. */
  readonly cutAs: Alphabet;
  /** Cut as GSM-7, sent as Latin-1. */
  readonly inLatin1: boolean;
  readonly dataCoding: number;
  readonly octets: Buffer;
  readonly elements: readonly InformationElement[];
}

const MAX_PARTS = 255;
const NO_OCTETS = Buffer.alloc(0);
const NO_TLVS: readonly Tlv[] = [];
const NO_ELEMENTS: readonly InformationElement[] = [];

/**
 * The messages of an SMS, one where it fits. A text goes in the default alphabet if GSM-7 has all of it (and Latin-1 too where that
 * is the default), else in UCS2; its parts are those that a phone would count, whatever the alphabet costs over SMPP.
 * Content with a header of its own goes with a header even where parts travel by sar_*.
 * @returns null where it needs more than 255 parts, or its header leaves no room
 */
export function partsOf(content: Content, options: PartsOptions): readonly SmsPart[] | null {
  const written = writtenOf(content, options.byDefault);
  if (written === null) return null;
  const { cutAs, octets, elements } = written;
  if (octets.length <= roomOf(cutAs, writeUdh(elements).length)) return [whole(written)];
  const source = elements.length > 0 && options.longSms === 'sar' ? 'udh8' : options.longSms;
  const room = roomOf(cutAs, headerLength(elements, source));
  const parts = room === 0 ? [] : cutOctets(cutAs, octets, room);
  const total = parts.length;
  if (total === 0 || total > MAX_PARTS) return null;
  if (source === 'payload') return [inPayload(written)];
  const { reference } = options;
  return parts.map((part, index) => onePart(written, part, { reference, total, number: index + 1, source }));
}

function writtenOf(content: Content, byDefault: DefaultAlphabet): Written | null {
  const elements = elementsOf(content.kind === 'text' ? content.udh : content.data.udh);
  if (elements === null) return null;
  if (content.kind === 'text') return textWritten(content.text, content.flash, byDefault, elements);
  const { coding, octets } = content.data;
  const cutAs = dataCodingOf(coding, byDefault).alphabet;
  return { cutAs, inLatin1: false, dataCoding: coding, octets: Buffer.from(octets, 'base64'), elements };
}

function elementsOf(udh: string | undefined): readonly InformationElement[] | null {
  return udh === undefined ? NO_ELEMENTS : readElements(Buffer.from(udh, 'base64'));
}

/** A flash text names GSM-7 itself, whatever is the default. */
function textWritten(
  text: string,
  flash: boolean,
  byDefault: DefaultAlphabet,
  elements: readonly InformationElement[],
): Written {
  const inLatin1 = byDefault === 'latin1' && !flash;
  const septets = inLatin1 && encodeText('latin1', text) === null ? null : encodeText('gsm7', text);
  if (septets !== null) {
    return { cutAs: 'gsm7', inLatin1, dataCoding: dataCodingFor('default', flash), octets: septets, elements };
  }
  const octets = encodeText('ucs2', text) as Buffer;
  return { cutAs: 'ucs2', inLatin1: false, dataCoding: dataCodingFor('ucs2', flash), octets, elements };
}

/** Octets of the header of a part on the air; of what goes without one, that which the SMSC will put there. */
function headerLength(elements: readonly InformationElement[], source: LongSms): number {
  const concatenation = concatenationElement({
    reference: 0,
    total: 0,
    number: 0,
    source: source === 'udh16' ? 'udh16' : 'udh8',
  });
  return writeUdh([...elements, concatenation]).length;
}

function onePart(written: Written, octets: Buffer, part: PartOf): SmsPart {
  if (part.source === 'sar') return message(written, written.elements, octets, sarTlvs(part));
  const concatenation = concatenationElement({ ...part, source: part.source });
  return message(written, [concatenation, ...written.elements], octets, NO_TLVS);
}

function whole(written: Written): SmsPart {
  return message(written, written.elements, written.octets, NO_TLVS);
}

function inPayload(written: Written): SmsPart {
  const { short_message, ...rest } = whole(written);
  return { ...rest, short_message: NO_OCTETS, tlvs: [octetsTlv('message_payload', short_message)] };
}

function sarTlvs({ reference, total, number }: PartOf): readonly Tlv[] {
  return [
    intTlv('sar_msg_ref_num', reference & 0xffff),
    intTlv('sar_total_segments', total),
    intTlv('sar_segment_seqnum', number),
  ];
}

function message(
  written: Written,
  elements: readonly InformationElement[],
  octets: Buffer,
  tlvs: readonly Tlv[],
): SmsPart {
  const text = written.inLatin1 ? (encodeText('latin1', decodeText('gsm7', octets)) as Buffer) : octets;
  return {
    esm_class: elements.length > 0 ? UDHI : 0,
    data_coding: written.dataCoding,
    short_message: elements.length > 0 ? Buffer.concat([writeUdh(elements), text]) : text,
    tlvs,
  };
}
