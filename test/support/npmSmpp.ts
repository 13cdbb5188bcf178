/** npm `smpp` as an independent client: the little of it that tests need, with types. */
import { once } from 'node:events';
import { createRequire } from 'node:module';

/** A PDU as npm `smpp` shows it: fields and TLVs by their names. */
export interface ClientPdu {
  readonly command: string;
  readonly command_status: number;
  readonly sequence_number: number;
  readonly [field: string]: unknown;
  response(fields?: object): ClientPdu;
}

interface ClientSession {
  on(event: 'pdu' | 'deliver_sm' | 'error' | 'close', listener: (pdu: ClientPdu) => void): void;
  once(event: 'connect', listener: () => void): void;
  send(pdu: ClientPdu, onResponse?: (response: ClientPdu) => void): boolean;
  close(): void;
  destroy(): void;
  [command: string]: unknown;
}

/** The package has no types. */
const smpp = createRequire(import.meta.url)('smpp') as {
  connect(options: {
    url?: string;
    host?: string;
    port?: number;
    rejectUnauthorized?: boolean;
    tls?: boolean;
  }): ClientSession;
};

export interface Client {
  /** Sends a request; resolves with its response. Rejects where the connection ends first. */
  ask(command: string, fields?: object): Promise<ClientPdu>;
  /** Every deliver_sm and data_sm that came and was acknowledged, in order; take from it what was seen. */
  readonly delivered: ClientPdu[];
  /** Resolves when something more was delivered. */
  more(): Promise<void>;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
  /** Cuts the connection. */
  cut(): void;
  /** Unbinds and closes. */
  end(): Promise<void>;
}

/** How a client answers what is delivered: with a command_status, 0 unless given. */
export type Acknowledge = (pdu: ClientPdu) => number;

/** Connects; binding is the test's own step. */
export async function connectClient(url: string, acknowledge: Acknowledge = () => 0): Promise<Client> {
  const session = smpp.connect({ url, rejectUnauthorized: false });
  const bell = new EventTarget();
  const delivered: ClientPdu[] = [];
  const closed = new Promise<void>((resolve) => session.on('close', () => resolve()));
  const connected = new Promise<void>((resolve) => session.once('connect', resolve));
  // The end of a connection is told by `closed`.
  session.on('error', () => {});
  session.on('pdu', (pdu) => {
    if (pdu.command === 'enquire_link' || pdu.command === 'unbind') return void session.send(pdu.response());
    if (pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm') return;
    session.send(pdu.response({ command_status: acknowledge(pdu) }));
    delivered.push(pdu);
    bell.dispatchEvent(new Event('more'));
  });
  const ended = closed.then(() => Promise.reject(new Error('The connection ended.')));
  ended.catch(() => {});
  await Promise.race([connected, ended]);
  const ask = (command: string, fields: object = {}) =>
    Promise.race([
      new Promise<ClientPdu>((resolve) => {
        (session[command] as (fields: object, done: (pdu: ClientPdu) => void) => void)(fields, resolve);
      }),
      ended,
    ]);
  return {
    ask,
    delivered,
    more: async () => {
      await Promise.race([once(bell, 'more'), ended]);
    },
    closed,
    cut: () => session.destroy(),
    async end() {
      await ask('unbind').catch(() => {});
      session.close();
      await closed;
    },
  };
}

/** The text of a delivered message: npm `smpp` decodes data_coding 0 and 8 itself. */
export function textOf(pdu: ClientPdu): string {
  const { message } = pdu.short_message as { message: string | Buffer };
  return typeof message === 'string' ? message : message.toString('latin1');
}

/** Fields of a message with this text: UCS2 unless it is plain ASCII. */
export function textFields(text: string): { data_coding: number; short_message: Buffer } {
  const ascii = /^[\x20-\x5a\x61-\x7a\n]*$/.test(text);
  if (ascii) return { data_coding: 0, short_message: Buffer.from(text, 'latin1') };
  return { data_coding: 8, short_message: Buffer.from(text, 'utf16le').swap16() };
}
