/** Values of single fields: patterns, lengths of time, instants, other values. */
import { createContext, Script } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { otherOf } from '../../../src/script/language/other.ts';
import { durationFault, durationMs, isoDuration } from '../../../src/script/language/values/duration.ts';
import { instantMs } from '../../../src/script/language/values/instant.ts';
import { betweenSlashes, literally, patternFault } from '../../../src/script/language/values/pattern.ts';
import { piecesOf, soleVariable, withoutVariables } from '../../../src/script/language/values/template.ts';

function fault(source: string, flags = ''): string {
  return patternFault({ source, flags })?.message ?? '';
}

describe('patterns that people write', () => {
  test.each([
    '^У вас (\\d+) балл(а|ов)?\\. ',
    '^(\\d{4}) – код',
    '(\\d{2}:){2}\\d{2}',
    '^\\d{1,3}( \\d{3})*$',
    '[А-Яё]+, \\d{2}\\.\\d{2}',
    'a{3}b{2,5}c?d?e?',
    '(?:Подарок|Gift|Cadou): .*\\(\\d+\\)',
    '(?<code>\\d{4})',
    '^.*[.!?]$',
    '\\u{1F600}+\\p{L}*',
    '(a|b)(c|d)(e|f)?',
    '\\(\\[[\\](]+',
    '',
  ])('/%s/ can be used', (source) => {
    expect(fault(source)).toBe('');
  });

  test.each([
    '(a+)+',
    '(a*)*b',
    '(a|a)*',
    '(a|ab)+c',
    '(?:a?){20}(a?){20}',
    '(.*)*x',
    '((a)+)+',
    '(a+b?)+',
    '([a-z]+\\d*)+$',
    '(?:(?:a|b)c*)*',
    '(a{1,9}){1,9}(a{1,9}){1,9}',
    '(a+){10}',
    '.*.*.*.*.*',
    `${'a?'.repeat(40)}${'a'.repeat(40)}`,
    '(x+x+)+y',
    '(a|b|ab)*c',
  ])('/%s/ could run for ever, or for too long', (source) => {
    expect(fault(source)).toMatch(/^the pattern could run for/);
  });

  test.each([
    ['(a)\\1', '', /refers back/],
    ['(?<x>a)\\k<x>', '', /refers back/],
    ['(?!a)', '', /looks around/],
    ['(?<=a)b', '', /looks around/],
    ['a', 'g', /no flag "g"/],
    ['a', 'ii', /no flag "i"/],
    ['a', 'iu', /no flag "u"/],
    ['[z-a]', '', /not a regular expression/],
    ['a\\-b', '', /not a regular expression \(Invalid escape\)/],
    ['*', '', /not a regular expression \(Nothing to repeat\)/],
  ])('/%s/%s: %s', (source, flags, message) => {
    expect(fault(source, flags)).toMatch(message);
  });

  test('\\\\1 after an escaped backslash is a sign', () => {
    expect(fault('\\\\1')).toBe('');
  });

  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '\\w', 'ab');
  const repetition = fc.constantFrom('', '', '+', '*', '?', '{2}', '{1,3}', '{2,}', '*?', '+?');
  const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
    part: fc.oneof(
      { maxDepth: 3 },
      atom,
      fc.tuple(fc.constantFrom('(', '(?:'), tie('pattern')).map(([open, inner]) => `${open}${inner})`),
    ),
    pattern: fc.oneof(
      fc
        .array(
          fc.tuple(tie('part'), repetition).map((pair) => pair.join('')),
          { minLength: 1, maxLength: 4 },
        )
        .map((parts) => parts.join('')),
      fc.tuple(tie('part'), tie('part')).map((parts) => parts.join('|')),
    ),
  }));
  const context = createContext({});
  const search = new Script('new RegExp(source, "u").test(text)');

  test('whatever is let through finds its end in a text made to mislead it', { timeout: 120_000 }, () => {
    const text = fc.constantFrom('a', 'ab', 'aab').map((sign) => `${sign.repeat(160).slice(0, 160)}!`);
    fc.assert(
      fc.property(pattern, text, (source, misleading) => {
        fc.pre(fault(`${source}$`) === '');
        Object.assign(context, { source: `^(?:${source})$`, text: misleading });
        expect(typeof search.runInContext(context, { timeout: 5_000 })).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });

  test('a text that stands for itself in a pattern is found there, and within brackets', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(new RegExp(`^${literally(text)}$`, 'u').test(text)).toBe(true);
        expect(new RegExp(`^[${literally(text)}]+$`, 'u').test(text)).toBe(true);
      }),
    );
  });

  test.each([
    ['/a/', { source: 'a', flags: '' }],
    ['/a/b/im', { source: 'a/b', flags: 'im' }],
    ['/a\nb/', { source: 'a\nb', flags: '' }],
    ['//', null],
    ['/a', null],
    ['a/b/', null],
    ['/a/ b', null],
  ])('%j between slashes', (text, found) => {
    expect(betweenSlashes(text)).toEqual(found);
  });
});

