/** For whom an application may speak: its own codes, and names of letters. */
import { ALPHANUMERIC, codeIn, isAllDigits, UNKNOWN } from './addresses.ts';

/** TS 23.040 §9.1.2.5: 11 characters of 7 bits. */
const LONGEST_NAME = 11;

/** The code or name in a source address as the gateway knows it, or null where it is not the application's. */
export function senderIn(codes: readonly string[], ton: number, addr: string): string | null {
  const meant = codeIn(ton, addr);
  // An 8 800 number may come as international although it is not.
  const own = codes.find((code) => code === addr || codeIn(UNKNOWN, code) === meant);
  if (own !== undefined) return codeIn(UNKNOWN, own);
  return ton === ALPHANUMERIC && addr !== '' && addr.length <= LONGEST_NAME && !isAllDigits(addr) ? addr : null;
}
