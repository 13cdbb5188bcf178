import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIssue } from '../../src/yaml/issue.ts';
import { readSource } from '../../src/yaml/source.ts';

function issues(text: string): string[] {
  return readSource('f', text).issues.map(formatIssue);
}

describe('the lines of', () => {
  const text = [
    '# head',
    'a:',
    '  - x: |',
    '      y',
    '',
    '      z',
    '  # tail',
    'b: { c: 1,',
    '  d: 2 } # tail',
    'e:',
    '',
  ].join('\n');
  const { source } = readSource('f', text);

  test.each([
    ['a list', ['a'], 3, 6],
    ['a map, with what its text says', ['a', 0], 3, 6],
    ['a text of several lines', ['a', 0, 'x'], 3, 6],
    ['braces', ['b'], 8, 9],
    ['a value in one line', ['b', 'd'], 9, 9],
    ['the whole file', [], 1, 10],
  ])('%s', (_what, path, first, last) => {
    expect(source?.lines(path)).toEqual({ first, last });
  });
});

describe('YAML of definitions', () => {
  test.each([
    ['alias', 'a: &x 1\nb: *x\n', 'f:2:4: aliases (*x) are not allowed; write the value out here'],
    ['merge key', 'a: 1\n<<: { b: 2 }\n', 'f:2:1: merge keys (<<) are not allowed; write the fields out here'],
    ['tag', 'a: !set 1\n', 'f:1:9: tags (!set) are not allowed; remove the tag; quote what must be text'],
    [
      'known tag',
      'a: !!binary 1\n',
      'f:1:13: tags (tag:yaml.org,2002:binary) are not allowed; remove the tag; quote what must be text',
    ],
    ['duplicate key', 'a: 1\n"a": 2\n', 'f:2:1: the key "a" stands here twice; keep one of the two'],
    ['tab', 'a:\n\tb: 1\n', 'f:2:1: a tab indents this line; indent with spaces'],
    ['open quote', 'a: "b\n', 'f:2:1: a closing sign is missing; close the quote or bracket'],
    ['second document', 'a: 1\n---\nb: 2\n', 'f:2:1: a second document begins here; remove the line "---"'],
    [
      'key that is a map',
      '? { a: 1 }\n: 2\n',
      'f:1:3: this key is not plain text; write the key as one word, in quotes if need be',
    ],
  ])('%s', (_what, text, issue) => {
    expect(issues(text)).toEqual([issue]);
  });

  test('an alias bomb is refused without being blown up', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 12; n++) bomb.push(`a${n}: &a${n} [${`*a${n - 1}, `.repeat(10)}]`);
    const found = issues(bomb.join('\n'));
    expect(found).toHaveLength(110);
    expect(found[0]).toBe('f:2:10: aliases (*a0) are not allowed; write the value out here');
  });

  test.each([
    ['[', 'f:1:101: the file is nested too deeply; nest less than 100 levels'],
    ['{a: ', 'f:1:401: the file is nested too deeply; nest less than 100 levels'],
    ['\n[', 'f:102:1: the file is nested too deeply; nest less than 100 levels'],
    ['- ', 'f:1:1: the file is nested too deeply; nest less than 100 levels'],
  ])('deep nesting of %j is refused before it can exhaust the stack', (opening, issue) => {
    expect(issues(opening.repeat(100_000))).toEqual([issue]);
  });

  test('a hundred levels can be read', () => {
    expect(issues(`a: ${'['.repeat(100)}${']'.repeat(100)}`)).toEqual([]);
    expect(issues(`${'- '.repeat(50)}a`)).toEqual([]);
  });

  test('keys are text as written, values have their types', () => {
    const { source } = readSource('f', '0: a\n00: b\ntrue: c\nn: 00\ny: yes\n');
    expect(source?.data).toEqual({ '0': 'a', '00': 'b', true: 'c', n: 0, y: 'yes' });
    expect(source?.written(['n'])).toBe('00');
  });

  test('places of keys, values and what is not there', () => {
    const { source } = readSource('f', 'a:\n  - b: 1\n    c: [x, y]\n');
    expect(source?.place(['a', 0, 'c', 1])).toEqual({ file: 'f', line: 3, column: 12 });
    expect(source?.place(['a', 0, 'c'], 'key')).toEqual({ file: 'f', line: 3, column: 5 });
    expect(source?.place(['a', 0, 'none'], 'key')).toEqual({ file: 'f', line: 2, column: 5 });
  });

  test('no text makes it throw, and what it cannot use it says why', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:-[]{}&*!#|>"\'%@?,\n\t 0<'), maxLength: 60 }), (text) => {
        const { source, issues: found } = readSource('f', text);
        expect(source !== null || found.length > 0).toBe(true);
        for (const { line, column } of found) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
