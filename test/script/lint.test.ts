/** `starhash lint` and `starhash test` find the same scripts, and the same mistakes in them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { findScripts } from '../../src/cli/testing/scriptFiles.ts';
import { readSuites } from '../../src/cli/testing/suites.ts';
import { lintFolders } from '../../src/compose/lint.ts';
import { scriptTools } from '../../src/compose/scripts.ts';
import { EN, RU, SERVICE } from '../session/definition/mini.ts';

const SHIPPED = fileURLToPath(new URL('../../sessions', import.meta.url));

type Files = Readonly<Record<string, string>>;

const service = (name: string, code: string): Files => ({
  [`${name}/service.yaml`]: SERVICE.replace('*200', code).replace('"2000"', `"${code.slice(1)}0"`),
  [`${name}/texts.ru.yaml`]: RU,
  [`${name}/texts.en.yaml`]: EN,
});
const MINE = { ...service('one', '*200'), ...service('two', '*201') };

function folderWith(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'starhash-lint-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

async function lint(root: string) {
  const { scripts, issues } = await lintFolders([root], SHIPPED);
  return { scripts, places: issues.map(({ file, line, message }) => `${file}:${line}: ${message}`).toSorted() };
}

/** What `test` says: the first line of each mistake, its path as lint shows it. */
async function tested(root: string) {
  const found = findScripts([root]);
  const { mistakes } = await readSuites(found, SHIPPED, scriptTools);
  const places = mistakes.map((mistake) => {
    const [, path = '', line, message] = /^(.*?):(\d+):\d+: (.*)/.exec(mistake) ?? [];
    return `${relative(process.cwd(), path)}:${line}: ${message}`;
  });
  return { scripts: found.length, places: places.toSorted() };
}

const STEP = 'steps: [{ dial: "*200#" }]\n';
const POINTS = `given: { points: 1 }\n${STEP}`;

test.each<[what: string, files: Files, under: string, scripts: number, mistakes: readonly RegExp[]]>([
  ['beside its service', { ...MINE, 'one/a.session.yaml': STEP }, '.', 1, []],
  ['in a folder below', { ...MINE, 'one/deep/er/a.session.yaml': 'steps: [{ sms: x }]\n' }, '.', 1, []],
  ['of a service without a program', { ...MINE, 'one/deep/a.session.yaml': POINTS }, '.', 1, [/no bonus program/]],
  ['that names another service', { ...MINE, 'one/a.session.yaml': `service: two\n${STEP}` }, '.', 1, []],
  ['in the folder of one service', { ...MINE, 'one/a.session.yaml': `service: two\n${STEP}` }, 'one', 1, []],
  ['that names a shipped service', { 'a.session.yaml': `service: mts-bonus\n${POINTS}` }, '.', 1, []],
  ['that names none there is', { 'a.session.yaml': `service: mts\n${STEP}` }, '.', 1, [/no service "mts"/]],
  [
    'beside a service, of a shipped one',
    { ...MINE, 'one/a.session.yaml': `service: mts-bonus\n${STEP}` },
    '.',
    1,
    [/no service "mts-bonus"/],
  ],
  ['in folders that are passed over', { 'node_modules/a.session.yaml': '', '.git/a.session.yaml': '' }, '.', 0, []],
  [
    'in a folder with a name like one of those',
    { 'my-node_modules/a.session.yaml': 'x: 1\n' },
    '.',
    1,
    [/"x"/, /nothing is done/],
  ],
  ['that is too large', { 'a.session.yaml': `#${'x'.repeat(2_000_000)}` }, '.', 1, [/larger than 1 MB/]],
])('a script %s', async (_what, files, under, scripts, mistakes) => {
  const root = join(folderWith(files), under);
  const found = await lint(root);
  expect(found).toEqual(await tested(root));
  expect(found.scripts).toBe(scripts);
  expect(found.places).toHaveLength(mistakes.length);
  for (const mistake of mistakes) expect(found.places.join('\n')).toMatch(mistake);
});

test('beside a service with mistakes a script is checked for all that it does not take from there', async () => {
  const broken = { 'one/service.yaml': 'servcie: shop\n', 'one/a.session.yaml': POINTS };
  const { places } = await lint(folderWith({ ...broken, 'one/b.session.yaml': `service: one\n${POINTS}dail: 1\n` }));
  expect(places.filter((place) => place.includes('a.session.yaml'))).toEqual([]);
  expect(places.filter((place) => place.includes('b.session.yaml'))).toEqual([expect.stringContaining('"dail"')]);
});
