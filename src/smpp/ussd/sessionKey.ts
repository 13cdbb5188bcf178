/** The session's parameter: its value (`mark`) and the name that is in it (`SessionKey`). */
import type { Tlv } from '../pdu/pdu.ts';
import { TLVS, tlvOctets } from '../pdu/tlvs.ts';
import type { Dialect, SessionParameter } from './dialects.ts';
import type { SessionKey } from './types.ts';

const END_BIT = 1;

/** The value of the session's parameter; null where the message lacks it, 0 in a dialect that has none. */
export function markOf({ session }: Dialect, tlvs: readonly Tlv[]): number | null {
  if (session === null) return 0;
  const octets = tlvOctets(tlvs, session.name);
  if (octets === null) return null;
  return session.octets === 2 ? octets.readUInt16BE(0) : octets.readUInt32BE(0);
}

/** The dialogue's name in a mark: hexadecimal digits of full length, '' in a dialect that has none. */
export function keyOf({ session }: Dialect, mark: number): SessionKey {
  if (session === null) return '';
  return ((mark & session.naming) >>> 0).toString(16).padStart(session.octets * 2, '0');
}

/** The mark from which a key was made, as far as the key holds it. */
export function markFromKey(key: SessionKey): number {
  return key === '' ? 0 : Number.parseInt(key, 16);
}

/** The mark of a new dialogue. @param number any non-negative integer; the next one gives another name as long as the bits last */
export function firstMark({ session }: Dialect, number: number): number {
  if (session === null) return 0;
  const lowest = session.naming & -session.naming;
  const names = 2 ** (32 - Math.clz32(session.naming)) / lowest;
  return ((number % names) * lowest) >>> 0;
}

/** The mark of the network's next message: the session number stays, the dialogue unit number counts up and wraps in its octet. */
export function nextMark({ session }: Dialect, mark: number): number {
  if (session === null || session.step === 0) return mark;
  return ((mark & session.naming) | ((mark + session.step) & ~session.naming & ~END_BIT)) >>> 0;
}

/** Whether a mark says that the dialogue ends. */
export function hasEndBit(dialect: Dialect, mark: number): boolean {
  return dialect.endBit && (mark & END_BIT) !== 0;
}

/** The session's parameter of a message. @param ends whether it is the dialogue's last one */
export function sessionTlv(dialect: Dialect, session: SessionParameter, mark: number, ends: boolean): Tlv {
  const value = dialect.endBit && ends ? (mark | END_BIT) >>> 0 : mark;
  const octets = Buffer.allocUnsafe(session.octets);
  if (session.octets === 2) octets.writeUInt16BE(value & 0xffff, 0);
  else octets.writeUInt32BE(value, 0);
  return { tag: TLVS[session.name].tag, value: octets };
}
