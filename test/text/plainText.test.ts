import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { plainFill } from '../../src/text/plainText.ts';

const formatOf = (source: string) => new IntlMessageFormat(source, 'ru');
const fillerOf = (source: string) => plainFill(formatOf(source).getAst());

describe('a text without plurals and choices', () => {
  test('reads as the library has it', () => {
    const piece = fc.constantFrom('{a}', '{b}', 'балл', ' ', "''", '\n', '*100#', "'{'");
    const value = fc.oneof(fc.string(), fc.integer(), fc.double());
    fc.assert(
      fc.property(fc.array(piece), value, value, (pieces, a, b) => {
        const source = pieces.join('');
        expect(fillerOf(source)?.({ a, b })).toBe(String(formatOf(source).format({ a, b })));
      }),
    );
  });

  test.each([
    ['a missing value', {}],
    ['a value that is none', { a: undefined }],
    ['a list', { a: ['x'] }],
    ['what every object has', { toString: 1 }],
  ])('leaves %s to the library', (_, args) => {
    expect(fillerOf('{a}')?.(args)).toBeNull();
  });
});

test.each(['{n, plural, one {балл} other {балла}}', '{n, select, a {x} other {y}}', '{n, number}'])(
  '%s is not plain',
  (source) => {
    expect(fillerOf(source)).toBeNull();
  },
);
