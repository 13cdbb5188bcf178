/** `starhash record`: makes a session script of a session that is over. */
import type { Command } from '../command.ts';
import type { CliDeps } from '../deps.ts';
import type { Options } from '../options/option.ts';
import type { Input } from '../options/settings.ts';
import { TARGET } from '../options/tables.ts';
import { checkScriptFile, FORCE, writeScriptFile } from '../record/scriptFile.ts';
import { withRunningGateway } from '../target.ts';

const { url, world } = TARGET;

export const record: Command = {
  name: 'record',
  summary: 'Make a session script of a session that is over',
  words: ['SESSION|MSISDN'],
  options: {
    ...({ url: { ...url, help: 'the gateway (default: the one that runs here)' }, world } as Options),
    output: { kind: 'text', value: 'FILE', help: 'write the script to this file, *.session.yaml' },
    force: FORCE,
  },
  examples: [
    'starhash record 79161234567',
    'starhash record SjHMBer7wH5ohX4M10d6jzif --output mine.session.yaml',
    'starhash record 79161234567 --url http://127.0.0.1:8080 --world w1',
  ],
  notes: [
    'SESSION is the id of a dialogue (sessionId), MSISDN a phone: then all that it did is in the script. A gateway remembers the\n' +
      'last 1000 events of a world, until it ends; the script goes to stdout without --output.',
    'What was so before a session is not in the log: see the remarks at the head of the script. To record with what is given, use\n' +
      'starhash dial --record.',
  ],
  run: runRecord,
};

async function runRecord({ settings, positionals }: Input, deps: CliDeps): Promise<number> {
  const output = settings.text('output');
  const isForced = settings.flag('force');
  if (output !== undefined) checkScriptFile(output, isForced);
  const { recordPast } = await import('../record/recordPast.ts');
  const text = await withRunningGateway(settings, deps, (client) => recordPast(client, positionals[0] ?? ''));
  if (output === undefined) deps.process.stdout.write(text);
  else {
    writeScriptFile(output, text, isForced);
    deps.process.stderr.write(`${output} written. Play it: starhash test ${output}\n`);
  }
  return 0;
}
