/** The rows of a header (SMPP 3.4 §3.2), and what is wrong with it. */
import { commandOf } from './commands.ts';
import { type Defect, HEADER_OCTETS } from './cursor.ts';
import { appearance, LONGEST_MEANT } from './frames.ts';
import { numberMeaning } from './meanings.ts';
import { type Row, row } from './rows.ts';

const HEADER = ['command_length', 'command_id', 'command_status', 'sequence_number'] as const;

/** Rows of the header, as far as the octets go. */
export function headerRows(frame: Buffer): readonly Row[] {
  const starts = HEADER.map((name, index) => ({ name, at: index * 4 })).filter(({ at }) => at < frame.length);
  return starts.map(({ name, at }) =>
    frame.length < at + 4 ? row(frame, at, frame.length, name, null, 'cut') : headerRow(frame, at, name),
  );
}

function headerRow(frame: Buffer, at: number, name: (typeof HEADER)[number]): Row {
  const value = frame.readUInt32BE(at);
  const meanings = {
    command_length: '',
    command_id: commandOf(value)?.name ?? 'unknown',
    command_status: numberMeaning(name, value),
    sequence_number: value === 0 || value > 0x7fffffff ? 'outside of 1 to 7FFFFFFF' : '',
  };
  return row(frame, at, at + 4, name, value, meanings[name]);
}

/** What is wrong with the header, and with the length that it claims. */
export function headerDefects(frame: Buffer): readonly Defect[] {
  if (frame.length < 4) return [lengthDefect(frame.length, 'the octets end inside command_length')];
  const length = frame.readUInt32BE(0);
  if (length < HEADER_OCTETS || length > LONGEST_MEANT) {
    return [lengthDefect(0, `no PDU is so long; this looks like ${appearance(frame)}`)];
  }
  if (frame.length < HEADER_OCTETS) return [lengthDefect(frame.length, 'the octets end inside the header')];
  return [...lengthDefects(length, frame), ...commandDefects(frame)];
}

function lengthDefects(length: number, frame: Buffer): readonly Defect[] {
  if (length === frame.length) return [];
  return [lengthDefect(0, `command_length says ${length}, but there are ${frame.length} octets`)];
}

function commandDefects(frame: Buffer): readonly Defect[] {
  if (commandOf(frame.readUInt32BE(4)) !== null) return [];
  return [{ status: 'ESME_RINVCMDID', offset: 4, reason: 'unknown command_id' }];
}

function lengthDefect(offset: number, reason: string): Defect {
  return { status: 'ESME_RINVCMDLEN', offset, reason };
}
