/** The composition root: the only place where the parts are put together. */
import { type CoresSetup, openCores } from './compose/cores.ts';
import { startEngine } from './compose/engine.ts';
import { beginMain } from './compose/mainWorld.ts';
import { outboxMeters } from './compose/outboxMeter.ts';
import type { Logger, Opened } from './compose/parts.ts';
import { startReindexing } from './compose/reindexing.ts';
import { attachRoutes, type CallbackRoute, routedCodes } from './compose/routes.ts';
import { destinationsFor, openLinks, openSmpp, type SmppSetup, smppWire, takenOver } from './compose/smpp.ts';
import { openStore, type StoreSetup } from './compose/store.ts';
import { liveDefinitions } from './files/liveDefinitions.ts';
import type { AuditReport, Gateway } from './flow/api.ts';
import { audit } from './flow/audit.ts';
import { clockInstant } from './flow/clock.ts';
import { createGateway } from './flow/gateway.ts';
import { createLogger } from './http/log.ts';
import { createMetrics, type MeterSource } from './http/metrics.ts';
import { startHttp } from './http/serve.ts';
import { holdsData } from './store/embedded/database.ts';
import type { Store } from './store/port.ts';

export interface StarhashConfig extends StoreSetup, CoresSetup {
  /** Port 0 picks a free one; null: no HTTP. */
  readonly http: { readonly port: number; readonly host: string } | null;
  /** Absent: no SMPP at all. */
  readonly smpp?: SmppSetup;
  /** HTTP applications behind codes. */
  readonly routes?: readonly CallbackRoute[];
  readonly sessions: string;
  /** ISO 8601 with offset: where the main world's clock starts. */
  readonly clock?: string;
  /** File of the subscribers with whom the main world begins. */
  readonly seed?: string;
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

/** Starts a gateway; resolves when everything listens. Rejects with one clear sentence, or with DefinitionErrors. */
export async function openStarhash(config: StarhashConfig): Promise<Running> {
  const startAt = startOf(config.clock);
  const log = createLogger({ level: config.logLevel ?? 'info' });
  const opened: Opened = [];
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
  opened: Opened,
): Promise<Omit<Running, 'close'>> {
  let onNewFigures = () => {};
  const definitions = await liveDefinitions(config.sessions, (error) => {
    tellReload(log, error);
    if (error === null) onNewFigures();
  });
  opened.push(definitions.close);
  for (const warning of takenOver(config.smpp, config.routes ?? [], definitions.current())) log.warn(warning);
  const store = await openStore(config, (warning) => log.warn(warning));
  opened.push(() => store.close());
  const onWarning = (what: string, more: object) => log.warn(more, what);
  const { routes = [] } = config;
  const destinations = destinationsFor(config.smpp, routedCodes(routes));
  const cores = openCores(config, definitions.current, log);
  const given = { store, ...cores, destinations, onWarning };
  const engine = startEngine(given, (err, what) => log.error({ err }, what));
  opened.push(engine.stop);
  await beginMain(engine.deps, startAt, config.seed, log);
  onNewFigures = startReindexing(engine.deps, log, opened);
  const gateway = createGateway(engine.deps);
  attachRoutes(gateway, routes, { log, opened });
  const wire = smppWire(gateway, log);
  const smsc = config.smpp === undefined ? null : await openSmpp(config.smpp, wire, opened);
  const meters = [...(smsc?.meters ?? []), ...outboxMeters(engine.deps.outbox)];
  const httpUrl = config.http === null ? null : await openHttp(config, { gateway, log, meters }, opened);
  // Last of all: nobody is bound to for a start that fails.
  openLinks(config.smpp, wire, opened);
  return { gateway, httpUrl, smpp: smsc?.address ?? null, smpps: smsc?.tlsAddress ?? null, store: store.kind };
}

async function openHttp(
  config: StarhashConfig,
  { gateway, log, meters }: { gateway: Gateway; log: Logger; meters: readonly MeterSource[] },
  opened: Opened,
): Promise<string> {
  const { host, port } = config.http ?? { host: '127.0.0.1', port: 0 };
  const metrics = createMetrics(meters);
  const http = await startHttp({ gateway, host, port, logger: log, metrics, allowedHosts: config.allowHosts ?? [] });
  opened.push(http.close);
  return http.url;
}

/** Audits a store without a gateway: nothing is swept, driven or made. Rejects where there is nothing to audit. */
export async function auditStarhash(config: StoreSetup): Promise<AuditReport> {
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

function tellReload(log: Logger, error: Error | null): void {
  if (error === null) log.info('The service definitions were loaded again.');
  else
    log.error(
      { err: error, issues: 'issues' in error ? error.issues : undefined },
      'The last good definitions stay in force.',
    );
}
