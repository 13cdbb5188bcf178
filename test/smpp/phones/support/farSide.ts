/** The far side of a link, PDU by PDU through the codec: what it asks goes to an adapter, what it is asked and told is kept. */
import { EventEmitter, once } from 'node:events';
import type { MessageAdapter } from '../../../../src/smpp/adapter/adapter.ts';
import type { Asked, Link, LinkState, Outcome } from '../../../../src/smpp/link/types.ts';
import type { Body } from '../../../../src/smpp/pdu/commands.ts';
import type { Pdu, PduOf, Tlv } from '../../../../src/smpp/pdu/pdu.ts';
import { decode } from '../../../../src/smpp/pdu/read.ts';
import { STATUSES, type StatusName, statusName } from '../../../../src/smpp/pdu/statuses.ts';
import { encode } from '../../../../src/smpp/pdu/write.ts';
import type { Carrier, UssdPdu } from '../../../../src/smpp/ussd/types.ts';

/** A message in short: who, what, and its parameters in hexadecimal as they stand on the wire. */
export interface Short {
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly tlvs?: string;
  readonly service?: string;
  readonly more?: Partial<Body<'submit_sm'>>;
}

export interface FarSide {
  readonly link: Link;
  /** Sends a message, and gives its sequence_number. */
  send(carrier: Carrier, short: Short): number;
  /** What it received, in short, oldest first; forgotten when read. */
  heard(): readonly string[];
  /** The same, once so many have come. */
  soon(count: number): Promise<readonly string[]>;
  /** The PDUs of `heard`. */
  pdus(): readonly Pdu[];
  /** Answers its oldest unanswered request. */
  answer(status?: StatusName): void;
  /** Requests that it has not answered. */
  readonly open: number;
  /** The socket is gone. */
  die(): void;
  state: LinkState;
  room: number;
  /** Takes no more requests. */
  isFull: boolean;
}

const MESSAGE: Body<'submit_sm'> = {
  service_type: '',
  source_addr_ton: 1,
  source_addr_npi: 1,
  source_addr: '',
  dest_addr_ton: 0,
  dest_addr_npi: 1,
  destination_addr: '',
  esm_class: 0,
  protocol_id: 0,
  priority_flag: 0,
  schedule_delivery_time: '',
  validity_period: '',
  registered_delivery: 0,
  replace_if_present_flag: 0,
  data_coding: 0,
  sm_default_msg_id: 0,
  short_message: Buffer.alloc(0),
};

/** A bound link into an adapter; it joins. */
export function farSide(adapter: MessageAdapter, state: LinkState = 'bound_trx'): FarSide {
  const received: Pdu[] = [];
  const waiting: { readonly asked: Asked; readonly done: (outcome: Outcome) => void }[] = [];
  let sequence = 0;

  const bell = new EventEmitter();

  const hear = (pdu: Pdu) => {
    received.push(throughCodec(pdu));
    bell.emit('heard');
  };

  const link: Link = {
    id: 1,
    remote: '127.0.0.1',
    get state() {
      return side.state;
    },
    setLimits() {},
    bound() {},
    request(asked, done) {
      if (side.isFull || side.state === 'closed') return false;
      waiting.push({ asked, done });
      hear({ ...asked, status: 0, sequence: ++sequence, tlvs: asked.tlvs ?? [] } as Pdu);
      return true;
    },
    room: () => side.room,
    answer: (request, { command, status = 0, body, tlvs = [] }) =>
      hear({ command, status, sequence: request.sequence, body: body ?? {}, tlvs } as Pdu),
    refuse: (request, status) =>
      hear({
        command: `${request.command}_resp`,
        status: STATUSES[status].code,
        sequence: request.sequence,
        body: {},
        tlvs: [],
      } as unknown as Pdu),
    admit: () => true,
    unbind: async () => {},
    hold() {},
    close() {},
  };

  const side: FarSide = {
    link,
    state,
    room: 10,
    isFull: false,
    send(carrier, short) {
      const own = ++sequence; // the adapter may ask at once, and count on
      adapter.onMessage(link, messagePdu(carrier, short, own) as UssdPdu);
      return own;
    },
    heard: () => received.splice(0).map(inShort),
    async soon(count) {
      while (received.length < count) await once(bell, 'heard');
      return side.heard();
    },
    pdus: () => received.splice(0),
    answer(status = 'ESME_ROK') {
      const { asked, done } = waiting.shift() as (typeof waiting)[number];
      const response = {
        command: `${asked.command}_resp`,
        status: STATUSES[status].code,
        sequence: 1,
        body: {},
        tlvs: [],
      };
      done({ kind: 'answered', response: response as unknown as Pdu });
    },
    get open() {
      return waiting.length;
    },
    die() {
      side.state = 'closed';
      for (const { done } of waiting.splice(0)) done({ kind: 'lost', why: 'closed' });
      adapter.leave(link);
    },
  };
  adapter.join(link);
  return side;
}

