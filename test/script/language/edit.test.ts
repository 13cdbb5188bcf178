import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edited } from '../../../src/script/language/edit.ts';
import { scriptsIn } from './support/reading.ts';

const FILE = 'f.session.yaml';

/** The place of the first sign after `mark`. */
function placeBehind(text: string, mark: string): { file: string; line: number; column: number } {
  const offset = text.indexOf(mark) + mark.length;
  const lines = text.slice(0, offset).split('\n');
  return { file: FILE, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

interface Row {
  readonly what: string;
  /** `@` stands before the value that is rewritten. */
  readonly before: string;
  readonly value: unknown;
  readonly after: string;
}

const ROWS: readonly Row[] = [
  { what: 'a plain text', before: 'shows: @old # why\n', value: 'new text', after: 'shows: new text # why\n' },
  { what: 'a number', before: 'balance: @40 # why\n', value: 41, after: 'balance: 41 # why\n' },
  { what: 'double quotes stay', before: 'shows: @"old"\n', value: 'it\'s "new"', after: 'shows: "it\'s \\"new\\""\n' },
  { what: 'single quotes stay', before: "shows: @'old'\n", value: "it's", after: "shows: 'it''s'\n" },
  { what: 'quotes where they are needed', before: 'shows: @old\n', value: '1: Да', after: 'shows: "1: Да"\n' },
  { what: 'a number that is text', before: 'shows: @old\n', value: '40', after: 'shows: "40"\n' },
  {
    what: 'several lines become a block, its comment stays',
    before: 'steps:\n  - shows: @old # why\n    ends: true\n',
    value: 'Услуга\n1 Номер',
    after: 'steps:\n  - shows: |- # why\n      Услуга\n      1 Номер\n    ends: true\n',
  },
  {
    what: 'a block stays a block',
    before: 'shows: @| # why\n    Услуга\n    1 Номер\n\nends: true # so\n',
    value: 'Услуга\n2 Справка\n\n3 Выход',
    after: 'shows: |- # why\n  Услуга\n  2 Справка\n\n  3 Выход\n\nends: true # so\n',
  },
  {
    what: 'a block becomes one line',
    before: 'shows: @>-\n    Услуга\n    и ещё\nends: true\n',
    value: 'Готово',
    after: 'shows: Готово\nends: true\n',
  },
  {
    what: 'within braces all is on one line',
    before: '- { shows: @old, ends: true }\n',
    value: 'a, b\nc',
    after: '- { shows: "a, b\\nc", ends: true }\n',
  },
  {
    what: 'one SMS becomes several',
    before: '- gets: @old # why\n  ends: true\n',
    value: ['first: one', 'second\nline'],
    after: '- gets: # why\n    - "first: one"\n    - |-\n      second\n      line\n  ends: true\n',
  },
  {
    what: 'several SMS become none',
    before: 'gets:\n  @- first\n  - second\n\nends: true\n',
    value: 'none',
    after: 'gets: none\n\nends: true\n',
  },
  {
    what: 'a comment above a list stays',
    before: 'gets: # why\n  @- first\n  - second\nends: true\n',
    value: ['new'],
    after: 'gets: # why\n  [new]\nends: true\n',
  },
  { what: 'a list in brackets', before: 'gets: @[first, second] # why\n', value: 'one', after: 'gets: one # why\n' },
  {
    what: 'an item of a list',
    before: 'gets:\n  - first # why\n  - @second # so\n',
    value: 'new\nlines',
    after: 'gets:\n  - first # why\n  - |- # so\n    new\n    lines\n',
  },
  { what: 'a dollar sign', before: 'shows: @old\n', value: '5 $ph', after: 'shows: 5 $$ph\n' },
  { what: 'a text like a pattern', before: 'shows: @old\n', value: '/a/', after: 'shows: { exact: /a/ }\n' },
  {
    what: 'a text like a pattern where none can be',
    before: 'shows: { contains: @old }\n',
    value: '/a/',
    after: 'shows: { contains: "/a/" }\n',
  },
  {
    what: 'options',
    before: 'options: @["0"]\n',
    value: { '0': 'Нет', '00': null },
    after: 'options: { "0": Нет, "00": null }\n',
  },
  {
    what: 'rows of examples mean what they say',
    before: 'examples:\n  - { shown: @old, n: 1 }\n',
    value: '5 $ph',
    after: 'examples:\n  - { shown: "5 $ph", n: 1 }\n',
  },
  {
    what: 'lines end as they did',
    before: 'shows: @old\r\nends: true\r\n',
    value: 'a\nb',
    after: 'shows: |-\r\n  a\r\n  b\r\nends: true\r\n',
  },
];

describe('rewriting values in a file', () => {
  test.each(ROWS)('$what', ({ before, value, after }) => {
    const text = before.replace('@', '');
    const lines = before.slice(0, before.indexOf('@')).split('\n');
    const place = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    expect(edited(text, [{ place, value }])).toBe(after);
  });

  test('several at once, whatever their order; of two for one place the first', () => {
    const text = 'a: old # 1\nb:\n  - x\n  - y\nc: old # 3\n';
    const edits = [
      { place: placeBehind(text, 'a: '), value: 'one\ntwo' },
      { place: placeBehind(text, 'c: '), value: 'three' },
      { place: placeBehind(text, '- x\n  - '), value: 'z' },
      { place: placeBehind(text, 'c: '), value: 'four' },
    ];
    const after = 'a: |- # 1\n  one\n  two\nb:\n  - x\n  - z\nc: three # 3\n';
    expect([edited(text, edits), edited(text, [...edits.slice(0, 3)].reverse())]).toEqual([after, after]);
  });

  test.each([
    ['where nothing begins', 'shows: old\n', { line: 1, column: 9 }, 'new'],
    ['on a key', 'shows: old\n', { line: 1, column: 1 }, 'new'],
    ['outside of the file', 'shows: old\n', { line: 7, column: 1 }, 'new'],
    ['a row that would become a pattern', 'examples:\n  - { a: old }\n', { line: 2, column: 10 }, '/x/'],
    ['a file that cannot be read', 'shows: "old\n', { line: 1, column: 8 }, 'new'],
    ['a file with an alias', 'a: &x 1\nshows: old\nb: *x\n', { line: 2, column: 8 }, 'new'],
  ])('%s nothing is written', (_what, text, place, value) => {
    expect(edited(text, [{ place, value }])).toBe(text);
  });
});

const TEXT = fc
  .array(
    fc.constantFrom(
      'a',
      'Б',
      '1',
      ' ',
      ':',
      '#',
      "'",
      '"',
      '\\',
      '$',
      '/',
      '-',
      '\n',
      '{',
      ']',
      ',',
      '|',
      '😀',
      '~',
      'no',
    ),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((signs) => signs.join(''))
  .filter((text) => text.trim() !== '');

/** Ways in which a value can be written before. */
const OLD = [
  '@old # why\n',
  '@"old"\n',
  "@'old' # why\n",
  '@|-\n        old\n        text\n',
  '@> # why\n        old\n\n        text\n',
  '\n      @- old\n      - text\n',
  '\n      @- old\n',
  '@[old, text] # why\n',
  '{ exact: @old, not: x } # why\n',
  '\n      exact: @old # why\n      not: x\n',
  '\n      @exact: old\n      not: x\n',
];
const AFTER = ['    ends: true # the end\n', '\n  # a comment\n  - { hangup: true }\n', ''];

interface Written {
  readonly text: string;
  readonly place: { readonly line: number; readonly column: number };
}

/** A script with a value in it, and where that is. */
function script(field: string, old: string, rest: string): Written {
  const marked = `steps:\n  - dial: "*1#" # dialled\n    ${field}: ${old}${rest}`;
  const lines = marked.slice(0, marked.indexOf('@')).split('\n');
  return { text: marked.replace('@', ''), place: { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 } };
}

describe('laws of rewriting', { timeout: 60_000 }, () => {
  test('a text that is written in any place is the one that the script means; all else stays', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OLD), fc.constantFrom(...AFTER), TEXT, (old, rest, value) => {
        const { text, place } = script('shows', old, rest);
        const after = edited(text, [{ place, value }]);
        expect(scriptsIn(after)[0]?.steps[0]?.expect.shows?.value[0]).toMatchObject({
          text: [value],
        });
        expect(after.slice(0, 38)).toBe(text.slice(0, 38));
        expect(after.endsWith(rest)).toBe(true);
        expect(after.includes('# why')).toBe(text.includes('# why'));
      }),
      { numRuns: 300 },
    );
  });

  test('SMS that are written in any place are those that the script means', () => {
    const several = fc.array(TEXT, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...OLD.filter((old) => !old.includes('exact: @'))), several, (old, value) => {
        const { text, place } = script('gets', old, '');
        const sms = scriptsIn(edited(text, [{ place, value }]))[0]?.steps[0]?.expect.gets?.value;
        const texts = value.map((one) => ({ text: [{ text: [one] }] }));
        expect(sms).toMatchObject({ kind: 'all', sms: texts });
      }),
      { numRuns: 200 },
    );
  });
});
