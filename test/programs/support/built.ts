/** The program as it is built: compiled from `src/` as it stands, run in processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../../cli/support/process.ts';
import { compile } from '../../support/compile.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READY = /^starhash ready .*http=(\S+) smpp=(\S+)/m;
/** Nobody waits longer for a command to end, ms. */
const PATIENCE = 60_000;

export interface Finished {
  readonly code: number | null;
  /** What it wrote to either stream. */
  readonly output: string;
}

/** A gateway that runs, with data of its own. */
export interface Served {
  readonly url: string;
  /** `HOST:PORT` of its SMSC. */
  readonly smpp: string;
  /** Folder of its data. */
  readonly data: string;
  /** Resolves when what it has written so far matches. */
  until(pattern: RegExp): Promise<unknown>;
}

export interface Built {
  /** Runs `starhash …` to its end. */
  run(args: readonly string[]): Promise<Finished>;
  /** Starts a gateway on free ports with these services; it is gone after `remove`. */
  serve(sessions: string): Promise<Served>;
  /** A folder that is gone after `remove`. */
  folder(): string;
  remove(): Promise<void>;
}

/** Compiles the program. Throws with what the compiler says where that does not work. */
export function build(): Built {
  const compiled = compile('src/main.ts');
  const installed = join(dirname(compiled.path), '..');
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
  symlinkSync(join(ROOT, 'sessions'), join(installed, 'sessions'));
  const folders: string[] = [];
  const gateways: { readonly child: ChildProcess; readonly ended: Promise<Finished> }[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'starhash-test-'));
    folders.push(made);
    return made;
  };
  return {
    folder,
    run: (args) => follow(starhash(compiled.path, args, PATIENCE)).ended,
    async serve(sessions) {
      const data = join(folder(), 'data');
      const args = ['serve', '--http', '0', '--smpp', '0', '--data', data, '--sessions', sessions];
      const child = starhash(compiled.path, args);
      const followed = follow(child);
      gateways.push({ child, ended: followed.ended });
      const [, url = '', smpp = ''] = await followed.until(READY);
      return { url, smpp, data, until: followed.until };
    },
    async remove() {
      for (const { child } of gateways) child.kill('SIGTERM');
      for (const { ended } of gateways) await ended;
      for (const made of folders) rmSync(made, { recursive: true });
      compiled.remove();
    },
  };
}

function starhash(program: string, args: readonly string[], timeout?: number): ChildProcess {
  const limit = timeout === undefined ? {} : { timeout, killSignal: 'SIGKILL' as const };
  return spawn(process.execPath, [program, ...args], { env: cleanEnvironment(), ...limit });
}

/** Collects what a process says. `until` resolves with what matches, and rejects where it ends before. */
function follow(child: ChildProcess) {
  let output = '';
  let heard = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      heard();
    });
  }
  const ended = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, output }));
  });
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      heard = () => {
        const found = pattern.exec(output);
        if (found !== null) resolve(found);
      };
      heard();
      void ended.then(({ code }) => reject(new Error(`It ended (${code}) before ${pattern}:\n${output}`)));
    });
  return { ended, until };
}
