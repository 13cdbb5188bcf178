/**
 * data_coding: which alphabet, and whether a phone shows the text at once. The octet has two readings: SMPP's own list for
 * 00 to 0E (SMPP 3.4 §5.2.19), and the SMS data coding scheme for the rest (3GPP TS 23.038 §4), which SMPP reserves.
 */

/** Alphabets that are read as text. */
export type TextAlphabet = 'gsm7' | 'ia5' | 'latin1' | 'iso-8859-5' | 'iso-8859-8' | 'ucs2';

/** `octets`: binary, or an alphabet that is not read here (JIS, KS C 5601, pictograms, compressed text): handed on untouched. */
export type Alphabet = TextAlphabet | 'octets';

/** What data_coding 0 stands for on a link: the SMSC's own choice. */
export type DefaultAlphabet = 'gsm7' | 'latin1';

export interface DataCoding {
  readonly alphabet: Alphabet;
  /** Message class 0: shown at once and not kept (TS 23.038 §4). */
  readonly flash: boolean;
}

/** The values of SMPP's own list, 00 to 0E; 00 is put in per link. */
const SMPP_LIST: readonly Alphabet[] = [
  'gsm7',
  'ia5',
  'octets',
  'latin1',
  'octets',
  'octets',
  'iso-8859-5',
  'iso-8859-8',
  'ucs2',
  'octets',
  'octets',
  'octets',
  'octets',
  'octets',
  'octets',
];

/** Bits 2 and 3 of the general groups; the reserved value is read as the default alphabet (TS 23.038 §4). */
const GENERAL_ALPHABETS: readonly Alphabet[] = ['gsm7', 'octets', 'ucs2', 'gsm7'];

const CLASS_PRESENT = 0x10;
const COMPRESSED = 0x20;
const CLASS_BITS = 0x03;

const CODINGS: Readonly<Record<DefaultAlphabet, readonly DataCoding[]>> = {
  gsm7: everyCoding('gsm7'),
  latin1: everyCoding('latin1'),
};

/** What an octet of data_coding says, 0 being the given alphabet. Every octet says something: what is reserved says `octets`. */
export function dataCodingOf(octet: number, byDefault: DefaultAlphabet): DataCoding {
  return CODINGS[byDefault][octet & 0xff] as DataCoding;
}

/** The octet for a text. A flash text in GSM-7 is F0, the one form that SMPP 3.4 knows; in UCS2 it can only be 18. */
export function dataCodingFor(alphabet: 'default' | 'ucs2', flash: boolean): number {
  if (alphabet === 'ucs2') return flash ? 0x18 : 0x08;
  return flash ? 0xf0 : 0x00;
}

function everyCoding(byDefault: DefaultAlphabet): readonly DataCoding[] {
  const all = Array.from({ length: 0x100 }, (_, octet) => codingOf(octet));
  return [{ alphabet: byDefault, flash: false }, ...all.slice(1)];
}

function codingOf(octet: number): DataCoding {
  const listed = SMPP_LIST[octet];
  if (listed !== undefined) return { alphabet: listed, flash: false };
  if (octet < 0x80) return generalGroup(octet);
  if (octet < 0xc0) return { alphabet: 'octets', flash: false };
  if (octet < 0xf0) return { alphabet: octet < 0xe0 ? 'gsm7' : 'ucs2', flash: false };
  return { alphabet: octet & 0x04 ? 'octets' : 'gsm7', flash: (octet & CLASS_BITS) === 0 };
}

/** 00xx xxxx, and 01xx xxxx, which only adds that the phone may delete the message once it has been read. */
function generalGroup(octet: number): DataCoding {
  const alphabet = octet & COMPRESSED ? 'octets' : (GENERAL_ALPHABETS[(octet >> 2) & 0x03] as Alphabet);
  return { alphabet, flash: (octet & CLASS_PRESENT) !== 0 && (octet & CLASS_BITS) === 0 };
}
