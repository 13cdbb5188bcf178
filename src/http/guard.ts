/**
 * Who may talk to this server. It listens on a developer's machine, where any web page can send requests: a page that
 * rebinds its own name to 127.0.0.1 is told apart by `Host`, a page that simply posts here by `Origin`.
 */
import type { IncomingMessage } from 'node:http';
import type { Problem } from '../flow/api.ts';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Says why a request is refused, or null where it is welcome. */
export type Guard = (req: IncomingMessage) => Problem | null;

/**
 * Builds the guard of a server.
 * @param names host names and addresses served besides the loopback ones, without ports
 * @param port the port the server listens on
 */
export function createGuard(names: readonly string[], port: number): Guard {
  const hosts = new Set([...LOOPBACK_NAMES, ...names.map(bracketed)]);
  return (req) => {
    const host = req.headers.host?.toLowerCase() ?? '';
    if (!isServed(hosts, req, hostName(host))) return foreignHost();
    const origin = req.headers.origin;
    if (origin === undefined || isOurs(origin, host, port)) return null;
    return foreignOrigin();
  };
}

/** An address at which the connection really arrived cannot be a rebound name. */
function isServed(hosts: ReadonlySet<string>, req: IncomingMessage, name: string): boolean {
  return hosts.has(name) || name === bracketed(req.socket.localAddress?.replace(/^::ffff:/, '') ?? '');
}

/** A page of the host that was asked, or one of this machine that this very server gave out under another loopback name. */
function isOurs(origin: string, host: string, port: number): boolean {
  const separator = origin.indexOf('://');
  if (separator < 0) return false;
  const authority = origin.slice(separator + 3).toLowerCase();
  return authority === host || LOOPBACK_NAMES.some((name) => authority === `${name}:${port}`);
}

/** The host of `host[:port]`; IPv6 addresses keep their brackets (RFC 3986 §3.2.2). */
function hostName(host: string): string {
  const end = host.startsWith('[') ? host.indexOf(']') + 1 : host.indexOf(':');
  return end > 0 ? host.slice(0, end) : host;
}

function bracketed(name: string): string {
  return name.includes(':') && !name.startsWith('[') ? `[${name.toLowerCase()}]` : name.toLowerCase();
}

function foreignHost(): Problem {
  return { type: 'foreign-host', detail: 'Ask by a loopback name, or name this host when the gateway is started.' };
}

function foreignOrigin(): Problem {
  return {
    type: 'foreign-origin',
    detail: 'The Origin of this request is another site; only pages of this gateway may call it.',
  };
}
