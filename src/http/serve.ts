/** Starts and stops the HTTP wire. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { ALL_WORLDS, type Gateway } from '../flow/api.ts';
import { createApp } from './app.ts';
import { JSON_CALLS, RAW_CALLS } from './calls/index.ts';
import type { JsonCall } from './calls/types.ts';
import { documentCalls } from './docs/calls.ts';
import { eventLog } from './eventLog.ts';
import { answerCall, prepare } from './exchange.ts';
import { createGuard, type Guard } from './guard.ts';
import { hotMatcher } from './hot.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { capQueue } from './pipelining.ts';
import { refuse } from './record.ts';
import { DEFAULT_LIMITS, type Limits, startLifetime, type Wire } from './wire.ts';

export interface HttpOptions {
  readonly gateway: Gateway;
  /** Address to listen on; loopback unless somebody wants more. */
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly logger: Logger;
  /** Fresh ones by default. */
  readonly metrics?: Metrics;
  /** Host names served besides the loopback ones and `host`. */
  readonly allowedHosts?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** What is served; a gateway's calls by default. */
  readonly calls?: readonly JsonCall[];
}

export interface HttpServer {
  /** `http://127.0.0.1:8080`, without a closing slash. */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections, ends streams and long polls, lets what is in flight finish for a while, cuts the rest. */
  close(): Promise<void>;
}

/**
 * Serves a gateway over HTTP.
 * @returns once it listens
 * @throws Error with one clear sentence if it cannot listen there
 */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const { gateway, logger, host, metrics = createMetrics(), calls = JSON_CALLS } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const wire: Wire = { gateway, logger, metrics, limits, lifetime: startLifetime(), events: eventLog() };
  const server = createServer(caps(limits));
  server.maxConnections = limits.connections;
  await listen(server, host, options.port);
  const { port } = server.address() as AddressInfo;
  server.on('request', listener(wire, calls, createGuard([host, ...(options.allowedHosts ?? [])], port)));
  server.on('error', (err) => logger.error({ err }, 'the HTTP server failed'));
  const deaf = gateway.onEvent(ALL_WORLDS, (event) => {
    metrics.event(event);
    wire.events.take(event);
  });
  return { url: `http://${urlHost(host)}:${port}`, port, close: () => close(server, wire, deaf) };
}

/** The one way in: who may not talk is told so, the hot calls are answered here, Express has the rest. */
function listener(wire: Wire, calls: readonly JsonCall[], guard: Guard) {
  const prepared = calls.map(prepare);
  const match = hotMatcher(prepared);
  const isOverQueue = capQueue(wire.limits.pipelined);
  const app = createApp(wire, prepared, [...RAW_CALLS, ...documentCalls([...calls, ...RAW_CALLS])]);
  return (req: IncomingMessage, res: ServerResponse) => {
    if (isOverQueue(req, res)) return;
    const problem = guard(req);
    if (problem !== null) return refuse(wire, res, problem);
    const hot = match(req.method, req.url ?? '');
    if (hot !== null) return void answerCall(wire, hot.prepared, hot.params, req, res);
    app(req, res);
  };
}

/** Node looks for slow senders only every 30 s by default, which would stretch any shorter limit to that. */
function caps({ headersTimeout, requestTimeout, keepAliveTimeout }: Limits) {
  const connectionsCheckingInterval = Math.max(50, Math.min(1000, headersTimeout / 4));
  return { headersTimeout, requestTimeout, keepAliveTimeout, connectionsCheckingInterval };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port));
    server.once('error', onError);
    server.listen({ host, port }, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; choose another port, or 0 for any free one',
  EACCES: 'this port needs more rights; choose one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this host name is not known here',
};

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const why = WHY[error.code ?? ''] ?? error.message;
  return new Error(`Cannot serve HTTP on ${urlHost(host)}:${port}: ${why}.`, { cause: error });
}

async function close(server: Server, wire: Wire, deaf: () => void): Promise<void> {
  wire.lifetime.end();
  deaf();
  const cut = setTimeout(() => server.closeAllConnections(), wire.limits.closeTimeout);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(cut);
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
