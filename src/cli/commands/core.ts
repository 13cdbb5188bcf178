/** `starhash core`: a bonus core for gateways elsewhere, until a signal ends it. */
import { checkAddress } from '../../callback/address.ts';
import type { Command } from '../command.ts';
import { existingFolder, logLevel } from '../config.ts';
import type { CliDeps, CoreConfig } from '../deps.ts';
import { Failure, WrongUse } from '../failures.ts';
import type { Options } from '../options/option.ts';
import type { Input, Settings } from '../options/settings.ts';
import { LISTENING, LOG, STORE } from '../options/tables.ts';
import { untilStopped } from './serve.ts';

const OPTIONS: Options = {
  http: {
    kind: 'port',
    value: 'PORT',
    env: ['STARHASH_HTTP'],
    fallback: '8090',
    help: 'HTTP port, 0 picks a free one (default: 8090)',
  },
  ...LISTENING,
  ...STORE,
  data: {
    kind: 'text',
    value: 'DIR',
    env: ['STARHASH_DATA'],
    fallback: '.starhash-core',
    help: 'folder of the embedded store (default: .starhash-core)',
  },
  clock: {
    kind: 'instant',
    value: 'ISO',
    env: ['STARHASH_CLOCK'],
    help: 'where the world clock starts, with offset, until a gateway sets it (default: now)',
  },
  notify: {
    kind: 'text',
    value: 'URL',
    env: ['STARHASH_NOTIFY'],
    help: 'the gateway that is brought the SMS of what falls due (default: none)',
  },
  ...LOG,
};

export const core: Command = {
  name: 'core',
  summary: 'Run a bonus core for gateways elsewhere',
  words: [],
  options: OPTIONS,
  examples: [
    'starhash core --notify http://127.0.0.1:8080',
    'starhash core --http 8091 --data /tmp/core --sessions my-sessions',
    'starhash serve --core my-program=http://127.0.0.1:8090',
  ],
  notes: [
    'It keeps points and answers the bonus calls of a gateway (docs/bonus-core.openapi.yaml); it has no phones. A gateway that is started\n' +
      'with --core PROGRAM=URL asks it for that program, in worlds of the same names, and its clock follows the gateway’s.',
    'When it listens, one line goes to stdout:\n  starhash core ready http=http://127.0.0.1:8090 store=embedded',
  ],
  run: runCore,
};

async function runCore({ settings }: Input, deps: CliDeps): Promise<number> {
  const stopped = untilStopped(deps);
  const running = await deps.openCore(configOf(settings, deps)).catch(explain);
  deps.process.stdout.write(`starhash core ready http=${running.httpUrl} store=${running.store}\n`);
  await stopped;
  await running.close();
  return 0;
}

/** What carries `issues` is told with them. */
function explain(error: Error): never {
  throw 'issues' in error ? error : new Failure(error.message);
}

function configOf(settings: Settings, deps: CliDeps): CoreConfig {
  const redis = settings.text('redis');
  const clock = settings.text('clock');
  const level = logLevel(settings.text('log-level'));
  return {
    http: { port: settings.port('http'), host: settings.text('host') ?? '' },
    data: settings.text('data') ?? '',
    sessions: existingFolder(settings.text('sessions') ?? deps.sessions),
    startAt: clock === undefined ? null : Date.parse(clock),
    allowHosts: settings.list('allow-host'),
    ...(redis === undefined ? {} : { redis }),
    ...(level === undefined ? {} : { logLevel: level }),
    ...notifyIn(settings.text('notify')),
  };
}

function notifyIn(written: string | undefined): { readonly notify?: URL } {
  if (written === undefined) return {};
  const checked = checkAddress(written);
  if (checked.ok) return { notify: checked.url };
  throw new WrongUse(`--notify: ${checked.why}.`);
}
