/** A connection to somebody's SMSC, plain or with TLS. */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { LinkAccount } from '../config.ts';
import type { Later } from '../later.ts';

/** How long a connection (and its TLS handshake) may take, ms. */
const PATIENCE = 10_000;

export interface Connecting {
  readonly later: Later;
  readonly onConnected: (socket: Socket) => void;
  /** @param why a word of the system, like ECONNREFUSED, or one of TLS, like CERT_HAS_EXPIRED */
  readonly onFailed: (why: string) => void;
}

/**
 * Connects; exactly one of the callbacks hears of it, in another turn. A certificate is checked against the authorities that Node
 * knows.
 * @returns gives it up: neither callback hears anything then
 */
export function connect(
  { host, port, tls }: Pick<LinkAccount, 'host' | 'port' | 'tls'>,
  { later, onConnected, onFailed }: Connecting,
): () => void {
  const ready = tls ? 'secureConnect' : 'connect';
  // A server name is a name: an address is none (RFC 6066 §3).
  const socket = tls
    ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }) })
    : connectTcp({ host, port });
  const leave = () => {
    forgetLate();
    socket.off('error', onError);
    socket.off(ready, onReady);
  };
  const cancel = () => {
    leave();
    // What it says while it is torn down concerns nobody.
    socket.on('error', () => {});
    socket.destroy();
  };
  const fail = (why: string) => {
    cancel();
    onFailed(why);
  };
  const onError = ({ code, message }: NodeJS.ErrnoException) => fail(code ?? message);
  const onReady = () => {
    leave();
    onConnected(socket);
  };
  const forgetLate = later(PATIENCE, () => fail('nobody answered in time'));
  socket.on('error', onError);
  socket.on(ready, onReady);
  return cancel;
}
