/** The packed package in somebody's project: the example, the page about it, types, and what is left when all is over. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installed, install } from './support/installed.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITEST = ['node', 'node_modules/vitest/vitest.mjs', 'run', '--reporter=json'];
const NODE = ['node', '--test', '--test-reporter=spec'];
const TSC = join(ROOT, 'node_modules/.bin/tsc');

let installed: Installed;
beforeAll(() => {
  installed = install();
}, 120_000);
afterAll(() => installed.remove());

function write(name: string, text: string): string {
  writeFileSync(join(installed.project, name), text);
  return name;
}

/** Blocks of code of a page, in the order of the page. */
function blocksOf(page: string, language: 'js' | 'ts'): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code ?? '');
}

describe('vitest', () => {
  test.each(['forks', 'threads'])('the example and the page pass (%s), and leave nothing', async (pool) => {
    for (const [index, code] of blocksOf('docs/testing.md', 'ts').entries()) write(`test/page${index}.test.ts`, code);
    const { code, output } = await installed.run([...VITEST, '--pool', pool]);
    expect(JSON.parse(output.slice(output.indexOf('{"')))).toMatchObject({ numPassedTests: 7, numFailedTests: 0 });
    expect(code).toBe(0);
    expect(installed.leftBehind()).toEqual([]);
  });
});

describe('node:test', () => {
  test('the example and the page pass, end by themselves, and leave nothing', async () => {
    const pages = blocksOf('docs/testing.md', 'js').map((code, index) => write(`test/page${index}.mjs`, code));
    const { code, output } = await installed.run([...NODE, 'test/points.test.mjs', ...pages]);
    expect(output).toMatch(/^ℹ pass 5$/m);
    expect(code).toBe(0);
    expect(installed.leftBehind()).toEqual([]);
  });

  test('a failure shows the phone', async () => {
    const file = write(
      'test/wrong.mjs',
      `import { test } from 'node:test';
import { expect, phone } from 'starhash/testing';
test('wrong', async () => {
  const p = await phone('79161234567');
  await p.dial('*111*455#');
  await p.answer('2');
  expect(p).toShow(/Подарки мне/);
});
`,
    );
    const { code, output } = await installed.run(['node', '--test', '--test-reporter=spec', file]);
    const [said] = /^expected 7916[^`]*/m.exec(readFileSync(join(ROOT, 'docs/testing.md'), 'utf8')) ?? [''];
    for (const line of said.trim().split('\n')) expect(output).toContain(line);
    expect(output).toContain('wrong.mjs:7');
    expect(code).toBe(1);
  });
});

describe('a process', () => {
  const DIALS = "const p = await phone('79161234567'); await p.dial('*111*455#'); console.log(p.awaiting);";

  test.each([
    ['ends by itself', DIALS, 0],
    ['ends after close()', `${DIALS} await close();`, 0],
    ['may be ended', `${DIALS} process.exit(3);`, 3],
    ['may be killed', `${DIALS} process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});`, null],
  ])('%s, and leaves nothing', async (_how, code, exit) => {
    const file = write('alone.mjs', `import { close, phone } from 'starhash/testing';\nvoid close;\n${code}`);
    expect(await installed.run(['node', file])).toEqual({ code: exit, output: 'true\n' });
    expect(installed.leftBehind()).toEqual([]);
  });

  test('with a global expect, as jest has it, gets the matchers there', async () => {
    const file = write(
      'jest.mjs',
      `const added = {};
globalThis.expect = { extend: (matchers) => void Object.assign(added, matchers) };
const { phone } = await import('starhash/testing');
const p = await phone('79161234567');
await p.dial('*111*455#');
console.log(added.toShow(p, 'МТС').pass, added.toShow(p, 'МТФ').message().split('\\n')[0]);
`,
    );
    const output = 'true expected 79161234567 to show "МТФ".\n';
    expect(await installed.run(['node', file])).toEqual({ code: 0, output });
  });
});

describe('types', () => {
  const WRONG = `
const p = await phone('7', { points: { 'mts-bonus': 1 }, clock: '2020-01-15T12:00:00+03:00' });
expect(p).toShow(/x/);
expect(p).not.toHaveReceived();
expect(p).toShow(5);
expect(p).toShown('x');
p.screen = '';
await phone('7', { point: 1 });
export {};
`;
  const OF_JEST = `declare namespace jest {
  interface Matchers<R, T = {}> { toBe(wanted: T): R; not: Matchers<R, T> }
}
declare const expect: <T>(value: T) => jest.Matchers<void, T>;
`;
  const HEADS = {
    vitest: "import { phone } from 'starhash/testing';\nimport { expect } from 'vitest';\n",
    jest: "/// <reference path='./jest.d.ts' />\nimport { phone } from 'starhash/testing';\n",
    node: "import { expect, phone } from 'starhash/testing';\n",
  };

  test('what is right compiles, what is wrong is told by name', async () => {
    write('jest.d.ts', OF_JEST);
    const files = Object.entries(HEADS).map(([library, head]) => write(`types-${library}.ts`, head + WRONG));
    const places = ['--typeRoots', join(ROOT, 'node_modules/@types'), '--types', 'node'];
    const modules = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--noEmit', '--ignoreConfig'];
    const { output } = await installed.run([TSC, ...modules, ...places, ...files]);
    const told = [...output.matchAll(/^types-(\w+)\.ts.*error (TS\d+)/gm)].map(([, library, code]) => [library, code]);
    const wanted = ['TS2345', 'TS2551', 'TS2540', 'TS2561'];
    expect(told.toSorted()).toEqual(
      Object.keys(HEADS)
        .flatMap((library) => wanted.map((code) => [library, code]))
        .toSorted(),
    );
  });
});

test('the binary and the schemas are where they were', async () => {
  const version = await installed.run(['node_modules/.bin/starhash', '--version']);
  expect(version).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  const file = write(
    'schema.mjs',
    "import { createRequire } from 'node:module';\nconsole.log(createRequire(import.meta.url)('starhash/schemas/session.schema.json').title);\n",
  );
  expect(await installed.run(['node', file])).toMatchObject({ code: 0, output: expect.stringMatching(/session/i) });
});
