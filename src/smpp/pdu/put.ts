/** Writing values one after the other into room that was measured before. Each gives the octet behind it. */
import type { CommandName } from './commands.ts';

/** A value that has no form on the wire: which, and why, without the value. */
export class EncodeError extends Error {
  override name = 'EncodeError';
  readonly command: CommandName;
  readonly field: string;
  constructor(command: CommandName, field: string, problem: string) {
    super(`${command}: ${field} ${problem}`);
    this.command = command;
    this.field = field;
  }
}

/** One octet. Throws EncodeError. */
export function putUint8(target: Buffer, at: number, command: CommandName, name: string, value: number): number {
  if ((value & 0xff) !== value) throw new EncodeError(command, name, 'is no integer from 0 to 255');
  target[at] = value;
  return at + 1;
}

/** Four octets of a value that was checked. */
export function putUint32(target: Buffer, at: number, value: number): void {
  target[at] = value >>> 24;
  target[at + 1] = value >>> 16;
  target[at + 2] = value >>> 8;
  target[at + 3] = value;
}

/** A C-octet string of at most `max` octets, its NUL included. Throws EncodeError. */
export function putCString(
  target: Buffer,
  at: number,
  command: CommandName,
  name: string,
  value: string,
  max: number,
): number {
  const { length } = value;
  if (length >= max) throw new EncodeError(command, name, `has ${length} characters, at most ${max - 1} fit`);
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i);
    if (code === 0) throw new EncodeError(command, name, 'holds a NUL');
    if (code > 0xff) throw new EncodeError(command, name, 'holds a character that is not Latin-1');
    target[at + i] = code;
  }
  target[at + length] = 0;
  return at + length + 1;
}

/** Below this many octets a loop is faster than a copy of memory. */
const FEW_OCTETS = 32;

/** Octets as they are. */
export function putOctets(target: Buffer, at: number, octets: Buffer): number {
  const { length } = octets;
  if (length > FEW_OCTETS) target.set(octets, at);
  else for (let i = 0; i < length; i++) target[at + i] = octets[i] as number;
  return at + length;
}
