/** The SMSC: listens for binds, with and without TLS. */
import type { Server } from 'node:net';
import type { Logger } from 'pino';
import type { Gateway } from '../../flow/api.ts';
import type { Account } from '../config.ts';
import { laterOn } from '../later.ts';
import { DEFAULT_LIMITS } from '../link/defaults.ts';
import { type Pulse, startPulse } from '../link/pulse.ts';
import type { Link, LinkLimits } from '../link/types.ts';
import { connectionsMeter, type MeterSource, type Meters, smppMeters } from '../telling/meters.ts';
import { tellTrouble } from '../telling/trouble.ts';
import { bindBackoff } from './backoff.ts';
import { openConnection } from './connection.ts';
import { credentialsOf } from './credentials.ts';
import { type Caps, openDoor } from './door.ts';
import { type Identity, plainFront, type Reception, tlsFront } from './fronts.ts';
import type { House } from './house.ts';
import { openParties } from './parties.ts';
import { addressOf, listenOn } from './ports.ts';

const DEFAULT_CAPS: Caps = { connections: 1_000, unbound: 100 };

export interface SmscOptions {
  readonly gateway: Gateway;
  readonly accounts: readonly Account[];
  readonly host: string;
  /** 0 picks a free port; null: none without TLS. */
  readonly port: number | null;
  readonly tls?: (Identity & { readonly port: number }) | null;
  readonly log: Logger;
  readonly limits?: Partial<LinkLimits>;
  readonly caps?: Partial<Caps>;
  /** Clock and timer of the links; the machine's by default. */
  readonly pulse?: Pulse;
  /** Those of the whole gateway; its own by default. */
  readonly meters?: Meters;
}

export interface Smsc {
  /** `127.0.0.1:2775`, or null where it listens with TLS only. */
  readonly address: string | null;
  readonly tlsAddress: string | null;
  readonly meters: readonly MeterSource[];
  /** Takes no more connections, unbinds from all, and resolves when they are gone. */
  close(): Promise<void>;
}

/**
 * Starts to listen.
 * @returns once it does
 * @throws Error with one clear sentence if it cannot listen there, or the certificate is none
 */
export async function startSmsc(options: SmscOptions): Promise<Smsc> {
  const { host, port, tls = null } = options;
  const guests = receive(options);
  try {
    const address = port === null ? null : await guests.open(plainFront(guests.reception), host, port);
    const tlsAddress = tls === null ? null : await guests.open(tlsFront(tls, guests.reception), host, tls.port);
    const meters = [...guests.house.meters.sources, connectionsMeter(guests.connections)];
    return { address, tlsAddress, meters, close: guests.close };
  } catch (error) {
    await guests.close();
    throw error;
  }
}

/** Everything behind the doors: the servers that were opened, and the links over their connections. */
function receive(options: SmscOptions) {
  const house = houseOf(options);
  const door = openDoor({ ...DEFAULT_CAPS, ...options.caps }, house.pulse.now);
  const links = new Set<Link>();
  const servers: Server[] = [];
  const reception: Reception = {
    door,
    welcome: (socket, place) => void links.add(openConnection(house, socket, place, (link) => links.delete(link))),
    turnedAway: () => house.meters.stray('no-room'),
  };
  return {
    house,
    reception,
    connections: door.count,
    async open(server: Server, host: string, port: number): Promise<string> {
      servers.push(server);
      await listenOn(server, host, port);
      server.on('error', (error) => house.onError(error, 'SMPP: the server failed'));
      return addressOf(server, host);
    },
    async close(): Promise<void> {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      const gone = [...links].map((link) => link.unbind());
      door.dismiss();
      await Promise.all([...gone, ...closed]);
    },
  };
}

function houseOf(options: SmscOptions): House {
  const { gateway, accounts, log, meters = smppMeters() } = options;
  const onError: House['onError'] = (err, what) => log.error({ err }, what);
  const pulse = options.pulse ?? startPulse(undefined, (error) => onError(error, 'SMPP: a timer'));
  const later = laterOn(pulse, onError);
  return {
    gateway,
    log,
    pulse,
    later,
    onError,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    credentials: credentialsOf(accounts),
    backoff: bindBackoff(),
    meters,
    parties: openParties({ gateway, later, onTrouble: (wire) => (trouble) => tellTrouble(log, wire, trouble) }),
  };
}
