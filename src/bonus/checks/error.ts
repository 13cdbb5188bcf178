/** What is wrong with a figure of a program's file. */

/** Keys and indexes from the root of the file. */
export type Place = readonly (string | number)[];

export interface ProgramError {
  /** Where in the file. */
  readonly path: Place;
  /** Other places of the file on which it depends that this is wrong. */
  readonly judgedBy?: readonly Place[];
  readonly message: string;
  readonly fix: string;
}

/** An error at one place; `judgedBy`: see `ProgramError`. */
export function errorAt(path: Place, message: string, fix: string, ...judgedBy: readonly Place[]): ProgramError {
  return judgedBy.length === 0 ? { path, message, fix } : { path, judgedBy, message, fix };
}

/** A text that should be a length of time and is none. */
export function badDuration(path: Place, text: string | undefined): ProgramError {
  return errorAt(path, `"${text}" is not a length of time.`, 'Write it like PT2H or PT5M, without years and months.');
}

/** Indexes of the items that stand earlier in the list too. */
export function repeated(items: readonly (string | number)[]): readonly number[] {
  return items.flatMap((item, index) => (items.indexOf(item) < index ? [index] : []));
}

/** Indexes of the items that are not above the one before them. */
export function unsorted(items: readonly number[]): readonly number[] {
  return items.flatMap((item, index) => {
    const before = items[index - 1];
    return before === undefined || before < item ? [] : [index];
  });
}
