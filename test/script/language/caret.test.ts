import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caretOf } from '../../../src/script/language/caret.ts';
import { displayWidth } from '../../../src/text/width.ts';

const LONG = `${'а'.repeat(60)} here ${'b'.repeat(60)}`;

describe('the line of a mistake with its caret', () => {
  test.each([
    ['plain', 'steps:\n  - dail: x\n', 2, 5, '  - dail: x\n    ^'],
    ['after Cyrillic letters', 'shows: Баланс $x', 1, 15, 'shows: Баланс $x\n              ^'],
    ['after wide letters and emoji', '- 漢字😀👨‍👩‍👧: x', 1, 15, '- 漢字😀👨‍👩‍👧: x\n          ^'],
    ['after combining marks', 'e\u0301\u0301: x', 1, 4, 'e\u0301\u0301: x\n ^'],
    ['after tabs', '\ta:\t@', 1, 5, '  a:  @\n      ^'],
    ['behind the end', 'a', 1, 2, 'a\n ^'],
    ['in an empty line', 'a\n\nb', 2, 1, '\n^'],
    ['behind the last line', 'a\n', 2, 1, '\n^'],
    ['outside of the file', 'a\n', 9, 4, '\n^'],
    ['of a file of Windows', 'a: 1\r\nb: 2\r\n', 2, 4, 'b: 2\n   ^'],
    ['what moves the cursor is not shown', 'a: \u001b[2J\u202ex', 1, 8, 'a: ·[2J·x\n       ^'],
  ])('%s', (_what, text, line, column, shown) => {
    expect(caretOf(text, { line, column })).toBe(shown);
  });

  test('a long line is cut on both sides', () => {
    const [line = '', caret = ''] = caretOf(LONG, { line: 1, column: 62 }).split('\n');
    expect(line).toBe(`…${'а'.repeat(48)} here ${'b'.repeat(20)}…`);
    expect(line[caret.indexOf('^')]).toBe('h');
  });

  test('whatever the line, it fits, and the caret is under the place', () => {
    const sign = fc.constantFrom('a', 'я', '漢', '😀', '\t', 'e\u0301', ' ', '\u0007');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 120 }), fc.array(sign, { maxLength: 120 }), (before, after) => {
        const text = `${before.join('')}@${after.join('')}`;
        const [line = '', caret = ''] = caretOf(text, { line: 1, column: before.join('').length + 1 }).split('\n');
        expect(displayWidth(line)).toBeLessThanOrEqual(76);
        expect(displayWidth(line.slice(0, line.indexOf('@')))).toBe(caret.indexOf('^'));
      }),
    );
  });

  test('of a line of a megabyte', () => {
    const [line = '', caret = ''] = caretOf('я'.repeat(1_000_000), { line: 1, column: 500_000 }).split('\n');
    expect(line).toHaveLength(76);
    expect(line.startsWith('…') && line.endsWith('…')).toBe(true);
    expect(caret.trim()).toBe('^');
  });
});
