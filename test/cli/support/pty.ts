/** Runs the binary in a real terminal: `script` of util-linux makes the pty; it is on every Debian. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { cleanEnvironment, type Started, temporaryFolder, watch } from './process.ts';
import { Screen } from './screen.ts';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface TerminalRun extends Started {
  readonly screen: Screen;
  /** Presses keys. */
  press(keys: string): void;
  /** Resolves when the screen shows what the pattern says. */
  shows(pattern: RegExp): Promise<string>;
  resize(size: Size): void;
}

/** Starts `starhash …` in a terminal of this size. */
export function startInTerminal(
  args: readonly string[],
  {
    size = { columns: 80, rows: 30 },
    env = {},
  }: { readonly size?: Size; readonly env?: Readonly<Record<string, string>> } = {},
): TerminalRun {
  requireScript();
  const folder = temporaryFolder();
  const device = join(folder, 'tty');
  const command = [process.execPath, inject('starhash'), ...args].map(quote).join(' ');
  const inside = `tty > ${quote(device)}; stty cols ${size.columns} rows ${size.rows}; exec ${command}`;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', inside, '/dev/null'], {
    cwd: folder,
    env: cleanEnvironment({ TERM: 'xterm-256color', SHELL: '/bin/sh', ...env }),
  });
  const screen = new Screen();
  const started = watch(child);
  const seen = followScreen(started, screen);
  return {
    ...started,
    screen,
    press: (keys) => void child.stdin.write(keys),
    shows: (pattern) => seen(pattern),
    resize: ({ columns, rows }) => {
      const tty = existsSync(device) ? readFileSync(device, 'utf8').trim() : '';
      spawnSync('stty', ['-F', tty, 'cols', String(columns), 'rows', String(rows)], { stdio: 'inherit' });
    },
  };
}

function followScreen({ child, ended }: Started, screen: Screen): (pattern: RegExp) => Promise<string> {
  let rest = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (text: string) => {
    rest = screen.write(rest + text);
    for (const look of waiting) look();
  });
  return (pattern) =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!pattern.test(screen.text)) return;
        waiting.delete(look);
        resolve(screen.text);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended before ${pattern} was shown:\n${screen.text}`)));
    });
}

function requireScript(): void {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  if (!/util-linux/.test(stdout ?? '')) {
    throw new Error(
      'These tests need `script` of util-linux (Debian package bsdutils): it runs the program in a terminal.',
    );
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
