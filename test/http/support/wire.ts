/** A server on a free port of the loopback, over the recording gateway, closed when the test is over. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createLogger } from '../../../src/http/log.ts';
import { type HttpOptions, type HttpServer, startHttp } from '../../../src/http/serve.ts';
import { type RecordingGateway, recordingGateway } from './recordingGateway.ts';

export interface TestWire extends HttpServer {
  readonly gateway: RecordingGateway;
  /** Everything logged so far. */
  readonly log: () => string;
}

export async function openWire(options: Partial<HttpOptions> = {}): Promise<TestWire> {
  const gateway = recordingGateway();
  const lines = new PassThrough();
  let logged = '';
  lines.on('data', (chunk: Buffer) => {
    logged += chunk.toString();
  });
  const logger = createLogger({ destination: lines });
  const server = await startHttp({ gateway, host: '127.0.0.1', port: 0, logger, ...options });
  onTestFinished(() => server.close());
  return { ...server, gateway, log: () => logged };
}

/** Sends JSON the way a harness does. */
export function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return send('POST', url, JSON.stringify(body), headers);
}

/** Sends a body as it is. */
export function send(
  method: string,
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers = {},
): Promise<Response> {
  return fetch(url, { method, body, headers: { 'content-type': 'application/json', ...headers } });
}

export interface Raw {
  readonly socket: Socket;
  /** Everything received until now. */
  readonly received: () => string;
  /** Resolves with everything received when the server has closed the connection. */
  readonly closed: Promise<string>;
}

/** A bare connection: for what no HTTP client would send. */
export async function rawSocket(port: number): Promise<Raw> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(received));
  });
  onTestFinished(() => void socket.destroy());
  return { socket, received: () => received, closed };
}

/** One request with headers that fetch would not let through; resolves with status and body. */
export async function rawRequest(
  port: number,
  lines: readonly string[],
  body = '',
): Promise<{ status: number; text: string }> {
  const { socket, closed } = await rawSocket(port);
  socket.write(`${[...lines, 'Connection: close', '', ''].join('\r\n')}${body}`);
  const text = await closed;
  return { status: Number(text.slice(9, 12)), text };
}
