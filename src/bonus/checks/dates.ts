/** The phases of a program come one after another. */
import { parseInstant } from '../calendar.ts';
import type { ProgramFile } from '../programFile.ts';
import { errorAt, type ProgramError } from './error.ts';

type Phase = keyof NonNullable<ProgramFile['dates']>;

/** Phases in their order, two by two, and what is wrong where the first does not begin before the second. */
const ORDER: readonly (readonly [first: Phase, second: Phase, message: string])[] = [
  ['opened', 'frozen', 'The program opens after it has frozen.'],
  ['opened', 'closed', 'The program opens after it has closed.'],
  ['frozen', 'closed', 'The program freezes after it has closed.'],
];

/** Dates that are none. */
export function checkDates({ dates = {} }: ProgramFile): readonly ProgramError[] {
  return Object.entries(dates)
    .filter(([, date]) => parseInstant(date) === null)
    .map(([name, date]) =>
      errorAt(['dates', name], `"${date}" is not an instant.`, 'Write it like 2019-05-15T00:00:00+03:00.'),
    );
}

/** A dated life without a date, and dates in the wrong order. */
export function checkLifecycle({ lifecycle, dates = {} }: ProgramFile): readonly ProgramError[] {
  if (lifecycle === 'dated' && Object.keys(dates).length === 0) {
    const fix = 'Add "dates" with "opened", "frozen" or "closed", or write lifecycle: open.';
    return [errorAt(['lifecycle'], 'The life cycle is dated, but there is no date.', fix, ['dates'])];
  }
  return ORDER.flatMap(([first, second, message]) => {
    const [from, to] = [parseInstant(dates[first] ?? ''), parseInstant(dates[second] ?? '')];
    if (from === null || to === null || from < to) return [];
    return [errorAt(['dates', first], message, `Write a date before "${second}".`, ['dates', second])];
  });
}
