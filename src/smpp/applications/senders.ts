/** For whom an application may speak: its own codes, and names of letters. */
import { ALPHANUMERIC, isCode, isDigits } from '../phones/addresses.ts';

/** TS 23.040 §9.1.2.5: 11 characters of 7 bits. */
const LONGEST_NAME = 11;

/** The code or name in a source address as the gateway knows it, or null where it is not the application's. */
export function senderIn(codes: readonly string[], ton: number, addr: string): string | null {
  const bare = bareCode(addr);
  const own = codes.find((code) => bareCode(code) === bare);
  if (own !== undefined) return bareCode(own);
  return ton === ALPHANUMERIC && addr !== '' && addr.length <= LONGEST_NAME && !isDigits(addr) ? addr : null;
}

/** A dialled code is known without the # at its end. */
function bareCode(code: string): string {
  return isCode(code) && code.endsWith('#') ? code.slice(0, -1) : code;
}
