/** Statuses go up from nothing, and each has its own name. */
import type { ProgramFile } from '../programFile.ts';
import { errorAt, type ProgramError, repeated, unsorted } from './error.ts';

/** Levels in the order of the file. */
export function checkTiers({ tiers }: ProgramFile): readonly ProgramError[] {
  const levels = tiers?.levels ?? [];
  const from = levels.map((level) => level.from);
  const place = (index: number, field: string) => ['tiers', 'levels', index, field];
  const [first = 0] = from;
  const begins = errorAt(
    place(0, 'from'),
    `The first status begins at ${first} points.`,
    'Write 0: members begin there.',
  );
  const low = unsorted(from).map((index) => {
    const message = `The status from ${from[index]} points comes after that from ${from[index - 1]}.`;
    return errorAt(place(index, 'from'), message, 'Sort the statuses by points, each number once.');
  });
  const twice = repeated(levels.map(({ name }) => name)).map((index) =>
    errorAt(place(index, 'name'), `A status above is "${levels[index]?.name}" too.`, 'Give it another name.'),
  );
  return [...(first === 0 ? [] : [begins]), ...low, ...twice];
}
