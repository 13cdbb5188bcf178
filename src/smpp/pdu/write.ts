/** A PDU to octets: one writer for every command, led by the table of fields. What would not be read back the same is refused. */
import { COMMANDS, type CommandName } from './commands.ts';
import { HEADER_OCTETS } from './cursor.ts';
import type { Address, Destination, Field, FieldKind, FieldValues, Unsuccess } from './fields.ts';
import type { Pdu, Tlv } from './pdu.ts';
import { EncodeError, putCString, putOctets, putUint8, putUint32 } from './put.ts';
import { LISTED_OCTETS, MOST_IN_AN_OCTET } from './readField.ts';

export { EncodeError };

/** A PDU as octets of its own. Throws EncodeError. */
export function encode(pdu: Pdu): Buffer {
  const octets = Buffer.allocUnsafe(encodedLength(pdu));
  encodeInto(octets, 0, pdu);
  return octets;
}

/**
 * Writes a PDU into `target` from octet `at` on.
 * @returns where it ends, or -1 if it does not fit (then nothing is written). Throws EncodeError; what stands from `at` on is then undefined.
 */
export function encodeInto(target: Buffer, at: number, pdu: Pdu): number {
  const length = encodedLength(pdu);
  if (at + length > target.length) return -1;
  const { id, fields } = COMMANDS[pdu.command];
  putUint32(target, at, length);
  putUint32(target, at + 4, id);
  putUint32(target, at + 8, uint32(pdu, 'command_status', pdu.status));
  putUint32(target, at + 12, uint32(pdu, 'sequence_number', pdu.sequence));
  const bodyEnd = isBodiless(pdu) ? at + HEADER_OCTETS : putBody(target, at + HEADER_OCTETS, pdu, fields);
  return putTlvs(target, bodyEnd, pdu);
}

/** Errors leave their body out (SMPP 3.4 §4), unless parameters are to follow it. */
function isBodiless(pdu: Pdu): boolean {
  return pdu.status !== 0 && pdu.tlvs.length === 0 && COMMANDS[pdu.command].kind === 'response';
}

/** Octets that a PDU takes on the wire. Its values are not checked. */
export function encodedLength(pdu: Pdu): number {
  if (isBodiless(pdu)) return HEADER_OCTETS;
  const fields: readonly Field[] = COMMANDS[pdu.command].fields;
  const body = pdu.body as Values;
  let length = HEADER_OCTETS;
  for (let i = 0; i < fields.length; i++) {
    const { name, kind } = fields[i] as Field;
    length += kind === 'uint8' ? 1 : lengthOf(kind, body[name]);
  }
  for (let i = 0; i < pdu.tlvs.length; i++) length += TLV_HEAD_OCTETS + (pdu.tlvs[i] as Tlv).value.length;
  return length;
}

const TLV_HEAD_OCTETS = 4;

type Values = Readonly<Record<string, FieldValues[FieldKind] | undefined>>;

function lengthOf(kind: FieldKind, value: FieldValues[FieldKind] | undefined): number {
  if (kind === 'destinations') return destinationsLength(value as readonly Destination[]);
  if (kind === 'unsuccess') return unsuccessLength(value as readonly Unsuccess[]);
  return 1 + (value as string | Buffer).length;
}

function destinationsLength(destinations: readonly Destination[]): number {
  let length = 1;
  for (let i = 0; i < destinations.length; i++) {
    const destination = destinations[i] as Destination;
    length += destination.flag === 2 ? 2 + destination.dl_name.length : 4 + destination.addr.length;
  }
  return length;
}

function unsuccessLength(refused: readonly Unsuccess[]): number {
  let length = 1;
  for (let i = 0; i < refused.length; i++) length += 7 + (refused[i] as Unsuccess).addr.length;
  return length;
}

function putBody(target: Buffer, from: number, pdu: Pdu, fields: readonly Field[]): number {
  const body = pdu.body as Values;
  let at = from;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i] as Field;
    at = putField(target, at, pdu.command, field, body[field.name]);
  }
  return at;
}

