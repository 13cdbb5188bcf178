/**
 * Octets to a PDU: one reader for every command, led by the table of fields. It never throws and never looks past the frame.
 * What it gives are views of the frame, not copies: who keeps a value for long copies it.
 */
import { type Command, commandOf } from './commands.ts';
import { type Cursor, type Defect, HEADER_OCTETS, NO_OCTETS, openCursor } from './cursor.ts';
import type { Field, FieldKind, FieldValues } from './fields.ts';
import type { Decoded, Pdu, Tlv } from './pdu.ts';
import { readField } from './readField.ts';
import { NO_TLVS, readGoodTlvs, readTlvs } from './readTlvs.ts';

/** Reads one whole frame, command_length included. */
export function decode(frame: Buffer): Decoded {
  if (frame.length < HEADER_OCTETS) return unreadable(null, frame, lengthDefect(frame.length, 'shorter than a header'));
  const command = commandOf(frame.readUInt32BE(4));
  if (frame.readUInt32BE(0) !== frame.length) {
    return unreadable(command, frame, lengthDefect(0, 'command_length is not the length of the PDU'));
  }
  if (command === null) {
    return unreadable(null, frame, { status: 'ESME_RINVCMDID', offset: 4, reason: 'unknown command_id' });
  }
  return readInside(frame, command);
}

function readInside(frame: Buffer, command: Command): Decoded {
  const cursor = openCursor(frame);
  const body = isBodiless(frame, command) ? emptyBody(command) : readBody(cursor, command.fields);
  if (cursor.defect !== null) return spoilt(frame, command, emptyBody(command), NO_TLVS, cursor.defect);
  const bodyEnd = cursor.at;
  const tlvs = readTlvs(cursor);
  if (cursor.defect === null) return { kind: 'pdu', pdu: pduOf(frame, command, body, tlvs) };
  return spoilt(frame, command, body, readGoodTlvs({ ...cursor, at: bodyEnd, defect: null }), cursor.defect);
}

/** @param body what is good of a response, and so `tlvs` */
function spoilt(frame: Buffer, command: Command, body: AnyBody, tlvs: readonly Tlv[], defect: Defect): Decoded {
  if (command.kind !== 'response') return unreadable(command, frame, defect);
  return { kind: 'sloppy', pdu: pduOf(frame, command, body, tlvs), ...defect };
}

function pduOf(frame: Buffer, { name }: Command, body: AnyBody, tlvs: readonly Tlv[]): Pdu {
  return { command: name, status: frame.readUInt32BE(8), sequence: frame.readUInt32BE(12), body, tlvs } as Pdu;
}

function lengthDefect(offset: number, reason: string): Defect {
  return { status: 'ESME_RINVCMDLEN', offset, reason };
}

function unreadable(command: Command | null, frame: Buffer, defect: Defect): Decoded {
  return {
    kind: 'unreadable',
    command: command === null ? null : command.name,
    commandId: frame.length < 8 ? 0 : frame.readUInt32BE(4),
    sequence: frame.length < HEADER_OCTETS ? 0 : frame.readUInt32BE(12),
    ...defect,
  };
}

/** Whether a response left its body out, as errors do (SMPP 3.4 §4), and some peers always. */
export function isBodiless(frame: Buffer, { kind }: Command): boolean {
  return kind === 'response' && frame.length === HEADER_OCTETS;
}

const EMPTY_VALUES: FieldValues = {
  uint8: 0,
  cstring: '',
  time: '',
  short_message: NO_OCTETS,
  destinations: Object.freeze([]),
  unsuccess: Object.freeze([]),
};

type AnyBody = Record<string, FieldValues[FieldKind]>;

function emptyBody({ fields }: Command): AnyBody {
  const body: AnyBody = {};
  for (let i = 0; i < fields.length; i++) {
    const { name, kind } = fields[i] as Field;
    body[name] = EMPTY_VALUES[kind];
  }
  return body;
}

function readBody(cursor: Cursor, fields: readonly Field[]): AnyBody {
  const body: AnyBody = {};
  for (let i = 0; i < fields.length && cursor.defect === null; i++) {
    const field = fields[i] as Field;
    body[field.name] = readField(cursor, field);
  }
  return body;
}
