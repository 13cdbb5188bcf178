/** One request to a core over HTTP: bounded in time, size and depth, without redirects. */
import { CoreFailed } from '../flow/coreFailed.ts';

export interface ExchangeLimits {
  /** How long an answer may take, ms of the machine's clock. */
  readonly patience: number;
  /** Octets of an answer that are read; a longer one is refused. */
  readonly octets: number;
  /** Deepest nesting of arrays and objects. */
  readonly depth: number;
}

/** A catalogue of a thousand gifts in three alphabets is some 200 KB. */
export const EXCHANGE_LIMITS: ExchangeLimits = { patience: 5_000, octets: 1024 * 1024, depth: 16 };

export interface CoreCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly world: string;
  /** Starhash-Mark: what the core must know of the world, else it does nothing. */
  readonly mark?: string;
  /** Idempotency-Key; absent where the call has no effect, or may have it twice. */
  readonly key?: string;
  readonly body?: unknown;
}

/** An answer in JSON. `body` of a 204 is null. */
export interface Heard {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/**
 * Asks once.
 * @param stop aborts it
 * @throws CoreFailed where there is no answer of JSON within the limits
 */
export async function exchange(call: CoreCall, limits: ExchangeLimits, stop: AbortSignal): Promise<Heard> {
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: headersOf(call),
      body: call.body === undefined ? null : JSON.stringify(call.body),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(limits.patience), stop]),
    });
    return await heard(response, limits);
  } catch (error) {
    throw error instanceof CoreFailed ? error : silence(error as Failure);
  }
}

function headersOf({ world, mark, key, body }: CoreCall): Record<string, string> {
  return {
    Accept: 'application/json, application/problem+json',
    'Starhash-World': world,
    ...(mark === undefined ? {} : { 'Starhash-Mark': mark }),
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  };
}

async function heard(response: Response, limits: ExchangeLimits): Promise<Heard> {
  const { status } = response;
  if (status >= 300 && status < 400) return refuse(response, 'it answers with a redirect, which is not followed');
  if (status === 204) return { status, body: null };
  if (!isJson(response.headers.get('content-type'))) {
    if (status >= 500) return refuse(response, `it answers with status ${status}`, 'core-error');
    return refuse(response, 'its answer is not JSON');
  }
  const text = await readUpTo(response, limits.octets);
  return { status, body: parsed(text, limits.depth) };
}

function isJson(type: string | null): boolean {
  return /^application\/(?:problem\+)?json\s*(?:;|$)/i.test(type ?? '');
}

async function refuse(response: Response, why: string, how: 'core-garbage' | 'core-error' = 'core-garbage') {
  await response.body?.cancel();
  return Promise.reject(new CoreFailed(how, { why }));
}

async function readUpTo(response: Response, octets: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > octets) throw garbage(`its answer is longer than ${octets} octets`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw garbage('its answer is not UTF-8');
  }
}

function parsed(text: string, depth: number): Readonly<Record<string, unknown>> {
  if (depthOf(text) > depth) throw garbage(`its answer is nested deeper than ${depth}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw garbage('its answer is not JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw garbage('its answer is no JSON object');
}

const QUOTED = /"(?:[^"\\]|\\.)*"?/gs;

/** Brackets that are open at once, at most: told before anything is built. */
function depthOf(text: string): number {
  let open = 0;
  let deepest = 0;
  for (const char of text.replace(QUOTED, '')) {
    if (char === '[' || char === '{') open += 1;
    else if (char === ']' || char === '}') open -= 1;
    deepest = Math.max(deepest, open);
  }
  return deepest;
}

function garbage(why: string): CoreFailed {
  return new CoreFailed('core-garbage', { why });
}

type Failure = Error & { readonly cause?: { readonly code?: string; readonly message?: string } };

/** Out of time is one thing; a connection that is refused or breaks says that the core is not well. */
function silence({ name, message, cause }: Failure): CoreFailed {
  if (name === 'TimeoutError') return new CoreFailed('core-timeout', { why: 'no answer in time' });
  const why = cause?.code ?? cause?.message ?? message;
  return new CoreFailed('core-error', { why: `the connection failed (${why})` });
}
