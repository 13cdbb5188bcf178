/** `starhash explore`: walks every path of each service's machine, and says what is out of reach, too long or goes wrong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '../../text/sanitize.ts';
import type { Command } from '../command.ts';
import { existingFolder } from '../config.ts';
import type { CliDeps, Explored } from '../deps.ts';
import { FAILED, WrongUse } from '../failures.ts';
import type { Input } from '../options/settings.ts';

export const explore: Command = {
  name: 'explore',
  summary: 'Walk every path of the machines of services',
  words: ['DIR…'],
  options: {
    limit: { kind: 'text', value: 'STEPS', help: 'stop a service after so many steps (default: 200000)' },
    write: { kind: 'text', value: 'DIR', help: 'write a session script for each path that goes wrong' },
    json: { kind: 'flag', help: 'print one JSON object a service' },
  },
  examples: [
    'starhash explore',
    'starhash explore my-services',
    'starhash explore sessions/coffee-points --write found',
  ],
  notes: [
    'DIR is a folder of services, or of one (default: those that come with Starhash). The bonus core is a fake: each call\n' +
      'has every outcome, figures are small and as large as can be, lists are empty, short and long. Each screen gets each\n' +
      'option, right and wrong answers, and the keys that turn pages and lead back, in every language.',
    'Told are states and transitions that nothing reaches, the longest screens, steps that throw, places that are not filled\n' +
      'in, and states from which no answer leads to an end. The same definitions give the same report. Exit code 1 if\n' +
      'anything is found, or the limit was met; 2 if the definitions have mistakes.',
  ],
  run: runExplore,
};

async function runExplore({ settings, positionals }: Input, deps: CliDeps): Promise<number> {
  const folders = (positionals.length === 0 ? [deps.sessions] : positionals).map(existingFolder);
  const explored = await (await deps.machines()).explore(folders, limitOf(settings.text('limit')));
  if (explored.length === 0) throw new WrongUse(`there is no service in ${folders.join(', ')}.`);
  const { stdout } = deps.process;
  for (const { words, report } of explored) {
    stdout.write(settings.flag('json') ? `${JSON.stringify({ kind: 'exploration', ...report })}\n` : visible(words));
  }
  const folder = settings.text('write');
  if (folder !== undefined) writeScripts(folder, explored, deps);
  return explored.every(({ sound }) => sound) ? 0 : FAILED;
}

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,8}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new WrongUse(`--limit takes a number of steps, 1 to 999999999, not "${text}".`);
}

function writeScripts(folder: string, explored: readonly Explored[], { process: { stderr } }: CliDeps): void {
  const scripts = explored.flatMap((one) => one.scripts);
  if (scripts.length > 0) mkdirSync(folder, { recursive: true });
  for (const { name, text } of scripts) {
    const file = join(folder, name);
    writeFileSync(file, text);
    stderr.write(`${file} written\n`);
  }
}
