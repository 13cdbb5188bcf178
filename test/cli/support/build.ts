/** Builds the binary once for all tests that run it, as it would be installed: `bin/` and `dist/` in a folder of their own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the built `bin/starhash.js`. */
    starhash: string;
  }
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COPIED = ['bin', 'package.json'];
const LINKED = ['node_modules', 'sessions', 'schemas'];

/** vitest's global set-up: provides `starhash`; its return value cleans up. */
export default function build({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-build-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(folder, name));
  const { status, stdout } = spawnSync(
    join(ROOT, 'node_modules/.bin/tsc'),
    ['-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the build failed:\n${stdout}`);
  provide('starhash', join(folder, 'bin/starhash.js'));
  return () => rmSync(folder, { recursive: true, force: true });
}
