/** Writes answers. Every byte that leaves as JSON or as a problem leaves here. */
import type { ServerResponse } from 'node:http';
import type { Problem } from '../flow/api.ts';
import { problemDocument } from './problem.ts';
import type { Wire } from './wire.ts';

const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';
const NO_HEADERS: readonly string[] = [];

/** Answers with a JSON value. @returns the status */
export function sendJson(wire: Wire, res: ServerResponse, status: number, value: unknown): number {
  return send(wire, res, status, JSON_TYPE, JSON.stringify(value), NO_HEADERS);
}

/**
 * Answers with a problem document and its status; a 503 says when to try again (RFC 9110 §10.2.3).
 * @param headers further headers as name, value, name, value…
 * @returns the status sent
 */
export function sendProblem(wire: Wire, res: ServerResponse, problem: Problem, headers = NO_HEADERS): number {
  const document = problemDocument(problem);
  const all = document.status === 503 ? [...headers, 'Retry-After', '1'] : headers;
  return send(wire, res, document.status, PROBLEM_TYPE, JSON.stringify(document), all);
}

/** Answers 204. @returns the status */
export function sendNothing(wire: Wire, res: ServerResponse): number {
  lastIfEnding(wire, res);
  res.writeHead(204, ['Cache-Control', 'no-store']);
  res.end();
  return 204;
}

/** Answers with a text of any type; `headers` as in `sendProblem`. Nothing is cached: every answer is of its moment. @returns the status */
export function send(
  wire: Wire,
  res: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: readonly string[],
): number {
  if (res.destroyed) return status;
  lastIfEnding(wire, res);
  res.writeHead(status, [
    'Content-Type',
    type,
    'Content-Length',
    String(Buffer.byteLength(body)),
    'Cache-Control',
    'no-store',
    'X-Content-Type-Options',
    'nosniff',
    ...headers,
  ]);
  res.end(body);
  if (res.writableLength > 0) cutWhenUnread(res, wire.limits.unreadTimeout);
  return status;
}

/** A server that is going down says so, so that the client's next request opens a connection elsewhere. */
function lastIfEnding(wire: Wire, res: ServerResponse): void {
  if (wire.lifetime.ending()) res.shouldKeepAlive = false;
}

/** An answer larger than the kernel's buffers comes here, or one that waits for its turn; the usual answer needs no timer. */
function cutWhenUnread(res: ServerResponse, after: number): void {
  if (res.socket === null) {
    res.once('socket', () => cutWhenUnread(res, after));
    return;
  }
  const timer = setTimeout(() => res.destroy(), after);
  res.once('close', () => clearTimeout(timer));
}
