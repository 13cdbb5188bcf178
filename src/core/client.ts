/** A bonus core over HTTP: the implementation of the port `RemoteCore`. It keeps nothing but how the core has been lately. */
import type { BonusView, Gift, JournalEntryView, PageOf, Problem, Result, SubscriberView } from '../flow/api.ts';
import { CoreFailed } from '../flow/coreFailed.ts';
import type { CoreClock, CoreSubject, RemoteCore } from '../flow/remote/port.ts';
import { answerOf, garbage, isMembers, rowsIn, succeededOrRefused } from './answers.ts';
import { asking, BREAKER_LIMITS, type Breaker, type BreakerLimits, CLOSED, failed, isOpen } from './breaker.ts';
import { type CoreCall, EXCHANGE_LIMITS, type ExchangeLimits, exchange, type Heard } from './exchange.ts';
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
    ask({ method: 'GET', world: subject.world, path: at(subject, path) }, read);
  return {
    program,
    isDown,
    close: () => stop.abort(),
    operate(subject, id, operation) {
      const { path, ...request } = requestOf(operation);
      const key = request.method === 'GET' ? {} : { key: id };
      const call = { ...request, ...key, world: subject.world, path: at(subject, path) };
      return ask(call, (heard) => answerOf(heard, neededIn(operation)));
    },
    list(subject, name) {
      if (name === 'catalogue') return look(subject, name, (heard) => rowsIn(succeededOrRefused(heard).body, 'gifts'));
      return look(subject, '', (heard) => listedIn(succeededOrRefused(heard).body, name));
    },
    bonus: (subject) => look(subject, '', bonusIn),
    catalogue: (subject) => look(subject, 'catalogue', (heard) => listIn<Gift, 'gifts'>(heard, 'gifts')),
    journal: (subject, query) => look(subject, `journal${searchOf(query)}`, journalIn),
    memberships({ world, msisdn }) {
      const path = `/v1/subscribers/${encodeURIComponent(msisdn)}`;
      return ask({ method: 'GET', world, path }, (heard) => membershipsIn(heard, program));
    },
    putSubscriber({ world, msisdn }, key, body) {
      const path = `/v1/subscribers/${encodeURIComponent(msisdn)}`;
      return ask({ method: 'PUT', world, key, path, body }, done);
    },
    putWorld(world, clock, beginning = {}) {
      const body = { ...beginning, ...(clock === null ? {} : clockOf(clock)) };
      return ask({ method: 'PUT', world: MAIN, path: `/v1/worlds/${world}`, body, isLong: true }, (heard) =>
        refusedOr(heard, null),
      );
    },
    seed: (world, body) =>
      ask({ method: 'POST', world, path: '/v1/seed', body, isLong: true }, (heard) => refusedOr(heard, null)),
    resetWorld: (world) => ask({ method: 'POST', world, path: '/v1/reset', body: {}, isLong: true }, done),
    deleteWorld: (world) => ask({ method: 'DELETE', world: MAIN, path: `/v1/worlds/${world}`, isLong: true }, done),
  };
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

function clockOf({ now, frozen }: CoreClock): { readonly now: string; readonly frozen: boolean } {
  return { now: new Date(now).toISOString(), frozen };
}

function searchOf(query: { readonly cursor?: string; readonly limit?: number }): string {
  const given = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function refused(problem: Problem): Result<never> {
  return { ok: false, problem };
}

function refusedOr<T>(heard: Heard, value: T): Result<T> {
  const { refusal } = succeededOrRefused(heard, 'invalid-field');
  return refusal === null ? { ok: true, value } : refused(refusal);
}

function bonusIn(heard: Heard): Result<BonusView> {
  const { body, refusal } = succeededOrRefused(heard);
  if (refusal !== null) return refused(refusal);
  const { lists: _, ...view } = body;
  if (typeof view.member !== 'boolean' || !Number.isSafeInteger(view.balance) || !Array.isArray(view.lots)) {
    throw garbage('a balance lacks member, balance or lots');
  }
  return { ok: true, value: view as unknown as BonusView };
}

function listIn<Row, Name extends string>(heard: Heard, name: Name): Result<{ readonly [N in Name]: readonly Row[] }> {
  const { body, refusal } = succeededOrRefused(heard);
  if (refusal !== null) return refused(refusal);
  const rows = body[name];
  if (!Array.isArray(rows) || !rows.every(isMembers)) throw garbage(`its answer has no list of ${name}`);
  return { ok: true, value: { [name]: rows } as unknown as { readonly [N in Name]: readonly Row[] } };
}

function journalIn(heard: Heard): Result<PageOf<JournalEntryView>> {
  const read = listIn<JournalEntryView, 'entries'>(heard, 'entries');
  if (!read.ok) return read;
  const next = heard.body?.next ?? null;
  if (next !== null && typeof next !== 'string') throw garbage('next is no cursor');
  return { ok: true, value: { items: read.value.entries, next } };
}

function membershipsIn(heard: Heard, program: string): SubscriberView['memberships'] {
  const read = listIn<SubscriberView['memberships'][number], 'memberships'>(heard, 'memberships');
  return read.ok ? read.value.memberships.filter((one) => one.program === program) : [];
}
