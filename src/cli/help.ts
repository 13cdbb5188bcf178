/** The help texts, drawn from the tables of commands and options. */
import type { Command } from './command.ts';
import { HELP, type Option } from './options/option.ts';

/** The list of commands. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Starhash emulates an operator’s USSD/SMS short-code gateway.',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Options: --help after any command, --version',
    'Exit codes: 0 good, 1 a call or check failed, 2 wrong use',
    '',
  ].join('\n');
}

/** The help of one command: usage, options, notes, examples. */
export function commandHelp(command: Command): string {
  return [
    usage(command),
    '',
    `${command.summary}.`,
    '',
    'Options:',
    ...optionLines(Object.entries({ ...command.options, ...HELP })),
    ...command.notes.flatMap((note) => ['', note]),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

/** `Usage: starhash dial CODE [options]` */
export function usage({ name, words }: Command): string {
  const shown = words.map((word) => (word.endsWith('…') ? `[${word}]` : word));
  return `Usage: ${['starhash', name, ...shown, '[options]'].join(' ')}`;
}

function optionLines(options: readonly (readonly [string, Option])[]): string[] {
  const shown = options.filter(([, { absent }]) => !absent);
  const left = ([name, { value }]: readonly [string, Option]) => `--${name}${value === undefined ? '' : ` ${value}`}`;
  const width = Math.max(...shown.map((option) => left(option).length));
  return shown.map((option) => {
    const { help, env } = option[1];
    return `  ${left(option).padEnd(width)}  ${help}${env === undefined ? '' : ` [${env.join(', ')}]`}`;
  });
}