describe('lengths of time', () => {
  test.each([
    ['500ms', 500],
    ['2s', 2000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1h 30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['0.001s', 1],
    ['7d', 604_800_000],
    ['0s', 0],
    ['PT5M', 300_000],
    ['PT4M59.999S', 299_999],
    ['P1D', 86_400_000],
  ])('%s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  test.each([
    '',
    '5',
    'm',
    '5 m',
    '5x',
    '-5m',
    '0.0001s',
    'P1M',
    'P1Y',
    'P1W',
    'P',
    'PT',
    '-PT5M',
    'PT0.0001S',
    '5m!',
    '99999999d',
    '1e3s',
    `${'9'.repeat(400)}s`,
  ])('not %j', (text) => {
    expect(durationMs(text)).toBeNull();
  });

  test.each(['36601d', '100000d', 'PT878401H', `${'9'.repeat(400)}s`])('too long: %s', (text) => {
    expect(durationMs(text)).toBeNull();
    expect(durationFault(text)).toEqual({
      message: `"${text}" is longer than a hundred years`,
      fix: 'write 36600d at most',
    });
    expect(durationMs('36600d')).toBe(3_162_240_000_000);
  });

  test('read back as ISO 8601', () => {
    fc.assert(fc.property(fc.nat({ max: 10_000_000_000 }), (ms) => durationMs(isoDuration(ms)) === ms));
  });
});

describe('instants', () => {
  test.each([
    ['2020-01-15T12:00:00+03:00', Date.UTC(2020, 0, 15, 9)],
    ['2020-01-15T12:00Z', Date.UTC(2020, 0, 15, 12)],
    ['1970-01-01T00:00:00.000Z', 0],
    ['2199-12-31T23:59:59.999Z', Date.UTC(2200, 0, 1) - 1],
  ])('%s', (text, ms) => {
    expect(instantMs(text)).toBe(ms);
  });

  test.each([
    '2020-01-15',
    '2020-01-15T12:00:00',
    '2020-02-30T00:00Z',
    '2020-01-15T25:00Z',
    '1969-12-31T23:59:59Z',
    '2200-01-01T00:00Z',
    '2020-01-15T12:00:00+25:00',
    'now',
  ])('not %s', (text) => {
    expect(instantMs(text)).toBeNull();
  });
});

describe('another value of the same form', () => {
  test.each([
    ['4821', '4822'],
    ['4829', '4820'],
    ['id-7x', 'id-8x'],
    ['abz', 'aba'],
    ['Да', 'ДаДаx'],
    ['', 'x'],
  ])('of %j is %j', (value, other) => {
    expect(otherOf(value)).toBe(other);
  });

  test('is never the value itself, and as long where it has digits', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(otherOf(value)).not.toBe(value);
        if (/\d/.test(value)) expect(otherOf(value).length).toBe(value.length);
      }),
    );
  });
});

describe('variables in texts', () => {
  test.each([
    ['$a', [{ variable: 'a', filter: null }]],
    ['$имя_1!', [{ variable: 'имя_1', filter: null }, '!']],
    [`x\${ a | other }y`, ['x', { variable: 'a', filter: 'other' }, 'y']],
    ['$$a $$$a', ['$', 'a ', '$', { variable: 'a', filter: null }]],
    ['5 $ $5 $', ['5 $ $5 $']],
  ] as const)('%j', (text, pieces) => {
    expect(piecesOf(text, 'text')).toEqual(pieces);
  });

  test.each([
    ['^$a$', ['^', { variable: 'a', filter: null }, '$']],
    ['\\$a$', ['\\$', 'a$']],
    ['\\\\$a', ['\\\\', { variable: 'a', filter: null }]],
    ['(a|$)', ['(a|$)']],
  ] as const)('in a pattern: %j', (text, pieces) => {
    expect(piecesOf(text, 'pattern')).toEqual(pieces);
  });

  test.each([
    ['$a', 'a'],
    [`\${a}`, 'a'],
    ['$a ', null],
    ['$a$b', null],
    ['$$a', null],
    [`\${a|other}`, null],
  ] as const)('%j alone: %s', (text, name) => {
    expect(soleVariable(text)).toBe(name);
  });

  test('any text can be written so that it means itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'a', '|', ' ') }), (text) => {
        expect(piecesOf(withoutVariables(text), 'text').join('')).toBe(text);
      }),
    );
  });
});
