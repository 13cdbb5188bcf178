/** `starhash dial`: a USSD dialogue, on a drawn phone in a terminal, as plain lines in a pipe. */
import type { Command } from '../command.ts';
import type { CliDeps } from '../deps.ts';
import { type Call, dialInLines } from '../dialInLines.ts';
import { linePrinter } from '../lines.ts';
import type { Input, Settings } from '../options/settings.ts';
import { STORE, TARGET, WITHOUT_URL } from '../options/tables.ts';
import { dialOnPhone } from '../phone/dialOnPhone.ts';
import { checkScriptFile, FORCE } from '../record/scriptFile.ts';
import { withGateway } from '../target.ts';

export const dial: Command = {
  name: 'dial',
  summary: 'Dial a USSD code and talk to the service',
  words: ['CODE'],
  options: {
    ...TARGET,
    ...STORE,
    record: { kind: 'text', value: 'FILE', help: 'write a session script of what is done, *.session.yaml' },
    force: FORCE,
  },
  examples: [
    "starhash dial '*111*455#'",
    "starhash dial '*111*455*0#' --from 79161234567",
    "printf '2\\n1\\n' | starhash dial '*111*455#'",
    "starhash dial '*111*455#' --record mine.session.yaml",
  ],
  notes: [
    'In a terminal it draws the phone: the screen with its size, the time left to answer, the SMS that arrive.\n' +
      'Enter sends, Esc clears the line, Ctrl-C hangs up.',
    'Piped (or with --json), it reads one answer a line, skips empty lines, and prints each screen as it is (an empty line\n' +
      'before each but the first), then each SMS as SMS from NUMBER: TEXT (further lines indented by two). It ends when the\n' +
      'dialogue or its input ends; a session still open then is hung up. Exit code 1 if the code or an answer is refused:\n' +
      'the reason goes to stderr.',
    'With --record the dialogue becomes a script for starhash test: what was dialled and answered, each screen, each SMS,\n' +
      'and what was known of the phone before. Codes by SMS that were typed are variables.',
    WITHOUT_URL,
  ],
  run: runDial,
};

async function runDial({ settings, positionals }: Input, deps: CliDeps): Promise<number> {
  const from = settings.text('from') ?? '';
  const code = positionals[0] ?? '';
  const talk = talkOn(settings, deps);
  const path = settings.text('record');
  if (path === undefined) return withGateway(settings, deps, (client) => talk({ client, from, code }));
  const isForced = settings.flag('force');
  checkScriptFile(path, isForced);
  const { recordDial } = await import('../record/recordDial.ts');
  return withGateway(settings, deps, (client) => recordDial({ path, isForced }, { client, from, code }, deps, talk));
}

function talkOn(settings: Settings, deps: CliDeps): (call: Call) => Promise<number> {
  const { stdin, stdout } = deps.process;
  return async (call) => {
    if (drawsPhone(deps) && !settings.flag('json')) return dialOnPhone(call, deps);
    await dialInLines(call, stdin, linePrinter(stdout, settings.flag('json')));
    return 0;
  };
}

function drawsPhone({ process: { stdin, stdout, env } }: CliDeps): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY) && env.TERM !== 'dumb';
}
