/** What a rewritten file means now: nothing must be another thing than the expectation that was rewritten. Pure. */
import type { Script, Step } from '../../script/language/script.ts';
import type { Place } from '../../yaml/issue.ts';
import { placesIn } from './updatePlan.ts';

/**
 * Whether two readings of a file differ in nothing but what is expected at this place (of the first one). A value that stands elsewhere, too (a
 * field of examples may), would change more than was found wrong.
 */
export function changesOnly(place: Place, before: readonly Script[], after: readonly Script[]): boolean {
  return before.length === after.length && before.every((script, index) => isSame(script, after[index], place));
}

function isSame(before: Script, after: Script | undefined, place: Place): boolean {
  if (after === undefined || before.steps.length !== after.steps.length) return false;
  const { steps, name: _, ...rest } = before;
  const { steps: stepsAfter, name: _after, ...restAfter } = after;
  return isEqual(rest, restAfter) && steps.every((step, index) => isSameStep(step, stepsAfter[index] as Step, place));
}

function isSameStep({ expect, ...rest }: Step, { expect: expectAfter, ...restAfter }: Step, place: Place): boolean {
  const names = [...new Set([...Object.keys(expect), ...Object.keys(expectAfter)])] as (keyof Step['expect'])[];
  const differ = names.filter((name) => !isEqual(expect[name], expectAfter[name]));
  return isEqual(rest, restAfter) && differ.every((name) => placesIn(expect[name]).has(place));
}

/** Wherever they stand. */
function isEqual(one: unknown, other: unknown): boolean {
  return written(one) === written(other);
}

function written(value: unknown): string {
  return JSON.stringify(value, (name, inner) => (name === 'place' ? undefined : inner)) ?? '';
}
