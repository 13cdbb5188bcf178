/** The built gateway as a process that can die. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { cleanEnvironment } from '../../cli/support/process.ts';

export interface GatewayProcess {
  readonly url: string;
  /** What it has logged: errors only. */
  log(): string;
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  kill(): Promise<void>;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const STDIO = ['ignore', 'pipe', 'pipe'] as const;
const QUIET = ['--log-level', 'error'] as const;

/** Starts `starhash serve` on a free port. @param store the flags that name its store @returns once it prints its ready line */
export async function startGateway(store: readonly string[]): Promise<GatewayProcess> {
  const child = spawnStarhash(['serve', '--http', '0', ...QUIET, ...store]);
  const said = collect(child);
  const gone = once(child, 'exit');
  const ready = once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line') as Promise<[string]>;
  const early = gone.then(([code]) => {
    throw new Error(`The gateway ended (${code}) before it was ready: ${said().stderr}`);
  });
  const [line] = await Promise.race([ready, early]);
  early.catch(() => {});
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  return { url: /http=(\S+)/.exec(line)?.[1] ?? '', log: () => said().stderr, kill };
}

/** Runs `starhash …` to its end. */
export async function runStarhash(args: readonly string[]): Promise<Finished> {
  const child = spawnStarhash(args);
  const said = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said() };
}

function spawnStarhash(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [inject('starhash'), ...args], { env: cleanEnvironment(), stdio: [...STDIO] });
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
