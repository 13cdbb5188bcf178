/** npm `smpp` as somebody's SMSC: the side that an outgoing link binds to. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { mailbox } from './mailbox.ts';
import type { ClientPdu } from './npmSmpp.ts';

interface ServerSession {
  on(event: 'pdu' | 'error' | 'close', listener: (pdu: ClientPdu) => void): void;
  send(pdu: ClientPdu): boolean;
  close(): void;
  destroy(): void;
  [command: string]: unknown;
}

interface Identity {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The package has no types. */
const smpp = createRequire(import.meta.url)('smpp') as {
  createServer(options: Partial<Identity>, onSession: (session: ServerSession) => void): Server;
};

/** A bind that was granted. */
export interface Bound {
  /** bind_transceiver… with its fields. */
  readonly bind: ClientPdu;
  /** Sends a request; resolves with its response. Rejects where the connection ends first. */
  ask(command: string, fields?: object): Promise<ClientPdu>;
  /** Resolves when the ESME asked for the end. */
  readonly unbinds: Promise<void>;
  readonly closed: Promise<void>;
  /** Breaks the connection. */
  cut(): void;
}

/** What a request is answered with: a command_status, or nothing at all. */
type Answerer = (pdu: ClientPdu) => number | null;

export interface Operator {
  readonly port: number;
  /** Everything is welcome (0) until the test says otherwise. */
  onBind: Answerer;
  onSubmit: Answerer;
  onEnquire: Answerer;
  /** The next bind that is granted. */
  bound(): Promise<Bound>;
  /** The next submit_sm or data_sm, however it is answered. */
  submitted(): Promise<ClientPdu>;
  /** Those that came and were not looked at. */
  readonly unseen: readonly ClientPdu[];
  /** Breaks all connections, and listens no more. */
  close(): Promise<void>;
}

/** Listens on loopback. @param options.port 0 picks a free one */
export async function openOperator(
  options: { readonly host?: string; readonly port?: number; readonly tls?: Identity } = {},
): Promise<Operator> {
  const bounds = mailbox<Bound>();
  const submits = mailbox<ClientPdu>();
  const sessions = new Set<ServerSession>();
  const server = smpp.createServer(options.tls ?? {}, (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    serve(session, operator, bounds.put, submits.put);
  });
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const operator: Operator = {
    port: (server.address() as AddressInfo).port,
    onBind: () => 0,
    onSubmit: () => 0,
    onEnquire: () => 0,
    bound: () => bounds.next(),
    submitted: () => submits.next(),
    unseen: submits.left,
    async close() {
      for (const session of sessions) session.destroy();
      if (server.listening) await once(server.close(), 'close');
    },
  };
  return operator;
}

function serve(
  session: ServerSession,
  operator: Operator,
  onBound: (bound: Bound) => void,
  onSubmitted: (pdu: ClientPdu) => void,
): void {
  const unbinds = mailbox<null>();
  const closed = new Promise<void>((resolve) => session.on('close', () => resolve()));
  let ids = 0;
  // The end of a connection is told by `closed`.
  session.on('error', () => {});
  session.on('pdu', (pdu) => {
    const answer = (status: number | null, fields: object = {}) => {
      if (status !== null) session.send(pdu.response({ ...fields, command_status: status }));
      return status === 0;
    };
    switch (pdu.command) {
      case 'bind_receiver':
      case 'bind_transmitter':
      case 'bind_transceiver':
        if (answer(operator.onBind(pdu), { system_id: 'operator' }))
          onBound(boundOf(session, pdu, { closed, unbinds: unbinds.next().then(() => {}) }));
        break;
      case 'submit_sm':
      case 'data_sm':
        ids += 1;
        answer(operator.onSubmit(pdu), { message_id: `m${ids}` });
        onSubmitted(pdu);
        break;
      case 'enquire_link':
        answer(operator.onEnquire(pdu));
        break;
      case 'unbind':
        answer(0);
        unbinds.put(null);
    }
  });
}

function boundOf(session: ServerSession, bind: ClientPdu, ends: Pick<Bound, 'closed' | 'unbinds'>): Bound {
  const ended = ends.closed.then(() => Promise.reject(new Error('The connection ended.')));
  ended.catch(() => {});
  return {
    ...ends,
    bind,
    ask: (command, fields = {}) =>
      Promise.race([
        new Promise<ClientPdu>((resolve) => {
          (session[command] as (fields: object, done: (pdu: ClientPdu) => void) => void)(fields, resolve);
        }),
        ended,
      ]),
    cut: () => session.destroy(),
  };
}
