/** From settings to the configuration of a gateway. */

import { statSync } from 'node:fs';
import { isSeedName, noSeed } from '../files/seed/seedFile.ts';
import { coresIn } from './cores.ts';
import type { CliDeps, GatewayConfig } from './deps.ts';
import { WrongUse } from './failures.ts';
import type { Settings } from './options/settings.ts';
import { routesIn } from './routes.ts';

/** The store and the services of a gateway; the rest says where it listens. Throws WrongUse where there is no such folder. */
export function gatewayConfig(
  settings: Settings,
  deps: CliDeps,
  { http, smpp }: Pick<GatewayConfig, 'http' | 'smpp'>,
): GatewayConfig {
  return {
    http,
    smpp,
    data: settings.text('data') ?? '',
    sessions: existingFolder(settings.text('sessions') ?? deps.sessions),
    ...present('redis', settings.text('redis')),
    ...present('clock', settings.text('clock')),
    ...present('seed', seedFile(settings.text('seed'))),
    ...present('logLevel', logLevel(settings.text('log-level'))),
    allowHosts: settings.list('allow-host'),
    routes: routesIn(settings.list('route')),
    cores: coresIn(settings.list('core')),
    ...corePatience(settings.text('core-patience')),
  };
}

/** Longer than any network waits for a screen helps nobody. */
const LONGEST_PATIENCE = 60;

/** Seconds become ms. */
function corePatience(written: string | undefined): { readonly corePatience?: number } {
  if (written === undefined) return {};
  const seconds = Number(written);
  if (seconds > 0 && seconds <= LONGEST_PATIENCE) return { corePatience: Math.ceil(seconds * 1000) };
  throw new WrongUse(`--core-patience takes seconds, more than 0 and at most ${LONGEST_PATIENCE}, not "${written}".`);
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

/** The level, where it is one. Throws WrongUse. */
export function logLevel(level: string | undefined): string | undefined {
  if (level === undefined || LOG_LEVELS.includes(level)) return level;
  throw new WrongUse(`--log-level takes one of ${LOG_LEVELS.join(', ')}, not "${level}".`);
}

function present<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: string });
}

/** The same path. Throws WrongUse where no seed can be in it. */
function seedFile(path: string | undefined): string | undefined {
  if (path !== undefined && !isSeedName(path)) throw new WrongUse(noSeed(path));
  return path;
}

/** The same path. Throws WrongUse where it is no folder. */
export function existingFolder(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new WrongUse(`there is no folder ${path}.`);
  return path;
}
