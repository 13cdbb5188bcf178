/** Shapes: however much is wrong, little is looked at. */
import { describe, expect, test } from 'vitest';
import { mistakesIn, nearestName } from '../../src/flow/shapes/check.ts';
import { refusalOf } from '../../src/flow/shapes/mistakes.ts';
import { fields, type Shape } from '../../src/flow/shapes/shape.ts';

/** One more than are listed: then there are more. */
const ENOUGH = 101;

describe('a value that is wrong in a hundred thousand places', () => {
  test('costs a hundred searches for the names that were meant', () => {
    let searches = 0;
    const properties = new Proxy<Record<string, Shape>>(
      { points: { type: 'integer' } },
      {
        ownKeys(target) {
          searches += 1;
          return Reflect.ownKeys(target);
        },
      },
    );
    const value = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`x${index}`, 1]));
    expect(mistakesIn(value, { ...fields({}, []), properties }, '')).toHaveLength(ENOUGH);
    expect(searches).toBeLessThanOrEqual(ENOUGH);
  });

  test('is not read to its end', () => {
    let reads = 0;
    const list = new Proxy(new Array<unknown>(100_000).fill('x'), {
      get(target, name, receiver) {
        reads += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    expect(mistakesIn(list, { type: 'array', items: { type: 'integer' } }, 'list')).toHaveLength(ENOUGH);
    expect(reads).toBeLessThan(5 * ENOUGH);
  });

  test('is told in a hundred places, and that there are more', () => {
    const mistakes = mistakesIn(new Array(1_000).fill('x'), { type: 'array', items: { type: 'integer' } }, 'list');
    const problem = refusalOf(mistakes);
    expect(problem?.detail).toMatch(/ There are more than 100 mistakes\.$/);
    expect(problem?.data?.errors).toHaveLength(100);
    expect(refusalOf(mistakes.slice(0, 50))?.detail).toMatch(/ There are 50 mistakes in all\.$/);
  });
});

test('an object may have too many fields', () => {
  const shape: Shape = { type: 'object', additionalProperties: {}, maxProperties: 2 };
  expect(mistakesIn({ a: 1, b: 2 }, shape, 'o')).toEqual([]);
  expect(mistakesIn({ a: 1, b: 2, c: 3 }, shape, 'o')).toEqual([
    { type: 'invalid-field', field: 'o', expected: 'an object of at most 2 fields' },
  ]);
});

test('nobody who wrote a page meant a word', () => {
  expect(nearestName('x'.repeat(1_000_000), ['points', 'language'])).toBeNull();
  expect(nearestName('poinst', ['points', 'language'])).toBe('points');
});
