/** The built gateway as a process that can die. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { cleanEnvironment } from '../../cli/support/process.ts';

export interface GatewayProcess {
  readonly url: string;
  /** Port of 127.0.0.1 on which it listens for SMPP. */
  readonly smpp: number;
  /** What it has logged: errors only. */
  log(): string;
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM: it takes its leave. Resolves with its exit code, or the signal that ended it. */
  stop(): Promise<string>;
  /** Resolves with how the process ended. */
  readonly gone: Promise<string>;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const STDIO = ['ignore', 'pipe', 'pipe'] as const;
const QUIET = ['--log-level', 'error'] as const;
const DIE_BEFORE_ANSWER = fileURLToPath(new URL('./dieBeforeAnswer.cjs', import.meta.url));

/**
 * Starts `starhash serve` on a free port; resolves once it prints its ready line.
 * @param store the flags that name its store
 * @param answers it dies of SIGKILL as it is about to send its answer of this number to a write; absent = it lives on
 */
export async function startGateway(store: readonly string[], answers?: number): Promise<GatewayProcess> {
  const child = spawnStarhash(['serve', '--http', '0', '--smpp', '0', ...QUIET, ...store], answers);
  const said = collect(child);
  const gone = once(child, 'close').then(([code, signal]) => String(signal ?? code));
  const ready = once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line') as Promise<[string]>;
  const early = gone.then((end) => Promise.reject(new Error(`The gateway ended (${end}) at once: ${said().stderr}`)));
  const [line] = await Promise.race([ready, early]);
  early.catch(() => {});
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  const stop = () => {
    child.kill('SIGTERM');
    return gone;
  };
  const url = /http=(\S+)/.exec(line)?.[1] ?? '';
  return { url, smpp: Number(/smpp=\S+:(\d+)/.exec(line)?.[1]), log: () => said().stderr, kill, stop, gone };
}

/** Runs `starhash …` to its end. */
export async function runStarhash(args: readonly string[]): Promise<Finished> {
  const child = spawnStarhash(args);
  const said = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said() };
}

function spawnStarhash(args: readonly string[], answers?: number): ChildProcess {
  const preload = answers === undefined ? [] : ['--require', DIE_BEFORE_ANSWER];
  const env = cleanEnvironment(answers === undefined ? {} : { DIE_BEFORE_ANSWER: String(answers) });
  const child = spawn(process.execPath, [...preload, inject('starhash'), ...args], { env, stdio: [...STDIO] });
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  return child;
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  return () => said;
}
