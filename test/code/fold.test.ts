import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceWithin } from '../../src/code/distance.ts';
import { trimBlank } from '../../src/code/edges.ts';
import { fold, loosen, stripEdges } from '../../src/code/fold.ts';
import { countSeptets } from '../../src/code/gsm7.ts';
import { inOtherLayout } from '../../src/code/layout.ts';
import { transliterate } from '../../src/code/transliterate.ts';

describe('fold', () => {
  test('case, Ё, twins, blanks and invisible characters', () => {
    expect(fold(' во\u200bда \u00a0 ёлка ')).toBe(fold('ВОДА ЕЛКА'));
    expect(fold('АВЕКМНОРСТУХ')).toBe('ABEKMHOPCTYX');
    expect(fold('авекмнорстух')).toBe(fold('abekmhopctyx'));
    expect(fold('й')).toBe('Й');
    expect(fold('СТОП')).not.toBe(fold('STOP'));
  });

  test('folding twice is folding once: all characters, alone and under marks', () => {
    const marks = ['', '\u0300', '\u0304', '\u0306', '\u0308', '\u030b', '\u0323\u0308', '\u0308\u0308'];
    const odd: string[] = [];
    for (let code = 0; code <= 0x2ffff; code++) {
      for (const mark of code < 0x530 ? marks : ['', '\u0308']) {
        const folded = fold(String.fromCodePoint(code) + mark);
        if (fold(folded) !== folded) odd.push(code.toString(16));
      }
    }
    expect(odd).toEqual([]);
  });

  test('folding twice is folding once: any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test('a heap of diaereses on one letter takes two passes, not one for each', () => {
    const begun = performance.now();
    expect(fold(`е${'\u0308'.repeat(50_000)}`)).toBe('E');
    expect(fold(`е\u0323${'\u0308'.repeat(50_000)}`)).toBe('Ẹ');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test('loosening reads digits as letters and drops the marks of Latin letters only', () => {
    expect(loosen(fold('б0нус'))).toBe(fold('бонус'));
    expect(loosen(fold('6онус'))).toBe(fold('бонус'));
    expect(loosen(fold('3аказ'))).toBe(fold('заказ'));
    expect(loosen(fold('ieșire'))).toBe('IESIRE');
    expect(loosen(fold('май'))).toBe(fold('май'));
  });

  test('edges go one at a time, then both', () => {
    expect(stripEdges('«A.»')).toEqual(['«A', 'A.»', 'A']);
    expect(stripEdges('...')).toEqual(['', '', '']);
    expect(stripEdges('🙂A🙂')).toEqual(['🙂A', 'A🙂', 'A']);
  });
});

describe('other keyboards and letters', () => {
  test.each([
    ['бонус', [',jyec', '<jyec', '<JYEC']],
    ['ёжик', ['`;br', '~;br', '~:BR']],
    ['help', ['рудз', 'Рудз', 'РУДЗ']],
    ['дай 1', ['lfq 1', 'Lfq 1', 'LFQ 1']],
  ])('%s in the other layout', (word, typed) => {
    expect(inOtherLayout(word)).toEqual(typed);
  });

  test.each([
    ['БОНУС', ['BONUS']],
    ['ЖАР', ['ZHAR']],
    ['ЁЖ', ['YOZH', 'EZH']],
    ['МАЙ', ['MAJ', 'MAI', 'MAY']],
    ['ХА', ['XA', 'KHA', 'HA']],
    ['BONUS', []],
    ['100', []],
  ])('%s in Latin letters', (word, spellings) => {
    expect(transliterate(word)).toEqual(spellings);
  });

  test('a long word has no more than 64 spellings', () => {
    expect(transliterate('ХЙЩЦ'.repeat(5))).toHaveLength(64);
  });
});

describe('distance', () => {
  test.each<[string, string, number]>([
    ['кот', 'кот', 0],
    ['кот', 'кит', 1],
    ['кот', 'кто', 1],
    ['кот', 'кота', 1],
    ['кот', 'от', 1],
    ['', 'аб', 2],
    ['бонус', 'банис', 2],
    ['ca', 'abc', 3],
  ])('%s and %s: %i', (left, right, distance) => {
    expect(distanceWithin(left, right, 5)).toBe(distance);
    expect(distanceWithin(right, left, 5)).toBe(distance);
  });

  test('above the limit it says limit + 1, as the unlimited distance does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(3), (left, right, limit) => {
        expect(distanceWithin(left, right, limit)).toBe(Math.min(limit + 1, distanceWithin(left, right, 20)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('one edit is one step away', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(word, fc.nat(7), (text, at) => {
        const swapped = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
        const dropped = text.slice(0, at) + text.slice(at + 1);
        for (const edited of [swapped, dropped, `${text.slice(0, at)}z${text.slice(at)}`]) {
          expect(distanceWithin(text, edited, 3)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('characters', () => {
  test.each<[string, number | null]>([
    ['', 0],
    ['*100#', 5],
    ['@£$ñà', 5],
    ['€[]', 6],
    ['`', null],
    ['ç', null],
    ['Ç', 1],
    ['б', null],
    ['\u001b', null],
    ['😀', null],
  ])('%j takes %s septets', (text, septets) => {
    expect(countSeptets(text)).toBe(septets);
  });

  test('the default alphabet has 127 characters besides the escape, and nine more behind it', () => {
    const costs = Array.from({ length: 0x10000 }, (_, code) => countSeptets(String.fromCharCode(code)));
    expect(costs.filter((cost) => cost === 1)).toHaveLength(127);
    expect(costs.filter((cost) => cost === 2)).toHaveLength(10);
  });

  test('only the ends are trimmed, in linear time', () => {
    expect(trimBlank('\u202a a b \ufeff')).toBe('a b');
    const hostile = `a${' '.repeat(200_000)}a`;
    const begun = performance.now();
    expect(trimBlank(hostile)).toBe(hostile);
    expect(stripEdges(hostile)).toHaveLength(3);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
