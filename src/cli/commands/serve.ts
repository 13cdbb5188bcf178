/** `starhash serve`: the gateway, until a signal ends it. */
import type { Command } from '../command.ts';
import { gatewayConfig } from '../config.ts';
import type { CliDeps, RunningGateway } from '../deps.ts';
import { FAILED } from '../failures.ts';
import { openGateway } from '../open.ts';
import { misspeltVariables } from '../options/environment.ts';
import type { Options } from '../options/option.ts';
import type { Input } from '../options/settings.ts';
import { LISTENING, LOG, STORE } from '../options/tables.ts';
import { smppListening } from '../smppListening.ts';

const OPTIONS: Options = {
  http: {
    kind: 'port',
    value: 'PORT',
    env: ['STARHASH_HTTP'],
    fallback: '8080',
    help: 'HTTP port, 0 picks a free one (default: 8080)',
  },
  smpp: {
    kind: 'port-or-off',
    value: 'PORT',
    env: ['STARHASH_SMPP'],
    fallback: '2775',
    section: true,
    help: 'SMPP port, 0 picks a free one, off closes it (default: 2775)',
  },
  smpps: {
    kind: 'port',
    value: 'PORT',
    env: ['STARHASH_SMPPS'],
    help: 'port for SMPP over TLS, needs --tls-cert and --tls-key (default: none)',
  },
  'tls-cert': { kind: 'text', value: 'FILE', env: ['STARHASH_TLS_CERT'], help: 'certificate (chain) for --smpps, PEM' },
  'tls-key': { kind: 'text', value: 'FILE', env: ['STARHASH_TLS_KEY'], help: 'its private key, PEM' },
  ...LISTENING,
  ...STORE,
  clock: {
    kind: 'instant',
    value: 'ISO',
    env: ['STARHASH_CLOCK'],
    help: 'where the world clock starts, with offset (default: now)',
  },
  ...LOG,
  config: {
    kind: 'text',
    value: 'FILE',
    env: ['STARHASH_CONFIG'],
    help: 'YAML file of these settings, by the same names without dashes in front',
  },
  seed: {
    kind: 'text',
    value: 'FILE',
    env: ['STARHASH_SEED'],
    help: 'subscribers with whom the world main begins, and to whom a reset takes it back (YAML or CSV)',
  },
  route: {
    kind: 'list',
    value: 'CODE=URL',
    env: ['STARHASH_ROUTE'],
    help: "an HTTP application behind a code, in Africa's Talking's manner; may be repeated",
  },
  core: {
    kind: 'list',
    value: 'PROGRAM=URL',
    env: ['STARHASH_CORE'],
    help: 'a program whose bonus core runs elsewhere (starhash core); may be repeated',
  },
  'core-patience': {
    kind: 'text',
    value: 'SECONDS',
    env: ['STARHASH_CORE_PATIENCE'],
    help: 'how long a phone waits for such a core before the answer comes by SMS (default: 8)',
  },
};

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export const serve: Command = {
  name: 'serve',
  summary: 'Run the gateway',
  words: [],
  options: OPTIONS,
  examples: [
    'starhash serve',
    'starhash serve --http 0 --smpp 0 --data /tmp/starhash',
    'starhash serve --smpps 2776 --tls-cert cert.pem --tls-key key.pem',
    "starhash serve --route '*384*77#=http://127.0.0.1:3000/ussd'",
    'starhash serve --core my-program=http://127.0.0.1:8090',
    'starhash serve --redis redis://127.0.0.1:6379',
    'starhash serve --clock 2019-05-14T23:00:00+03:00',
    'starhash serve --seed sessions/demo.seed.yaml',
    'STARHASH_HTTP=9000 starhash serve --config starhash.yaml',
  ],
  notes: [
    'Flags win over variables, variables over the config file. Paths in the file are relative to it.',
    'SMPP: system_id harness, password secret (STARHASH_SMPP_PASSWORD sets another one), on the loopback only; harness@ID binds\n' +
      'into the world ID. Accounts, outgoing links and sinks stand in the config file under smpp:, see schemas/config.schema.json.',
    'When everything listens, one line goes to stdout, and nothing else ever does:\n' +
      '  starhash ready http=http://127.0.0.1:8080 smpp=127.0.0.1:2775 store=embedded',
    'A seed (docs/seeds.md) is planted once, when the data is new; data that began otherwise keeps what it began with, and a\n' +
      'warning says so.',
    'SIGTERM and SIGINT end it in good order (exit code 0); a second one ends it at once.',
  ],
  run: runServe,
};

async function runServe({ settings }: Input, deps: CliDeps): Promise<number> {
  const { stdout, stderr, env } = deps.process;
  for (const warning of misspeltVariables(env, OPTIONS)) stderr.write(`starhash serve: ${warning}\n`);
  const host = settings.text('host') ?? '';
  const listening = { http: { port: settings.port('http'), host }, smpp: smppListening(settings, host, deps) };
  const stopped = untilStopped(deps);
  const gateway = await openGateway(gatewayConfig(settings, deps, listening), deps);
  if (gateway.smpps !== null) stderr.write(`starhash serve: SMPP over TLS listens on ${gateway.smpps}\n`);
  stdout.write(`${readyLine(gateway)}\n`);
  await stopped;
  await gateway.close();
  return 0;
}

/** The line that scripts wait for. */
function readyLine({ httpUrl, smpp, store }: RunningGateway): string {
  return `starhash ready http=${httpUrl ?? 'off'} smpp=${smpp ?? 'off'} store=${store}`;
}

/** Resolves at the first signal that ends a server; the second one ends the process at once. */
export function untilStopped({ process }: CliDeps): Promise<void> {
  return new Promise((resolve) => {
    let signals = 0;
    const stop = () => {
      signals++;
      if (signals > 1) process.exit(FAILED);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
