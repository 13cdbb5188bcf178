/** Reads optional parameters and checks each by its rule. */
import { type Cursor, NO_OCTETS, spoil } from './cursor.ts';
import type { Tlv } from './pdu.ts';
import { tlvDefect, tlvName } from './tlvs.ts';

/** What every PDU without parameters shares. */
export const NO_TLVS: readonly Tlv[] = Object.freeze([]);

/** Reads what stands behind the body, to the end of the frame or the first defect. */
export function readTlvs(cursor: Cursor): readonly Tlv[] {
  // One octet alone is no parameter: a gateway is known to send one behind its last, and means nothing by it.
  if (cursor.end - cursor.at <= 1) return NO_TLVS;
  const tlvs: Tlv[] = [];
  while (cursor.end - cursor.at > 1 && cursor.defect === null) tlvs.push(readTlv(cursor));
  return tlvs;
}

/** The same of a response: those that are wrong are left out, and all from where the edges are lost. */
export function readGoodTlvs(cursor: Cursor): readonly Tlv[] {
  const tlvs: Tlv[] = [];
  while (cursor.end - cursor.at > 1) {
    const { at } = cursor;
    const tlv = readTlv(cursor);
    if (cursor.at === at) return tlvs;
    if (cursor.defect === null) tlvs.push(tlv);
    cursor.defect = null;
  }
  return tlvs;
}

/** Reads the optional parameter at the cursor and moves it on. After a defect the value means nothing. */
export function readTlv(cursor: Cursor): Tlv {
  const { frame, at, end } = cursor;
  if (end - at < 4) return overrun(cursor, 'the PDU ends inside the head of an optional parameter');
  const tag = frame.readUInt16BE(at);
  const from = at + 4;
  const to = from + frame.readUInt16BE(at + 2);
  if (to > end) return overrun(cursor, `${tlvName(tag) ?? 'an optional parameter'} runs over the end of the PDU`);
  const value = from === to ? NO_OCTETS : frame.subarray(from, to);
  const status = tlvDefect(tag, value);
  if (status !== null) {
    const what = status === 'ESME_RINVPARLEN' ? 'length' : 'value';
    spoil(cursor, status, at, `${tlvName(tag)} has a ${what} that is not allowed`);
  }
  cursor.at = to;
  return { tag, value };
}

function overrun(cursor: Cursor, reason: string): Tlv {
  spoil(cursor, 'ESME_RINVOPTPARSTREAM', cursor.at, reason);
  return { tag: 0, value: NO_OCTETS };
}
