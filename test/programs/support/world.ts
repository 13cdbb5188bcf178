/** A world of a gateway that runs, as its HTTP callers see it. Its clock stands still unless somebody moves it. */

/** Whatever JSON an answer had; `{}` where it had none. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Subscriber {
  readonly msisdn: string;
  readonly [field: string]: unknown;
}

export interface World {
  readonly id: string;
  get(path: string): Promise<Answer>;
  /** A string is sent as it is. */
  post(path: string, body: unknown, key?: string): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  /** Sets the clock; what fell due on the way is done when it resolves. */
  at(instant: string): Promise<void>;
}

/** Makes a world that begins at an instant with these subscribers. */
export async function worldAt(url: string, clock: string, subscribers: readonly Subscriber[] = []): Promise<World> {
  const made = await exchange(url, 'POST', '/v1/worlds', { body: { clock, seed: { frozen: true, subscribers } } });
  const id = String(must(made).id);
  const call = (method: string, path: string, more: Sent = {}) => exchange(url, method, path, { world: id, ...more });
  return {
    id,
    get: (path) => call('GET', path),
    post: (path, body, key) => call('POST', path, key === undefined ? { body } : { body, key }),
    put: (path, body) => call('PUT', path, { body }),
    async at(instant) {
      must(await call('POST', '/v1/clock', { body: { set: instant } }));
    },
  };
}

/** The body of an answer that must be well. */
export function must({ status, body }: Answer): Answer['body'] {
  if (status >= 300) throw new Error(`refused (${status}): ${JSON.stringify(body)}`);
  return body;
}

/** The type of a problem by its stable word. */
export function typeOf(word: string): string {
  return `urn:starhash:problem:${word}`;
}

interface Sent {
  readonly world?: string;
  readonly body?: unknown;
  readonly key?: string;
}

async function exchange(url: string, method: string, path: string, { world, body, key }: Sent): Promise<Answer> {
  const headers = {
    ...(world !== undefined && { 'Starhash-World': world }),
    ...(key !== undefined && { 'Idempotency-Key': key }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  };
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}
