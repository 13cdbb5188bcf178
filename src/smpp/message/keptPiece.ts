/** A part of an SMS as text, so that it can be kept until the others have come: `coding flash header octets`, the last two in base64. */
import type { Piece } from './pieces.ts';
import { readElements, writeElements } from './udh.ts';

const FLASH = 'f';

/** Writes a piece: the same text for the same piece. */
export function writePiece({ dataCoding, flash, elements, octets }: Piece): string {
  return `${dataCoding} ${flash ? FLASH : ''} ${writeElements(elements).toString('base64')} ${octets.toString('base64')}`;
}

/** Reads what `writePiece` wrote. */
export function readPiece(text: string): Piece {
  const [coding = '', flash, header = '', octets = ''] = text.split(' ');
  return {
    dataCoding: Number(coding),
    flash: flash === FLASH,
    octets: Buffer.from(octets, 'base64'),
    elements: readElements(Buffer.from(header, 'base64')) ?? [],
  };
}
