/** A network with phones, over SMPP: two binds to whichever gateway lives, bound again after every loss. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { frameSplitter } from '../../../src/smpp/pdu/frames.ts';
import type { Pdu, PduOf } from '../../../src/smpp/pdu/pdu.ts';
import { decode } from '../../../src/smpp/pdu/read.ts';
import { statusName } from '../../../src/smpp/pdu/statuses.ts';
import { intTlv, octetsTlv, tlvInt } from '../../../src/smpp/pdu/tlvs.ts';
import { encode } from '../../../src/smpp/pdu/write.ts';
import { accept, bindPdu, submitSm } from '../../smpp/smsc/support/peer.ts';
import { type Deferred, deferred } from './deferred.ts';
import type { GatewayProcess } from './gatewayProcess.ts';
import { openMailbags } from './mailbags.ts';

/** What becomes of a deliver_sm: it is taken, put off (0x14), left without an answer, or the connection is cut in place of one. */
export type Manner = 'take' | 'later' | 'silence' | 'cut';

export interface Network {
  /** Texts an SMS. @returns the status, `ok` or its name; null where no answer came */
  text(msisdn: string, to: string, text: string): Promise<string | null>;
  /** Says something in a dialogue, over a bind that the network never cuts; 1 begins it, 18 answers. @returns status and, where it is `ok`, the screen; null where either did not come */
  say(msisdn: string, reference: number, operation: 1 | 18, text: string): Promise<Said | null>;
  /** Texts of the SMS that the phone has taken whole, each time it took it. */
  got(msisdn: string): readonly string[];
  /** Screens that nobody waited for. */
  readonly strays: readonly string[];
  readonly tally: Readonly<Record<Manner | 'binds', number>>;
  /** Resolves at the next SMS or bind. */
  more(): Promise<void>;
  end(): Promise<void>;
}

export interface Said {
  readonly status: string;
  readonly screen: string;
}

interface Connection {
  readonly socket: Socket;
  readonly answers: Map<number, (answer: Pdu | null) => void>;
  readonly screens: Map<string, (screen: string | null) => void>;
}

interface Bind {
  /** The connection that it has, or will have. */
  bound: Deferred<Connection>;
  readonly mayCut: boolean;
}

const UCS2 = 8;
const UDHI = 0x40;
const NOTHING = Buffer.alloc(0);

/**
 * Binds, and keeps being bound.
 * @param serving the gateway of this moment
 * @param manner asked for each deliver_sm that is no screen
 */
export function openNetwork(serving: () => Promise<GatewayProcess>, manner: () => Manner): Network {
  const bags = openMailbags();
  const strays: string[] = [];
  const tally = { take: 0, later: 0, silence: 0, cut: 0, binds: 0 };
  const bell = new EventTarget();
  const ring = () => void bell.dispatchEvent(new Event('more'));
  let sequence = 1;
  let isOver = false;
  const texting = { bound: deferred<Connection>(), mayCut: true };
  const talking = { bound: deferred<Connection>(), mayCut: false };

  const live = async (bind: Bind) => {
    while (!isOver) {
      const gateway = await serving();
      const connection = await bindTo(gateway, (on, pdu) => take(bind, on, pdu));
      if (connection === null) {
        await gateway.gone;
        continue;
      }
      tally.binds += 1;
      bind.bound.resolve(connection);
      ring();
      await closed(connection);
      bind.bound = deferred();
    }
  };

  const take = ({ mayCut }: Bind, connection: Connection, pdu: Pdu) => {
    if (pdu.command !== 'deliver_sm') return void connection.socket.write(accept(pdu));
    if (tlvInt(pdu.tlvs, 'ussd_service_op') !== null) return show(connection, pdu);
    const wish = manner();
    const how = wish === 'cut' && !mayCut ? 'later' : wish;
    tally[how] += 1;
    if (how === 'cut') return void connection.socket.destroy();
    if (how === 'take') bags.put(pdu.body.destination_addr, textIn(pdu));
    if (how !== 'silence') connection.socket.write(how === 'take' ? accept(pdu) : putOff(pdu));
    ring();
  };

  const show = ({ socket, screens }: Connection, pdu: PduOf<'deliver_sm'>) => {
    const waiting = screens.get(pdu.body.destination_addr);
    const { text } = textIn(pdu);
    if (waiting === undefined) strays.push(text);
    waiting?.(text);
    screens.delete(pdu.body.destination_addr);
    socket.write(accept(pdu as Pdu));
  };

  const ask = async (connection: Connection, make: (sequence: number) => Buffer) => {
    if (connection.socket.destroyed) return null;
    sequence += 1;
    const answer = deferred<Pdu | null>();
    connection.answers.set(sequence, answer.resolve);
    connection.socket.write(make(sequence));
    return answer.promise;
  };

  const living = [live(texting), live(talking)];
  return {
    async text(msisdn, to, text) {
      const answer = await ask(await texting.bound.promise, (number) =>
        submitSm(number, { source_addr: msisdn, destination_addr: to, data_coding: UCS2, short_message: NOTHING }, [
          octetsTlv('message_payload', ucs2(text)),
        ]),
      );
      return answer && statusOf(answer);
    },
    async say(msisdn, reference, operation, text) {
      const connection = await talking.bound.promise;
      const screen = deferred<string | null>();
      connection.screens.set(msisdn, screen.resolve);
      const session = Buffer.alloc(2);
      session.writeUInt16BE((reference & 0xff) << 8);
      const tlvs = [intTlv('ussd_service_op', operation), octetsTlv('its_session_info', session)];
      const fields = {
        service_type: 'USSD',
        source_addr: msisdn,
        destination_addr: '111',
        data_coding: UCS2,
        short_message: ucs2(text),
      };
      const answer = await ask(connection, (number) => submitSm(number, fields, tlvs));
      if (answer === null) return null;
      const status = statusOf(answer);
      if (status === 'ok') {
        const shown = await screen.promise;
        return shown === null ? null : { status, screen: shown };
      }
      connection.screens.delete(msisdn);
      return { status, screen: '' };
    },
    got: bags.got,
    strays,
    tally,
    more: async () => void (await once(bell, 'more')),
    async end() {
      isOver = true;
      for (const { bound } of [texting, talking]) (await bound.promise).socket.destroy();
      await Promise.all(living);
    },
  };
}

