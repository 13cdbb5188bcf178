/** Answers that are made up to fit a pattern. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleOf } from '../../src/explore/patternSample.ts';
import { compilePattern } from '../../src/session/definition/pattern.ts';

test.each([
  ['\\d{4}', '9999', '9999'],
  ['\\d{2,3}', '99', '999'],
  ['[A-Z]{2}-?\\d+', 'ZZ9', 'ZZ-9999'],
  ['(?:да|нет)', 'да', 'да'],
  ['(?<day>\\d\\d)\\.(?<month>\\d\\d)', '99.99', '99.99'],
  ['a*b?', '', 'aaab'],
  ['[^0-9]{2}', 'ZZ', 'ZZ'],
  ['[€£]', '€', '€'],
  ['\\p{Lu}\\p{L}*', 'Z', 'Z999'.replaceAll('9', 'Z')],
  ['^\\+?7\\d{10}$', '79999999999', '+79999999999'],
  ['a{2,}?', 'aa', 'aaaaa'],
])('%s', (pattern, least, more) => {
  expect([sampleOf(pattern, 'least'), sampleOf(pattern, 'more')]).toEqual([least, more]);
  for (const repeats of ['least', 'more'] as const) {
    expect(sampleOf(pattern, repeats)).toMatch(new RegExp(`^(?:${pattern})$`, 'u'));
  }
});

const item = fc.constantFrom('a', '\\d', '[b-f]', '[^x]', '\\.', '.', '\\w', '(?:gh)', '(i)');
const repeated = fc.tuple(item, fc.constantFrom('', '?', '{2}', '{1,3}', '+', '*'));

test('whatever a pattern is put together of, its samples fit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(repeated, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      (branches) => {
        const pattern = branches.map((items) => items.map(([one, times]) => one + times).join('')).join('|');
        const compiled = compilePattern(pattern, 1_000);
        if (!compiled.ok) return;
        expect(compiled.matches(sampleOf(pattern, 'least'))).toBe(true);
        expect(compiled.matches(sampleOf(pattern, 'more'))).toBe(true);
      },
    ),
  );
});
