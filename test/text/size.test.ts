import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alphabetOf, countSeptets } from '../../src/text/gsm7.ts';
import { fitsInto, SMS_CAPACITY, SMS_PART_CAPACITY, smsSize, splitSms, ussdSize } from '../../src/text/size.ts';

const a = (count: number) => 'a'.repeat(count);
const ya = (count: number) => 'я'.repeat(count);
const euro = (count: number) => '€'.repeat(count);
const emoji = (count: number) => '👍'.repeat(count);

describe('ussdSize', () => {
  test.each([
    ['nothing', '', 'gsm7', 0, true],
    ['182 septets', a(182), 'gsm7', 182, true],
    ['183 septets', a(183), 'gsm7', 183, false],
    ['91 pairs', euro(91), 'gsm7', 182, true],
    ['a pair over the edge', a(181) + euro(1), 'gsm7', 183, false],
    ['80 letters', ya(80), 'ucs2', 80, true],
    ['81 letters', ya(81), 'ucs2', 81, false],
    ['one letter spoils it', a(80) + ya(1), 'ucs2', 81, false],
    ['40 emoji', emoji(40), 'ucs2', 80, true],
    ['an emoji over the edge', ya(79) + emoji(1), 'ucs2', 81, false],
  ] as const)('%s', (_, text, alphabet, units, fits) => {
    expect(ussdSize(text)).toEqual({ alphabet, units, capacity: alphabet === 'gsm7' ? 182 : 80, fits });
    expect(fitsInto(text, { gsm7: 182, ucs2: 80 })).toBe(fits);
  });
});

describe('smsSize and splitSms', () => {
  test.each([
    ['an empty SMS', '', [0]],
    ['160 septets', a(160), [160]],
    ['161 septets', a(161), [153, 8]],
    ['two full parts', a(306), [153, 153]],
    ['and one more', a(307), [153, 153, 1]],
    ['a pair at the edge of one SMS', a(158) + euro(1), [159]],
    ['a pair over the edge of one SMS', a(159) + euro(1), [153, 7]],
    ['a pair at the edge of a part', a(151) + euro(1) + a(9), [152, 9]],
    ['a pair over the edge of a part', a(152) + euro(1) + a(7), [152, 8]],
    ['306 septets in pairs need three parts', euro(153), [76, 76, 1]],
    ['70 letters', ya(70), [70]],
    ['71 letters', ya(71), [67, 4]],
    ['two full parts of letters', ya(134), [67, 67]],
    ['and one more letter', ya(135), [67, 67, 1]],
    ['35 emoji', emoji(35), [70]],
    ['36 emoji: 66 units a part', emoji(36), [66, 6]],
    ['an emoji over the edge of a part', ya(66) + emoji(1) + ya(3), [66, 5]],
    ['the last of all characters', '\u{10ffff}'.repeat(36), [66, 6]],
    ['and the first that needs a pair', '\u{10000}'.repeat(36), [66, 6]],
    ['half an emoji is a unit', '\ud83d'.repeat(71), [67, 4]],
    ['one letter makes all of it UCS2', a(70) + ya(1), [67, 4]],
  ])('%s', (_, text, lengths) => {
    expect(splitSms(text).map((part) => part.length)).toEqual(lengths);
    expect(smsSize(text).parts).toBe(lengths.length);
  });

  test.each([
    [a(153 * 255), 255, true],
    [a(153 * 255 + 1), 256, false],
    [ya(67 * 255), 255, true],
    [ya(67 * 255 + 1), 256, false],
    [ya(10_000), 150, true],
  ])('a long SMS has its number of parts (case %#)', (text, parts, fits) => {
    expect(smsSize(text)).toMatchObject({ parts, fits });
  });

  const character = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('a', '€', '{', '\n') },
    { weight: 1, arbitrary: fc.constantFrom('я', '👍', '\ud83d', '\udc4d') },
  );
  const texts = fc.array(character, { maxLength: 700 }).map((characters) => characters.join(''));

  test('parts joined give the text, each fits, no pair is cut', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const alphabet = alphabetOf(text);
        const units = (part: string) => (alphabet === 'gsm7' ? (countSeptets(part) ?? Infinity) : part.length);
        const parts = splitSms(text);
        expect(parts.join('')).toBe(text);
        const capacity = (parts.length === 1 ? SMS_CAPACITY : SMS_PART_CAPACITY)[alphabet];
        expect(Math.max(...parts.map(units))).toBeLessThanOrEqual(capacity);
        expect(parts.flatMap((part) => [...part])).toEqual([...text]);
        expect(smsSize(text)).toMatchObject({ alphabet, units: units(text), parts: parts.length });
      }),
    );
  });

  test('a part is never smaller than it has to be', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parts = splitSms(text);
        const capacity = SMS_PART_CAPACITY[alphabetOf(text)];
        const filled = parts
          .slice(0, -1)
          .map((part) => (alphabetOf(text) === 'gsm7' ? countSeptets(part) : part.length));
        for (const units of filled) expect(units).toBeGreaterThanOrEqual(capacity - 1);
      }),
    );
  });
});
