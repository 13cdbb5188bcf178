/** Whatever a file holds: issues, never an exception, and never for long. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caretOf } from '../../../src/script/language/caret.ts';
import { edited } from '../../../src/script/language/edit.ts';
import { damaged } from '../../support/damaged.ts';
import { BAD_SCRIPTS } from './support/badScripts.ts';
import { GOOD_SCRIPTS } from './support/goodScripts.ts';
import { issuesIn, read } from './support/reading.ts';

/** Real time in which a file of 500 kB must be read, ms; what takes the square of its length takes longer. */
const BOUND = 10_000;
const LENGTH = 500_000;

function filled(head: string, piece: (index: number) => string, size = LENGTH): string {
  const pieces = [head];
  for (let length = head.length, index = 0; length < size; index++) {
    const next = piece(index);
    length += Buffer.byteLength(next);
    pieces.push(next);
  }
  return pieces.slice(0, -1).join('');
}

const LARGE: readonly (readonly [what: string, text: string])[] = [
  ['steps of nothing', filled('steps:\n', () => '- {}\n')],
  ['unknown verbs', filled('steps:\n', (n) => `- { dail${n}: x }\n`)],
  ['misspelt verbs', filled('steps:\n', () => '- { dail: x }\n')],
  ['unknown variables', filled('steps:\n', (n) => `- { answer: $x${n} }\n`)],
  ['one text of variables', filled('steps:\n- answer: "', (n) => `$x${n} `).concat('"\n')],
  ['captures', filled('steps:\n', (n) => `- { sms: x, capture: { x${n}: /x/ } }\n`)],
  ['fragments in a chain', filled('steps: [{ do: f0 }]\nfragments:\n', (n) => `  f${n}: [{ do: f${n + 1} }]\n`)],
  [
    'fragments in a ring',
    `${filled('steps: [{ do: f0 }]\nfragments:\n', (n) => `  f${n}: [{ do: f${(n + 1) % 15_000} }]\n`)}`,
  ],
  [
    'fragments that all run each other',
    filled('steps: [{ do: a }]\nfragments:\n  a: [', () => '{ do: a }, ').concat(']\n'),
  ],
  [
    'fragments that double',
    `steps: [{ do: f0 }]\nfragments:\n${Array.from({ length: 45 }, (_, n) => `  f${n}: [{ do: f${n + 1} }, { do: f${n + 1} }]\n`).join('')}  f45: [{ hangup: true }]\n`,
  ],
  [
    'fragments that double nothing',
    `steps: [{ do: f0 }]\nfragments:\n${Array.from({ length: 45 }, (_, n) => `  f${n}: [{ do: f${n + 1} }, { do: f${n + 1} }]\n`).join('')}  f45: [{ repeat: 1000, steps: [{ repeat: 1000, steps: [] }] }]\n`,
  ],
  ['loops in loops', `steps: [${'{ repeat: 1000, steps: ['.repeat(40)}{ hangup: true }${']}'.repeat(40)}]\n`],
  ['loops of an unknown fragment', 'steps: [{ repeat: 1000, steps: [{ repeat: 1000, steps: [{ do: x }] }] }]\n'],
  ['rows', filled('steps: [{ hangup: true }]\nexamples:\n', (n) => `- { a: ${n} }\n`)],
  [
    'values that double',
    `steps: [{ do: f0, with: { a: xy } }]\nfragments:\n${Array.from({ length: 40 }, (_, n) => `  f${n}: [{ do: f${n + 1}, with: { a: "$a$a" } }]\n`).join('')}  f40: [{ dial: $a }]\n`,
  ],
  [
    'captured values that double',
    `steps: [{ dial: "*1#", capture: { c: /x/ } }, { do: f0, with: { a: $c } }]\nfragments:\n${Array.from({ length: 40 }, (_, n) => `  f${n}: [{ do: f${n + 1}, with: { a: "$a$a" } }]\n`).join('')}  f40: [{ dial: $a }]\n`,
  ],
  [
    'rows of a long fragment',
    filled(
      filled('fragments:\n  a:\n', (n) => `  - { sms: x, capture: { x${n}: /x/ } }\n`, 200_000).concat(
        'steps: [{ do: a }]\nexamples:\n',
      ),
      (n) => `- { b: ${n} }\n`,
      350_000,
    ),
  ],
  [
    'columns of a loop',
    filled('steps: [{ repeat: 900, steps: [{ do: a }] }]\nfragments: { a: [{ hangup: true }] }\nexamples:\n- ', (n) =>
      n === 0 ? 'a: 1\n' : `  a${n}: 1\n`,
    ),
  ],
  [
    'values of a loop',
    filled(
      'fragments: { a: [{ hangup: true }] }\nsteps: [{ repeat: 900, steps: [{ do: a, with: {',
      (n) => `a${n}: 1, `,
    ).concat('} }] }]\n'),
  ],
  [
    'a long text in a loop',
    `steps: [{ repeat: 1000, steps: [${`{ shows: "${'x'.repeat(9_000)}" }, `.repeat(50)}] }]\n`,
  ],
  [
    'unknown variables in a loop',
    `steps: [{ repeat: 1000, steps: [{ repeat: 20, steps: [{ shows: "${'$a '.repeat(3_000)}" }] }] }]\n`,
  ],
  [
    'faults of rows',
    filled(
      `given: { faults: { a: [${'1, '.repeat(60_000)}] } }\nsteps: [{ hangup: true }]\nexamples:\n`,
      (n) => `- { a: ${n} }\n`,
      300_000,
    ),
  ],
  [
    'tags of rows',
    filled(
      `tags: [${'a, '.repeat(60_000)}]\nsteps: [{ hangup: true }]\nexamples:\n`,
      (n) => `- { a: ${n} }\n`,
      300_000,
    ),
  ],
  [
    'scripts beside a long fragment',
    filled(
      filled('fragments:\n  a:\n', (n) => `  - { sms: x, capture: { x${n}: /x/ } }\n`, 250_000).concat('scripts:\n'),
      (n) => `- { name: a${n}, steps: [{ hangup: true }] }\n`,
    ),
  ],
  ['rows that lack fields', filled('steps: [{ hangup: true }]\nexamples:\n', (n) => `- { a${n}: 1 }\n`, 100_000)],
  ['scripts', filled('scripts:\n', (n) => `- { name: a${n}, steps: [{ hangup: true }] }\n`)],
  ['phones', filled('steps: [{ hangup: true }]\ngiven:\n  phones:\n', (n) => `    a${n}:\n`)],
  ['a long pattern', filled('steps: [{ shows: "/', () => '(a|b)?').concat('/" }]\n')],
  ['a pattern of open groups', filled('steps: [{ shows: "/', () => '(').concat('/" }]\n')],
  ['a pattern of large counts', 'steps: [{ shows: "/(((a{1000}){1000}){1000}){1000}/" }]\n'],
  ['a pattern of optional signs', `steps: [{ shows: "/${'a?'.repeat(500)}${'a'.repeat(500)}/" }]\n`],
  ['a deep value', `steps: [{ member: ${'['.repeat(90)}${']'.repeat(90)} }]\n`],
  ['a long number', `steps: [{ answer: ${'9'.repeat(500_000)} }]\n`],
  ['a long length of time', `steps: [{ wait: ${'1h'.repeat(300_000)}x }]\n`],
  ['a long name', `service: ${'a'.repeat(500_000)}\nsteps: [{ hangup: true }]\n`],
];

