/** Names that people cannot see are from outside: what a terminal obeys never comes to one. */
import { expect, test } from 'vitest';
import { formatIssue } from '../../src/cli/failures.ts';
import { partByAbility } from '../../src/cli/testing/lacking.ts';
import { readScripts } from '../../src/script/language/read.ts';

const UNSAFE = /(?!\n)[\p{Cc}\u202e\u2028]/u;
const EVIL = String.raw`fo\e[31m\u202eo\n  fix: rm`;

function mistakesIn(text: string): string[] {
  return readScripts({ path: 'a\u001b[2J.session.yaml', text }, null, []).issues.map(formatIssue);
}

test.each([
  ['a field', `steps: [{ dial: "*1#", "${EVIL}": 1 }]`],
  ['a value', `steps: [{ hangup: "${EVIL}" }]`],
  ['a variable', `steps: [{ dial: "$a", capture: { "${EVIL}": /x/ } }]`],
  ['a service', `service: "${EVIL}"\nsteps: [{ dial: "*1#" }]`],
  ['a fragment', `steps: [{ do: "${EVIL}" }]`],
  ['a key that stands twice', `"${EVIL}": 1\n"${EVIL}": 1`],
])('%s in a mistake', (_what, text) => {
  const mistakes = mistakesIn(text);
  expect(mistakes).not.toEqual([]);
  for (const mistake of mistakes) {
    expect(mistake).not.toMatch(UNSAFE);
    expect(mistake.split('\n').length).toBeLessThanOrEqual(2);
  }
});

test('the name of a script that a wire cannot play', () => {
  const text = `name: "${EVIL}"\nsteps: [{ dial: "*1#" }, { wait: 5m }]`;
  const { scripts } = readScripts({ path: 'a\u001b.session.yaml', text }, null, []);
  const { impossible } = partByAbility(scripts, { abilities: new Set() });
  expect(impossible).toHaveLength(1);
  expect(impossible.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
});

test.each([
  ['a field', `${'x'.repeat(100_000)}: 1\nsteps: [{ dial: "*1#" }]`],
  ['a value', `given: { lifecycle: ${'x'.repeat(100_000)} }\nsteps: [{ dial: "*1#" }]`],
  ['a number', `steps: [{ dial: ${'9'.repeat(100_000)} }]`],
  ['a flag', `strict: ${'x'.repeat(100_000)}\nsteps: [{ dial: "*1#" }]`],
])('%s of a hundred thousand characters is told in short', (_what, text) => {
  const mistakes = mistakesIn(text);
  expect(mistakes).not.toEqual([]);
  for (const mistake of mistakes) expect(mistake.length).toBeLessThan(700);
});
