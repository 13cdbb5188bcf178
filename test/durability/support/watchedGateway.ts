/** The built gateway with all its doors open (HTTP, SMPP, SMPP over TLS), whose memory can be asked for. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { cleanEnvironment } from '../../cli/support/process.ts';
import { CERT, KEY } from '../../smpp/smsc/support/identity.ts';

export interface Watched {
  /** Ports of 127.0.0.1. */
  readonly ports: { readonly http: number; readonly smpp: number; readonly smpps: number };
  /** Everything it has logged. */
  log(): string;
  state(): Promise<{ readonly memory: number; readonly uncaught: number }>;
  /** SIGTERM. Resolves with its exit code, or the signal that ended it. */
  stop(): Promise<string>;
}

const WATCHED = fileURLToPath(new URL('./watched.cjs', import.meta.url));
const DOORS = /http=\S+?:(\d+) smpp=\S+:(\d+)[\s\S]*TLS listens on \S+:(\d+)/;

/** Starts one in a folder of its own, with a log of everything. */
export async function startWatched(): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'starhash-watched-'));
  const file = (name: string) => join(folder, name);
  await Promise.all([writeFile(file('cert.pem'), CERT), writeFile(file('key.pem'), KEY)]);
  const tls = ['--smpps', '0', '--tls-cert', file('cert.pem'), '--tls-key', file('key.pem')];
  const doors = ['--http', '0', '--smpp', '0', ...tls, '--data', file('data'), '--log-level', 'trace'];
  const child = spawn(process.execPath, ['--expose-gc', '--require', WATCHED, inject('starhash'), 'serve', ...doors], {
    env: cleanEnvironment({}),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const gone = once(child, 'close').then(([code, signal]) => String(signal ?? code));
  const { said, find } = listenTo(child);
  const [, http, smpp, smpps] = await find(DOORS);
  return {
    ports: { http: Number(http), smpp: Number(smpp), smpps: Number(smpps) },
    log: said,
    async state() {
      child.send('state');
      const [state] = await once(child, 'message');
      return state;
    },
    async stop() {
      child.kill('SIGTERM');
      const end = await gone;
      process.off('exit', killWithUs);
      await rm(folder, { recursive: true });
      return end;
    },
  };
}

function listenTo(child: ChildProcess) {
  const said = { stdout: '', stderr: '' };
  const bell = new EventTarget();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      bell.dispatchEvent(new Event('more'));
    });
  }
  const find = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(`${said.stdout}${said.stderr}`);
      if (found !== null) return found;
      if (child.exitCode !== null) throw new Error(`The gateway ended at once: ${said.stderr}`);
      await once(bell, 'more');
    }
  };
  return { said: () => said.stderr, find };
}
