/** A connection to somebody's SMSC, plain or with TLS. */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { LinkAccount } from '../config.ts';

/** How long a connection (and its TLS handshake) may take, ms. */
const PATIENCE = 10_000;

export interface Connecting {
  /** Gives it up; neither callback hears anything then. */
  cancel(): void;
}

/** Connects; exactly one of the callbacks hears of it, in another turn. A certificate is checked against the authorities that Node knows. */
export function connect(
  { host, port, tls }: Pick<LinkAccount, 'host' | 'port' | 'tls'>,
  onConnected: (socket: Socket) => void,
  onFailed: (why: string) => void,
): Connecting {
  // A server name is a name: an address is none (RFC 6066 §3).
  const socket = tls
    ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }) })
    : connectTcp({ host, port });
  const late = setTimeout(() => fail('it took too long'), PATIENCE);
  const onError = (error: NodeJS.ErrnoException) => fail(error.code ?? error.message);
  const leave = () => {
    clearTimeout(late);
    socket.off('error', onError);
    socket.off(tls ? 'secureConnect' : 'connect', onConnect);
  };
  const onConnect = () => {
    leave();
    onConnected(socket);
  };
  const fail = (why: string) => {
    cancel();
    onFailed(why);
  };
  const cancel = () => {
    leave();
    // What it says while it is torn down concerns nobody.
    socket.on('error', () => {});
    socket.destroy();
  };
  socket.on('error', onError);
  socket.on(tls ? 'secureConnect' : 'connect', onConnect);
  return { cancel };
}
