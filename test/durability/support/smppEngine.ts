/** An engine of this process with an SMSC before it. */
import { createLogger } from '../../../src/http/log.ts';
import { DEFAULT_ACCOUNT } from '../../../src/smpp/config/defaults.ts';
import type { Pdu } from '../../../src/smpp/pdu/pdu.ts';
import { startSmsc } from '../../../src/smpp/smsc/listen.ts';
import type { Store } from '../../../src/store/port.ts';
import { accept, bindPeer, request, submitSm } from '../../smpp/smsc/support/peer.ts';
import { type Engine, openEngine } from './engine.ts';

export interface SmppEngine extends Engine {
  readonly port: number;
  close(): Promise<void>;
}

/** @param stopwatch the monotonic clock of its couriers, ms */
export async function openSmppEngine(store: Store, stopwatch?: () => number): Promise<SmppEngine> {
  const engine = await openEngine(store, stopwatch === undefined ? {} : { stopwatch });
  const log = createLogger({ level: 'silent' });
  const { gateway } = engine;
  const smsc = await startSmsc({ gateway, accounts: [DEFAULT_ACCOUNT], host: '127.0.0.1', port: 0, log });
  return {
    ...engine,
    port: Number(smsc.address?.split(':').at(-1)),
    async close() {
      await smsc.close();
      await engine.fallSilent();
      await store.close();
    },
  };
}

export interface Taker {
  /** Texts `BONUS` to 4555 from this number, without waiting. */
  text(msisdn: string): void;
  /** Resolves when so many deliver_sm more have been taken. */
  taken(count: number): Promise<readonly Pdu[]>;
  /** Resolves when the gateway has read all that was written to it. */
  heard(): Promise<void>;
}

/** A bind in the engine's world that takes all it gets. */
export async function bindTaker({ port, call }: SmppEngine): Promise<Taker> {
  const peer = await bindPeer(port, { system_id: `harness@${call.world}` });
  let sequence = 1;
  const next = async (): Promise<Pdu> => {
    const pdu = await peer.next();
    if (pdu.command !== 'deliver_sm') return next();
    peer.write(accept(pdu));
    return pdu;
  };
  return {
    text(msisdn) {
      sequence += 1;
      peer.write(submitSm(sequence, { source_addr: msisdn }));
    },
    async taken(count) {
      const pdus: Pdu[] = [];
      while (pdus.length < count) pdus.push(await next());
      return pdus;
    },
    async heard() {
      sequence += 1;
      peer.write(request('enquire_link', sequence, {}));
      while ((await peer.next()).command !== 'enquire_link_resp');
    },
  };
}
