import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskNumber, visible } from '../../src/text/sanitize.ts';

describe('visible', () => {
  test.each([
    ['Баланс: 100\n1 Подарки', 'Баланс: 100\n1 Подарки'],
    ['\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['a\r\nb\tc\u0000d\u007fe\u0085f\u009bg', 'a\nbcdefg'],
    ['abc\u202egpj.exe\u202c', 'abcgpj.exe'],
    ['\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202d', ''],
    ['a\u2028b\u2029c', 'abc'],
    ['👨‍👩‍👧 puncte și ё', '👨‍👩‍👧 puncte și ё'],
  ])('%j → %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('is done in one go and leaves nothing that obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visible(text);
        expect(visible(shown)).toBe(shown);
        expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('maskNumber', () => {
  test.each([
    ['79161234567', '********567'],
    ['4555', '*555'],
    ['112', '***'],
    ['', '***'],
    ['7916123456x', '***'],
    ['\u001b[2J', '***'],
    [`${'9'.repeat(500)}`, '************999'],
  ])('%j → %s', (msisdn, masked) => {
    expect(maskNumber(msisdn)).toBe(masked);
  });
});
