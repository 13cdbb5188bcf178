import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSeptets } from '../../src/text/gsm7.ts';
import { fitsInto, SMS_PART_CAPACITY, smsSize, ussdSize } from '../../src/text/size.ts';

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

describe('smsSize', () => {
  test.each([
    ['an empty SMS', '', 1],
    ['160 septets', a(160), 1],
    ['161 septets', a(161), 2],
    ['two full parts', a(306), 2],
    ['and one more', a(307), 3],
    ['a pair at the edge of one SMS', a(158) + euro(1), 1],
    ['a pair over the edge of one SMS', a(159) + euro(1), 2],
    ['a pair at the edge of a part', a(151) + euro(1) + a(153), 2],
    ['a pair over the edge of a part', a(152) + euro(1) + a(152), 3],
    ['306 septets in pairs need three parts', euro(153), 3],
    ['70 letters', ya(70), 1],
    ['71 letters', ya(71), 2],
    ['two full parts of letters', ya(134), 2],
    ['and one more letter', ya(135), 3],
    ['35 emoji', emoji(35), 1],
    ['67 emoji: 66 units a part', emoji(67), 3],
    ['an emoji over the edge of a part', ya(66) + emoji(1) + ya(66), 3],
    ['the last of all characters', '\u{10ffff}'.repeat(67), 3],
    ['and the first that needs a pair', '\u{10000}'.repeat(67), 3],
    ['half an emoji is a unit', '\ud83d'.repeat(134), 2],
    ['one letter makes all of it UCS2', a(70) + ya(1), 2],
  ])('%s', (_, text, parts) => {
    expect(smsSize(text).parts).toBe(parts);
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

  /** Filled with one character after the other. */
  function partsFilled(costs: readonly number[], capacity: number): number {
    let parts = 1;
    let filled = 0;
    for (const cost of costs) {
      const fits = filled + cost <= capacity;
      filled = fits ? filled + cost : cost;
      parts += fits ? 0 : 1;
    }
    return parts;
  }

  test('no character is cut, and no part is smaller than it has to be', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const septets = countSeptets(text);
        const alphabet = septets === null ? 'ucs2' : 'gsm7';
        const units = septets ?? text.length;
        const costs = [...text].map((character) =>
          septets === null ? character.length : (countSeptets(character) ?? 0),
        );
        const isAlone = units <= (septets === null ? 70 : 160);
        const parts = isAlone ? 1 : partsFilled(costs, SMS_PART_CAPACITY[alphabet]);
        expect(smsSize(text)).toEqual({ alphabet, units, parts, fits: true });
      }),
    );
  });
});
