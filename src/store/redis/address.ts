/** Where a Redis is, read from a URL. `text` names it without user and password: it may be shown and logged. */
export type RedisAddress =
  | {
      readonly kind: 'standalone';
      readonly text: string;
      readonly login: Login;
      readonly node: Node;
      readonly db: number;
    }
  | { readonly kind: 'cluster'; readonly text: string; readonly login: Login; readonly nodes: readonly Node[] }
  | {
      readonly kind: 'sentinel';
      readonly text: string;
      readonly login: Login;
      readonly nodes: readonly Node[];
      readonly master: string;
      readonly db: number;
    };

export interface Node {
  readonly host: string;
  readonly port: number;
}

export interface Login {
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
}

const SHAPE = /^(rediss?)(\+cluster|\+sentinel)?:\/\/(?:([^@/]*)@)?([^@/]+)(?:\/([^?#]*))?$/;
const DEFAULT_PORTS = { standalone: 6379, cluster: 6379, sentinel: 26379 } as const;

/**
 * Reads `redis://[user:password@]host[:port][/db]`, `redis+cluster://host:port,host:port` or
 * `redis+sentinel://host:port,host:port/master[/db]`; `rediss…` is the same over TLS.
 * @throws RangeError, which shows no password, when the URL has another form.
 */
export function readAddress(url: string): RedisAddress {
  const [, scheme, form = '', credentials = '', hosts = '', path = ''] = SHAPE.exec(url) ?? [];
  if (scheme === undefined) throw badAddress();
  const kind = form === '' ? 'standalone' : form === '+cluster' ? 'cluster' : 'sentinel';
  const nodes = hosts.split(',').map((text) => readNode(text, DEFAULT_PORTS[kind]));
  const login = readLogin(credentials, scheme === 'rediss');
  const text = `${scheme}${form}://${hosts}${path === '' ? '' : `/${path}`}`;
  return { text, login, ...readPlace(kind, nodes, path) };
}

type Place = DistributiveOmit<RedisAddress, 'text' | 'login'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function readPlace(kind: RedisAddress['kind'], nodes: readonly Node[], path: string): Place {
  if (kind === 'standalone') return { kind, node: onlyNode(nodes), db: readDb(path) };
  if (kind === 'sentinel') return { kind, nodes, ...readMaster(path) };
  if (path !== '') throw badAddress();
  return { kind, nodes };
}

function readMaster(path: string): { master: string; db: number } {
  const [master = '', db = ''] = path.split('/');
  if (master === '') throw badAddress();
  return { master, db: readDb(db) };
}

function onlyNode(nodes: readonly Node[]): Node {
  const [node, ...more] = nodes;
  if (node === undefined || more.length > 0) throw badAddress();
  return node;
}

function readNode(text: string, defaultPort: number): Node {
  const match = /^(\[[0-9a-fA-F:]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text);
  if (match?.[1] === undefined) throw badAddress();
  const port = match[2] === undefined ? defaultPort : Number(match[2]);
  if (port < 1 || port > 65_535) throw badAddress();
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}

function readLogin(credentials: string, tls: boolean): Login {
  const colon = credentials.indexOf(':');
  const username = decode(colon < 0 ? credentials : credentials.slice(0, colon));
  const password = colon < 0 ? '' : decode(credentials.slice(colon + 1));
  return { tls, ...(username && { username }), ...(password && { password }) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badAddress();
  }
}

function readDb(path: string): number {
  if (!/^\d{0,4}$/.test(path)) throw badAddress();
  return Number(path);
}

function badAddress(): RangeError {
  return new RangeError(
    'A Redis URL looks like redis://[user:password@]host:6379[/db], redis+cluster://host:port,host:port ' +
      'or redis+sentinel://host:port,host:port/master (rediss… for TLS).',
  );
}
