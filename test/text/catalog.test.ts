import { describe, expect, test } from 'vitest';
import { type Catalog, compileTexts } from '../../src/text/catalog.ts';

function textsOf(language: string, sources: Record<string, string>): Catalog {
  const { texts, errors } = compileTexts(language, sources);
  expect(errors).toEqual([]);
  return texts;
}

const POINTS: Record<string, string> = {
  ru: '{points, plural, one {{points} балл} few {{points} балла} many {{points} баллов} other {{points} балла}}',
  en: '{points, plural, one {{points} point} other {{points} points}}',
  ro: '{points, plural, one {{points} punct} few {{points} puncte} other {{points} de puncte}}',
};

describe('plurals', () => {
  test.each([
    ['ru', [0, 'баллов'], [1, 'балл'], [2, 'балла'], [5, 'баллов'], [11, 'баллов'], [14, 'баллов'], [21, 'балл']],
    ['ru', [22, 'балла'], [25, 'баллов'], [101, 'балл'], [111, 'баллов'], [112, 'баллов'], [1000, 'баллов']],
    ['ro', [0, 'puncte'], [1, 'punct'], [2, 'puncte'], [19, 'puncte'], [20, 'de puncte'], [21, 'de puncte']],
    ['ro', [100, 'de puncte'], [101, 'puncte'], [119, 'puncte'], [120, 'de puncte'], [1000, 'de puncte']],
    ['en', [0, 'points'], [1, 'point'], [2, 'points'], [11, 'points'], [21, 'points'], [101, 'points']],
  ] as [string, ...[number, string][]][])('%s %j', (language, ...cases) => {
    const texts = textsOf(language, { points: POINTS[language] ?? '' });
    const written = cases.map(([points]) => texts.format('points', { points }));
    expect(written).toEqual(cases.map(([points, word]) => `${points} ${word}`));
  });
});

describe('numbers', () => {
  const source = '{n} {n, number} {n, plural, =0 {none} other {#}} {n, number, ::.00}';
  test.each(['ru', 'en', 'ro'])('are not grouped in %s', (language) => {
    const texts = textsOf(language, { n: source });
    expect(texts.format('n', { n: 1_234_567 }).replace(',', '.')).toBe('1234567 1234567 1234567 1234567.00');
  });

  test('an offset is taken off', () => {
    const texts = textsOf('en', { n: '{n, plural, offset:1 =1 {you} other {you and # more}}' });
    expect(texts.format('n', { n: 1001 })).toBe('you and 1000 more');
  });
});

describe('what stands in a text', () => {
  test.each([
    ['an apostrophe', "Don't. It's yours", "Don't. It's yours"],
    ['apostrophes around a word', "say 'yes'", "say 'yes'"],
    ['a doubled apostrophe is one', "don''t", "don't"],
    ['a code', 'Dial *111*455*1#', 'Dial *111*455*1#'],
    ['a code with an argument', 'Dial *111*{n}#', 'Dial *111*5#'],
    ['a quoted # outside a plural stays quoted', "'#'", "'#'"],
    ['a code inside a plural', "{n, plural, one {a} other {dial *111*455*{n}'#'}}", 'dial *111*455*5#'],
    ['a code inside a plural, the whole of it quoted', "{n, plural, =5 {'#31#' *100'#'} other {}}", '#31# *100#'],
    ['the number and a code', "{n, plural, =5 {# - *100'#'} other {}}", '5 - *100#'],
    ['a code in a choice', '{n, select, 5 {*100#} other {}}', '*100#'],
    ['markup is text', '<b>{n}</b> < 6', '<b>5</b> < 6'],
    ['quoted braces', "'{n}'", '{n}'],
    ['nothing', '', ''],
    ['lines', 'a\n{n}\n', 'a\n5\n'],
    ['Romanian letters', 'Aveți {n} puncte în această lună', 'Aveți 5 puncte în această lună'],
  ])('%s', (_, source, shown) => {
    expect(textsOf('en', { key: source }).format('key', { n: 5 })).toBe(shown);
  });

  test('values are not read as messages', () => {
    const texts = textsOf('en', { key: 'to {to}' });
    expect(texts.format('key', { to: "{points} #'<b>" })).toBe("to {points} #'<b>");
  });

  test.each([
    [true, 'true'],
    [0, '0'],
    ['', ''],
  ])('the value %j', (value, shown) => {
    expect(textsOf('en', { key: '[{value}]' }).format('key', { value })).toBe(`[${shown}]`);
  });
});

