/** Which bonus program a field speaks of. */
import { type Reading, tell } from './reading.ts';
import { type At, fieldOf } from './scope.ts';
import { plainTextAt } from './values.ts';

/** Stands for a program or a short code that nobody can know because of a mistake that is told already. */
export const UNKNOWN = '?';

/** The program of the service; where it has none, that is told at the field that needs it. `how`: to name one there. */
export function ownProgram(reading: Reading, at: At, how: string): string {
  const program = reading.service?.program;
  if (program !== null && program !== undefined) return program;
  const fix = reading.service === null ? `${how}, or name the service: service: NAME` : how;
  tell(reading, at.path, 'the service has no bonus program', fix, 'key');
  return UNKNOWN;
}

/** The program that the map names in its field `program`, or that of the service. */
export function programOf(reading: Reading, at: At): string {
  const field = fieldOf(at, 'program');
  return field === null
    ? ownProgram(reading, at, 'add program: NAME')
    : (plainTextAt(reading, field, 'the program') ?? UNKNOWN);
}

/** The short code of the service; where it has none, that is told at the field that needs it. `field`: how to name one there. */
export function ownShortCode(reading: Reading, at: At, field: string): string {
  const code = reading.service?.shortCode;
  if (code !== null && code !== undefined) return code;
  tell(
    reading,
    at.path,
    'there is no short code that this belongs to',
    `write ${field}, or name the service: service: NAME`,
    'key',
  );
  return UNKNOWN;
}
