/** The options that commands share. */
import type { Options } from './option.ts';

const DEFAULT_DATA = '.starhash';

/** Where a gateway keeps its data and finds its services. */
export const STORE: Options = {
  redis: {
    kind: 'text',
    value: 'URL',
    env: ['STARHASH_REDIS', 'REDIS_URL'],
    help: 'keep all data in this Redis (default: in the folder of --data)',
  },
  data: {
    kind: 'text',
    value: 'DIR',
    env: ['STARHASH_DATA'],
    fallback: DEFAULT_DATA,
    help: `folder of the embedded store (default: ${DEFAULT_DATA})`,
  },
  sessions: {
    kind: 'text',
    value: 'DIR',
    env: ['STARHASH_SESSIONS'],
    help: 'folder of the service definitions (default: those that come with Starhash)',
  },
};

/** Where a process listens that others call over HTTP. */
export const LISTENING: Options = {
  host: {
    kind: 'text',
    value: 'ADDRESS',
    env: ['STARHASH_HOST'],
    fallback: '127.0.0.1',
    help: 'address to listen on (default: 127.0.0.1)',
  },
  'allow-host': {
    kind: 'list',
    value: 'NAME',
    env: ['STARHASH_ALLOW_HOSTS'],
    help: 'a further host name under which it may be called; may be repeated',
  },
};

/** What a process that runs on tells of itself. */
export const LOG: Options = {
  'log-level': {
    kind: 'text',
    value: 'LEVEL',
    env: ['STARHASH_LOG_LEVEL'],
    help: 'trace, debug, info, warn, error or silent; the log goes to stderr',
  },
};

/** Which gateway a command speaks to. */
export const TARGET: Options = {
  url: { kind: 'text', value: 'URL', env: ['STARHASH_URL'], help: 'a running gateway (see below where there is none)' },
  world: { kind: 'text', value: 'ID', env: ['STARHASH_WORLD'], fallback: 'main', help: 'the world (default: main)' },
  from: {
    kind: 'text',
    value: 'MSISDN',
    env: ['STARHASH_FROM'],
    fallback: '79161234567',
    help: "the phone's number (default: 79161234567)",
  },
  json: { kind: 'flag', help: 'print one JSON object a line' },
};

/** Said in the help of every command that speaks to a gateway. */
export const WITHOUT_URL = `Without --url the command speaks to http://127.0.0.1:8080 (or the port of STARHASH_HTTP) if a Starhash answers
there; if none does, or if --redis, --data or --sessions is given, it starts a private gateway on that store for as long as it
runs.`;