describe('keys and arguments', () => {
  const texts = textsOf('ru', {
    'menu.main': 'МТС Бонус',
    toString: 'ключ',
    balance: '{expiring, plural, =0 {} other {{expiringAt}: {expiring} из }}{balance}',
  });

  test('are known', () => {
    expect(texts.language).toBe('ru');
    expect(texts.keys()).toEqual(['menu.main', 'toString', 'balance']);
    expect(texts.has('toString')).toBe(true);
    expect(texts.has('valueOf')).toBe(false);
    expect(texts.argumentsOf('balance')).toEqual(['balance', 'expiring', 'expiringAt']);
    expect(texts.argumentsOf('menu.main')).toEqual([]);
    expect(texts.argumentsOf('menu')).toBeNull();
  });

  test('what needs no argument comes with and without', () => {
    expect(texts.format('menu.main')).toBe('МТС Бонус');
    expect(texts.format('menu.main', { balance: 1 })).toBe('МТС Бонус');
  });

  test('an argument is needed only where its branch is taken', () => {
    expect(texts.format('balance', { balance: 7, expiring: 0 })).toBe('7');
    expect(texts.format('balance', { balance: 7, expiring: 0, expiringAt: undefined })).toBe('7');
  });

  test.each([
    [{ balance: 7, expiring: 2 }, /"balance" in "ru".*\{expiringAt\}/],
    [{ balance: undefined, expiring: 0 }, /"balance" in "ru".*\{balance\}/],
    [undefined, /"balance" in "ru".*\{balance\}, \{expiring\}, \{expiringAt\}/],
  ])('a missing argument is named with text and language: %j', (args, message) => {
    expect(() => texts.format('balance', args)).toThrow(message);
  });

  test('an unknown key is named with its language', () => {
    expect(() => texts.format('valueOf')).toThrow('There is no text "valueOf" in "ru".');
  });
});

describe('errors', () => {
  test.each([
    ['{n', 'a { has no } (or an apostrophe before a brace hides it) (line 1, column 1 of the text)'],
    ['a\nb {}', 'there is no name between { and } (line 2, column 3 of the text)'],
    ['{a b}', 'the name between { and } must be one word (line 1, column 1 of the text)'],
    ['{n, foo}', 'after the comma write plural, select or number (line 1, column 5 of the text)'],
    ['{n, plural, one {x}}', 'the branch other {text} is missing (line 1, column 20 of the text)'],
    ['{n, plural, =1 {x} =1 {y} other {}}', 'this form is there twice (line 1, column 20 of the text)'],
    ['{n, number, ::}', 'invalid number skeleton (line 1, column 13 of the text)'],
    ['{n, date}', 'write {n} instead of {n, date} or {n, time}: arguments named …At come as local dates'],
    ['{n, time, short}', 'write {n} instead of {n, date} or {n, time}: arguments named …At come as local dates'],
  ])('%j', (source, message) => {
    expect(compileTexts('en', { key: source }).errors).toEqual([{ key: 'key', message }]);
  });

  const HASH = "a # inside a plural stands for the number; write '#' (with apostrophes) for the key";
  test.each(['*111*455*1#', '*#06', '*100*{n}#', "'#'#"])('a code in a plural: %s', (code) => {
    const { errors } = compileTexts('en', { key: `{n, plural, =1 {dial ${code}} other {}}` });
    expect(errors).toEqual([{ key: 'key', message: HASH }]);
  });

  test.each([
    ['ru', '{n, plural, one {x} other {y}}', 'one, few, many, other'],
    ['ru', '{n, plural, one {x} few {y} other {z}}', 'one, few, many, other'],
    ['ro', '{n, plural, one {x} other {y}}', 'one, few, other'],
    ['en', '{n, plural, one {x} many {y} other {z}}', 'one, other'],
    ['en', '{n, select, a {{n, plural, few {x} other {y}}} other {}}', 'one, other'],
  ])('forms of %s: %s', (language, source, forms) => {
    const message = `the plural of {n} needs the forms ${forms} in "${language}"`;
    expect(compileTexts(language, { key: source }).errors).toEqual([{ key: 'key', message }]);
  });

  test.each([
    ['ru', '{n, plural, =0 {нет} other {есть {n}}}'],
    ['en', '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}'],
  ])('no error: %s %s', (language, source) => {
    expect(compileTexts(language, { key: source }).errors).toEqual([]);
  });

  test('come all at once, and the key is known all the same', () => {
    const { texts, errors } = compileTexts('en', { a: '{', b: '{b}', c: '{n, plural, few {#} other {1#} many {*#}}' });
    expect(errors.map(({ key }) => key)).toEqual(['a', 'c', 'c']);
    expect(texts.keys()).toEqual(['a', 'b', 'c']);
    expect(texts.argumentsOf('a')).toBeNull();
  });

  test('a language that is none', () => {
    expect(() => compileTexts('no_such', { a: 'b' })).toThrow(RangeError);
  });
});
