/** A connection that does harm, and what becomes of it. */
import { connect, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { frameSplitter } from '../../../src/smpp/pdu/frames.ts';
import { bindPdu } from '../../smpp/smsc/support/peer.ts';

/** `half`: it says that nothing more comes. `reset`: it is gone at once. `dribble`: octet by octet, and then it stays. `deaf`: it stays and never reads. */
export type Ending = 'half' | 'reset' | 'dribble' | 'deaf';

export interface Intruder {
  /** Resolves when it was answered, or has ended. */
  readonly settled: Promise<void>;
  leave(): void;
}

const QUIET_BIND = bindPdu(1, { command: 'bind_transmitter' });

interface Way {
  readonly port: number;
  readonly isTls?: boolean;
  /** Binds before it begins. */
  readonly binds?: boolean;
}

/** Connects and sends; `settled` says the rest. */
export function intrude({ port, isTls = false, binds = false }: Way, octets: Buffer, ending: Ending): Intruder {
  const target = { port, host: '127.0.0.1', allowHalfOpen: true };
  const socket = isTls ? connectTls({ ...target, rejectUnauthorized: false }) : connect(target);
  const settled = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    if (binds) afterBind(socket, () => resolve());
    else socket.once('data', () => resolve());
  });
  socket.on('error', () => {});
  // Whoever stays lets the other side end it.
  socket.on('end', () => socket.end());
  const begin = () => void sendAll(socket, octets, ending);
  if (binds) {
    socket.once('connect', () => socket.write(QUIET_BIND));
    socket.once('data', begin);
  } else socket.once(isTls ? 'secureConnect' : 'connect', begin);
  return {
    settled,
    leave: () => void socket.destroy(),
  };
}

/** Whatever comes after the answer to the bind. */
function afterBind(socket: Socket, heard: () => void): void {
  const splitter = frameSplitter(65_536);
  let frames = 0;
  socket.on('data', (chunk: Buffer) => {
    frames += splitter.push(chunk).length;
    if (frames > 1) heard();
  });
}

async function sendAll(socket: Socket, octets: Buffer, ending: Ending): Promise<void> {
  if (ending === 'deaf') socket.pause();
  if (ending !== 'dribble') socket.write(octets);
  else for (const octet of octets) await dribble(socket, octet);
  if (ending === 'half') socket.end();
  if (ending !== 'reset') return;
  // No reset goes through TLS.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

function dribble(socket: Socket, octet: number): Promise<void> {
  return new Promise((resolve) => {
    socket.write(Buffer.of(octet), () => resolve());
  });
}
