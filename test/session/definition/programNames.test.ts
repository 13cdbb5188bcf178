import { expect, test } from 'vitest';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { formatIssue } from '../../../src/yaml/issue.ts';
import { shippedFolder } from './shipped.ts';

/** The shipped service in a folder of this name, with other codes. */
function copied(name: string, from: readonly [string, string][]) {
  const files = Object.entries(shippedFolder('mts-bonus'));
  return files.map(([file, text]) => ({
    path: `${name}/${file}`,
    text: from.reduce((so, [a, b]) => so.replaceAll(a, b), text),
  }));
}

const OTHER_CODES: readonly [string, string][] = [
  ['"*111*455"', '"*111*499"'],
  ['"4555"', '"4999"'],
];

test('two folders cannot have one program: the later one is told, with the place of the other', () => {
  const files = [...copied('a', []), ...copied('b', [...OTHER_CODES])];
  const { issues } = compileServices(files);
  expect(issues.map(formatIssue)).toEqual([
    expect.stringMatching(/^b\/program\.yaml:6:10: the program "mts-bonus" is that of a\/program\.yaml:6:10, too/),
  ]);
});

test('with a name of its own it is another program', () => {
  const files = [...copied('a', []), ...copied('b', [...OTHER_CODES, ['program: mts-bonus', 'program: my-bonus']])];
  expect(compileServices(files).issues).toEqual([]);
});
