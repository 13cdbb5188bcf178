/** The limits of transfers leave room for each other. */
import { parseDuration } from '../calendar.ts';
import type { ProgramFile } from '../programFile.ts';
import { badDuration, errorAt, type ProgramError } from './error.ts';

/** Nothing where the program has no transfers. */
export function checkTransfers({ transfers }: ProgramFile): readonly ProgramError[] {
  if (!transfers) return [];
  const { codeLifetime, perOperation, perDay } = transfers;
  const errors: ProgramError[] = [];
  const lifetime = parseDuration(codeLifetime);
  if (lifetime === null || lifetime === 0) errors.push(badDuration(['transfers', 'codeLifetime'], codeLifetime));
  if (perOperation > perDay) {
    const message = `An operation may move ${perOperation} points, but a day only ${perDay}.`;
    const path = ['transfers', 'perOperation'];
    errors.push(errorAt(path, message, 'Make it no more than perDay.', ['transfers', 'perDay']));
  }
  return errors;
}
