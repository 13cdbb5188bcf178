/** A gateway as seen over HTTP. What comes from it is made safe to show before anybody sees it. */
import type {
  ClockView,
  GatewayEvent,
  InboxSms,
  Problem,
  Result,
  Sown,
  SubscriberView,
  UssdAnswer,
} from '../flow/api.ts';
import { visible } from '../text/sanitize.ts';
import { Failure } from './failures.ts';

export interface GatewayClient {
  dial(msisdn: string, code: string): Promise<Result<UssdAnswer>>;
  answer(sessionId: string, input: string): Promise<Result<UssdAnswer>>;
  hangUp(sessionId: string): Promise<Result<null>>;
  sms(from: string, to: string, text: string): Promise<Result<{ messageId: string }>>;
  /** SMS newer than `after`; with `wait` (seconds) it waits for the first one, until `signal` ends it. */
  messages(
    msisdn: string,
    query?: { readonly after?: string | undefined; readonly wait?: number; readonly signal?: AbortSignal },
  ): Promise<Result<readonly InboxSms[]>>;
  clock(): Promise<Result<ClockView>>;
  subscriber(msisdn: string): Promise<Result<SubscriberView>>;
  /** What happened in the world, as far as the gateway remembers it, oldest first. */
  events(): Promise<Result<readonly GatewayEvent[]>>;
  /** Adds the subscribers of a seed, or only looks at it. */
  seed(seed: unknown, check: boolean): Promise<Result<Sown>>;
}

/** A gateway that answers nothing for so long is given up, ms. */
const PATIENCE = 15_000;
const PROBE_PATIENCE = 1_000;
/** A thousand subscribers with long histories take some seconds. */
const SEEDING_PATIENCE = 120_000;

/** A client of the gateway at `base`, for one world. Its calls throw a Failure where nobody answers. */
export function connect(base: string, world: string): GatewayClient {
  const call = caller(base, world);
  return {
    dial: async (msisdn, code) => map(await call<UssdAnswer>('POST', '/v1/ussd', { msisdn, code }), shownScreen),
    answer: async (id, input) =>
      map(await call<UssdAnswer>('POST', `/v1/ussd/${encodeURIComponent(id)}`, { input }), shownScreen),
    hangUp: (id) => call('DELETE', `/v1/ussd/${encodeURIComponent(id)}`),
    sms: (from, to, text) => call('POST', '/v1/sms', { from, to, text }),
    messages: async (msisdn, { after, wait, signal } = {}) => {
      const query = new URLSearchParams({ ...(after && { after }), ...(wait && { wait: String(wait) }) });
      const path = `/v1/subscribers/${encodeURIComponent(msisdn)}/messages?${query}`;
      const patience = PATIENCE + (wait ?? 0) * 1_000;
      const answer = await call<{ messages: readonly InboxSms[] }>('GET', path, undefined, { patience, signal });
      return map(answer, ({ messages }) => messages.map(shownSms));
    },
    clock: () => call('GET', '/v1/clock'),
    subscriber: (msisdn) => call('GET', `/v1/subscribers/${encodeURIComponent(msisdn)}`),
    events: async () =>
      map(await call<{ events: readonly GatewayEvent[] }>('GET', '/v1/events?format=json'), ({ events }) => events),
    seed: (seed, check) => call('POST', '/v1/seed', { seed, check }, { patience: SEEDING_PATIENCE }),
  };
}

/** Whether a Starhash answers at `base`. */
export async function isStarhash(base: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/healthz', base), { signal: AbortSignal.timeout(PROBE_PATIENCE) });
    return answer.ok && /starhash/i.test(await answer.text());
  } catch {
    return false;
  }
}

/** One line for a person: why a call was refused. */
export function explain({ detail, type }: Problem): string {
  return visible(detail || type).replaceAll('\n', ' ');
}

interface Limits {
  readonly patience: number;
  readonly signal?: AbortSignal | undefined;
}

function caller(base: string, world: string) {
  return async <T>(method: string, path: string, body?: unknown, limits: Limits = { patience: PATIENCE }) => {
    const timeout = AbortSignal.timeout(limits.patience);
    const response = await reach(base, path, {
      method,
      headers: { 'Starhash-World': world, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: limits.signal === undefined ? timeout : AbortSignal.any([limits.signal, timeout]),
    });
    return read<T>(response, base);
  };
}

async function reach(base: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, base), { redirect: 'error', ...init });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Failure(`no gateway answers at ${base}. Start one with: starhash serve`);
  }
}

async function read<T>(response: Response, base: string): Promise<Result<T>> {
  if (response.status === 204) return { ok: true, value: null as T };
  const body = await response.json().catch(() => {
    throw new Failure(`what answers at ${base} is no Starhash (status ${response.status}, not JSON).`);
  });
  return response.ok ? { ok: true, value: body as T } : { ok: false, problem: problemOf(body) };
}

/** A problem document back into the gateway's words; its type ends in the stable word. */
function problemOf(body: unknown): Problem {
  const { type, title, detail, ...data } = (body ?? {}) as Record<string, unknown>;
  const word = String(type ?? 'internal-error')
    .split(/[/:]/)
    .at(-1) as Problem['type'];
  return { type: word, detail: String(detail ?? title ?? word), data };
}

function map<T, U>(result: Result<T>, change: (value: T) => U): Result<U> {
  return result.ok ? { ok: true, value: change(result.value) } : result;
}

function shownScreen(answer: UssdAnswer): UssdAnswer {
  return { ...answer, text: visible(answer.text) };
}

function shownSms(sms: InboxSms): InboxSms {
  return { ...sms, from: visible(sms.from).replaceAll('\n', ' '), text: visible(sms.text) };
}
