/** Optional parameters: what is wrong with one, what it holds, and making one, all by the table. */
import type { Tlv } from './pdu.ts';
import type { StatusName } from './statuses.ts';
import { TLVS, type TlvName, type TlvNameOf, type TlvRule } from './tlvTable.ts';

export type { TlvKind, TlvName, TlvNameOf, TlvRule } from './tlvTable.ts';
export { TLVS };

interface NamedRule extends TlvRule {
  readonly name: TlvName;
}

const BY_TAG = new Map<number, NamedRule>();
for (const [name, rule] of Object.entries(TLVS)) BY_TAG.set(rule.tag, { name: name as TlvName, ...rule });

/** The name of a tag, or null where it is nobody's that we know. */
export function tlvName(tag: number): TlvName | null {
  return BY_TAG.get(tag)?.name ?? null;
}

/** What is wrong with a parameter's value by itself: its length (0xC2) or an integer that is not allowed (0xC4). Unknown ones pass. */
export function tlvDefect(tag: number, value: Buffer): StatusName | null {
  const rule = BY_TAG.get(tag);
  if (rule === undefined) return null;
  if (value.length < rule.min || value.length > rule.max) return 'ESME_RINVPARLEN';
  return rule.ranges === undefined || isWithin(uintOf(value), rule.ranges) ? null : 'ESME_RINVOPTPARAMVAL';
}

function isWithin(value: number, ranges: readonly (readonly [number, number])[]): boolean {
  for (let i = 0; i < ranges.length; i++) {
    const [from, to] = ranges[i] as readonly [number, number];
    if (value >= from && value <= to) return true;
  }
  return false;
}

function uintOf(value: Buffer): number {
  let result = 0;
  for (let i = 0; i < value.length; i++) result = result * 256 + (value[i] as number);
  return result;
}

/** What a parameter holds after its kind; null for octets and for what nobody knows. Texts are Latin-1 up to their NUL if they have one. */
export function tlvValue({ tag, value }: Tlv): number | string | null {
  const kind = BY_TAG.get(tag)?.kind;
  if (kind === 'int') return uintOf(value);
  return kind === 'cstring' ? textOf(value) : null;
}

function textOf(value: Buffer): string {
  const nul = value.indexOf(0);
  return value.toString('latin1', 0, nul === -1 ? value.length : nul);
}

/** The octets of the first parameter of that name, or null where there is none. */
export function tlvOctets(tlvs: readonly Tlv[], name: TlvName): Buffer | null {
  const { tag } = TLVS[name];
  for (let i = 0; i < tlvs.length; i++) {
    const tlv = tlvs[i] as Tlv;
    if (tlv.tag === tag) return tlv.value;
  }
  return null;
}

/** The integer of the first parameter of that name, or null where there is none. */
export function tlvInt(tlvs: readonly Tlv[], name: TlvNameOf<'int'>): number | null {
  const value = tlvOctets(tlvs, name);
  return value === null ? null : uintOf(value);
}

/** The text of the first parameter of that name, Latin-1 up to its NUL if it has one; null where there is none. */
export function tlvText(tlvs: readonly Tlv[], name: TlvNameOf<'cstring'>): string | null {
  const value = tlvOctets(tlvs, name);
  return value === null ? null : textOf(value);
}

/** Makes an integer parameter of the shortest length that is allowed and fits. Throws RangeError for a value that does not fit or is not allowed. */
export function intTlv(name: TlvNameOf<'int'>, value: number): Tlv {
  const { min, max }: TlvRule = TLVS[name];
  let length = min;
  while (length < max && value >= 256 ** length) length++;
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** length) {
    throw new RangeError(`${name} must be an integer of ${length === 1 ? 'one octet' : `${length} octets`}`);
  }
  const octets = Buffer.allocUnsafe(length);
  for (let i = length - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) octets[i] = rest & 0xff;
  return checked(name, octets);
}

/** Makes a parameter of these octets, which it keeps. Throws RangeError where their number is not allowed. */
export function octetsTlv(name: TlvNameOf<'octets'>, octets: Buffer): Tlv {
  return checked(name, octets);
}

/** Makes a text parameter with its closing NUL. Throws RangeError for what is too long, holds a NUL or is not Latin-1. */
export function textTlv(name: TlvNameOf<'cstring'>, text: string): Tlv {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0 || code > 0xff) throw new RangeError(`${name} holds a NUL or a character that is not Latin-1`);
  }
  return checked(name, Buffer.from(`${text}\0`, 'latin1'));
}

function checked(name: TlvName, value: Buffer): Tlv {
  const { tag, min, max } = TLVS[name];
  const defect = tlvDefect(tag, value);
  if (defect === 'ESME_RINVPARLEN')
    throw new RangeError(`${name} of ${value.length} octets: ${min} to ${max} are allowed`);
  if (defect !== null) throw new RangeError(`${name} has a value that is not allowed`);
  return { tag, value };
}
