/** Finds the command, reads its options, runs it, and turns what went wrong into words and an exit code. */
import { showMistake } from './caret.ts';
import type { Command } from './command.ts';
import { audit } from './commands/audit.ts';
import { core } from './commands/core.ts';
import { dial } from './commands/dial.ts';
import { explore } from './commands/explore.ts';
import { graph } from './commands/graph.ts';
import { importScript } from './commands/import.ts';
import { lint } from './commands/lint.ts';
import { newService } from './commands/new.ts';
import { pdu } from './commands/pdu.ts';
import { record } from './commands/record.ts';
import { seed } from './commands/seed.ts';
import { serve } from './commands/serve.ts';
import { sms } from './commands/sms.ts';
import { test } from './commands/test.ts';
import type { CliDeps } from './deps.ts';
import { FAILED, formatIssue, issuesOf, textOf, WRONG_USE, WrongUse } from './failures.ts';
import { commandHelp, overview, usage } from './help.ts';
import { HELP } from './options/option.ts';
import { readSettings } from './options/settings.ts';
import { didYouMean } from './suggest.ts';

const COMMANDS: readonly Command[] = [
  serve,
  core,
  dial,
  sms,
  test,
  lint,
  explore,
  graph,
  newService,
  record,
  importScript,
  pdu,
  seed,
  audit,
];
/** Of the design, but not in this version. */
const ABSENT = ['bench', 'seed'];

/** Runs the command line (`argv` without node and script) and gives the exit code; never throws. */
export async function runCli(argv: readonly string[], deps: CliDeps): Promise<number> {
  const [name, ...words] = argv;
  const { stdout, stderr } = deps.process;
  if (name === '--version') return print(stdout, `${deps.version}\n`);
  if (name === '--help' || name === '-h') return print(stdout, overview(COMMANDS));
  if (name === 'help') return help(words[0], deps);
  const command = COMMANDS.find((each) => each.name === name);
  if (command !== undefined) return runCommand(command, words, deps);
  if (name !== undefined) stderr.write(`starhash: ${noSuchCommand(name)}\n\n`);
  stderr.write(overview(COMMANDS));
  return WRONG_USE;
}

function help(name: string | undefined, deps: CliDeps): number {
  const command = COMMANDS.find((each) => each.name === name);
  if (command !== undefined) return print(deps.process.stdout, commandHelp(command));
  if (name === undefined) return print(deps.process.stdout, overview(COMMANDS));
  deps.process.stderr.write(`starhash: ${noSuchCommand(name)}\n`);
  return WRONG_USE;
}

function noSuchCommand(name: string): string {
  if (ABSENT.includes(name)) return `"${name}" is not available in this version.`;
  return `There is no command "${name}".${didYouMean(
    name,
    COMMANDS.map((command) => command.name),
  )}`;
}

async function runCommand(command: Command, words: readonly string[], deps: CliDeps): Promise<number> {
  try {
    const input = readSettings(words, { ...command.options, ...HELP }, deps.process.env, deps.sections);
    if (input.settings.flag('help')) return print(deps.process.stdout, commandHelp(command));
    checkWords(command, input.positionals);
    return await command.run(input, deps);
  } catch (error) {
    return complain(command, error, deps.process.stderr);
  }
}

function checkWords(command: Command, positionals: readonly string[]): void {
  const required = command.words.filter((word) => !word.endsWith('…'));
  const missing = required.slice(positionals.length);
  if (missing.length > 0) throw new WrongUse(`${missing.join(' and ')} is missing. ${usage(command)}`);
  const surplus = positionals[required.length];
  if (surplus !== undefined && required.length === command.words.length) {
    throw new WrongUse(`"${surplus}" is one word too many; put a text with spaces in quotes. ${usage(command)}`);
  }
}

function complain(command: Command, error: unknown, stderr: NodeJS.WritableStream): number {
  const issues = issuesOf(error);
  if (issues !== null) {
    const text = textOf(error);
    const shown = issues.map((issue) => (text === null ? formatIssue(issue) : showMistake(text, issue)));
    stderr.write(`${shown.join('\n')}\n`);
    return WRONG_USE;
  }
  if (error instanceof WrongUse) {
    stderr.write(error.complaints.map((complaint) => `starhash ${command.name}: ${complaint}\n`).join(''));
    stderr.write(`See starhash ${command.name} --help\n`);
    return WRONG_USE;
  }
  stderr.write(`starhash ${command.name}: ${error instanceof Error ? error.message : String(error)}\n`);
  return FAILED;
}

function print(stdout: NodeJS.WritableStream, text: string): number {
  stdout.write(text);
  return 0;
}
