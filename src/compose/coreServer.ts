/** A bonus core for gateways elsewhere: the parts of a gateway without its phones. */
import { notifier } from '../core/notify.ts';
import { liveDefinitions } from '../files/liveDefinitions.ts';
import { createCoreGateway } from '../flow/served/core.ts';
import { GATEWAY_WIRE, NO_PUSHING, type Pushing, pushing } from '../flow/served/push.ts';
import { ensureMainWorld } from '../flow/worlds.ts';
import { CORE_CALLS } from '../http/calls/core.ts';
import { createLogger } from '../http/log.ts';
import { createMetrics } from '../http/metrics.ts';
import { startHttp } from '../http/serve.ts';
import type { Store } from '../store/port.ts';
import { type Engine, startEngine } from './engine.ts';
import { outboxMeters } from './outboxMeter.ts';
import type { Logger, Opened } from './parts.ts';
import { startReindexing } from './reindexing.ts';
import { openStore, type StoreSetup } from './store.ts';

export interface CoreConfig extends StoreSetup {
  /** Port 0 picks a free one. */
  readonly http: { readonly port: number; readonly host: string };
  readonly sessions: string;
  /** Where the main world's clock starts, epoch ms; null = now. */
  readonly startAt: number | null;
  /** The gateway that hears what falls due; absent = nobody does. */
  readonly notify?: URL;
  readonly logLevel?: string;
  readonly allowHosts?: readonly string[];
}

export interface RunningCore {
  readonly httpUrl: string;
  readonly store: Store['kind'];
  close(): Promise<void>;
}

/** Starts a core; resolves when it listens. Rejects with one clear sentence, or with DefinitionErrors. */
export async function openCoreServer(config: CoreConfig): Promise<RunningCore> {
  const opened: Opened = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    return { ...(await openParts(config, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openParts(config: CoreConfig, opened: Opened): Promise<Omit<RunningCore, 'close'>> {
  const log = createLogger({ level: config.logLevel ?? 'info' });
  let onNewFigures = () => {};
  const definitions = await liveDefinitions(config.sessions, (err) => {
    if (err !== null) log.error({ err }, 'The last good definitions stay in force.');
    else onNewFigures();
  });
  opened.push(definitions.close);
  const store = await openStore(config, (warning) => log.warn(warning));
  opened.push(() => store.close());
  const engine = startEngine(
    {
      store,
      definitions: definitions.current,
      onWarning: (what, more) => log.warn(more, what),
      ...(config.notify === undefined ? {} : { phonesOn: GATEWAY_WIRE }),
    },
    (err, what) => log.error({ err }, what),
  );
  opened.push(engine.stop);
  await ensureMainWorld(engine.deps, config.startAt);
  onNewFigures = startReindexing(engine.deps, log, opened);
  const pushes = await startPushing(config, engine, log, opened);
  const gateway = createCoreGateway(engine.deps, pushes);
  const http = await startHttp({
    ...config.http,
    gateway,
    logger: log,
    metrics: createMetrics(outboxMeters(engine.deps.outbox)),
    allowedHosts: config.allowHosts ?? [],
    calls: CORE_CALLS,
  });
  opened.push(http.close);
  return { httpUrl: http.url, store: store.kind };
}

/** What waits from an earlier life goes out, too: every world that there is has its gateway from the beginning. */
async function startPushing({ notify }: CoreConfig, { deps }: Engine, log: Logger, opened: Opened): Promise<Pushing> {
  if (notify === undefined) return NO_PUSHING;
  const stop = new AbortController();
  opened.push(async () => stop.abort());
  const onTrouble = (why: string) =>
    log.warn({ gateway: notify.host, why }, 'An SMS could not be brought to the gateway.');
  const pushes = pushing(deps, notifier({ url: notify, onTrouble, stop: stop.signal }));
  for (const world of await deps.store.worlds()) pushes.attach(world);
  return pushes;
}
