import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Runs vitest, with our reporter, over a folder that holds these files. */
function vitest(files: Readonly<Record<string, string>>, extra = '') {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-summary-'));
  folders.push(folder);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const config = `import { summaryReporter } from ${JSON.stringify(join(ROOT, 'scripts/summaryReporter.ts'))};
export default { test: { reporters: ['default', summaryReporter()], ${extra} } };`;
  for (const [name, text] of Object.entries({ 'vitest.config.ts': config, ...files })) {
    writeFileSync(
      join(folder, name),
      name.endsWith('.test.ts') ? `import { it, expect, beforeAll } from 'vitest';\n${text}` : text,
    );
  }
  const { VITEST: _, ...env } = process.env;
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run'], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { status: run.status, lastLine: run.stdout.trimEnd().split('\n').at(-1), output: run.stdout + run.stderr };
}

const good = "it('a', () => {}); it('b', () => {});";

describe('the last line of a run', () => {
  const skipping = `it.${'skip'}('later', () => {});`;
  const cases: readonly [string, Readonly<Record<string, string>>, number, string][] = [
    ['all good', { 'a.test.ts': good, 'b.test.ts': good }, 0, '4 passed, 0 failed'],
    ['one fails', { 'a.test.ts': `${good} it('c', () => { expect(1).toBe(2); });` }, 1, '2 passed, 1 failed'],
    ['skipped ones are named', { 'a.test.ts': good + skipping }, 0, '2 passed, 0 failed, 1 skipped'],
    [
      'a file that does not load',
      { 'a.test.ts': good, 'b.test.ts': "import './nowhere.ts';" },
      1,
      '2 passed, 1 failed',
    ],
    [
      'a hook that throws',
      { 'a.test.ts': `beforeAll(() => { throw new Error('no'); }); ${good}` },
      1,
      '0 passed, 1 failed, 2 skipped',
    ],
    [
      'a stray rejection',
      { 'a.test.ts': `${good} it('c', () => { Promise.reject(new Error('stray')); });` },
      1,
      '3 passed, 1 failed',
    ],
    ['no test at all', {}, 1, '0 passed, 1 failed'],
  ];
  it.each(cases)('%s', (_, files, status, line) => {
    const run = vitest(files);
    expect(run.lastLine, run.output).toBe(line);
    expect(run.status).toBe(status);
  });

  it('a set-up that breaks is a failure', () => {
    const run = vitest({ 'a.test.ts': good, 'setup.ts': "throw new Error('no redis');" }, "globalSetup: 'setup.ts'");
    expect(run.lastLine, run.output).toBe('0 passed, 1 failed');
    expect(run.status).toBe(1);
  });
});
