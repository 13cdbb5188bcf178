/** Size of a dialled string in the GSM 7-bit default alphabet (TS 23.038 §6.2.1, §6.2.1.1). */

const BASE =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENSION = '\f^{}\\[~]|€';

/** Septets by UTF-16 code unit; 0 = not in the alphabet. The euro sign is the highest character it has. */
const SEPTETS = new Uint8Array(0x20ad);
for (const char of BASE) SEPTETS[char.charCodeAt(0)] = 1;
for (const char of EXTENSION) SEPTETS[char.charCodeAt(0)] = 2;

/**
 * Takes a text, gives its size in septets (an extension character counts two), or null if a character is not in the
 * default alphabet and its extension table. National tables are not used in dialled strings.
 */
export function countSeptets(text: string): number | null {
  let total = 0;
  for (let index = 0; index < text.length; index++) {
    const septets = SEPTETS[text.charCodeAt(index)];
    if (!septets) return null;
    total += septets;
  }
  return total;
}
