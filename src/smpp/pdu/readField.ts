/** Reads the mandatory fields of the table, each by its kind. */
import { type Cursor, NO_OCTETS, readCString, readUint8, readUint32, spoil, TOO_LONG } from './cursor.ts';
import type { Destination, Field, FieldKind, FieldValues, Unsuccess } from './fields.ts';

/** sm_length and number_of_dests are at most 254 (SMPP 3.4 §5.2.21, §5.2.24). */
export const MOST_IN_AN_OCTET = 254;

/** Octets of a time without its NUL (SMPP 3.4 §7.1.1). */
const TIME_OCTETS = 16;

/** Reads the field at the cursor and moves it on. After a defect the value means nothing. */
export function readField(cursor: Cursor, { name, kind, max }: Field): FieldValues[FieldKind] {
  switch (kind) {
    case 'uint8':
      return readUint8(cursor, name);
    case 'cstring':
      return readCString(cursor, name, max);
    case 'time':
      return readTime(cursor, name, max);
    case 'short_message':
      return readShortMessage(cursor);
    case 'destinations':
      return readDestinations(cursor);
    case 'unsuccess':
      return readUnsuccess(cursor);
  }
}

function readTime(cursor: Cursor, name: string, max: number): string {
  const { at } = cursor;
  const time = readCString(cursor, name, max);
  if (time.length !== 0 && time.length !== TIME_OCTETS) {
    spoil(cursor, TOO_LONG[name] ?? 'ESME_RINVCMDLEN', at, `${name} is neither empty nor ${TIME_OCTETS} octets long`);
  }
  return time;
}

function readShortMessage(cursor: Cursor): Buffer {
  const { frame, at } = cursor;
  const length = readUint8(cursor, 'sm_length');
  const from = cursor.at;
  if (length > MOST_IN_AN_OCTET) {
    spoil(cursor, 'ESME_RINVMSGLEN', at, `sm_length is more than ${MOST_IN_AN_OCTET}`);
    return NO_OCTETS;
  }
  if (length > cursor.end - from) {
    spoil(cursor, 'ESME_RINVMSGLEN', at, 'sm_length runs over the end of the PDU');
    return NO_OCTETS;
  }
  cursor.at = from + length;
  return length === 0 ? NO_OCTETS : frame.subarray(from, from + length);
}

function readDestinations(cursor: Cursor): readonly Destination[] {
  const { at } = cursor;
  const count = readUint8(cursor, 'number_of_dests');
  if (count === 0 || count > MOST_IN_AN_OCTET) {
    spoil(cursor, 'ESME_RINVNUMDESTS', at, `number_of_dests is not 1 to ${MOST_IN_AN_OCTET}`);
  }
  const destinations: Destination[] = [];
  while (destinations.length < count && cursor.defect === null) destinations.push(readDestination(cursor));
  return destinations;
}

/** Octets of an address and of dl_name in submit_multi, the NUL included (SMPP 3.4 §4.5.1). */
export const LISTED_OCTETS = 21;

function readDestination(cursor: Cursor): Destination {
  const { at } = cursor;
  const flag = readUint8(cursor, 'dest_flag');
  if (flag === 2) return { flag, dl_name: readCString(cursor, 'dl_name', LISTED_OCTETS) };
  if (flag !== 1) spoil(cursor, 'ESME_RINVDESTFLAG', at, 'dest_flag is neither 1 nor 2');
  const ton = readUint8(cursor, 'dest_addr_ton');
  const npi = readUint8(cursor, 'dest_addr_npi');
  return { flag: 1, ton, npi, addr: readCString(cursor, 'destination_addr', LISTED_OCTETS) };
}

function readUnsuccess(cursor: Cursor): readonly Unsuccess[] {
  const count = readUint8(cursor, 'no_unsuccess');
  const refused: Unsuccess[] = [];
  while (refused.length < count && cursor.defect === null) {
    const ton = readUint8(cursor, 'dest_addr_ton');
    const npi = readUint8(cursor, 'dest_addr_npi');
    const addr = readCString(cursor, 'destination_addr', LISTED_OCTETS);
    refused.push({ ton, npi, addr, error_status_code: readUint32(cursor, 'error_status_code') });
  }
  return refused;
}
