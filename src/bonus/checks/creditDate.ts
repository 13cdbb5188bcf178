/** A date in a later month: one of the same month could lie before the event. */
import type { CreditDate } from '../programFile.ts';
import { errorAt, type Place, type ProgramError } from './error.ts';

/** What is wrong with a date at a place of the file; an absent one is fine. */
export function checkCreditDate(path: Place, date: CreditDate | undefined): readonly ProgramError[] {
  if (date?.months !== 0) return [];
  const message = `Day ${date.day} of the month of the event itself can be over by then.`;
  return [errorAt([...path, 'months'], message, 'Write 1 for the next month, or more.')];
}
