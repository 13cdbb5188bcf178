/** The rows of a message: its user data header (3GPP TS 23.040 §9.2.3.24), and its text. */
import type { Defect } from './cursor.ts';
import { UDHI } from './esmClass.ts';
import { type Row, row } from './rows.ts';

/** Reads octets as text after their data_coding; null where they are none. */
export type TextReader = (dataCoding: number, octets: Buffer) => string | null;

export interface Coding {
  readonly esmClass: number;
  readonly dataCoding: number;
}

interface Part {
  readonly rows: readonly Row[];
  readonly defects: readonly Defect[];
}

/** Rows of the message `octets` that begins at `at`, and what is wrong inside it. */
export function messageRows(frame: Buffer, at: number, octets: Buffer, coding: Coding, readText: TextReader): Part {
  if (octets.length === 0) return { rows: [], defects: [] };
  const end = at + octets.length;
  const header = coding.esmClass & UDHI ? headerRows(frame, at, end) : { rows: [], defects: [] };
  const textAt = Math.min(end, at + header.rows.reduce((sum, each) => sum + each.hex.length / 2, 0));
  const text = textRows(frame, textAt, end, coding.dataCoding, readText);
  return { rows: [...header.rows, ...text.rows], defects: [...header.defects, ...text.defects] };
}

const UCS2 = 0x08;

function textRows(frame: Buffer, at: number, end: number, dataCoding: number, readText: TextReader): Part {
  if (at === end) return { rows: [], defects: [] };
  const text = readText(dataCoding, frame.subarray(at, end));
  const odd = dataCoding === UCS2 && (end - at) % 2 === 1;
  return {
    rows: [row(frame, at, end, 'text', text)],
    defects: odd ? [{ status: 'ESME_RINVMSGLEN', offset: at, reason: 'UCS2 of an odd number of octets' }] : [],
  };
}

/** Information elements by IEI (TS 23.040 §9.2.3.24), with what their data says. */
const ELEMENTS: Readonly<Record<number, { readonly name: string; readonly meaning: (data: Buffer) => string }>> = {
  0: { name: 'concatenation, 8-bit', meaning: (data) => partMeaning(data, 1) },
  1: { name: 'special message', meaning: () => '' },
  4: { name: 'ports, 8-bit', meaning: (data) => portsMeaning(data, 1) },
  5: { name: 'ports, 16-bit', meaning: (data) => portsMeaning(data, 2) },
  8: { name: 'concatenation, 16-bit', meaning: (data) => partMeaning(data, 2) },
  36: { name: 'national single shift', meaning: ([table]) => `table ${table}` },
  37: { name: 'national locking shift', meaning: ([table]) => `table ${table}` },
};

function partMeaning(data: Buffer, width: number): string {
  if (data.length !== width + 2) return 'of a wrong length';
  return `message ${data.readUIntBE(0, width)}, part ${data[width + 1]} of ${data[width]}`;
}

function portsMeaning(data: Buffer, width: number): string {
  if (data.length !== width * 2) return 'of a wrong length';
  return `to ${data.readUIntBE(0, width)} from ${data.readUIntBE(width, width)}`;
}

function headerRows(frame: Buffer, at: number, end: number): Part {
  const length = frame[at] as number;
  const rows: Row[] = [row(frame, at, at + 1, 'UDH length', length)];
  if (at + 1 + length > end) return { rows, defects: [headerDefect(at, 'the header is longer than the message')] };
  let from = at + 1;
  while (from < at + 1 + length) {
    const to = from + 2 + (frame[from + 1] as number);
    if (from + 2 > at + 1 + length || to > at + 1 + length) {
      rows.push(row(frame, from, at + 1 + length, 'UDH element', null, 'cut'));
      return { rows, defects: [headerDefect(from, 'an element runs over the end of the header')] };
    }
    rows.push(elementRow(frame, from, to));
    from = to;
  }
  return { rows, defects: partDefects(frame, rows.slice(1)) };
}

function elementRow(frame: Buffer, from: number, to: number): Row {
  const iei = frame[from] as number;
  const element = ELEMENTS[iei];
  const meaning = element === undefined ? '' : `${element.name}: ${element.meaning(frame.subarray(from + 2, to))}`;
  return row(frame, from, to, `UDH element (${iei.toString(16).padStart(2, '0')})`, null, meaning);
}

/** Part 0, part 3 of 2, no parts at all; or a concatenation element of a wrong length. */
function partDefects(frame: Buffer, rows: readonly Row[]): readonly Defect[] {
  const wrong = rows.filter(({ offset, hex }) => !isSoundPart(frame.subarray(offset, offset + hex.length / 2)));
  return wrong.map(({ offset }) => headerDefect(offset, 'there is no such part'));
}

/** Octets of a concatenation element by IEI. */
const CONCATENATIONS: Readonly<Record<number, number>> = { 0: 5, 8: 6 };

function isSoundPart(element: Buffer): boolean {
  const length = CONCATENATIONS[element[0] as number];
  if (length === undefined) return true;
  const [total, number] = element.subarray(-2);
  return element.length === length && Number(number) >= 1 && Number(number) <= Number(total);
}

function headerDefect(offset: number, reason: string): Defect {
  return { status: 'ESME_RINVESMCLASS', offset, reason };
}
