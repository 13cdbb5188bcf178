/** What is wrong with a value, place by place, and the problem document that says so. */
import type { Problem } from '../api.ts';
import type { ProblemType } from '../problems.ts';

export interface Mistake {
  readonly type: ProblemType;
  /** Path of the place, like `seed.subscribers.3.language`. */
  readonly field: string;
  /** Completes "must be …". */
  readonly expected: string;
}

/** How many mistakes one answer lists. */
const LISTED = 100;

/** Mistakes after which nobody need look further: one more than are listed says that there are more. */
export const ENOUGH = LISTED + 1;

/** How many of them are said in words. */
const SPOKEN = 10;

/** The first mistakes of what may be very many; nothing is looked for after them. */
export function enough(mistakes: Iterable<Mistake>): readonly Mistake[] {
  const found: Mistake[] = [];
  for (const mistake of mistakes) if (found.push(mistake) === ENOUGH) break;
  return found;
}

/**
 * The problem of these mistakes, of the type of the first.
 * @returns null where there is none
 */
export function refusalOf(mistakes: readonly Mistake[]): Problem | null {
  const [first] = mistakes;
  if (first === undefined) return null;
  const said = mistakes.slice(0, SPOKEN).map(({ field, expected }) => `${field} must be ${expected}.`);
  const more = mistakes.length > SPOKEN ? [howMany(mistakes.length)] : [];
  const detail = [...said, ...more].join(' ');
  const { type, field, expected } = first;
  if (mistakes.length === 1) return { type, detail, data: { field, expected } };
  const errors = mistakes.slice(0, LISTED).map((mistake) => ({ field: mistake.field, expected: mistake.expected }));
  return { type, detail, data: { field, expected, errors } };
}

function howMany(count: number): string {
  return count > LISTED ? `There are more than ${LISTED} mistakes.` : `There are ${count} mistakes in all.`;
}

/** A place inside another. */
export function at(path: string, name: string | number): string {
  const short = typeof name === 'string' && name.length > 64 ? `${name.slice(0, 64)}…` : name;
  return path === '' ? String(short) : `${path}.${short}`;
}
