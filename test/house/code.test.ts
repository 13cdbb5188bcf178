import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function run(tool: string, ...args: string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', tool), args, {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

it('is formatted and free of lint', () => {
  const { status, output } = run('biome', 'ci', '--error-on-warnings', '--colors=off', '.');
  expect(status, output).toBe(0);
});

it('is well typed', () => {
  const { status, output } = run('tsc', '--noEmit', '--pretty', 'false');
  expect(status, output).toBe(0);
});
