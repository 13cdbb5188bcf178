import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSeptets, GSM7_BASIC, GSM7_EXTENSION } from '../../src/text/gsm7.ts';

/** The independent judge: the tables of npm smpp. */
const { gsmCoder } = createRequire(import.meta.url)('smpp/lib/defs.js') as {
  gsmCoder: { GSM: { charRegex: RegExp }; encode(text: string, table: number): Buffer };
};
const ESCAPE = 0x1b;

const everyCodeUnit = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
const inAlphabet = everyCodeUnit.filter((character) => countSeptets(character) !== null);

describe('the GSM 7-bit default alphabet', () => {
  test('has 128 codes, each once', () => {
    expect(new Set(GSM7_BASIC).size).toBe(128);
  });

  test('is the one of npm smpp, character by character', () => {
    const judged = everyCodeUnit.filter((character) => gsmCoder.GSM.charRegex.test(character));
    expect(inAlphabet).toEqual(judged.filter((character) => character.charCodeAt(0) !== ESCAPE));
  });

  test('costs what npm smpp encodes', () => {
    const costs = inAlphabet.map((character) => [character, countSeptets(character)]);
    expect(costs).toEqual(inAlphabet.map((character) => [character, gsmCoder.encode(character, 0).length]));
  });

  test('has the codes of npm smpp', () => {
    for (const [code, character] of [...GSM7_BASIC].entries()) {
      if (code !== ESCAPE) expect([...gsmCoder.encode(character, 0)]).toEqual([code]);
    }
    for (const [character, code] of Object.entries(GSM7_EXTENSION)) {
      expect([...gsmCoder.encode(character, 0)]).toEqual([ESCAPE, code]);
    }
  });

  test('a text costs the sum of its characters', () => {
    const texts = fc.string({ unit: fc.constantFrom(...inAlphabet), maxLength: 300 });
    fc.assert(
      fc.property(texts, (text) => {
        expect(countSeptets(text)).toBe(gsmCoder.encode(text, 0).length);
      }),
    );
  });
});

describe('texts that GSM-7 has, and others', () => {
  test.each([
    ['', 'gsm7'],
    ['Balance: 1000 points', 'gsm7'],
    ['*111*455*1#', 'gsm7'],
    ['{[~]}^|\\€\f', 'gsm7'],
    ['Çèéùìòàñü', 'gsm7'],
    ['ç', 'ucs2'],
    ['`', 'ucs2'],
    ['\t', 'ucs2'],
    ['\u001b', 'ucs2'],
    ['Бонус', 'ucs2'],
    ['puncte și bonusuri', 'ucs2'],
    ['ăâîțș', 'ucs2'],
    ['ok 👍', 'ucs2'],
    ['\ud83d', 'ucs2'],
  ])('%j → %s', (text, alphabet) => {
    expect(countSeptets(text) === null ? 'ucs2' : 'gsm7').toBe(alphabet);
  });
});
