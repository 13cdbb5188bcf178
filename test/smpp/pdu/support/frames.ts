/** Frames by hand, for what the writer refuses to write. */
import { COMMANDS, type CommandName } from '../../../../src/smpp/pdu/commands.ts';
import { decode } from '../../../../src/smpp/pdu/read.ts';
import { statusName } from '../../../../src/smpp/pdu/statuses.ts';

/** Octets from pieces: numbers are octets, strings Latin-1. */
export function octets(...pieces: readonly (number | string | Buffer)[]): Buffer {
  return Buffer.concat(
    pieces.map((piece) => (typeof piece === 'number' ? Buffer.from([piece]) : Buffer.from(piece as string, 'latin1'))),
  );
}

/** A frame of any inside, its command_length right. */
export function frame(command: CommandName | number, inside: Buffer = Buffer.alloc(0), status = 0): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(16 + inside.length, 0);
  header.writeUInt32BE(typeof command === 'number' ? command : COMMANDS[command].id, 4);
  header.writeUInt32BE(status, 8);
  header.writeUInt32BE(7, 12);
  return Buffer.concat([header, inside]);
}

/** Puts the frame's own length into its head. */
export function withLength(octets: Buffer): Buffer {
  const copy = Buffer.from(octets);
  copy.writeUInt32BE(copy.length, 0);
  return copy;
}

/** What decoding says of a frame: `pdu`, or status and offset. */
export function verdict(octets: Buffer): string {
  const decoded = decode(octets);
  if (decoded.kind === 'pdu') return `pdu ${statusName(decoded.pdu.status)}`;
  return `${decoded.status} at ${decoded.offset}`;
}
