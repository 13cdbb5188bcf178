import { createRequire } from 'node:module';
import type { Server } from 'node:net';

export interface NpmPdu {
  readonly command: string;
  readonly [field: string]: unknown;
  response(fields?: object): NpmPdu;
}

export interface NpmSession {
  on(event: 'pdu' | 'deliver_sm', listener: (pdu: NpmPdu) => void): void;
  send(pdu: NpmPdu): boolean;
  readonly [command: string]: unknown;
}

/** npm `smpp`, both sides of it: an independent peer. It publishes no types. */
export const npmSmpp = createRequire(import.meta.url)('smpp') as {
  connect(options: { readonly host: string; readonly port: number }): NpmSession;
  createServer(onSession: (session: NpmSession) => void): Server;
};

type Ask = (fields: object, done: (response: NpmPdu) => void) => void;

/** Sends a request and resolves with its response. */
export function askOf(session: NpmSession, command: string, fields: object = {}): Promise<NpmPdu> {
  return new Promise((resolve) => (session[command] as Ask).call(session, fields, resolve));
}
