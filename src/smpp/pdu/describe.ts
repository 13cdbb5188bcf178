/** A frame field by field, with offsets, octets and meaning, and what is wrong with it: led by the same table and reader as decoding. */
import { type Command, commandOf } from './commands.ts';
import { type Cursor, type Defect, HEADER_OCTETS, openCursor } from './cursor.ts';
import { bodyRows } from './describeBody.ts';
import { headerDefects, headerRows } from './describeHeader.ts';
import { messageRows, type TextReader } from './describeMessage.ts';
import type { Field } from './fields.ts';
import { numberMeaning, octetsMeaning } from './meanings.ts';
import type { Tlv } from './pdu.ts';
import { isBodiless } from './read.ts';
import { readField } from './readField.ts';
import { readTlv } from './readTlvs.ts';
import { type Row, row } from './rows.ts';
import { TLVS, tlvName, tlvValue } from './tlvs.ts';

export interface Description {
  /** Its name in the standard; null where no command has the id, or there is none. */
  readonly command: string | null;
  readonly octets: number;
  readonly rows: readonly Row[];
  /** Empty where all is well. Offsets count from the beginning of the frame. */
  readonly wrong: readonly Defect[];
}

/** What the rows of a description are collected in. */
interface Writing {
  readonly rows: Row[];
  readonly wrong: Defect[];
  readonly readText: TextReader;
}

/** Describes the octets of one frame, whole or not. `readText` reads a text after its data_coding. Never throws. */
export function describe(frame: Buffer, readText: TextReader): Description {
  const writing: Writing = { rows: [...headerRows(frame)], wrong: [...headerDefects(frame)], readText };
  const command = frame.length < HEADER_OCTETS ? null : commandOf(frame.readUInt32BE(4));
  if (command !== null) describeInside(frame, command, writing);
  else if (frame.length > HEADER_OCTETS) writing.rows.push(row(frame, HEADER_OCTETS, frame.length, 'body', null));
  return { command: command?.name ?? null, octets: frame.length, rows: writing.rows, wrong: writing.wrong };
}

function describeInside(frame: Buffer, command: Command, writing: Writing): void {
  const cursor = openCursor(frame);
  const body = isBodiless(frame, command) ? new Map() : describeBody(cursor, command.fields, writing);
  describeTlvs(cursor, body, writing);
  if (cursor.at < cursor.end) writing.rows.push(leftover(cursor));
  writing.wrong.push(...textDefects(body, writing.rows));
}

function leftover({ frame, at, end, defect }: Cursor): Row {
  if (defect !== null || end - at > 1) return row(frame, at, end, 'not read', null);
  return row(frame, at, end, 'stray', null, 'one octet too many, ignored');
}

/** A text may stand in one place only (SMPP 3.4 §5.3.2.32). */
function textDefects(body: BodyValues, rows: readonly Row[]): readonly Defect[] {
  const message = body.get('short_message');
  const payload = rows.find(({ name }) => name === PAYLOAD);
  if (payload === undefined || !(message instanceof Buffer) || message.length === 0) return [];
  const reason = 'short_message and message_payload together';
  return [{ status: 'ESME_ROPTPARNOTALLWD', offset: payload.offset, reason }];
}

const TLV_HEAD_OCTETS = 4;
const PAYLOAD = label('message_payload', TLVS.message_payload.tag);

type BodyValues = ReadonlyMap<string, unknown>;

/** Describes the mandatory fields as far as they can be read, and gives their values. */
function describeBody(cursor: Cursor, fields: readonly Field[], writing: Writing): BodyValues {
  const values = new Map<string, unknown>();
  for (const field of fields) {
    const { at } = cursor;
    const value = readField(cursor, field);
    if (cursor.defect !== null) {
      writing.wrong.push(cursor.defect);
      cursor.at = at;
      return values;
    }
    values.set(field.name, value);
    writing.rows.push(...bodyRows(cursor.frame, at, field, value));
    if (value instanceof Buffer) describeMessage(cursor, value, values, writing);
  }
  return values;
}

/** Describes the message that ends at the cursor. */
function describeMessage({ frame, at }: Cursor, octets: Buffer, values: BodyValues, writing: Writing): void {
  const coding = { esmClass: Number(values.get('esm_class') ?? 0), dataCoding: Number(values.get('data_coding') ?? 0) };
  const { rows, defects } = messageRows(frame, at - octets.length, octets, coding, writing.readText);
  writing.rows.push(...rows);
  writing.wrong.push(...defects);
}

/** Describes the optional parameters as far as their edges are known. */
function describeTlvs(cursor: Cursor, values: BodyValues, writing: Writing): void {
  while (cursor.defect === null && cursor.end - cursor.at > 1) {
    const { at } = cursor;
    const tlv = readTlv(cursor);
    if (cursor.defect !== null) writing.wrong.push(cursor.defect);
    if (cursor.at === at) return;
    writing.rows.push(tlvRow(cursor, at, tlv));
    if (tlv.tag === TLVS.message_payload.tag) describeMessage(cursor, tlv.value, values, writing);
    // Its edges are known: what follows can be read, whatever is wrong inside.
    cursor.defect = null;
  }
}

/** A parameter; a text has rows of its own behind its head. */
function tlvRow({ frame, at: end, defect }: Cursor, at: number, tlv: Tlv): Row {
  const name = tlvName(tlv.tag);
  const title = label(name ?? 'unknown', tlv.tag);
  if (title === PAYLOAD) return row(frame, at, at + TLV_HEAD_OCTETS, title, null);
  if (name === null || defect !== null) return row(frame, at, end, title, null);
  const value = tlvValue(tlv);
  const meaning = typeof value === 'number' ? numberMeaning(name, value) : octetsMeaning(name, tlv.value);
  return row(frame, at, end, title, value, meaning);
}

function label(name: string, tag: number): string {
  return `${name} (${tag.toString(16).padStart(4, '0')})`;
}
