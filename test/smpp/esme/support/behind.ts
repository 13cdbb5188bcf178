/** A gateway behind somebody's SMSC: real sockets, and a clock that only the test moves. */
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { startEngine } from '../../../../src/compose/engine.ts';
import { loadDefinitions } from '../../../../src/files/liveDefinitions.ts';
import type { Call, Gateway, GatewayEvent } from '../../../../src/flow/api.ts';
import { createGateway } from '../../../../src/flow/gateway.ts';
import type { Couriers } from '../../../../src/flow/outbox/couriers.ts';
import { newWorld } from '../../../../src/flow/worlds.ts';
import { createLogger } from '../../../../src/http/log.ts';
import type { LinkAccount } from '../../../../src/smpp/config.ts';
import { type Outgoing, openOutgoing } from '../../../../src/smpp/esme/outgoing.ts';
import { type Meters, smppMeters } from '../../../../src/smpp/telling/meters.ts';
import { MACHINE_TIME, SESSIONS, seededRandom } from '../../../support/harness.ts';
import { mailbox } from '../../../support/mailbox.ts';
import { STORES } from '../../../support/stores.ts';
import { type MovedPulse, movedPulse } from '../../link/support/movedPulse.ts';

export interface Behind {
  readonly gateway: Gateway;
  readonly call: Call;
  readonly pulse: MovedPulse;
  readonly outgoing: Outgoing;
  readonly meters: Meters;
  /** Time goes on, for links and couriers. */
  pass(ms: number): Promise<void>;
  /** The next event of this type that says so, too; each is given once. */
  event(type: string, more?: Readonly<Record<string, unknown>>): Promise<GatewayEvent>;
  /** The next try fails: says why, and lets the time pass until the one after it. */
  failure(): Promise<string>;
  /** Everything logged so far. */
  log(): string;
}

export const LINK: LinkAccount = {
  name: 'operator',
  host: '127.0.0.1',
  port: 1,
  tls: false,
  systemId: 'star',
  password: 'secret',
  bind: 'transceiver',
  systemType: 'VMS',
  world: 'main',
  window: 10,
  rate: 0,
  dialect: 'generic',
  defaultAlphabet: 'gsm7',
  longSms: 'udh8',
};

/** Opens one with links like `LINK`; all of it is closed when the test is over. */
export async function openBehind(...links: readonly Partial<LinkAccount>[]): Promise<Behind> {
  const [[, open]] = STORES;
  const { store, close } = await open();
  const pulse = movedPulse();
  const began = pulse.now();
  const machineTime = () => MACHINE_TIME + pulse.now() - began;
  const definitions = await loadDefinitions(SESSIONS);
  const random = seededRandom('b');
  const engine = startEngine(
    { store, definitions: () => definitions, machineTime, stopwatch: pulse.now, random },
    (error, what) => {
      throw new Error(what, { cause: error });
    },
  );
  await store.createWorld(newWorld('main', null, machineTime(), random));
  const gateway = createGateway(engine.deps);
  const events = mailbox<GatewayEvent>();
  const deaf = gateway.onEvent('main', events.put);
  const [log, logged] = loggerOf();
  const meters = smppMeters();
  const accounts = links.map((link) => ({ ...LINK, ...link }));
  const outgoing = openOutgoing({ gateway, links: accounts, pulse, log, meters });
  onTestFinished(async () => {
    const closed = outgoing.close();
    // Whoever does not answer is not waited for.
    for (let i = 0; i < 4; i++) pulse.pass(5_000);
    await closed;
    deaf();
    await engine.stop();
    await close();
  });
  const event: Behind['event'] = (type, more = {}) =>
    events.next((one) => Object.entries({ type, ...more }).every(([key, value]) => one[key] === value));
  return {
    gateway,
    call: { world: 'main', wire: 'test' },
    pulse,
    outgoing,
    meters,
    async pass(ms) {
      pulse.pass(ms);
      await (engine.deps.outbox as Couriers).tick();
    },
    event,
    async failure() {
      const { why, retryIn } = await event('smpp.retry');
      pulse.pass(Number(retryIn));
      return String(why);
    },
    log: logged,
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
