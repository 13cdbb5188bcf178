/** An SMSC on a free port, before a gateway in a world of its own. */
import { once } from 'node:events';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { createLogger } from '../../src/http/log.ts';
import { DEFAULT_ACCOUNT } from '../../src/smpp/config/defaults.ts';
import type { Account } from '../../src/smpp/config.ts';
import { type Smsc, type SmscOptions, startSmsc } from '../../src/smpp/smsc/listen.ts';
import { type Harness, type HarnessOptions, openHarness } from './harness.ts';
import { STORES } from './stores.ts';

export interface TestSmsc {
  readonly harness: Harness;
  readonly smsc: Smsc;
  readonly port: number;
  /** Resolves when an event of this type has come since the beginning, for this number or for none; each event counts once. */
  until(type: string, msisdn?: string): Promise<void>;
  close(): Promise<void>;
}

const [[, EMBEDDED]] = STORES;

/** @param accounts what differs from the default account */
export async function openSmsc(
  accounts: readonly Partial<Account>[] = [{}],
  options: Partial<SmscOptions> & { readonly harness?: HarnessOptions } = {},
): Promise<TestSmsc> {
  const full = accounts.map((account) => ({ ...DEFAULT_ACCOUNT, ...account }));
  const served = full.map(({ systemId, codes }) => ({ application: systemId, codes }));
  const opened = await EMBEDDED();
  const harness = await openHarness(opened.store, {
    destinations: destinationsOf(served, ['9999']),
    ...options.harness,
  });
  const events = eventsOf(harness);
  const log = createLogger({ level: 'silent' });
  const smsc = await startSmsc({
    gateway: harness.gateway,
    accounts: full,
    host: '127.0.0.1',
    port: 0,
    log,
    ...options,
  });
  return {
    harness,
    smsc,
    port: Number(smsc.address?.split(':').at(-1)),
    until: events.until,
    async close() {
      await smsc.close();
      events.end();
      await harness.stop();
      await opened.close();
    },
  };
}

function eventsOf({ gateway, world }: Harness) {
  const heard: string[] = [];
  const bell = new EventTarget();
  const end = gateway.onEvent(world, ({ type, msisdn }) => {
    heard.push(`${type} ${msisdn}`);
    bell.dispatchEvent(new Event('event'));
  });
  return {
    end,
    async until(type: string, msisdn?: string): Promise<void> {
      for (;;) {
        const index = heard.indexOf(`${type} ${msisdn}`);
        if (index >= 0) return void heard.splice(index, 1);
        await once(bell, 'event');
      }
    },
  };
}
