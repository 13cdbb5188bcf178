/** What the octets of an SMS say, once its parts are together. */
import { decodeText } from './alphabets.ts';
import { type DefaultAlphabet, dataCodingOf, type TextAlphabet } from './dataCoding.ts';
import { type InformationElement, writeElements } from './udh.ts';

/** Content that is no text, as the gateway keeps it. */
export interface SmsData {
  /** data_coding as it came. */
  readonly coding: number;
  /** In base64. */
  readonly octets: string;
  /** In base64: the header's elements without concatenation and without the length octet. */
  readonly udh?: string;
}

/** What an SMS says. `flash`: shown at once and not kept. */
export type Content =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly flash: boolean;
      /** Header elements that a phone may ignore, as in `SmsData`. */
      readonly udh?: string;
    }
  | { readonly kind: 'data'; readonly data: SmsData; readonly flash: boolean };

/** The octets of an SMS or of one part of it, header apart. */
export interface Piece {
  readonly dataCoding: number;
  readonly flash: boolean;
  readonly octets: Buffer;
  /** Elements of its header, concatenation apart. */
  readonly elements: readonly InformationElement[];
}

/**
 * Elements that make a text something else (TS 23.040 §9.2.3.24): application ports, wireless control messages, and the locking shift
 * to another alphabet. So do all for the SIM (70 to 7F). A phone ignores any other that it does not know.
 */
const NO_TEXT = [0x04, 0x05, 0x09, 0x25];
const FOR_SIM = 0x70;

/**
 * The content of an SMS whose pieces stand in their order (one piece: an SMS that came whole). Pieces of one data_coding are put together
 * before they are read, so an escape or a surrogate pair that the sender cut in two is whole again.
 * @param byDefault what data_coding 0 stands for
 */
export function contentOf(pieces: readonly [Piece, ...Piece[]], byDefault: DefaultAlphabet): Content {
  const [first] = pieces;
  const { flash } = first;
  const udh = first.elements.length === 0 ? {} : { udh: writeElements(first.elements).toString('base64') };
  if (pieces.every((piece) => isText(piece, byDefault))) {
    return { kind: 'text', text: textOf(pieces, byDefault), flash, ...udh };
  }
  const octets = joined(pieces).toString('base64');
  return { kind: 'data', data: { coding: first.dataCoding, octets, ...udh }, flash };
}

function isText(piece: Piece, byDefault: DefaultAlphabet): boolean {
  if (dataCodingOf(piece.dataCoding, byDefault).alphabet === 'octets') return false;
  return piece.elements.every(({ id }) => !NO_TEXT.includes(id) && (id & 0xf0) !== FOR_SIM);
}

function textOf(pieces: readonly Piece[], byDefault: DefaultAlphabet): string {
  let text = '';
  for (let from = 0; from < pieces.length; ) {
    const { dataCoding } = pieces[from] as Piece;
    let to = from + 1;
    while (pieces[to]?.dataCoding === dataCoding) to++;
    const alphabet = dataCodingOf(dataCoding, byDefault).alphabet as TextAlphabet;
    text += decodeText(alphabet, joined(pieces.slice(from, to)));
    from = to;
  }
  return text;
}

function joined(pieces: readonly Piece[]): Buffer {
  return pieces.length === 1 ? (pieces[0] as Piece).octets : Buffer.concat(pieces.map(({ octets }) => octets));
}
