/** The package as others have it: packed, installed into a copy of the example project, run there in processes of their own. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../../cli/support/process.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PACKED = ['bin', 'sessions', 'schemas', 'package.json', 'README.md', 'LICENSE'];

export interface Run {
  readonly code: number | null;
  /** What it wrote to either stream. */
  readonly output: string;
}

export interface Installed {
  /** The copy of `examples/testing`. */
  readonly project: string;
  /** Runs a program of the project there. It is killed after a minute. */
  run(program: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run>;
  /** What lies in the folder for temporary files of what was run. */
  leftBehind(): readonly string[];
  remove(): void;
}

/** Builds, packs and installs. Throws with what npm or the compiler says where that does not work. */
export function install(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  const [stage, project, temporary] = ['package', 'project', 'tmp'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(temporary);
  cpSync(join(ROOT, 'examples/testing'), project, { recursive: true });
  npm(['install', '--save-dev', ...QUIETLY, pack(stage)], project);
  return {
    project,
    run: (program, env = {}) => run(program, project, { TMPDIR: temporary, ...env }),
    leftBehind: () => readdirSync(temporary).filter((name) => name.startsWith('starhash')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const QUIETLY = ['--prefer-offline', '--no-audit', '--no-fund', '--no-update-notifier'];

/** Packs a copy of the repository that was built there: nobody else's `dist/` is touched. @returns the tarball */
function pack(stage: string): string {
  mkdirSync(stage);
  for (const name of PACKED) cpSync(join(ROOT, name), join(stage, name), { recursive: true });
  checked(
    join(ROOT, 'node_modules/.bin/tsc'),
    ['-p', join(ROOT, 'tsconfig.build.json'), '--outDir', join(stage, 'dist')],
    ROOT,
  );
  const file = npm(['pack', '--ignore-scripts', '--loglevel=error'], stage).trim().split('\n').at(-1) ?? '';
  return join(stage, file);
}

function npm(args: readonly string[], cwd: string): string {
  return checked('npm', args, cwd);
}

function checked(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env: cleanEnvironment() });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  return stdout;
}

const PATIENCE = 60_000;

function run([program = '', ...args]: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const child = spawn(program, args, { cwd, env: cleanEnvironment(env), timeout: PATIENCE, killSignal: 'SIGKILL' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise<Run>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, output }));
  });
}
