/** Finds the gateway that a command speaks to, or starts a private one in this process. */

import { withoutPasswords } from '../text/maskPassword.ts';
import { connect, type GatewayClient, isStarhash } from './client.ts';
import { gatewayConfig } from './config.ts';
import type { CliDeps } from './deps.ts';
import { WrongUse } from './failures.ts';
import { openGateway } from './open.ts';
import type { Settings } from './options/settings.ts';

/** Where `starhash serve` listens in this environment if no flag says otherwise. */
const usual = (env: NodeJS.ProcessEnv) => `http://127.0.0.1:${env.STARHASH_HTTP || 8080}`;

/**
 * Calls `use` with a gateway: the one of `--url`, else the usual one if it answers, else a private one on the store that
 * the settings name, which is closed afterwards.
 */
export async function withGateway<T>(
  settings: Settings,
  deps: CliDeps,
  use: (client: GatewayClient) => Promise<T>,
): Promise<T> {
  const url = checkedUrl(settings.text('url')) ?? (await usualUrl(settings, deps));
  if (url !== null) return use(connect(url, world(settings)));
  return withPrivateGateway(settings, deps, use);
}

/** Calls `use` with a gateway that runs already: the one of `--url`, else the usual one. */
export async function withRunningGateway<T>(
  settings: Settings,
  { process }: CliDeps,
  use: (client: GatewayClient) => Promise<T>,
): Promise<T> {
  return use(connect(checkedUrl(settings.text('url')) ?? usual(process.env), world(settings)));
}

function checkedUrl(url: string | undefined): string | null {
  if (url === undefined) return null;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed.href;
  throw new WrongUse(`--url must be like http://127.0.0.1:8080, not "${withoutPasswords(url)}".`);
}

/** Whoever names a store on the command line means that store, not whatever gateway happens to run. */
async function usualUrl(settings: Settings, { process }: CliDeps): Promise<string | null> {
  if (['redis', 'data', 'sessions'].some((name) => settings.typed(name))) return null;
  const url = usual(process.env);
  return (await isStarhash(url)) ? url : null;
}

async function withPrivateGateway<T>(
  settings: Settings,
  deps: CliDeps,
  use: (client: GatewayClient) => Promise<T>,
): Promise<T> {
  const config = gatewayConfig(settings, deps, { http: { port: 0, host: '127.0.0.1' }, smpp: null });
  const gateway = await openGateway({ ...config, logLevel: 'silent' }, deps);
  const place = config.redis === undefined ? config.data : 'Redis';
  deps.process.stderr.write(`No gateway is running; using a private one on ${place}.\n`);
  try {
    return await use(connect(gateway.httpUrl ?? '', world(settings)));
  } finally {
    await gateway.close();
  }
}

function world(settings: Settings): string {
  return settings.text('world') ?? 'main';
}
