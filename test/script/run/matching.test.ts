/** Patterns in bounded time, options as people read them, facts among others. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EndlessMatch, matchOf } from '../../../src/script/run/boundedMatch.ts';
import { includes, isSame } from '../../../src/script/run/expect/facts.ts';
import { likeness, nearestLines } from '../../../src/script/run/expect/nearestLines.ts';
import { offersKey, optionsOf } from '../../../src/script/run/offers.ts';
import { patternOf, scalarIn, textOf } from '../../../src/script/run/variables.ts';

describe('patterns', () => {
  test.each([
    [/(\d{4}) –/, '1234 – код', '1234'],
    [/^(a+)(b*)$/, 'aab', 'aa'],
    [/x/, 'y', undefined],
  ])('%s in %j', (pattern, text, group) => {
    expect(matchOf(pattern, text)?.[1]).toBe(group);
  });

  test('one that would take for ever is given up, and names itself', () => {
    const begun = performance.now();
    expect(() => matchOf(/^(a+)+$/, `${'a'.repeat(60)}!`)).toThrow(EndlessMatch);
    expect(() => matchOf(/^(a+)+$/, `${'a'.repeat(60)}!`)).toThrow('/^(a+)+$/ takes too long');
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('what a variable holds stands for itself', () => {
    const variables = new Map([['sum', '1.50 (*)']]);
    const pattern = patternOf({ source: ['^', { variable: 'sum', filter: null }, '$'], flags: 'u' }, variables);
    expect(matchOf(pattern, '1.50 (*)')).not.toBeNull();
    expect(matchOf(pattern, '1x50 (*)')).toBeNull();
  });
});

describe('variables', () => {
  const variables = new Map<string, string | number>([
    ['code', '0042'],
    ['points', 40],
  ]);

  test('stand in texts', () => {
    expect(textOf(['*1*', { variable: 'code', filter: null }, '#'], variables)).toBe('*1*0042#');
    expect(textOf([{ variable: 'code', filter: 'other' }], variables)).toMatch(/^\d{4}$/);
    expect(textOf([{ variable: 'code', filter: 'other' }], variables)).not.toBe('0042');
  });

  test('keep their type where they are the whole value', () => {
    expect(scalarIn([{ variable: 'points', filter: null }], variables)).toBe(40);
    expect(scalarIn([{ variable: 'points', filter: null }, ' points'], variables)).toBe('40 points');
  });

  test('that hold nothing are told by name', () => {
    expect(() => textOf([{ variable: 'nobody', filter: null }], variables)).toThrow('$nobody holds nothing');
  });
});

describe('options', () => {
  test.each<[screen: string, options: readonly (readonly [string, string])[]]>([
    [
      'Menu\n1 Balance\n2 Gifts',
      [
        ['1', 'Balance'],
        ['2', 'Gifts'],
      ],
    ],
    [
      '1. Balance\n2) Gifts\n3: News\n4 - Exit',
      [
        ['1', 'Balance'],
        ['2', 'Gifts'],
        ['3', 'News'],
        ['4', 'Exit'],
      ],
    ],
    ['1.Balance', [['1', 'Balance']]],
    [
      '* Back\n# Next\n00 Menu',
      [
        ['*', 'Back'],
        ['#', 'Next'],
        ['00', 'Menu'],
      ],
    ],
    ['12.05 +40\n12:30 call', []],
    ['Choose 1 or 2', []],
    ['12345 is no key', []],
    ['7', []],
  ])('%j', (screen, options) => {
    expect(optionsOf(screen)).toEqual(options);
    for (const [key] of options) expect(offersKey(screen, key)).toBe(true);
    expect(offersKey(screen, '8')).toBe(false);
  });
});

describe('facts', () => {
  test.each<[actual: unknown, expected: unknown, fits: boolean]>([
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: { b: [1, { c: 2, d: 3 }] } }, { a: { b: [1, { c: 2 }] } }, true],
    [[1, 2], [1], false],
    [[1], [1, 2], false],
    [40, '40', true],
    ['0042', 42, false],
    [null, null, true],
    [undefined, null, false],
    [true, 'true', true],
    [{}, 'x', false],
  ])('%j has %j: %s', (actual, expected, fits) => {
    expect(includes(actual, expected)).toBe(fits);
  });

  test('everything has itself', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => includes(structuredClone(value), value)));
  });

  test('numbers are the same as the texts that write them, and no others', () => {
    fc.assert(fc.property(fc.integer(), fc.integer(), (a, b) => isSame(a, `${b}`) === (a === b)));
  });
});

describe('the nearest lines', () => {
  test.each([
    ['У вас 40 баллов', 'МТС\nУ вас 41 балл.\n0 Назад', 'У вас 41 балл.'],
    ['a\nb', 'x\na\nc\ny', 'a\nc'],
    ['long\ntext\nof four\nlines', 'short', 'short'],
  ])('to %j in %j', (wanted, actual, nearest) => {
    expect(nearestLines(wanted, actual)).toBe(nearest);
  });

  test('are always in the text', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (wanted, actual) => actual.includes(nearestLines(wanted, actual))));
  });

  test('likeness is 1 for the same, symmetric, from 0 to 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(likeness(a, a)).toBe(1);
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
