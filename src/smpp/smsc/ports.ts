/** Listening on a port, and saying in one sentence why not. */
import type { AddressInfo, Server } from 'node:net';

/** Resolves when the server listens. Rejects with one clear sentence. */
export function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port));
    server.once('error', onError);
    server.listen({ host, port }, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

/** `127.0.0.1:2775`, `[::1]:2775` of a server that listens. */
export function addressOf(server: Server, host: string): string {
  return `${inAddress(host)}:${(server.address() as AddressInfo).port}`;
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; choose another port, or 0 for any free one',
  EACCES: 'this port needs more rights; choose one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this host name is not known here',
};

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const why = WHY[error.code ?? ''] ?? error.message;
  return new Error(`Cannot serve SMPP on ${inAddress(host)}:${port}: ${why}.`, { cause: error });
}

function inAddress(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
