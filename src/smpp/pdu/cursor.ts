/** Reading octets one value after the other, never past the end: the first defect is kept, and what is read after it means nothing. */
import type { StatusName } from './statuses.ts';

/** Octets of the header: command_length, command_id, command_status, sequence_number (SMPP 3.4 §3.2). */
export const HEADER_OCTETS = 16;

/** What makes the rest of a frame unreadable: the answer it deserves, where (octets from the frame's beginning), and why, in words without values. */
export interface Defect {
  readonly status: StatusName;
  readonly offset: number;
  readonly reason: string;
}

/** How far a frame is read. After a defect nothing more is to be read. */
export interface Cursor {
  readonly frame: Buffer;
  readonly end: number;
  at: number;
  defect: Defect | null;
}

/** Stands at the first octet of the body. */
export function openCursor(frame: Buffer): Cursor {
  return { frame, end: frame.length, at: HEADER_OCTETS, defect: null };
}

/** What every empty value shares. */
export const NO_OCTETS = Buffer.alloc(0);

/** The answer to a C-octet string that is longer than it may be; 0x02 where no status speaks of the field. */
export const TOO_LONG: Readonly<Record<string, StatusName>> = {
  system_id: 'ESME_RINVSYSID',
  password: 'ESME_RINVPASWD',
  system_type: 'ESME_RINVSYSTYP',
  service_type: 'ESME_RINVSERTYP',
  source_addr: 'ESME_RINVSRCADR',
  destination_addr: 'ESME_RINVDSTADR',
  dl_name: 'ESME_RINVDLNAME',
  message_id: 'ESME_RINVMSGID',
  schedule_delivery_time: 'ESME_RINVSCHED',
  validity_period: 'ESME_RINVEXPIRY',
};

/** One octet. */
export function readUint8(cursor: Cursor, name: string): number {
  if (cursor.at >= cursor.end) {
    endsBefore(cursor, name);
    return 0;
  }
  return cursor.frame[cursor.at++] as number;
}

/** Four octets. */
export function readUint32(cursor: Cursor, name: string): number {
  if (cursor.end - cursor.at < 4) {
    endsBefore(cursor, name);
    return 0;
  }
  const value = cursor.frame.readUInt32BE(cursor.at);
  cursor.at += 4;
  return value;
}

function endsBefore(cursor: Cursor, name: string): void {
  spoil(cursor, 'ESME_RINVCMDLEN', cursor.at, `the PDU ends before ${name}`);
}

/** Notes a defect; the first one counts. */
export function spoil(cursor: Cursor, status: StatusName, offset: number, reason: string): void {
  cursor.defect ??= { status, offset, reason };
}

/** A C-octet string of at most `max` octets, its NUL included (SMPP 3.4 §3.1). */
export function readCString(cursor: Cursor, name: string, max: number): string {
  const { frame, at, end } = cursor;
  const limit = end - at < max ? end : at + max;
  let nul = at;
  while (nul < limit && frame[nul] !== 0) nul++;
  if (nul === limit) {
    spoilUnclosed(cursor, name, max);
    return '';
  }
  cursor.at = nul + 1;
  return nul === at ? '' : frame.toString('latin1', at, nul);
}

function spoilUnclosed(cursor: Cursor, name: string, max: number): void {
  const { frame, at, end } = cursor;
  if (at >= end) endsBefore(cursor, name);
  else if (!frame.includes(0, at)) spoil(cursor, 'ESME_RINVCMDLEN', at, `no NUL closes ${name}`);
  else spoil(cursor, TOO_LONG[name] ?? 'ESME_RINVCMDLEN', at, `${name} is longer than ${max - 1} octets`);
}
