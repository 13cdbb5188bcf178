/** An SMSC on a free port, over a real gateway on an embedded store; link time moves only where the test says so. */
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { GatewayEvent } from '../../../../src/flow/api.ts';
import { destinationsOf } from '../../../../src/flow/destinations.ts';
import { createLogger } from '../../../../src/http/log.ts';
import { DEFAULT_ACCOUNT } from '../../../../src/smpp/config/defaults.ts';
import type { Account } from '../../../../src/smpp/config.ts';
import { type Smsc, type SmscOptions, startSmsc } from '../../../../src/smpp/smsc/listen.ts';
import { type Harness, openHarness } from '../../../support/harness.ts';
import { STORES } from '../../../support/stores.ts';
import { type MovedPulse, movedPulse } from '../../link/support/movedPulse.ts';
import { hangUpAll } from './peer.ts';

export interface TestSmsc extends Smsc {
  readonly harness: Harness;
  readonly port: number;
  readonly tlsPort: number;
  readonly pulse: MovedPulse;
  /** Everything logged so far. */
  log(): string;
  /** The value of a meter with these labels, 0 where there is none. */
  meter(name: string, labels?: Readonly<Record<string, string>>): number;
}

type Options = Partial<Pick<SmscOptions, 'accounts' | 'limits' | 'caps' | 'tls' | 'pulse' | 'host'>>;

export const SHOP: Account = {
  ...DEFAULT_ACCOUNT,
  systemId: 'shop',
  password: 'sesame',
  role: 'application',
  codes: ['*384*77', '7777'],
};

/** Starts one; it is closed when the test is over. */
export async function openSmsc(options: Options = {}): Promise<TestSmsc> {
  const { accounts = [DEFAULT_ACCOUNT, SHOP], host = '127.0.0.1' } = options;
  const [, open] = STORES[0];
  const { store, close } = await open();
  const served = accounts.map(({ systemId, codes }) => ({ application: systemId, codes }));
  const harness = await openHarness(store, { world: 'main', destinations: destinationsOf(served, ['9999']) });
  const [log, logged] = loggerOf();
  const pulse = movedPulse();
  const smsc = await startSmsc({
    gateway: harness.gateway,
    pulse,
    ...options,
    accounts,
    host,
    port: 0,
    log,
  });
  onTestFinished(async () => {
    // Who does not answer would be waited for.
    hangUpAll();
    await smsc.close();
    await harness.stop();
    await close();
  });
  return {
    ...smsc,
    harness,
    port: portOf(smsc.address),
    tlsPort: portOf(smsc.tlsAddress),
    pulse,
    log: logged,
    meter: (name, labels = {}) => meterOf(smsc, name, labels),
  };
}

function loggerOf() {
  const lines = new PassThrough();
  let text = '';
  lines.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return [createLogger({ destination: lines }), () => text] as const;
}

function portOf(address: string | null): number {
  return Number(address?.split(':').at(-1));
}

function meterOf({ meters }: Smsc, name: string, labels: Readonly<Record<string, string>>): number {
  const rows = meters.find((meter) => meter.name === name)?.read() ?? [];
  const fits = (of: Readonly<Record<string, string>>) =>
    Object.entries(labels).every(([key, value]) => of[key] === value);
  return rows.filter(([of]) => fits(of)).reduce((sum, [, value]) => sum + value, 0);
}

/** The next event of a type in a world. */
export function nextEvent({ harness }: TestSmsc, type: string, world = 'main'): Promise<GatewayEvent> {
  return new Promise((resolve) => {
    const deaf = harness.gateway.onEvent(world, (event) => {
      if (event.type !== type) return;
      deaf();
      resolve(event);
    });
  });
}