/** As it comes out of the other end. Errors have no body. */
function throughCodec(pdu: Pdu): Pdu {
  const decoded = decode(encode(pdu.status === 0 ? pdu : ({ ...pdu, body: {} } as Pdu)));
  if (decoded.kind !== 'pdu') throw new Error(`${pdu.command}: ${decoded.status}, ${decoded.reason}`);
  return decoded.pdu;
}

/** A message as it comes out of the codec. */
export function messagePdu(carrier: Carrier, short: Short, sequence = 1): Pdu {
  return throughCodec({ command: carrier, status: 0, sequence, ...messageOf(carrier, short) } as Pdu);
}

function messageOf(carrier: Carrier, { from = '', to = '', text = '', tlvs = '', service = '', more }: Short) {
  const { octets, data_coding } = coded(text);
  const body = { ...MESSAGE, service_type: service, source_addr: from, destination_addr: to, data_coding };
  if (carrier !== 'data_sm') return { body: { ...body, short_message: octets, ...more }, tlvs: tlvsOf(tlvs) };
  return { body: { ...body, ...more }, tlvs: [...tlvsOf(tlvs), { tag: 0x0424, value: octets }] };
}

function coded(text: string): { octets: Buffer; data_coding: number } {
  const isPlain = [...text].every((one) => one.charCodeAt(0) < 0x80);
  return isPlain
    ? { octets: Buffer.from(text, 'latin1'), data_coding: 0 }
    : { octets: Buffer.from(text, 'utf16le').swap16(), data_coding: 8 };
}

/** Parameters from hexadecimal: tag, length, value, one after the other. */
export function tlvsOf(hex: string): Tlv[] {
  const octets = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const tlvs: Tlv[] = [];
  for (let at = 0; at < octets.length; ) {
    const end = at + 4 + octets.readUInt16BE(at + 2);
    tlvs.push({ tag: octets.readUInt16BE(at), value: octets.subarray(at + 4, end) });
    at = end;
  }
  return tlvs;
}

/** Parameters as hexadecimal, a space after each. */
export function hexOf(tlvs: readonly Tlv[]): string {
  return tlvs
    .map(({ tag, value }) => {
      const head = Buffer.allocUnsafe(4);
      head.writeUInt16BE(tag, 0);
      head.writeUInt16BE(value.length, 2);
      return Buffer.concat([head, value]).toString('hex');
    })
    .join(' ');
}

/** `submit_sm_resp ok`, `submit_sm_resp ESME_RSUBMITFAIL`, `deliver_sm USSD 111 > 7916… "text" 0501000102`. */
function inShort(pdu: Pdu): string {
  if (pdu.command.endsWith('_resp')) return `${pdu.command} ${pdu.status === 0 ? 'ok' : statusName(pdu.status)}`;
  const { body, tlvs, command } = pdu as PduOf<'deliver_sm'>;
  const payload = tlvs.find(({ tag }) => tag === 0x0424)?.value;
  const text = textOf(body.data_coding, payload ?? body.short_message);
  const rest = hexOf(tlvs.filter(({ tag }) => tag !== 0x0424));
  return [command, body.service_type, `${body.source_addr} > ${body.destination_addr}`, JSON.stringify(text), rest]
    .filter((part) => part !== '')
    .join(' ');
}

function textOf(coding: number, octets: Buffer): string {
  return coding === 0x08 || coding === 0x48
    ? Buffer.from(octets).swap16().toString('utf16le')
    : octets.toString('latin1');
}
