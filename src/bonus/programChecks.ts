/** What is wrong with a program's figures beyond what its JSON Schema can say. */
import { isTimeZone } from './calendar.ts';
import { checkDates, checkLifecycle } from './checks/dates.ts';
import { checkEarning } from './checks/earning.ts';
import { errorAt, type ProgramError } from './checks/error.ts';
import { checkEvents } from './checks/events.ts';
import { checkGifts } from './checks/gifts.ts';
import { checkJoining } from './checks/joining.ts';
import { checkTiers } from './checks/tiers.ts';
import { checkTransfers } from './checks/transfers.ts';
import type { ProgramFile } from './programFile.ts';

export type { ProgramError } from './checks/error.ts';

const CHECKS: readonly ((file: ProgramFile) => readonly ProgramError[])[] = [
  checkTimeZone,
  checkDates,
  checkLifecycle,
  checkJoining,
  checkEarning,
  checkEvents,
  checkTiers,
  checkTransfers,
  checkGifts,
];

/** All that is wrong, in the order of the file; empty when the figures make sense. */
export function checkProgram(file: ProgramFile): readonly ProgramError[] {
  return CHECKS.flatMap((check) => check(file));
}

function checkTimeZone({ timeZone }: ProgramFile): readonly ProgramError[] {
  if (isTimeZone(timeZone)) return [];
  return [errorAt(['timeZone'], `"${timeZone}" is not a time zone.`, 'Write an IANA name such as Europe/Moscow.')];
}
