import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkImports } from '../../scripts/checkImports.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const trees: string[] = [];

function plant(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'starhash-tree-'));
  trees.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true });
});

it('the tree follows the path of a message', () => {
  expect(checkImports(join(ROOT, 'src'))).toEqual([]);
});

describe('a bad tree is refused', () => {
  const cases: readonly [string, string, string, RegExp][] = [
    ['a core that imports a wire', 'bonus/a.ts', "import '../http/start.ts';", /^bonus may not import http\/start\.ts/],
    ['a type is an import too', 'code/a.ts', "import type { A } from '../text/a.ts';", /^code may not import text/],
    ['a type in place', 'code/a.ts', "export type A = import('../text/a.ts').A;", /^code may not import text/],
    ['a re-export', 'text/a.ts', "export * from '../code/a.ts';", /^text may not import code/],
    ['a named re-export', 'text/a.ts', "export { a } from '../code/a.ts';", /^text may not import code/],
    ['a late import', 'flow/a.ts', "export const a = () => import('../http/a.ts');", /^flow may not import http/],
    ['a way round', 'session/x/a.ts', "import '../../session/../store/port.ts';", /^session may not import store/],
    [
      'an adapter behind the port',
      'flow/a.ts',
      "import '../store/redis/open.ts';",
      /^flow may not import store\/redis/,
    ],
    ['the flow behind its api', 'http/a.ts', "import '../flow/transact.ts';", /^http may not import flow\/transact/],
    [
      'a word past the port',
      'http/a.ts',
      "import type { Call } from '../flow/api/calls.ts';",
      /^http may not import flow\/api\/calls/,
    ],
    ['a wire that knows another', 'cli/a.ts', "import '../http/start.ts';", /^cli may not import http/],
    ['the composition root', 'cli/a.ts', "import '../gateway.ts';", /^cli may not import gateway\.ts/],
    ['a room with a similar name', 'flow/a.ts', "import '../text2/a.ts';", /^flow may not import text2/],
    ['a room in a room', 'smpp/pdu/a.ts', "import '../link/a.ts';", /^smpp\/pdu may not import smpp\/link/],
    [
      'the outer room from the inner',
      'smpp/link/a.ts',
      "import '../smsc/a.ts';",
      /^smpp\/link may not import smpp\/smsc/,
    ],
    ['sockets in a pure inner room', 'smpp/ussd/a.ts', "import 'node:net';", /^smpp\/ussd is pure/],
    ['a file of no room', 'helpers.ts', 'export const a = 1;', /belongs to no room/],
    ['a room without a rule', 'misc/a.ts', 'export const a = 1;', /belongs to no room/],
    [
      'Node in a pure room',
      'session/a.ts',
      "import { readFileSync } from 'node:fs';",
      /pure and may not import node:fs/,
    ],
    ['chance from a package', 'code/a.ts', "import { nanoid } from 'nanoid';", /pure and may not import nanoid/],
    ['time', 'bonus/a.ts', 'export const a = () => Date.now();', /pure: Date\.now must come in/],
    ['time by construction', 'bonus/a.ts', 'export const a = () => new Date();', /pure: new Date\(\)/],
    ['time by Temporal', 'bonus/a.ts', 'export const a = () => Temporal.Now.instant();', /pure: Temporal\.Now/],
    ['chance', 'text/a.ts', 'export const a = () => Math.random();', /pure: Math\.random/],
    ['timers', 'session/a.ts', 'setTimeout(() => {}, 1);', /pure: setTimeout\(\)/],
    ['the network', 'code/a.ts', "export const a = () => fetch('http://localhost');", /pure: fetch\(\)/],
    ['the environment', 'code/a.ts', 'export const a = process.env.A;', /pure: process\.env/],
  ];
  it.each(cases)('%s', (_, path, text, message) => {
    const findings = checkImports(plant({ [path]: `// first line\n${text}\n` }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ file: path, message: expect.stringMatching(message) });
  });

  it('names the line', () => {
    const text = "import '../bonus/types.ts';\n\nexport const a = () => Date.now();\nimport '../store/port.ts';\n";
    expect(checkImports(plant({ 'session/a.ts': text })).map(({ line }) => line)).toEqual([3, 4]);
  });
});

it('a good tree passes', () => {
  const root = plant({
    'code/a.ts': "export const at = (time: number) => new Date(time);\nimport './b.ts';\n",
    'session/a.ts': "import '../code/a.ts';\nimport '../bonus/a.ts';\nimport { parse } from 'yaml';\nparse('');\n",
    'flow/a.ts': "import '../store/port.ts';\nimport 'node:crypto';\nDate.now();\n",
    'store/redis/a.ts': "import '../port.ts';\nimport Redis from 'ioredis';\n",
    'http/a.ts': "import type { Gateway } from '../flow/api.ts';\nimport '../text/sanitize.ts';\nimport 'express';\n",
    'gateway.ts': "import './http/a.ts';\nimport './store/redis/a.ts';\n",
  });
  expect(checkImports(root)).toEqual([]);
});

describe('circular imports', () => {
  const lint = (root: string) =>
    spawnSync(
      join(ROOT, 'node_modules/.bin/biome'),
      ['lint', '--only=suspicious/noImportCycles', '--colors=off', '.'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );

  /** A tree with our own rules in it, as a repository (Biome reads its ignore file). */
  function repository(files: Readonly<Record<string, string>>): string {
    const root = plant({ ...files, '.gitignore': 'node_modules/\n' });
    cpSync(join(ROOT, 'biome.json'), join(root, 'biome.json'));
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    return root;
  }

  it.each([
    [
      'of values',
      "import { b } from './b.ts';\nexport const a = () => b;\n",
      "import { a } from './a.ts';\nexport const b = () => a;\n",
    ],
    [
      'of types',
      "import type { B } from './b.ts';\nexport type A = B[];\n",
      "import type { A } from './a.ts';\nexport type B = A[];\n",
    ],
  ])('%s are refused', (_, a, b) => {
    const { status, stdout, stderr } = lint(repository({ 'src/a.ts': a, 'src/b.ts': b }));
    expect(stdout + stderr).toContain('noImportCycles');
    expect(status).toBe(1);
  });

  it('a straight line is fine', () => {
    const root = repository({ 'src/a.ts': "import './b.ts';\n", 'src/b.ts': 'export const b = 1;\n' });
    expect(lint(root).status).toBe(0);
  });
});
