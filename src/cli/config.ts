/** From settings to the configuration of a gateway. */
import type { CliDeps, GatewayConfig } from './deps.ts';
import type { Settings } from './options/settings.ts';

/** The store and the services of a gateway; `http` says whether and where it listens. */
export function gatewayConfig(settings: Settings, deps: CliDeps, http: GatewayConfig['http']): GatewayConfig {
  return {
    http,
    data: settings.text('data') ?? '',
    sessions: settings.text('sessions') ?? deps.sessions,
    ...present('redis', settings.text('redis')),
    ...present('clock', settings.text('clock')),
    ...present('logLevel', settings.text('log-level')),
    allowHosts: settings.list('allow-host'),
  };
}

function present<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: string });
}
