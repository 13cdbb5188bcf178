/** The composition root: the only place where the parts are put together. */
import { performance } from 'node:perf_hooks';
import { buildRoutes, ROUTE_REASONS } from './code/routes.ts';
import { liveDefinitions } from './files/liveDefinitions.ts';
import type { AuditReport, Gateway } from './flow/api.ts';
import { audit } from './flow/audit.ts';
import { clockInstant } from './flow/clock.ts';
import type { Destinations, FlowDeps } from './flow/deps.ts';
import { destinationsOf, NO_DESTINATIONS } from './flow/destinations.ts';
import { eventHub } from './flow/events.ts';
import { createGateway } from './flow/gateway.ts';
import { openOutbox } from './flow/outbox/couriers.ts';
import { keyedQueue } from './flow/queue.ts';
import { systemRandom } from './flow/random.ts';
import { reindexIfChanged } from './flow/reindex.ts';
import { startTicker } from './flow/ticker.ts';
import { wireBoard } from './flow/wires.ts';
import { ensureMainWorld } from './flow/worlds.ts';
import { createLogger } from './http/log.ts';
import { createMetrics, type MeterSource } from './http/metrics.ts';
import { startHttp } from './http/serve.ts';
import { readSmpp } from './smpp/config/read.ts';
import type { SmppConfig } from './smpp/config.ts';
import { openOutgoing } from './smpp/esme/outgoing.ts';
import { type Pulse, startPulse } from './smpp/link/pulse.ts';
import { type Smsc, type SmscOptions, startSmsc } from './smpp/smsc/listen.ts';
import { type Meters, smppMeters } from './smpp/telling/meters.ts';
import { holdsData } from './store/embedded/database.ts';
import { openEmbeddedStore } from './store/embedded/store.ts';
import type { Store } from './store/port.ts';
import { openRedisStore } from './store/redis/store.ts';

/** Where SMPP listens, and who may bind; without accounts the one of the manual, and its sink. */
export interface SmppSetup extends Partial<SmppConfig> {
  readonly host: string;
  /** Port 0 picks a free one; null: not without TLS. */
  readonly port: number | null;
  readonly tls?: SmscOptions['tls'];
}

export interface StarhashConfig {
  /** Port 0 picks a free one; null: no HTTP. */
  readonly http: { readonly port: number; readonly host: string } | null;
  /** Absent: no SMPP at all. */
  readonly smpp?: SmppSetup;
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
  /** `host:port` of SMPP over TLS, or null. */
  readonly smpps: string | null;
  readonly store: Store['kind'];
  close(): Promise<void>;
}

type Logger = ReturnType<typeof createLogger>;

/** What a flow needs, with the timer that works off deadlines and the couriers; `stop` ends both. */
export interface Engine {
  readonly deps: FlowDeps;
  stop(): Promise<void>;
}

type Given = Pick<FlowDeps, 'store' | 'definitions'> &
  Partial<Pick<FlowDeps, 'destinations' | 'machineTime' | 'stopwatch' | 'random'>>;

/** Puts store, definitions, clocks and randomness together; tests hand in their own of each. */
export function startEngine(given: Given, onError: (error: unknown, what: string) => void): Engine {
  const ticker = startTicker(
    () => deps,
    (error) => onError(error, 'working off deadlines failed'),
  );
  const { random = systemRandom } = given;
  const queue = keyedQueue();
  const wires = wireBoard();
  const outbox = openOutbox(wires, () => deps, random.id());
  const deps: FlowDeps = {
    destinations: NO_DESTINATIONS,
    wires,
    outbox,
    machineTime: Date.now,
    stopwatch: () => performance.now(),
    random,
    hub: eventHub((error) => onError(error, 'an event listener failed')),
    queue,
    onError,
    onDeadline: ticker.hint,
    ...given,
  };
  const stop = async () => {
    await ticker.stop();
    // Steps that are under way, like those that end the dialogues of binds that have just gone.
    await queue.idle();
    await outbox.stop();
  };
  return { deps, stop };
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
  const given = { store, definitions: definitions.current, destinations: destinationsFor(config.smpp) };
  const engine = startEngine(given, (err, what) => log.error({ err }, what));
  opened.push(engine.stop);
  await ensureMainWorld(engine.deps, startAt);
  onNewFigures = startReindexing(engine.deps, log, opened);
  const gateway = createGateway(engine.deps);
  const wire = { gateway, log, pulse: startPulse(), meters: smppMeters() };
  const smsc = config.smpp === undefined ? null : await openSmpp(config.smpp, wire, opened);
  const httpUrl = config.http === null ? null : await openHttp(config, { gateway, log, meters: smsc?.meters }, opened);
  // Last of all: nobody is bound to for a start that fails.
  openLinks(config.smpp, wire, opened);
  return { gateway, httpUrl, smpp: smsc?.address ?? null, smpps: smsc?.tlsAddress ?? null, store: store.kind };
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
  { gateway, log, meters }: { gateway: Gateway; log: Logger; meters: readonly MeterSource[] | undefined },
  opened: (() => void | Promise<void>)[],
): Promise<string> {
  const { host, port } = config.http ?? { host: '127.0.0.1', port: 0 };
  const metrics = createMetrics(meters);
  const http = await startHttp({ gateway, host, port, logger: log, metrics, allowedHosts: config.allowHosts ?? [] });
  opened.push(http.close);
  return http.url;
}

/** What both sides of SMPP share. */
interface SmppWire {
  readonly gateway: Gateway;
  readonly log: Logger;
  readonly pulse: Pulse;
  readonly meters: Meters;
}

async function openSmpp(
  { host, port, tls = null, accounts = BY_DEFAULT.accounts }: SmppSetup,
  wire: SmppWire,
  opened: (() => void | Promise<void>)[],
): Promise<Smsc> {
  const smsc = await startSmsc({ ...wire, accounts, host, port, tls });
  opened.push(smsc.close);
  return smsc;
}

/** Also where the gateway itself does not listen for SMPP. */
function openLinks(smpp: SmppSetup | undefined, wire: SmppWire, opened: (() => void | Promise<void>)[]): void {
  const outgoing = openOutgoing({ ...wire, links: smpp?.links ?? [] });
  opened.push(outgoing.close);
}

const BY_DEFAULT = readSmpp(undefined, {}).config;

/** Where the codes of applications and the sinks lead. Throws with one clear sentence about a code that never comes as USSD. */
function destinationsFor(smpp: SmppSetup | undefined): Destinations {
  if (smpp === undefined) return NO_DESTINATIONS;
  const { accounts = BY_DEFAULT.accounts, sinks = BY_DEFAULT.sinks } = smpp;
  const served = accounts.map(({ systemId, codes }) => ({ application: systemId, codes }));
  const dialled = served.flatMap(({ application, codes }) => codes.map((code) => ({ code, target: application })));
  const [refused] = buildRoutes(dialled.filter(({ code }) => /[*#]/.test(code))).refused;
  if (refused === undefined) return destinationsOf(served, sinks);
  throw new Error(`The account ${refused.target} cannot serve ${refused.code}. ${ROUTE_REASONS[refused.reason]}`);
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
