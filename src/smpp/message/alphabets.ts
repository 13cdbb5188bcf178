/** Texts <-> the octets of a short_message, by alphabet. */
import { GSM7_EXTENSION, septetsOf } from '../../text/gsm7.ts';
import type { TextAlphabet } from './dataCoding.ts';
import { OCTET_TABLES, type OctetTable } from './octetTables.ts';

const ESCAPE = 0x1b;
const SPACE = 0x20;

/** Code unit by octet after an escape. What has no entry shows the character of the main table (TS 23.038 §6.2.1.1). */
const AFTER_ESCAPE = OCTET_TABLES.gsm7.units.slice();
/** Octet after an escape, by code unit; 0 = not in the extension table. */
const EXTENSION = new Uint8Array('€'.charCodeAt(0) + 1);
for (const [character, code] of Object.entries(GSM7_EXTENSION)) {
  AFTER_ESCAPE[code] = character.charCodeAt(0);
  EXTENSION[character.charCodeAt(0)] = code;
}
// The escape to a further table shows as a space until there is such a table (TS 23.038 §6.2.1.1).
AFTER_ESCAPE[ESCAPE] = SPACE;

/**
 * The text of some octets. An octet that the alphabet does not have becomes U+FFFD, so nothing vanishes unseen; an escape at the very
 * end is a space (TS 23.038 §6.2.1). UCS2 is UTF-16BE: halves of surrogate pairs survive, and a lone octet at its end becomes U+FFFD
 * (the caller refuses it first where it can). IA5 with control characters that no text has is GSM-7: well-known libraries send that
 * under data_coding 1.
 */
export function decodeText(alphabet: TextAlphabet, octets: Buffer): string {
  if (alphabet === 'ucs2') return decodeUcs2(octets);
  const table = OCTET_TABLES[alphabet];
  if (isPlain(table, octets)) return octets.toString('latin1');
  if (alphabet === 'ia5' && isGsm7InDisguise(octets)) return decodeText('gsm7', octets);
  return alphabet === 'gsm7' ? decodeGsm7(table, octets) : decodeTable(table, octets);
}

/** The octets of a text, or null where the alphabet lacks one of its characters. */
export function encodeText(alphabet: TextAlphabet, text: string): Buffer | null {
  if (alphabet === 'ucs2') return Buffer.from(text, 'utf16le').swap16();
  return alphabet === 'gsm7' ? encodeGsm7(text) : encodeTable(OCTET_TABLES[alphabet], text);
}

function isPlain(table: OctetTable, octets: Buffer): boolean {
  const { plain } = table;
  for (let i = 0; i < octets.length; i++) if (plain[octets[i] as number] === 0) return false;
  return true;
}

function isGsm7InDisguise(octets: Buffer): boolean {
  const { plain } = OCTET_TABLES.ia5;
  for (const octet of octets) if (octet < SPACE && plain[octet] === 0) return true;
  return false;
}

function decodeTable(table: OctetTable, octets: Buffer): string {
  const wide = Buffer.allocUnsafe(octets.length * 2);
  for (let i = 0; i < octets.length; i++) putUnit(wide, i * 2, table.units[octets[i] as number] as number);
  return wide.toString('utf16le');
}

function decodeGsm7(table: OctetTable, octets: Buffer): string {
  const wide = Buffer.allocUnsafe(octets.length * 2);
  let end = 0;
  for (let i = 0; i < octets.length; i++) {
    const escaped = octets[i] === ESCAPE;
    if (escaped) i++;
    putUnit(wide, end, escaped ? unitAfterEscape(octets, i) : (table.units[octets[i] as number] as number));
    end += 2;
  }
  return wide.toString('utf16le', 0, end);
}

/** Little-endian; a good deal faster than the Buffer's own method. */
function putUnit(wide: Buffer, at: number, unit: number): void {
  wide[at] = unit & 0xff;
  wide[at + 1] = unit >> 8;
}

function unitAfterEscape(octets: Buffer, at: number): number {
  return at < octets.length ? (AFTER_ESCAPE[octets[at] as number] as number) : SPACE;
}

function decodeUcs2(octets: Buffer): string {
  const even = octets.length & ~1;
  const text = Buffer.from(octets.subarray(0, even)).swap16().toString('utf16le');
  return even === octets.length ? text : `${text}\ufffd`;
}

function encodeTable(table: OctetTable, text: string): Buffer | null {
  const octets = Buffer.allocUnsafe(text.length);
  for (let i = 0; i < text.length; i++) {
    const known = table.octets[text.charCodeAt(i)] ?? 0;
    if (known === 0) return null;
    octets[i] = known - 1;
  }
  return octets;
}

function encodeGsm7(text: string): Buffer | null {
  const octets = Buffer.allocUnsafe(text.length * 2);
  const codes = OCTET_TABLES.gsm7.octets;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const septets = septetsOf(unit);
    if (septets === 0) return null;
    if (septets === 2) octets[end++] = ESCAPE;
    octets[end++] = septets === 2 ? (EXTENSION[unit] as number) : (codes[unit] as number) - 1;
  }
  return octets.subarray(0, end);
}
