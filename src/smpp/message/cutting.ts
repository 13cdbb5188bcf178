/** Cutting the octets of an SMS into parts, as SMPP carries them: GSM-7 unpacked, a septet an octet (3GPP TS 23.040 §9.2.3.24.1). */
import type { Alphabet } from './dataCoding.ts';

/** Octets of user data on the air, header included. */
const AIR_OCTETS = 140;
/** The longest character: an escape with its code, or a surrogate pair of four octets. */
const LONGEST_CHARACTER = 4;
const ESCAPE = 0x1b;

/**
 * How many octets of a short_message one message holds beside a header of so many octets (its length octet included):
 * 160, 153 or 152 septets in GSM-7, 140, 134 or 132 octets in UCS2. 0 where the header leaves no room.
 */
export function roomOf(alphabet: Alphabet, headerOctets: number): number {
  const left = AIR_OCTETS - headerOctets;
  if (left < LONGEST_CHARACTER) return 0;
  if (alphabet === 'gsm7') return Math.floor((left * 8) / 7);
  return alphabet === 'ucs2' ? left - (left % 2) : left;
}

/** The parts of some octets, each of at most `room` (not 0), none parting an escape from its code or a surrogate pair. */
export function cutOctets(alphabet: Alphabet, octets: Buffer, room: number): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  while (octets.length - start > room) {
    const end = wholeEnd(alphabet, octets, start + room);
    parts.push(octets.subarray(start, end));
    start = end;
  }
  parts.push(octets.subarray(start));
  return parts;
}

/** The last place up to `end` where no character is cut. */
function wholeEnd(alphabet: Alphabet, octets: Buffer, end: number): number {
  if (alphabet === 'gsm7') return octets[end - 1] === ESCAPE ? end - 1 : end;
  return alphabet === 'ucs2' && splitsPair(octets, end) ? end - 2 : end;
}

function splitsPair(octets: Buffer, at: number): boolean {
  return isSurrogate(octets[at - 2], 0xd8) && isSurrogate(octets[at], 0xdc);
}

/** @param half D8 for the first half of a pair, DC for the second, by their upper octets */
function isSurrogate(upper: number | undefined, half: number): boolean {
  return upper !== undefined && (upper & 0xfc) === half;
}