/** A bind, or null where the gateway is gone or has no ear any more. */
async function bindTo(
  { smpp }: GatewayProcess,
  take: (connection: Connection, pdu: Pdu) => void,
): Promise<Connection | null> {
  const socket = connect({ port: smpp, host: '127.0.0.1', noDelay: true });
  const connection: Connection = { socket, answers: new Map(), screens: new Map() };
  const splitter = frameSplitter(65_536);
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    for (const frame of splitter.push(chunk)) hear(connection, Buffer.from(frame), take);
  });
  socket.on('close', () => {
    for (const answer of connection.answers.values()) answer(null);
    for (const screen of connection.screens.values()) screen(null);
  });
  const answer = deferred<Pdu | null>();
  connection.answers.set(1, answer.resolve);
  socket.on('connect', () => socket.write(bindPdu(1)));
  return (await answer.promise)?.status === 0 ? connection : null;
}

function hear(connection: Connection, frame: Buffer, take: (connection: Connection, pdu: Pdu) => void): void {
  const decoded = decode(frame);
  if (decoded.kind !== 'pdu') throw new Error(`The gateway wrote what is unreadable: ${decoded.reason}`);
  const { pdu } = decoded;
  const waiting = connection.answers.get(pdu.sequence);
  if (pdu.command.endsWith('_resp')) {
    connection.answers.delete(pdu.sequence);
    waiting?.(pdu);
  } else take(connection, pdu);
}

/** A reset is an end like any other. */
function closed({ socket }: Connection): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}

function putOff({ sequence }: Pdu): Buffer {
  return encode({ command: 'deliver_sm_resp', status: 0x14, sequence, body: { message_id: '' }, tlvs: [] });
}

function statusOf({ status }: Pdu): string {
  return status === 0 ? 'ok' : (statusName(status) ?? String(status));
}

function ucs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** A part of an SMS as it stands in the PDU; whole ones are part 1 of 1. */
function textIn({ body }: PduOf<'deliver_sm'>): { reference: number; total: number; place: number; text: string } {
  const octets = body.short_message;
  const header = (body.esm_class & UDHI) === 0 ? 0 : (octets[0] ?? 0) + 1;
  const [total = 1, place = 1] = header === 0 ? [] : octets.subarray(header - 2, header);
  const reference = header === 0 ? 0 : (octets[header - 3] ?? 0);
  const content = Buffer.from(octets.subarray(header));
  const text = body.data_coding === UCS2 ? content.swap16().toString('utf16le') : content.toString('latin1');
  return { reference, total, place, text };
}
