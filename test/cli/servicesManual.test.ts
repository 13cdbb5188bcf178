/** docs/services.md, as its reader follows it: every file is written, every command typed, and what is told comes. */
import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { type FileStep, isFileStep, patternOf, stepsOf, type Typed } from './support/manual.ts';
import { cleanEnvironment, type Started, start, temporaryFolder, watch } from './support/process.ts';

const MANUAL = readFileSync(new URL('../../docs/services.md', import.meta.url), 'utf8');
const STEPS = stepsOf(MANUAL);
const SERVE = 'starhash serve ';

it.each([
  ['commands', 'typed', 15],
  ['changes of files', 'change', 15],
  ['parts of files', 'stands', 3],
] as const)('tells %s', (_, kind, least) => {
  expect(STEPS.filter((step) => step.kind === kind).length).toBeGreaterThanOrEqual(least);
});

it('keeps every promise', async () => {
  const reader = readerIn(temporaryFolder());
  for (const step of STEPS) await reader.follow(step);
});

/** Somebody with a folder, a shell, and a gateway from the moment on that the manual has it started. */
function readerIn(folder: string) {
  const env = { PATH: `${commandsIn(folder)}${delimiter}${process.env.PATH}` };
  let gateway: { readonly started: Started; readonly port: string } | null = null;
  let isTaken = true;

  const type = async ({ command, printed }: Typed) => {
    if (!isTaken && gateway !== null) await takenUp(gateway.started, folder);
    isTaken = !command.startsWith('starhash new ');
    const line = command.replace(':8080', `:${gateway?.port}`);
    const { child, stdout, ended } = watch(
      spawn('sh', ['-c', line], {
        cwd: folder,
        env: cleanEnvironment({ ...env, ...(gateway && { STARHASH_HTTP: gateway.port }) }),
      }),
    );
    child.stdin.end();
    await ended;
    expect(stdout().replace(/\n?$/, '\n'), `$ ${command}`).toMatch(patternOf(printed));
  };
  const startGateway = async ({ command, printed }: Typed) => {
    const ports = { STARHASH_HTTP: '0', STARHASH_SMPP: '0' };
    const started = start(command.split(' ').slice(1), { cwd: folder, env: ports });
    const ready = await started.until(/\n/);
    expect(ready).toMatch(patternOf(printed.replaceAll(/:\d+/g, ':…')));
    gateway = { started, port: /http=\S+:(\d+)/.exec(ready)?.[1] ?? '' };
  };
  const follow = async (step: (typeof STEPS)[number]) => {
    if (isFileStep(step)) {
      write(folder, step);
      isTaken = false;
    } else if (step.command.startsWith(SERVE)) await startGateway(step);
    else await type(step);
  };
  return { follow };
}

/** A folder with `starhash` in it, as after an installation. */
function commandsIn(folder: string): string {
  const commands = join(folder, '.commands');
  mkdirSync(commands);
  const file = join(commands, 'starhash');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${inject('starhash')}' "$@"\n`);
  chmodSync(file, 0o755);
  return commands;
}

function write(folder: string, step: FileStep): void {
  const path = join(folder, step.file);
  if (step.kind === 'change') {
    writeFileSync(
      path,
      expectOnce(path, step.before).replace(step.before, () => step.after),
    );
  } else if (step.kind === 'added') appendFileSync(path, step.text);
  else expectOnce(path, step.text);
}

/** @returns all of the file */
function expectOnce(path: string, part: string): string {
  const text = readFileSync(path, 'utf8');
  expect(text.split(part).length - 1, `times that this stands in ${path}:\n${part}`).toBe(1);
  return text;
}

/**
 * Resolves when the gateway has read what stands in the folder now. A first reading may have begun before the last change;
 * readings come one after the other, so that the second one has not.
 */
async function takenUp(gateway: Started, folder: string): Promise<void> {
  for (const note of ['first', 'second']) {
    const next = nextReading(gateway);
    writeFileSync(join(folder, 'sessions/notes.txt'), note);
    await next;
  }
}

function nextReading({ child, stderr }: Started): Promise<void> {
  const readings = () => stderr().split(/were loaded again|stay in force/).length;
  const before = readings();
  return new Promise((resolve) => {
    const look = () => {
      if (readings() === before) return;
      child.stderr.off('data', look);
      resolve();
    };
    child.stderr.on('data', look);
  });
}
