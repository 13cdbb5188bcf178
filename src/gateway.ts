/** The composition root: the only place where the parts are put together. */
import { performance } from 'node:perf_hooks';
import { liveDefinitions } from './files/liveDefinitions.ts';
import type { AuditReport, Gateway } from './flow/api.ts';
import { audit } from './flow/audit.ts';
import { clockInstant } from './flow/clock.ts';
import type { FlowDeps } from './flow/deps.ts';
import { eventHub } from './flow/events.ts';
import { createGateway } from './flow/gateway.ts';
import { keyedQueue } from './flow/queue.ts';
import { systemRandom } from './flow/random.ts';
import { reindexIfChanged } from './flow/reindex.ts';
import { startTicker } from './flow/ticker.ts';
import { ensureMainWorld } from './flow/worlds.ts';
import { createLogger } from './http/log.ts';
import { startHttp } from './http/serve.ts';
import { holdsData } from './store/embedded/database.ts';
import { openEmbeddedStore } from './store/embedded/store.ts';
import type { Store } from './store/port.ts';
import { openRedisStore } from './store/redis/store.ts';

export interface StarhashConfig {
  /** Port 0 picks a free one; null: no HTTP. */
  readonly http: { readonly port: number; readonly host: string } | null;
  /** URL of the Redis to keep everything in; absent = the embedded store in `data`. */
  readonly redis?: string;
  readonly data: string;
  readonly sessions: string;
  /** ISO 8601 with offset: where the main world's clock starts. */
  readonly clock?: string;
  readonly logLevel?: string;
  readonly allowHosts?: readonly string[];
}

export interface Running {
  readonly gateway: Gateway;
  readonly httpUrl: string | null;
  /** `host:port`, or null where SMPP is off. */
  readonly smpp: string | null;
  readonly store: Store['kind'];
  close(): Promise<void>;
}

type Logger = ReturnType<typeof createLogger>;

/** What a flow needs, and the timer that works off deadlines; `stop` ends the timer. */
export interface Engine {
  readonly deps: FlowDeps;
  stop(): Promise<void>;
}

type Given = Pick<FlowDeps, 'store' | 'definitions'> & Partial<Pick<FlowDeps, 'machineTime' | 'stopwatch' | 'random'>>;

/** Puts store, definitions, clocks and randomness together; tests hand in their own of each. */
export function startEngine(given: Given, onError: (error: unknown, what: string) => void): Engine {
  const ticker = startTicker(
    () => deps,
    (error) => onError(error, 'working off deadlines failed'),
  );
  const deps: FlowDeps = {
    machineTime: Date.now,
    stopwatch: () => performance.now(),
    random: systemRandom,
    hub: eventHub((error) => onError(error, 'an event listener failed')),
    queue: keyedQueue(),
    onError,
    onDeadline: ticker.hint,
    ...given,
  };
  return { deps, stop: ticker.stop };
}

/** Starts a gateway; resolves when everything listens. Rejects with one clear sentence, or with DefinitionErrors. */
export async function openStarhash(config: StarhashConfig): Promise<Running> {
  const startAt = startOf(config.clock);
  const log = createLogger({ level: config.logLevel ?? 'info' });
  const opened: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    return { ...(await openParts(config, startAt, log, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens part after part; what must be ended later is pushed to `opened` as soon as it runs. */
async function openParts(
  config: StarhashConfig,
  startAt: number | null,
  log: Logger,
  opened: (() => void | Promise<void>)[],
): Promise<Omit<Running, 'close'>> {
  let onNewFigures = () => {};
  const definitions = await liveDefinitions(config.sessions, (error) => {
    tellReload(log, error);
    if (error === null) onNewFigures();
  });
  opened.push(definitions.close);
  const store = await openStore(config, (warning) => log.warn(warning));
  opened.push(() => store.close());
  const engine = startEngine({ store, definitions: definitions.current }, (err, what) => log.error({ err }, what));
  opened.push(engine.stop);
  await ensureMainWorld(engine.deps, startAt);
  onNewFigures = startReindexing(engine.deps, log, opened);
  const gateway = createGateway(engine.deps);
  const httpUrl = config.http === null ? null : await openHttp(config, gateway, log, opened);
  return { gateway, httpUrl, smpp: null, store: store.kind };
}

/** Indexes accounts anew in the background: now, and each time the returned function is called. */
function startReindexing(deps: FlowDeps, log: Logger, opened: (() => void | Promise<void>)[]): () => void {
  let over = false;
  let running = Promise.resolve();
  const again = () => {
    running = running.then(() =>
      reindexIfChanged(deps, () => over).catch((err) => log.error({ err }, 'The deadlines could not be indexed anew.')),
    );
  };
  opened.push(() => {
    over = true;
    return running;
  });
  again();
  return again;
}

async function openHttp(
  config: StarhashConfig,
  gateway: Gateway,
  log: Logger,
  opened: (() => void | Promise<void>)[],
): Promise<string> {
  const { host, port } = config.http ?? { host: '127.0.0.1', port: 0 };
  const http = await startHttp({ gateway, host, port, logger: log, allowedHosts: config.allowHosts ?? [] });
  opened.push(http.close);
  return http.url;
}

/** Audits a store without a gateway: nothing is swept, driven or made. Rejects where there is nothing to audit. */
export async function auditStarhash(config: Pick<StarhashConfig, 'redis' | 'data'>): Promise<AuditReport> {
  if (config.redis === undefined && !holdsData(config.data)) {
    throw new Error(`there is no data in ${config.data}; name the folder with --data, or a Redis with --redis.`);
  }
  const store = await openStore(config, () => {});
  try {
    return await audit({ store });
  } finally {
    await store.close();
  }
}

function startOf(clock: string | undefined): number | null {
  if (clock === undefined) return null;
  const at = clockInstant(clock);
  if (at === null) throw new Error(`The clock "${clock}" is no instant. Write it like 2019-05-14T23:59:59+03:00.`);
  return at;
}

function openStore(
  config: Pick<StarhashConfig, 'redis' | 'data'>,
  onWarning: (warning: string) => void,
): Promise<Store> {
  return config.redis === undefined
    ? openEmbeddedStore(config.data, { onWarning })
    : openRedisStore(config.redis, { onWarning });
}

function tellReload(log: Logger, error: Error | null): void {
  if (error === null) log.info('The service definitions were loaded again.');
  else
    log.error(
      { err: error, issues: 'issues' in error ? error.issues : undefined },
      'The last good definitions stay in force.',
    );
}
