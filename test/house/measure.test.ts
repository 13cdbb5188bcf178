import { expect, it } from 'vitest';
import { functionLengths, quantile } from '../../scripts/lengths.ts';
import { parseSource } from '../../scripts/sourceTree.ts';

it('counts the lines of named functions, callbacks with the function around them', () => {
  const text = [
    'export function first(a: number) {',
    '  return [a].map((each) => {',
    '    return each + 1;',
    '  });',
    '}',
    'const second = () => 2;',
    'class Third {',
    '  method() {',
    '    return 3;',
    '  }',
    '}',
  ].join('\n');
  expect(functionLengths(parseSource('a.ts', text))).toEqual([
    { where: 'a.ts:1', lines: 5 },
    { where: 'a.ts:6', lines: 1 },
    { where: 'a.ts:8', lines: 3 },
  ]);
});

it.each([
  [[1, 2, 3, 4, 50], 0.5, 3],
  [[5, 1], 0.9, 5],
  [[], 0.5, 0],
])('quantile of %j at %d is %d', (lines, q, expected) => {
  expect(
    quantile(
      lines.map((each) => ({ where: '', lines: each })),
      q,
    ),
  ).toBe(expected);
});
