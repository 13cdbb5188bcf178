import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../../src/session/definition/pattern.ts';

describe('patterns of inputs', () => {
  test.each([
    '(a+)+',
    '(a+)+$',
    '(a*)*',
    '(?:a+){2,}',
    '((a+)b)+',
    '(a|aa)+',
    '(a|b|ab)*c',
    '(?:x(?:y|z))+',
    '(a?){30}',
    '(?<n>a+)+',
  ])('refuses the nested repetition of %s', (pattern) => {
    expect(compilePattern(pattern, 32)).toMatchObject({ ok: false, message: expect.stringMatching(/repeats a group/) });
  });

  test.each(['(a)\\1', '(?<n>a)\\k<n>'])('refuses the backreference of %s', (pattern) => {
    expect(compilePattern(pattern, 32)).toMatchObject({ ok: false, message: expect.stringMatching(/refers back/) });
  });

  test.each(['(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b'])('refuses the lookaround of %s', (pattern) => {
    expect(compilePattern(pattern, 32)).toMatchObject({ ok: false, message: expect.stringMatching(/looks around/) });
  });

  test.each(['a*a*a*a*a*', 'a?a?a?a?a?aaaaa', '(a|b)(a|b)(a|b)(a|b)(a|b)'])(
    'refuses the many choices of %s',
    (pattern) => {
      expect(compilePattern(pattern, 32)).toMatchObject({
        ok: false,
        message: 'the pattern has 5 places where it can choose',
      });
    },
  );

  test.each(['(', '[z-a]', '\\', 'a{2,1}', '*'])('refuses %s, which is no pattern', (pattern) => {
    expect(compilePattern(pattern, 32)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/not a regular expression/),
    });
  });

  test.each([
    ['[A-Z]{2}\\d{4}', 'AB1234', 'xAB1234'],
    ['\\d{3}-\\d{2}', '123-45', '123-456'],
    ['да|нет', 'да', 'дада'],
    ['(?:A|B)\\d+', 'A12', 'C12'],
    ['[(+)*]+', '(+)', 'a'],
    ['\\(\\+\\)', '(+)', '()'],
  ])('%s matches %s as a whole and not %s', (pattern, yes, no) => {
    const compiled = compilePattern(pattern, 32);
    if (!compiled.ok) throw new Error(compiled.message);
    expect([compiled.matches(yes), compiled.matches(no)]).toEqual([true, false]);
  });

  test('longer answers than allowed do not match', () => {
    const compiled = compilePattern('a+', 5);
    expect(compiled.ok && [compiled.matches('aaaaa'), compiled.matches('aaaaaa')]).toEqual([true, false]);
  });

  test('what is accepted is quick on hostile answers', () => {
    const piece = fc.constantFrom('a', '[ab]', '.', 'a+', '[ab]*', '(a)', '(a|b)', '(?:aa)', 'a?', 'a{1,9}', '|');
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const compiled = compilePattern(pieces.join(''), 32);
        if (!compiled.ok) return;
        const before = performance.now();
        compiled.matches(`${'a'.repeat(31)}!`);
        expect(performance.now() - before).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});
