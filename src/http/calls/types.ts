/** The words of the table of calls: one entry gives a route, its validation and its place in the OpenAPI document. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call, Gateway, Result } from '../../flow/api.ts';
import type { ProblemType } from '../../flow/problems.ts';
import type { Wire } from '../wire.ts';

/** A JSON Schema of draft 2020-12. */
export type Schema = Readonly<Record<string, unknown>>;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type Params = Readonly<Record<string, string>>;

/** What every entry of the table says about itself. */
export interface Described {
  readonly method: Method;
  /** In the form of OpenAPI: `/v1/ussd/{sessionId}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Refusals worth naming in the document, besides those that every call has. */
  readonly problems: readonly ProblemType[];
}

/** A checked request. */
export interface Request<Body, Query> {
  readonly call: Call;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Aborts when the client has gone or the server closes; for calls that wait. */
  readonly gone: () => AbortSignal;
}

export interface BodyShape {
  readonly schema: Schema;
  /** What of the schema is checked here; absent = all of it. The gateway checks the rest, and knows more to say about it. */
  readonly checked?: Schema;
  /** Largest body, in bytes; absent = the server's limit. */
  readonly mostBytes?: number;
  readonly example: unknown;
  /** No body at all stands for `{}`. */
  readonly optional?: true;
}

export interface Success {
  readonly status: 200 | 201 | 202 | 204;
  readonly description: string;
  /** Absent: no content. */
  readonly schema?: Schema;
  readonly example?: unknown;
}

/** A call that takes and gives JSON through the gateway. */
export interface JsonCall<Body = never, Query = never> extends Described {
  readonly kind: 'json';
  /** Answered in front of Express. */
  readonly hot?: true;
  /** A write that does the same when it is sent again: an Idempotency-Key has no effect on it. */
  readonly unkeyed?: true;
  /** Query parameters by name: schemas of strings or whole numbers. */
  readonly query?: Readonly<Record<string, Schema>>;
  readonly body?: BodyShape;
  readonly success: Success;
  readonly handle: (gateway: Gateway, request: Request<Body, Query>) => Promise<Result<unknown>>;
}

/** A call that writes its own answer: a stream, a page, a plain text. Returns (or resolves to) the status it sent. */
export interface RawCall extends Described {
  readonly kind: 'raw';
  readonly query?: Readonly<Record<string, Schema>>;
  readonly contentType: string;
  /** What it answers in JSON where it is asked to. */
  readonly json?: { readonly schema: Schema; readonly example: unknown };
  readonly success: Success;
  readonly answer: (wire: Wire, req: IncomingMessage, res: ServerResponse) => number | Promise<number>;
}

export type AnyCall = JsonCall | RawCall;
