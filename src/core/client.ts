/** A bonus core over HTTP: the implementation of the port `RemoteCore`. It keeps nothing but how the core has been lately. */
import type { Result } from '../flow/api.ts';
import { CoreFailed } from '../flow/coreFailed.ts';
import type { CoreSubject, RemoteCore } from '../flow/remote/port.ts';
import { answerOf, isMembers, rowsIn, succeededOrRefused } from './answers.ts';
import { asking, BREAKER_LIMITS, type Breaker, type BreakerLimits, CLOSED, failed, isOpen } from './breaker.ts';
import { type CoreCall, EXCHANGE_LIMITS, type ExchangeLimits, exchange, type Heard } from './exchange.ts';
import { bonusIn, giftsIn, journalIn, membershipsIn, refused } from './reads.ts';
import { neededIn, requestOf } from './requests.ts';

export interface CoreSetup {
  readonly program: string;
  /** Where its paths begin, like `http://127.0.0.1:8090`. */
  readonly url: URL;
  readonly limits?: ExchangeLimits;
  readonly breaker?: BreakerLimits;
  /** The machine's monotonic clock, ms. */
  readonly stopwatch: () => number;
  /** Hears why it failed: no numbers and texts. */
  readonly onTrouble: (why: string) => void;
}

/** Asks, and reads the answer. */
type Ask = <T>(call: Asked, read: (heard: Heard) => T) => Promise<T>;

interface Asked extends Omit<CoreCall, 'url'> {
  readonly path: string;
  /** It is about a whole world, and may do the work of years. */
  readonly isLong?: true;
}

/** How long that may take, ms. */
const LONG = 60_000;

/** Speaks to the core at an address. */
export function openCore(setup: CoreSetup): RemoteCore {
  const stop = new AbortController();
  const { ask, isDown } = guarded(setup, stop.signal);
  const { program } = setup;
  const at = ({ msisdn }: CoreSubject, path: string) =>
    `/v1/bonus/${encodeURIComponent(program)}/${encodeURIComponent(msisdn)}${path === '' ? '' : `/${path}`}`;
  const look = <T>(subject: CoreSubject, path: string, read: (heard: Heard) => T) =>
    ask({ method: 'GET', ...inWorld(subject), path: at(subject, path) }, read);
  return {
    program,
    address: setup.url.href,
    isDown,
    close: () => stop.abort(),
    operate(subject, id, operation) {
      const { path, ...request } = requestOf(operation);
      const key = request.method === 'GET' ? {} : { key: id };
      const call = { ...request, ...key, ...inWorld(subject), path: at(subject, path) };
      return ask(call, (heard) => answerOf(heard, neededIn(operation)));
    },
    list(subject, name) {
      if (name === 'catalogue') return look(subject, name, (heard) => rowsIn(succeededOrRefused(heard).body, 'gifts'));
      return look(subject, '', (heard) => listedIn(succeededOrRefused(heard).body, name));
    },
    bonus: (subject) => look(subject, '', bonusIn),
    catalogue: (subject) => look(subject, 'catalogue', giftsIn),
    journal: (subject, query) => look(subject, `journal${searchOf(query)}`, journalIn),
    memberships(subject) {
      const path = `/v1/subscribers/${encodeURIComponent(subject.msisdn)}`;
      return ask({ method: 'GET', ...inWorld(subject), path }, (heard) => membershipsIn(heard, program));
    },
    putSubscriber(subject, key, body) {
      const path = `/v1/subscribers/${encodeURIComponent(subject.msisdn)}`;
      return ask({ method: 'PUT', ...inWorld(subject), key, path, body }, done);
    },
    putWorld(world, clock, haste, beginning = {}) {
      const body = { ...beginning, ...clock, now: new Date(clock.now).toISOString() };
      const isLong = haste === 'long' ? ({ isLong: true } as const) : {};
      return ask({ method: 'PUT', world: MAIN, path: `/v1/worlds/${world}`, body, ...isLong }, (heard) =>
        refusedOr(heard, null),
      );
    },
    seed: (world, body) =>
      ask({ method: 'POST', world, path: '/v1/seed', body, isLong: true }, (heard) => refusedOr(heard, null)),
    resetWorld: (world) => ask({ method: 'POST', world, path: '/v1/reset', body: {}, isLong: true }, done),
    deleteWorld: (world) => ask({ method: 'DELETE', world: MAIN, path: `/v1/worlds/${world}`, isLong: true }, done),
  };
}

function inWorld({ world, mark }: CoreSubject) {
  return { world, mark };
}

function done(heard: Heard): void {
  succeededOrRefused(heard);
}

function listedIn(members: Readonly<Record<string, unknown>>, name: string) {
  return isMembers(members.lists) ? rowsIn(members.lists, name) : rowsIn(members, name);
}

/** The world that is always there. */
const MAIN = 'main';

/** Asks behind the circuit breaker. A core that refuses a request as such is well. */
function guarded(setup: CoreSetup, stop: AbortSignal): { readonly ask: Ask; readonly isDown: () => boolean } {
  const { url, limits = EXCHANGE_LIMITS, breaker: caps = BREAKER_LIMITS, stopwatch, onTrouble } = setup;
  let breaker: Breaker = CLOSED;
  const isDown = () => isOpen(breaker, stopwatch());
  const trouble = (error: unknown) => {
    if (!(error instanceof CoreFailed) || stop.aborted) return;
    breaker = error.end === 'unknown' ? failed(breaker, stopwatch(), caps) : CLOSED;
    onTrouble(String(error.cause ?? error.message));
  };
  const ask: Ask = async ({ path, isLong, ...call }, read) => {
    if (isDown())
      throw new CoreFailed('core-error', { why: 'it has failed so often that it is left alone for a while' });
    breaker = asking(breaker, stopwatch(), caps);
    try {
      const answer = read(
        await exchange({ ...call, url: within(url, path) }, isLong ? { ...limits, patience: LONG } : limits, stop),
      );
      breaker = CLOSED;
      return answer;
    } catch (error) {
      trouble(error);
      throw error;
    }
  };
  return { ask, isDown };
}

/** A path below the address, whatever path that has itself. */
function within(base: URL, path: string): URL {
  return new URL(base.pathname.replace(/\/$/, '') + path, base);
}

function searchOf(query: { readonly cursor?: string; readonly limit?: number }): string {
  const given = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function refusedOr<T>(heard: Heard, value: T): Result<T> {
  const { refusal } = succeededOrRefused(heard, 'invalid-field');
  return refusal === null ? { ok: true, value } : refused(refusal);
}
