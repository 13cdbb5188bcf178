/** The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1, §6.2.1.1). */

/** In which a text travels: GSM-7 if it can, else UCS2 (UTF-16 in practice). */
export type Alphabet = 'gsm7' | 'ucs2';

/** The character at index n has code n. Code 1B is the escape to the extension table: no character of a text. */
export const GSM7_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Characters that cost two septets: the escape and the code given here. */
export const GSM7_EXTENSION: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

const ESCAPE = '\u001b';

/** Septets per UTF-16 code unit; 0 = not in the alphabet. Ends with €, the highest code unit there is. */
const SEPTETS = new Uint8Array('€'.charCodeAt(0) + 1);
for (const character of GSM7_BASIC) if (character !== ESCAPE) SEPTETS[character.charCodeAt(0)] = 1;
for (const character of Object.keys(GSM7_EXTENSION)) SEPTETS[character.charCodeAt(0)] = 2;

/** Septets (1 or 2) that a UTF-16 code unit costs in GSM-7, or 0 where the alphabet does not have it. */
export function septetsOf(codeUnit: number): number {
  return SEPTETS[codeUnit] ?? 0;
}

/** Septets that a text costs in GSM-7, or null where a character of it is not in the alphabet. */
export function countSeptets(text: string): number | null {
  let septets = 0;
  for (let i = 0; i < text.length; i++) {
    const cost = septetsOf(text.charCodeAt(i));
    if (cost === 0) return null;
    septets += cost;
  }
  return septets;
}