describe('files that are made to take long', () => {
  test.each(LARGE)('%s', { timeout: 10 * BOUND }, (_what, text) => {
    const begun = performance.now();
    read(text);
    expect(performance.now() - begun).toBeLessThan(BOUND);
  });

  test.each([
    ['a text', 'steps: [{ dial: "LONG" }]', 'this text is longer than 10000 characters, its variables put in'],
    ['a pattern', 'steps: [{ shows: "/LONG/" }]', 'this text is longer than 10000 characters, its variables put in'],
    [
      'a variable',
      'steps: [{ do: a, with: { x: "HALF" } }]\nfragments: { a: [{ dial: "$x$x" }] }',
      'this text is longer than 10000 characters, its variables put in',
    ],
    [
      'all of it',
      `steps: [{ repeat: 1000, steps: [${'{ shows: "HALF" }, '.repeat(15)}] }]`,
      'here the file grows too large',
    ],
  ])('%s may be so long and no longer', (_what, text, message) => {
    const issuesOf = (length: number) =>
      issuesIn(text.replace('LONG', 'x'.repeat(length)).replaceAll('HALF', 'x'.repeat(length / 2)));
    expect([issuesOf(6_000), issuesOf(10_002).length]).toEqual([[], 1]);
    expect(issuesOf(10_002)[0]).toContain(message);
  });

  test.each([
    ['fields', 100, (count: number) => `- { ${Array.from({ length: count }, (_, n) => `a${n}: 1`).join(', ')} }`],
    ['rows', 10_000, (count: number) => Array.from({ length: count }, (_, n) => `- { a: ${n} }`).join('\n')],
  ])('examples have so many %s and no more: %i', (what, most, rows) => {
    const issuesOf = (count: number) => issuesIn(`steps: [{ hangup: true }]\nexamples:\n${rows(count)}\n`);
    expect([issuesOf(most), issuesOf(most + 1).length]).toEqual([[], 1]);
    expect(issuesOf(most + 1)[0]).toContain(`${most} ${what} at most`);
  });

  test('a value is put together once, however many fragments double it', () => {
    const fragments = Array.from({ length: 40 }, (_, n) => `  f${n}: [{ do: f${n + 1}, with: { a: "$a$a" } }]\n`);
    const text = `steps: [{ do: f0, with: { a: "" } }]\nfragments:\n${fragments.join('')}  f40: [{ dial: "*1#$a" }]\n`;
    expect(issuesIn(text)).toEqual([]);
  });

  test('20 000 steps can be run, one more cannot', () => {
    const steps = (count: number) =>
      `steps: [{ repeat: ${count}, steps: [{ repeat: 100, steps: [{ hangup: true }] }] }]\n`;
    expect([issuesIn(steps(200)).length, issuesIn(steps(201)).length]).toEqual([0, 1]);
  });

  test('a fragment that nobody runs costs nothing, however often it loops', () => {
    const loops = '[{ repeat: 1000, steps: [{ repeat: 1000, steps: [{ hangup: true }] }] }]';
    expect(issuesIn(`steps: [{ hangup: true }]\nfragments: { a: ${loops} }\n`)).toEqual([]);
  });

  test('50 fragments may run one in another, 51 not', () => {
    const chain = (count: number) =>
      `steps: [{ do: f1 }]\nfragments:\n${Array.from({ length: count }, (_, n) => `  f${n + 1}: [${n + 1 === count ? '{ hangup: true }' : `{ do: f${n + 2} }`}]\n`).join('')}`;
    expect([issuesIn(chain(50)), issuesIn(chain(51))]).toEqual([
      [],
      ['52:15: fragments run more than 50 deep here; write the steps out'],
    ]);
  });
});

const TEXTS = [...GOOD_SCRIPTS, ...BAD_SCRIPTS].map(({ text }) => text);
const WORDS = ['steps:', 'dial: ', 'do: a', 'repeat: ', 'given: ', 'gets: ', 'examples: ', 'scripts: ', 'fragments: '];

describe('any text at all', { timeout: 60_000 }, () => {
  test('a script with anything cut out or put in gives scripts or issues in the file', () => {
    fc.assert(
      fc.property(damaged(TEXTS, WORDS), (changed) => {
        const { scripts, issues } = read(changed);
        const lines = changed.split('\n').length;
        expect(scripts.length > 0).toBe(issues.length === 0);
        for (const issue of issues) {
          expect([issue.line >= 1 && issue.line <= lines, issue.column >= 1]).toEqual([true, true]);
          expect(caretOf(changed, issue).split('\n')).toHaveLength(2);
          expect(typeof edited(changed, [{ place: issue, value: 'x' }])).toBe('string');
        }
      }),
      { numRuns: 800 },
    );
  });

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { scripts, issues } = read(new TextDecoder().decode(bytes));
        expect([scripts.length, issues.length > 0]).toEqual([0, true]);
      }),
      { numRuns: 1000 },
    );
  });
});
