/** Requests as a client of the gateway sends them. */

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Idempotency-Key */
  readonly key?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  /** Until the last byte had come, ms of the monotonic clock. */
  readonly took: number;
}

/** No whole answer came: nobody knows what the request has done. */
export class Unanswered extends Error {
  override name = 'Unanswered';
}

/** Sends a request to the gateway at `url`. @throws Unanswered */
export async function send(url: string, { method, path, body, key }: Request): Promise<Answer> {
  const started = performance.now();
  const headers = { ...(body !== undefined && JSON_TYPE), ...(key !== undefined && { 'Idempotency-Key': key }) };
  try {
    const response = await fetch(url + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    const took = performance.now() - started;
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text), took };
  } catch (error) {
    throw new Unanswered(`${method} ${path}`, { cause: error });
  }
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The body of an answer that must have this status. */
export function expectStatus(answer: Answer, status: number): Answer['body'] {
  if (answer.status === status) return answer.body;
  throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
}
