/** The baseline: a minimal server of npm `smpp`, which checks nothing and keeps nothing. */
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';

interface Pdu {
  readonly command: string;
  response(fields?: object): Pdu;
}

interface Session {
  on(event: 'pdu', listener: (pdu: Pdu) => void): void;
  on(event: 'error', listener: () => void): void;
  send(pdu: Pdu): void;
}

/** The package has no types. */
const smpp = createRequire(import.meta.url)('smpp') as { createServer(listener: (session: Session) => void): Server };

/** Answers each request. @returns its port */
export async function servePeer(): Promise<number> {
  let last = 0;
  const server = smpp.createServer((session) => {
    session.on('error', () => {});
    session.on('pdu', (pdu) => {
      if (pdu.command.endsWith('_resp')) return;
      last += 1;
      session.send(pdu.response(pdu.command === 'submit_sm' ? { message_id: String(last) } : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
