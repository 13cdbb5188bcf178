/** `starhash new`: a small service that works, to start one's own from. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../command.ts';
import { existingFolder } from '../config.ts';
import type { CliDeps, CodesInUse } from '../deps.ts';
import { WrongUse } from '../failures.ts';
import { chooseCodes } from '../new/codes.ts';
import { dialogueFiles } from '../new/dialogue.ts';
import { withEditorHints } from '../new/editorHints.ts';
import { nameComplaint, titleOf } from '../new/newService.ts';
import { nextSteps } from '../new/nextSteps.ts';
import { programFiles } from '../new/program.ts';
import { checkAbsent, writeFolder } from '../new/writeFolder.ts';
import type { Input } from '../options/settings.ts';

const DEFAULT_FOLDER = 'sessions';

export const newService: Command = {
  name: 'new',
  summary: 'Start a service of your own',
  words: ['NAME'],
  options: {
    sessions: {
      kind: 'text',
      value: 'DIR',
      env: ['STARHASH_SESSIONS'],
      fallback: DEFAULT_FOLDER,
      help: `folder of services to put it into; made where there is none (default: ${DEFAULT_FOLDER})`,
    },
    program: { kind: 'flag', help: 'with a bonus program: joining, points, gifts' },
    ussd: { kind: 'text', value: 'CODE', help: 'its USSD code (default: the first free one from *201#)' },
    sms: { kind: 'text', value: 'CODE', help: 'its short code (default: the first free one from 5001)' },
  },
  examples: [
    'starhash new coffee',
    'starhash new coffee-club --program',
    "starhash new taxi --ussd '*384*7#' --sms 7007",
  ],
  notes: [
    'NAME is the name of the folder and the service: small letters, digits and single dashes, 32 at most.',
    'The folder has a definition, texts in English, Russian and Romanian, and a session script. Nothing is ever overwritten,\n' +
      'and there is all of it or nothing. A gateway that serves the folder takes it up while it runs.',
    'Exit code 2 for a name that is bad or taken, and for a code that is.',
  ],
  run: runNew,
};

async function runNew({ settings, positionals }: Input, deps: CliDeps): Promise<number> {
  const [name = ''] = positionals;
  const complaint = nameComplaint(name);
  if (complaint !== null) throw new WrongUse(complaint);
  const services = settings.text('sessions') ?? DEFAULT_FOLDER;
  const folder = join(services, name);
  const inUse = await codesIn(services, deps);
  checkAbsent(folder);
  const wanted = { ussd: settings.text('ussd'), shortCode: settings.text('sms') };
  const codes = chooseCodes(wanted, inUse);
  const service = { name, title: titleOf(name), ...codes };
  const files = settings.flag('program') ? programFiles(service) : dialogueFiles(service);
  writeFolder(folder, withEditorHints(files, folder, join(deps.sessions, '../schemas')));
  deps.process.stdout.write(nextSteps(folder, codes, deps.sessions));
  return 0;
}

/** None where the folder is still to be made. */
async function codesIn(folder: string, deps: CliDeps): Promise<CodesInUse> {
  return existsSync(folder) ? deps.codesIn(existingFolder(folder)) : { ussd: [], shortCodes: [] };
}
