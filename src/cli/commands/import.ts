/** `starhash import`: a session script made of another tool's file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Command } from '../command.ts';
import type { CliDeps } from '../deps.ts';
import { formatIssue, WRONG_USE, WrongUse } from '../failures.ts';
import type { Input } from '../options/settings.ts';

export const importScript: Command = {
  name: 'import',
  summary: 'Make a session script of a dialoguss file',
  words: ['FILE'],
  options: {
    output: { kind: 'text', value: 'FILE', help: 'write the script to this file, which must not be there yet' },
  },
  examples: ['starhash import menu.dialoguss.yaml', 'starhash import menu.yaml --output menu.session.yaml'],
  notes: [
    'Without --output the script goes to stdout. What cannot be read is told as FILE:LINE:COLUMN, and is not in the script;\n' +
      'exit code 2 then, and no file is written.',
  ],
  run: runImport,
};

async function runImport({ settings, positionals }: Input, { process }: CliDeps): Promise<number> {
  const [file = ''] = positionals;
  const output = settings.text('output');
  if (output !== undefined && existsSync(output)) throw new WrongUse(`${output} is there already.`);
  const { fromDialoguss } = await import('../../script/language/dialoguss.ts');
  const { text, issues } = fromDialoguss(contentsOf(file), file);
  for (const issue of issues) process.stderr.write(`${formatIssue(issue)}\n`);
  if (output === undefined) process.stdout.write(text);
  else if (issues.length === 0) writeFileSync(output, text);
  return issues.length === 0 ? 0 : WRONG_USE;
}

function contentsOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUse(`${file} cannot be read: ${(error as Error).message}.`);
  }
}
