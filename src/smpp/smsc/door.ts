/** Who is connected: so many at once, and far fewer that are not bound. */
import type { Socket } from 'node:net';

/** How many may be connected. */
export interface Caps {
  readonly connections: number;
  /** Of them, how many that are not bound yet: TLS still shaking hands, or no bind granted. */
  readonly unbound: number;
}

/** A connection in the eyes of the door; `over`: only its socket is still closing. */
export interface Place {
  state: 'unbound' | 'bound' | 'over';
  readonly socket: Socket;
  /** When it was let in, ms of the monotonic clock. */
  readonly since: number;
}

export interface Door {
  /** Lets a fresh socket in, or ends it. @returns its place, or null where there is no room */
  admit(socket: Socket): Place | null;
  /** The place of a socket that has been let in, or of the TLS over it; null where it is gone. */
  placeOf(socket: Socket): Place | null;
  /** Connections now. */
  count(): number;
  /** Ends those who have not even finished their TLS handshake. To be called when all links are on their way out. */
  dismiss(): void;
}

/** Nobody is connected. @param now the monotonic clock, ms */
export function openDoor(caps: Caps, now: () => number): Door {
  const places = new Map<string, Place>();

  const isFull = () => {
    if (places.size >= caps.connections) return true;
    let unbound = 0;
    for (const { state } of places.values()) if (state === 'unbound') unbound++;
    return unbound >= caps.unbound;
  };

  return {
    admit(socket) {
      const name = nameOf(socket);
      if (name === null || isFull()) {
        socket.destroy();
        return null;
      }
      const place: Place = { state: 'unbound', socket, since: now() };
      places.set(name, place);
      socket.once('close', () => places.delete(name));
      return place;
    },
    placeOf(socket) {
      const name = nameOf(socket);
      return name === null ? null : (places.get(name) ?? null);
    },
    count: () => places.size,
    dismiss() {
      for (const { state, socket } of places.values()) if (state === 'unbound') socket.destroy();
    },
  };
}

/** The two ends of a connection name it; a peer that is gone already has no name. */
function nameOf({ localPort, remoteAddress, remotePort }: Socket): string | null {
  return remotePort === undefined ? null : `${localPort} ${remoteAddress} ${remotePort}`;
}
