/** SMPP addresses <-> the numbers and names of the gateway. */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import { isDigits } from '../message/times.ts';
import type { Address } from '../pdu/fields.ts';

export const INTERNATIONAL = 1;
export const ALPHANUMERIC = 5;
export const UNKNOWN = 0;
/** E.164. */
const ISDN = 1;
/** Short codes are never longer (3 to 6 digits): a longer code is a phone number to SMPP, and the gateway knows that it is served. */
const LONGEST_SHORT_CODE = 6;
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
/** The most that source_addr and destination_addr hold, NUL apart. */
const LONGEST_ADDRESS = 20;

/**
 * The MSISDN in an address, or null where it is none. An international number stands as it is; others may be in a national form.
 * A `+` in front is survived, though SMPP has none.
 */
export function msisdnIn(ton: number, addr: string): string | null {
  if (ton !== INTERNATIONAL) return msisdnOf(addr);
  return isPlainMsisdn(addr) ? addr : msisdnOf(addr.startsWith('+') ? addr : `+${addr}`);
}

function msisdnOf(raw: string): string | null {
  const read = normaliseMsisdn(raw);
  return read.ok ? read.msisdn : null;
}

/** Most numbers are so, and need no closer look. */
function isPlainMsisdn(addr: string): boolean {
  return addr.length >= MIN_DIGITS && addr.length <= MAX_DIGITS && isAllDigits(addr) && addr[0] !== '0';
}

/** Whether an address is a number of any kind, and no name. */
export function isAllDigits(addr: string): boolean {
  return addr !== '' && isDigits(addr, addr.length);
}

/** An MSISDN for the gateway, so that it is not taken for a national form: those begin with 8 or 9. */
export function international(msisdn: string): string {
  return msisdn[0] === '8' || msisdn[0] === '9' ? `+${msisdn}` : msisdn;
}

/** Who an SMS goes to, as the gateway takes it: a short code as it stands, else an MSISDN; null where it is neither. */
export function receiverIn(ton: number, addr: string): string | null {
  const digits = addr.startsWith('+') ? addr.slice(1) : addr;
  if (digits === '') return null;
  if (!isAllDigits(digits)) return addr;
  if (digits.length <= LONGEST_SHORT_CODE) return digits;
  const msisdn = msisdnIn(ton, addr);
  return msisdn === null ? null : international(msisdn);
}

/** A code as the gateway knows it: a dialled one without the # at its end, a long number in international form. */
export function codeIn(ton: number, addr: string): string {
  if (isCode(addr)) return addr.endsWith('#') ? addr.slice(0, -1) : addr;
  return addr.length <= LONGEST_SHORT_CODE ? addr : (msisdnIn(ton, addr) ?? addr);
}

/** The address of an MSISDN. */
export function phoneAddress(msisdn: string): Address {
  return { ton: INTERNATIONAL, npi: ISDN, addr: msisdn };
}

/** The address of a code, a short code, a number or a name that writes. */
export function senderAddress(from: string): Address {
  const addr = from.slice(0, LONGEST_ADDRESS);
  if (isAllDigits(from)) return from.length <= LONGEST_SHORT_CODE ? codeAddress(addr) : phoneAddress(addr);
  return isCode(from) ? codeAddress(addr) : { ton: ALPHANUMERIC, npi: UNKNOWN, addr };
}

function codeAddress(addr: string): Address {
  return { ton: UNKNOWN, npi: ISDN, addr };
}

/** Whether this is something that is dialled. */
export function isCode(text: string): boolean {
  return text.startsWith('*') || text.startsWith('#');
}

/** Who a message is from: to whom what answers it goes. */
export function sourceOf(body: {
  readonly source_addr_ton: number;
  readonly source_addr_npi: number;
  readonly source_addr: string;
}): Address {
  return { ton: body.source_addr_ton, npi: body.source_addr_npi, addr: body.source_addr };
}

/** Whom a message is for: from whom what answers it comes. */
export function destinationOf(body: {
  readonly dest_addr_ton: number;
  readonly dest_addr_npi: number;
  readonly destination_addr: string;
}): Address {
  return { ton: body.dest_addr_ton, npi: body.dest_addr_npi, addr: body.destination_addr };
}
