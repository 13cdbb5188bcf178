/** Facts that must be among others: of a map the fields that are named, of a list all of it. */
import type { Scalar } from '../variables.ts';

/** Whether `actual` has all that `expected` names. A number and the text that writes it are the same. */
export function includes(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((each, index) => includes(actual[index], each))
    );
  }
  if (typeof expected === 'object' && expected !== null) {
    return (
      typeof actual === 'object' &&
      actual !== null &&
      Object.entries(expected).every(([name, value]) => includes((actual as Record<string, unknown>)[name], value))
    );
  }
  return isSame(actual, expected);
}

/** Whether two single values are the same; a text that was captured may write a number. */
export function isSame(actual: unknown, expected: unknown): boolean {
  if (actual === expected) return true;
  if (expected === null || actual === null || actual === undefined) return false;
  return typeof actual !== 'object' && typeof actual !== typeof expected && String(actual) === String(expected);
}

/** Of `actual` the fields that `expected` names, for people to compare; of a list all of it. */
export function named(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(actual))
    return actual.map((each, index) => named(each, expected[index]));
  if (!isMap(expected) || !isMap(actual)) return actual;
  return Object.fromEntries(Object.keys(expected).map((name) => [name, named(actual[name], expected[name])]));
}

function isMap(value: unknown): value is Record<string, Scalar | undefined> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Facts as lines, `balance: 40`, so that they can be compared line by line. */
export function linesOf(facts: unknown): string {
  if (!isMap(facts)) return JSON.stringify(facts);
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value ?? null)}`)
    .join('\n');
}
