/** How a request ends: metered, logged, and where nothing better can be said, refused. */
import type { ServerResponse } from 'node:http';
import type { Problem } from '../flow/api.ts';
import type { Described } from './calls/types.ts';
import { logFailure, logRequest } from './log.ts';
import { sendProblem } from './reply.ts';
import type { Wire } from './wire.ts';

/** What a request is called in meters and log: never by the path it asked for, which may hold a number. */
export type Named = Pick<Described, 'operationId' | 'path'>;

/** A request that is no call of the table. */
const NO_CALL: Named = { operationId: 'none', path: '-' };

/** Meters and logs a request that has been answered; `started` by `performance.now()`. */
export function finish(wire: Wire, call: Named, status: number, started: number): void {
  const took = performance.now() - started;
  wire.metrics.request(call.operationId, status, took / 1000);
  logRequest(wire.logger, call, status, took);
}

/** Answers a request that reaches no call; `headers` as in `sendProblem`. */
export function refuse(wire: Wire, res: ServerResponse, problem: Problem, headers?: readonly string[]): void {
  const started = performance.now();
  finish(wire, NO_CALL, sendProblem(wire, res, problem, headers), started);
}

const FAILURE: Problem = {
  type: 'internal-error',
  detail: 'The gateway failed at this call; its log says where.',
};

/** Ends a request that failed in a way nobody foresaw. Outside it is only a 500; the log has the place. @returns the status */
export function fail(wire: Wire, res: ServerResponse, error: unknown, call: Named = NO_CALL): number {
  logFailure(wire.logger, call, error);
  if (!res.headersSent) return sendProblem(wire, res, FAILURE);
  res.destroy();
  return 500;
}
