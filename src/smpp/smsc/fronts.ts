/** The two ways in: plain TCP and TLS. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Door, Place } from './door.ts';

/** Who receives those that come in. */
export interface Reception {
  readonly door: Door;
  /** A connection that may speak now. */
  readonly welcome: (socket: Socket, place: Place) => void;
  /** There was no room for one. */
  readonly turnedAway: () => void;
}

/** A certificate (chain) and its private key, in PEM. */
export interface Identity {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** How long a TLS handshake may take, ms: as long as a connection may stay unbound. */
const HANDSHAKE = 10_000;

/** A server for plain TCP. */
export function plainFront({ door, welcome, turnedAway }: Reception): Server {
  return createServer((socket) => {
    const place = door.admit(socket);
    if (place === null) turnedAway();
    else welcome(socket, place);
  });
}

/** A server for TLS. Throws Error with one clear sentence where certificate or key are none. */
export function tlsFront({ cert, key }: Identity, { door, welcome, turnedAway }: Reception): Server {
  const server = tlsServer({ cert, key, handshakeTimeout: HANDSHAKE });
  server.on('connection', (socket: Socket) => {
    if (door.admit(socket) === null) turnedAway();
  });
  server.on('secureConnection', (socket: Socket) => {
    const place = door.placeOf(socket);
    if (place === null) socket.destroy();
    else welcome(socket, place);
  });
  server.on('tlsClientError', (_: Error, socket: Socket) => socket.destroy());
  return server;
}

function tlsServer(options: Parameters<typeof createTlsServer>[0]): ReturnType<typeof createTlsServer> {
  try {
    return createTlsServer(options);
  } catch (cause) {
    throw new Error(`TLS cannot use this certificate and key: ${(cause as Error).message}.`, { cause });
  }
}
