/** Whether a text from outside can be carried at all: whole characters, and not too many of them. */
import { smsSize, ussdSize } from '../text/size.ts';

/** Parts that one concatenated SMS can have (23.040 §9.2.3.24.1: one octet). */
const MOST_PARTS = 255;

/** So many UTF-16 units fit into them in either alphabet, wherever parts end (67 units a part; a pair that moves on leaves one). */
const SURELY_FIT = MOST_PARTS * 66;

const HALF = 'has half of a surrogate pair; send whole characters';

/** What is wrong with a text as a USSD screen or answer (23.038: 160 octets = 182 septets or 80 UCS2 units), or null. */
export function ussdTextProblem(text: string): string | null {
  if (!text.isWellFormed()) return HALF;
  const { fits, units, capacity, alphabet } = ussdSize(text);
  return fits ? null : `has ${units} ${alphabet} units; USSD carries at most ${capacity}`;
}

/** What is wrong with a text as an SMS, or null. */
export function smsTextProblem(text: string): string | null {
  if (!text.isWellFormed()) return HALF;
  if (text.length <= SURELY_FIT) return null;
  const { parts } = smsSize(text);
  return parts <= MOST_PARTS ? null : `needs ${parts} parts; an SMS has at most ${MOST_PARTS}`;
}
