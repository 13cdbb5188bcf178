/** Runs the built binary as people do: a process with its streams, in a folder of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  stdout(): string;
  stderr(): string;
  /** Resolves with the whole of stdout as soon as it matches; rejects if the process ends before. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves with the exit code when the process has ended (null: killed by a signal). */
  readonly ended: Promise<number | null>;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Our own environment without what would change the program's behaviour. */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(STARHASH_|REDIS_URL|NODE_|VITEST|NO_COLOR|FORCE_COLOR)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

/** Starts `starhash …`; it is killed after the test if it still runs. */
export function start(args: readonly string[], { cwd = temporaryFolder(), env = {} }: Options = {}): Started {
  return watch(spawn(process.execPath, [inject('starhash'), ...args], { cwd, env: cleanEnvironment(env) }));
}

/** Follows a process that was spawned. */
export function watch(child: ChildProcessWithoutNullStreams): Started {
  let stdout = '';
  let stderr = '';
  let heard = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    heard();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      heard = () => pattern.test(stdout) && resolve(stdout);
      heard();
      void ended.then((code) => reject(new Error(`ended (${code}) before ${pattern}: ${stdout}\n${stderr}`)));
    });
  return { child, stdout: () => stdout, stderr: () => stderr, until, ended };
}

/** Runs `starhash …` to its end with this text as its input. */
export async function run(
  args: readonly string[],
  options: Options & { readonly input?: string } = {},
): Promise<Finished> {
  const started = start(args, options);
  started.child.stdin.on('error', () => {});
  started.child.stdin.end(options.input ?? '');
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

/** Starts a gateway on free ports with its own data and resolves when it is ready. */
export async function serve(
  args: readonly string[] = [],
  options: Options = {},
): Promise<Started & { readonly url: string }> {
  const started = start(['serve', '--http', '0', '--smpp', '0', ...args], options);
  const ready = await started.until(/^starhash ready .*\n/);
  return { ...started, url: /http=(\S+)/.exec(ready)?.[1] ?? '' };
}
