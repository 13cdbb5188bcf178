/** The Express application: routes from the table, 405 and 404 for the rest. It parses nothing; `answerCall` does. */
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import type { AnyCall, Method, Params, RawCall } from './calls/types.ts';
import { answerCall, type PreparedCall } from './exchange.ts';
import { invalidField } from './problem.ts';
import { fail, finish, refuse } from './record.ts';
import type { Wire } from './wire.ts';

type Handler = (req: Request, res: Response) => Promise<void>;

const VERBS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const satisfies Record<Method, string>;

/** Builds the application over the calls that go through the gateway and those that answer by themselves. */
export function createApp(wire: Wire, prepared: readonly PreparedCall[], raw: readonly RawCall[]): Express {
  const app = express();
  for (const setting of ['x-powered-by', 'etag', 'query parser']) app.disable(setting);
  for (const setting of ['strict routing', 'case sensitive routing']) app.enable(setting);
  for (const each of prepared)
    mount(app, each.call, (req, res) => answerCall(wire, each, req.params as Params, req, res));
  for (const call of raw) mount(app, call, (req, res) => serveRaw(wire, call, req, res));
  // Who opens the address in a browser wants to know what is here.
  app.get('/', (_req, res) => res.redirect('/docs'));
  refuseOtherMethods(wire, app, [...prepared.map(({ call }) => call), ...raw]);
  app.use((_req, res) => refuse(wire, res, { type: 'not-found', detail: 'See /docs for the calls there are.' }));
  app.use(onError(wire));
  return app;
}

function mount(app: Express, call: AnyCall, handler: Handler): void {
  app[VERBS[call.method]](expressPath(call.path), handler);
}

/** `/a/{b}` in OpenAPI is `/a/:b` in Express. */
function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

async function serveRaw(wire: Wire, call: RawCall, req: Request, res: Response): Promise<void> {
  const started = performance.now();
  finish(wire, call, await call.answer(wire, req, res), started);
}

/** RFC 9110 §15.5.6: a 405 names the methods there are. */
function refuseOtherMethods(wire: Wire, app: Express, calls: readonly AnyCall[]): void {
  for (const path of new Set(calls.map((call) => call.path))) {
    const methods = calls.filter((call) => call.path === path).map((call) => call.method);
    const allow = ['Allow', [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ')];
    const problem = { type: 'method-not-allowed', detail: `Here there is only ${methods.join(', ')}.` } as const;
    app.all(expressPath(path), (_req, res) => refuse(wire, res, problem, allow));
  }
}

const BAD_PATH = invalidField('path', 'well-formed percent-encoding');

/** Express gives the status 400 to a path that it could not read. Anything else is a fault of ours. */
function onError(wire: Wire): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    if (error?.status === 400 && !res.headersSent) refuse(wire, res, BAD_PATH);
    else fail(wire, res, error);
  };
}
