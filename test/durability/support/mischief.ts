/** Octets that nobody should send: PDUs, requests and handshakes, changed, cut, merged, or noise altogether. */
import { intTlv, octetsTlv } from '../../../src/smpp/pdu/tlvs.ts';
import { bindPdu, request, submitMulti, submitSm } from '../../smpp/smsc/support/peer.ts';
import type { Pick } from './seeded.ts';

const SESSION = [intTlv('ussd_service_op', 1), octetsTlv('its_session_info', Buffer.from([5, 0]))];
const USSD = { service_type: 'USSD', short_message: Buffer.from('*111*455#') };
const SME = { flag: 1 as const, ton: 0, npi: 1, addr: '9999' };
const NOBODY = { source_addr_ton: 1, source_addr_npi: 1, source_addr: '79161234567' };

/** What a peer may send, right in itself. */
const PDUS: readonly Buffer[] = [
  submitSm(2, { destination_addr: '9999' }),
  submitSm(3, USSD, SESSION),
  submitSm(4, { esm_class: 0x40, short_message: Buffer.from([5, 0, 3, 7, 2, 1, 0x41]) }),
  submitSm(5, { data_coding: 8, short_message: Buffer.from('04110430043b043b', 'hex') }),
  submitSm(6, { destination_addr: '79161234568', registered_delivery: 1 }, [
    octetsTlv('message_payload', Buffer.alloc(9)),
  ]),
  submitMulti(7, { dest_address: [SME, { flag: 2, dl_name: 'friends' }] }),
  bindPdu(8),
  bindPdu(8, { system_id: '79161234567', password: 'secret7' }),
  request('query_sm', 9, { message_id: 'A', ...NOBODY }),
  request('unbind', 10, {}),
  request('enquire_link', 11, {}),
  request('deliver_sm_resp', 12, { message_id: '' }),
  request('generic_nack', 13, {}),
];

const SMS = JSON.stringify({ from: '79161234567', to: '4555', text: 'BONUS' });
const DIAL = JSON.stringify({ msisdn: '79161234567', code: '*111*455#' });
const post = (path: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const REQUESTS: readonly Buffer[] = [
  post('/v1/sms', SMS),
  post('/v1/ussd', DIAL),
  post('/v1/ussd/push', DIAL),
  'GET /v1/subscribers/79161234567/messages?after=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
  'GET /v1/bonus/mts-bonus/79161234567 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
].map((text) => Buffer.from(text));

/** The beginning of a ClientHello of TLS 1.2. */
const HELLOS: readonly Buffer[] = [
  Buffer.from(`16030100520100004e0303${'5a'.repeat(32)}0000062f00350005c01300010000ff${'00'.repeat(30)}`, 'hex'),
  Buffer.from('1603010005010000010003', 'hex'),
];

export type Tongue = 'smpp' | 'http' | 'tls';

const RIGHT: Readonly<Record<Tongue, readonly Buffer[]>> = { smpp: PDUS, http: REQUESTS, tls: HELLOS };

/** One to four pieces of mischief in a tongue, one after the other. */
export function mischief(pick: Pick, tongue: Tongue): Buffer {
  return Buffer.concat(Array.from({ length: 1 + pick(4) }, () => oneOf(pick, MAKERS)(pick, RIGHT[tongue])));
}

/** Something right without its end, and never empty. */
export function unfinished(pick: Pick, tongue: Tongue): Buffer {
  const octets = oneOf(pick, RIGHT[tongue]);
  return octets.subarray(0, 1 + pick(octets.length - 1));
}

/** Whole PDUs, each right in itself, that all ask for an answer. @param octets so many of them at least */
export function flood(octets: number): Buffer {
  const [one] = PDUS as [Buffer];
  return Buffer.concat(Array.from({ length: Math.ceil(octets / one.length) }, () => one));
}

/** One of a list. */
export function oneOf<T>(pick: Pick, all: readonly T[]): T {
  return all[pick(all.length)] as T;
}

type Maker = (pick: Pick, right: readonly Buffer[]) => Buffer;

const whole: Maker = (pick, right) => Buffer.from(oneOf(pick, right));

const MAKERS: readonly Maker[] = [
  whole,
  function changed(pick, right) {
    const octets = whole(pick, right);
    for (let count = pick(6); count >= 0; count -= 1) octets[pick(octets.length)] = pick(256);
    return octets;
  },
  /** The first eight octets, length and command, stay. */
  function changedInside(pick, right) {
    const octets = whole(pick, right);
    for (let count = pick(6); count >= 0; count -= 1) octets[8 + pick(octets.length - 8)] = pick(256);
    return octets;
  },
  function cut(pick, right) {
    const octets = whole(pick, right);
    return octets.subarray(0, pick(octets.length));
  },
  function noise(pick) {
    return Buffer.from(Array.from({ length: 1 + pick(80) }, () => pick(256)));
  },
];
