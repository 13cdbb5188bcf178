import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that the tests run for real. */
export interface Needed {
  readonly program: string;
  /** The Debian package that brings it. */
  readonly package: string;
  /** What to do where it cannot be installed here. */
  readonly howToInstall: string;
}

/** Where daemons are installed; an ordinary user's PATH leaves it out. */
const DAEMONS = ['/usr/sbin', '/usr/local/sbin'];

/** Path of the program; installs it where that can be done. @throws Error saying what to install */
export function findProgram(needed: Needed): string {
  const found = onPath(needed.program) ?? install(needed);
  if (found === null) throw new Error(needed.howToInstall);
  return found;
}

function onPath(program: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...DAEMONS];
  return folders.map((folder) => join(folder, program)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Only root on Debian or Ubuntu may; the package's own service is kept from starting, the tests run their own. */
function install({ program, package: name, howToInstall }: Needed): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args: string[]): unknown =>
    execFileSync('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, stdio: ['ignore', 2, 2] });
  try {
    apt('update');
    apt('install', '--no-install-recommends', name);
  } catch (error) {
    throw new Error(`${howToInstall} (apt-get was tried: ${(error as Error).message})`);
  }
  return onPath(program);
}
