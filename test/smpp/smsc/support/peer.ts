/** A peer of the SMSC: sends PDUs or any octets, and reads what comes back. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { CommandName } from '../../../../src/smpp/pdu/commands.ts';
import { frameSplitter } from '../../../../src/smpp/pdu/frames.ts';
import type { Pdu, PduOf, Tlv } from '../../../../src/smpp/pdu/pdu.ts';
import { decode } from '../../../../src/smpp/pdu/read.ts';
import { STATUSES, statusName } from '../../../../src/smpp/pdu/statuses.ts';
import { encode } from '../../../../src/smpp/pdu/write.ts';

export interface Peer {
  readonly socket: Socket;
  write(...octets: readonly Uint8Array[]): void;
  /** The next PDU that came or comes. Rejects once the connection is over and none is left. */
  next(): Promise<Pdu>;
  /** The next PDUs as `command status sequence`, the status by its name without `ESME_R`. */
  heads(count: number): Promise<string[]>;
  /** The PDU that answers: sends a request and gives the next that comes. */
  ask(request: Buffer): Promise<Pdu>;
  /** Resolves when the server has ended the connection, with the heads of all that was not read. */
  readonly ended: Promise<string[]>;
}

/** Connects over plain TCP. */
export async function connectPeer(port: number, host = '127.0.0.1'): Promise<Peer> {
  const socket = connect({ port, host, noDelay: true });
  await once(socket, 'connect');
  return peerOver(socket);
}

/** Speaks over a connected socket; it is destroyed when the test is over. */
export function peerOver(socket: Socket): Peer {
  const splitter = frameSplitter(65_536);
  const pdus: Pdu[] = [];
  const waiting: { resolve: (pdu: Pdu) => void; reject: (error: Error) => void }[] = [];
  let isOver = false;
  destroyAtEnd(socket);
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    for (const frame of splitter.push(chunk)) pdus.push(readable(frame));
    while (waiting.length > 0 && pdus.length > 0) waiting.shift()?.resolve(pdus.shift() as Pdu);
  });
  const ended = new Promise<string[]>((resolve) => {
    socket.once('close', () => {
      isOver = true;
      for (const { reject } of waiting.splice(0)) reject(new Error('The connection is over.'));
      resolve(pdus.splice(0).map(headOf));
    });
  });
  const next = () =>
    new Promise<Pdu>((resolve, reject) => {
      const pdu = pdus.shift();
      if (pdu !== undefined) resolve(pdu);
      else if (isOver) reject(new Error('The connection is over.'));
      else waiting.push({ resolve, reject });
    });
  const write = (...octets: readonly Uint8Array[]) => void socket.write(Buffer.concat(octets));
  return {
    socket,
    write,
    next,
    async heads(count) {
      const heads: string[] = [];
      while (heads.length < count) heads.push(headOf(await next()));
      return heads;
    },
    ask(request) {
      write(request);
      return next();
    },
    ended,
  };
}

/** Sockets of this test that are open. */
const open = new Set<Socket>();

/** One hook for all that are open together: a hook of its own for each of thousands would show in tests of memory. */
function destroyAtEnd(socket: Socket): void {
  if (open.size === 0) onTestFinished(hangUpAll);
  open.add(socket);
  socket.once('close', () => open.delete(socket));
}

/** Breaks all connections of this test. */
export function hangUpAll(): void {
  for (const socket of open) socket.destroy();
  open.clear();
}

function readable(frame: Buffer): Pdu {
  const decoded = decode(Buffer.from(frame));
  if (decoded.kind === 'pdu') return decoded.pdu;
  throw new Error(`The server wrote what is unreadable: ${decoded.reason}`);
}

export function headOf({ command, status, sequence }: Pdu): string {
  return `${command} ${shortStatus(status)} ${sequence}`;
}

/** `OK`, `INVPASWD`… */
export function shortStatus(status: number): string {
  return (statusName(status) ?? String(status)).replace('ESME_R', '');
}

type Fields<Name extends CommandName> = Partial<PduOf<Name>['body']>;

const SM = {
  service_type: '',
  source_addr_ton: 1,
  source_addr_npi: 1,
  source_addr: '79161234567',
  dest_addr_ton: 0,
  dest_addr_npi: 1,
  destination_addr: '4555',
  esm_class: 0,
  protocol_id: 0,
  priority_flag: 0,
  schedule_delivery_time: '',
  validity_period: '',
  registered_delivery: 0,
  replace_if_present_flag: 0,
  data_coding: 0,
  sm_default_msg_id: 0,
  short_message: Buffer.from('BONUS'),
};

export function submitSm(sequence: number, fields: Fields<'submit_sm'> = {}, tlvs: readonly Tlv[] = []): Buffer {
  return encode({ command: 'submit_sm', status: 0, sequence, body: { ...SM, ...fields }, tlvs });
}

export function deliverSm(sequence: number): Buffer {
  return encode({ command: 'deliver_sm', status: 0, sequence, body: SM, tlvs: [] });
}

export function submitMulti(
  sequence: number,
  fields: Fields<'submit_multi'> & Pick<PduOf<'submit_multi'>['body'], 'dest_address'>,
): Buffer {
  const { dest_addr_ton: _, dest_addr_npi: __, destination_addr: ___, ...body } = SM;
  return encode({ command: 'submit_multi', status: 0, sequence, body: { ...body, ...fields }, tlvs: [] });
}

export function request<Name extends CommandName>(
  command: Name,
  sequence: number,
  body: PduOf<Name>['body'],
  tlvs: readonly Tlv[] = [],
): Buffer {
  return encode({ command, status: 0, sequence, body, tlvs } as unknown as Pdu);
}

type BindName = 'bind_receiver' | 'bind_transmitter' | 'bind_transceiver';

export interface BindWish extends Fields<BindName> {
  readonly command?: BindName;
}

export function bindPdu(sequence: number, { command = 'bind_transceiver', ...fields }: BindWish = {}): Buffer {
  return request(command, sequence, {
    system_id: 'harness',
    password: 'secret',
    system_type: '',
    interface_version: 0x34,
    addr_ton: 0,
    addr_npi: 0,
    address_range: '',
    ...fields,
  });
}

/** Connects and binds. Throws where the bind is refused. */
export async function bindPeer(port: number, wish: BindWish = {}): Promise<Peer> {
  const peer = await connectPeer(port);
  const answer = await peer.ask(bindPdu(1, wish));
  if (answer.status !== STATUSES.ESME_ROK.code) throw new Error(`bind refused: ${headOf(answer)}`);
  return peer;
}

/** Answers a request of the server with success. */
export function accept(pdu: Pdu): Buffer {
  const body = pdu.command === 'deliver_sm' || pdu.command === 'data_sm' ? { message_id: '' } : {};
  return encode({
    command: `${pdu.command}_resp`,
    status: 0,
    sequence: pdu.sequence,
    body,
    tlvs: [],
  } as unknown as Pdu);
}