function putField(
  target: Buffer,
  at: number,
  command: CommandName,
  { name, kind, max }: Field,
  value: FieldValues[FieldKind] | undefined,
): number {
  switch (kind) {
    case 'uint8':
      return putUint8(target, at, command, name, value as number);
    case 'cstring':
      return putCString(target, at, command, name, value as string, max);
    case 'time':
      return putTime(target, at, command, name, value as string, max);
    case 'short_message':
      return putShortMessage(target, at, command, value as Buffer);
    case 'destinations':
      return putDestinations(target, at, command, value as readonly Destination[]);
    case 'unsuccess':
      return putUnsuccess(target, at, command, value as readonly Unsuccess[]);
  }
}

function uint32(pdu: Pdu, name: string, value: number): number {
  if (value >>> 0 !== value) throw new EncodeError(pdu.command, name, 'is no integer of 32 bits');
  return value;
}

function putTime(target: Buffer, at: number, command: CommandName, name: string, value: string, max: number): number {
  if (value.length !== 0 && value.length !== max - 1) {
    throw new EncodeError(command, name, `has ${value.length} characters, a time has ${max - 1}`);
  }
  return putCString(target, at, command, name, value, max);
}

function putShortMessage(target: Buffer, at: number, command: CommandName, octets: Buffer): number {
  const { length } = octets;
  if (length > MOST_IN_AN_OCTET) {
    throw new EncodeError(command, 'short_message', `has ${length} octets, at most ${MOST_IN_AN_OCTET} fit`);
  }
  target[at] = length;
  return putOctets(target, at + 1, octets);
}

function putDestinations(
  target: Buffer,
  from: number,
  command: CommandName,
  destinations: readonly Destination[],
): number {
  const { length } = destinations;
  if (length === 0 || length > MOST_IN_AN_OCTET) {
    throw new EncodeError(command, 'dest_address', `has ${length} destinations, not 1 to ${MOST_IN_AN_OCTET}`);
  }
  let at = putUint8(target, from, command, 'number_of_dests', length);
  for (let i = 0; i < length; i++) at = putDestination(target, at, command, destinations[i] as Destination);
  return at;
}

function putDestination(target: Buffer, from: number, command: CommandName, destination: Destination): number {
  const at = putUint8(target, from, command, 'dest_flag', destination.flag);
  if (destination.flag === 1) return putAddress(target, at, command, destination);
  return putCString(target, at, command, 'dl_name', destination.dl_name, LISTED_OCTETS);
}

function putAddress(target: Buffer, from: number, command: CommandName, { ton, npi, addr }: Address): number {
  let at = putUint8(target, from, command, 'dest_addr_ton', ton);
  at = putUint8(target, at, command, 'dest_addr_npi', npi);
  return putCString(target, at, command, 'destination_addr', addr, LISTED_OCTETS);
}

function putUnsuccess(target: Buffer, from: number, command: CommandName, refused: readonly Unsuccess[]): number {
  let at = putUint8(target, from, command, 'no_unsuccess', refused.length);
  for (let i = 0; i < refused.length; i++) {
    const one = refused[i] as Unsuccess;
    at = putAddress(target, at, command, one);
    if (one.error_status_code >>> 0 !== one.error_status_code) {
      throw new EncodeError(command, 'error_status_code', 'is no integer of 32 bits');
    }
    putUint32(target, at, one.error_status_code);
    at += 4;
  }
  return at;
}

function putTlvs(target: Buffer, from: number, { command, tlvs }: Pdu): number {
  let at = from;
  for (let i = 0; i < tlvs.length; i++) {
    const { tag, value } = tlvs[i] as Tlv;
    if ((tag & 0xffff) !== tag) throw new EncodeError(command, 'a TLV', 'has a tag that is no integer of 16 bits');
    if (value.length > 0xffff) throw new EncodeError(command, 'a TLV', `has ${value.length} octets, at most 65535 fit`);
    target[at] = tag >>> 8;
    target[at + 1] = tag;
    target[at + 2] = value.length >>> 8;
    target[at + 3] = value.length;
    at = putOctets(target, at + TLV_HEAD_OCTETS, value);
  }
  return at;
}
