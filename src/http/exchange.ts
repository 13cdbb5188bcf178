/** Serves one JSON call: check, hand to the gateway, answer, meter. Express and the fast path both end here. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call, Problem, Result } from '../flow/api.ts';
import { checkContentType, hasBody, parseJson, readBody } from './body.ts';
import { MOST_CHARACTERS } from './calls/schemas.ts';
import type { JsonCall, Params } from './calls/types.ts';
import { CUT, CUT_STATUS, faultsOf, underFaults } from './faults.ts';
import { untilGone } from './gone.ts';
import { idempotency, isKeyed, readIdempotencyKey } from './idempotency.ts';
import { invalidField } from './problem.ts';
import { fail, finish } from './record.ts';
import { sendJson, sendNothing, sendProblem } from './reply.ts';
import { bodyCheck, type Check, queryReader } from './validate.ts';
import type { Wire } from './wire.ts';
import { worldOf } from './world.ts';

/** A call of the table with its checks. */
export interface PreparedCall {
  readonly call: JsonCall;
  readonly checkBody: Check | null;
  readonly readQuery: (search: string) => Result<object>;
}

const NO_QUERY = {};

/** Builds the checks of a call. */
export function prepare(call: JsonCall): PreparedCall {
  return {
    call,
    checkBody: call.body === undefined ? null : bodyCheck(call.body.checked ?? call.body.schema),
    readQuery: queryReader(call.query ?? {}),
  };
}

/** Answers a request to a call, whatever happens. `params` = what the path's placeholders stand for. */
export async function answerCall(
  wire: Wire,
  prepared: PreparedCall,
  params: Params,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const status = await perform(wire, prepared, params, req, res)
    .then((result) => answer(wire, prepared.call, result, res))
    .catch((error: unknown) => fail(wire, res, error, prepared.call));
  finish(wire, prepared.call, status, started);
}

function answer(wire: Wire, { success }: JsonCall, result: Result<unknown> | typeof CUT, res: ServerResponse): number {
  if (result === CUT) return CUT_STATUS;
  if (!result.ok) return sendProblem(wire, res, result.problem);
  return success.status === 204 ? sendNothing(wire, res) : sendJson(wire, res, success.status, result.value);
}

async function perform(
  wire: Wire,
  { call, checkBody, readQuery }: PreparedCall,
  params: Params,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Result<unknown> | typeof CUT> {
  const tooLong = longParameter(params);
  if (tooLong !== null) return { ok: false, problem: tooLong };
  const [path, search] = splitUrl(req.url ?? '');
  const query = search === '' && call.query === undefined ? OK_NO_QUERY : readQuery(search);
  if (!query.ok) return query;
  const key = readIdempotencyKey(isKeyed(call) ? req.headers['idempotency-key'] : undefined);
  if (!key.ok) return key;
  const body = checkBody === null ? NO_BODY : await takeBody(wire, call, checkBody, req);
  if (!body.ok) return body;
  const world = worldOf(req);
  if (!world.ok) return world;
  const id = key.value === undefined ? undefined : idempotency(key.value, call.method, path, body.value.bytes);
  const request = {
    call: callOf(req, world.value, id),
    params,
    // The two have just been checked against the schemas that the call's own types describe.
    query: query.value as never,
    body: body.value.value as never,
    gone: () => untilGone(wire.lifetime, res),
  };
  const faults = faultsOf(wire, world.value, call, params, body.value.value);
  if (faults === null) return call.handle(wire.gateway, request);
  return underFaults(await faults, req, () => call.handle(wire.gateway, request));
}

/** What is wrong with the placeholders' values, or null. Whether they name anything is the gateway's to say. */
function longParameter(params: Params): Problem | null {
  for (const name in params) {
    if ((params[name] ?? '').length > MOST_CHARACTERS)
      return invalidField(name, `at most ${MOST_CHARACTERS} characters long`);
  }
  return null;
}

function callOf({ headers }: IncomingMessage, world: string, idempotency: Call['idempotency']): Call {
  const call: Call = idempotency === undefined ? { world, wire: 'http' } : { world, wire: 'http', idempotency };
  const mark = headers['starhash-mark'];
  return typeof mark === 'string' ? { ...call, mark } : call;
}

interface Body {
  readonly bytes: Buffer;
  readonly value: unknown;
}

const NO_BYTES = Buffer.alloc(0);
const NO_BODY: Result<Body> = { ok: true, value: { bytes: NO_BYTES, value: undefined } };
const OK_NO_QUERY: Result<object> = { ok: true, value: NO_QUERY };

/** Reads, parses and checks the body. It is read to its end even where its type is wrong, so that the client sees why. */
async function takeBody(wire: Wire, call: JsonCall, checkBody: Check, req: IncomingMessage): Promise<Result<Body>> {
  if (call.body?.optional && !hasBody(req)) return { ok: true, value: { bytes: NO_BYTES, value: {} } };
  const read = await readBody(req, call.body?.mostBytes ?? wire.limits.bodyBytes);
  if (!read.ok) return read;
  const notJson = checkContentType(req);
  if (notJson !== null) return { ok: false, problem: notJson };
  const parsed = parseJson(read.value, wire.limits);
  if (!parsed.ok) return parsed;
  const problem = checkBody(parsed.value);
  return problem === null ? { ok: true, value: { bytes: read.value, value: parsed.value } } : { ok: false, problem };
}

/** Path and query string of a request target, the latter without its `?`. */
export function splitUrl(url: string): readonly [path: string, search: string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}
