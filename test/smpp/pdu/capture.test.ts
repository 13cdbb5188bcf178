import { describe, expect, it } from 'vitest';
import { pdusIn } from '../../../src/smpp/pdu/capture.ts';
import { segmentOf } from '../../../src/smpp/pdu/packets.ts';
import { encode } from '../../../src/smpp/pdu/write.ts';
import { example } from './support/pdus.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const uint32 = (value: number) => {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value >>> 0);
  return octets;
};

interface Shape {
  readonly sequence?: number;
  readonly port?: number;
  /** Of TCP, in words of 32 bits. */
  readonly options?: number;
}

/** A TCP segment to port 2775. */
function tcp(payload: Buffer, { sequence = 1, port = 40_000, options = 0 }: Shape = {}): Buffer {
  const head = Buffer.alloc(20 + options * 4, 1);
  head.writeUInt16BE(port, 0);
  head.writeUInt16BE(2_775, 2);
  head.writeUInt32BE(sequence >>> 0, 4);
  head[12] = (5 + options) << 4;
  return Buffer.concat([head, payload]);
}

interface Ipv4Shape {
  readonly protocol?: number;
  /** In words of 32 bits. */
  readonly options?: number;
  /** Total length; the right one unless given. */
  readonly total?: number;
}

function ipv4(inside: Buffer, { protocol = 6, options = 0, total }: Ipv4Shape = {}): Buffer {
  const head = Buffer.alloc(20 + options * 4);
  head[0] = 0x45 + options;
  head.writeUInt16BE(total ?? head.length + inside.length, 2);
  head[9] = protocol;
  head.set([10, 0, 0, 1, 10, 0, 0, 2], 12);
  return Buffer.concat([head, inside]);
}

function ipv6(inside: Buffer, { next = 6, length = inside.length } = {}): Buffer {
  const head = Buffer.alloc(40);
  head[0] = 0x60;
  head.writeUInt16BE(length, 4);
  head[6] = next;
  head[23] = 1;
  head[39] = 2;
  return Buffer.concat([head, inside]);
}

const PDU = encode(example('submit_sm'));
const FLOW = '10.0.0.1:40000 > 10.0.0.2:2775';
const IP6 = '[0000:0000:0000:0000:0000:0000:0000:000';

describe('the payload is found', () => {
  const link = (head: string, packet: Buffer) => Buffer.concat([hex(head), packet]);
  const cases: readonly [string, Buffer, string][] = [
    ['bare', ipv4(tcp(PDU)), FLOW],
    ['with options', ipv4(tcp(PDU, { options: 3 }), { options: 2 }), FLOW],
    ['in a packet that the network card has yet to cut', ipv4(tcp(PDU), { total: 0 }), FLOW],
    ['without the padding of a short frame', Buffer.concat([ipv4(tcp(PDU)), Buffer.alloc(6)]), FLOW],
    ['behind Ethernet', link('021122334455 0266778899aa 0800', ipv4(tcp(PDU))), FLOW],
    ['behind a VLAN tag', link('021122334455 0266778899aa 8100 0064 0800', ipv4(tcp(PDU))), FLOW],
    ['behind BSD loopback', link('02000000', ipv4(tcp(PDU))), FLOW],
    ['behind Linux cooked', link('0000 0304 0006 000000000000 0000 0800', ipv4(tcp(PDU))), FLOW],
    ['behind Linux cooked 2', link('0800 0000 00000001 0304 00 06 0000000000000000', ipv4(tcp(PDU))), FLOW],
    ['over IPv6', ipv6(tcp(PDU)), `${IP6}1]:40000 > ${IP6}2]:2775`],
    [
      'over IPv6 behind Ethernet',
      link('021122334455 0266778899aa 86dd', ipv6(tcp(PDU))),
      `${IP6}1]:40000 > ${IP6}2]:2775`,
    ],
  ];
  it.each(cases)('%s', (_, packet, flow) => {
    expect(pdusIn([packet])).toEqual([{ flow, octets: PDU }]);
  });
});

describe('no segment', () => {
  const whole = ipv4(tcp(PDU));
  const cases: readonly [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['UDP', ipv4(tcp(PDU), { protocol: 17 })],
    ['ICMP over IPv6', ipv6(tcp(PDU), { next: 58 })],
    ['a TCP header beyond the packet', whole.subarray(0, 39)],
    ['TCP options beyond the packet', ipv4(tcp(PDU, { options: 5 }).subarray(0, 39))],
    ['a total that is shorter than the header', ipv4(tcp(PDU), { total: 19 })],
    ['an IPv4 header of 4 words', Buffer.concat([hex('44'), whole.subarray(1)])],
  ];
  it.each(cases)('%s', (_, packet) => {
    expect(segmentOf(packet)).toBe(null);
  });

  it('whatever is cut off, nothing is read past the end', () => {
    for (const packet of [whole, ipv6(tcp(PDU))]) {
      for (let length = 0; length < packet.length; length++) {
        const payload = segmentOf(packet.subarray(0, length))?.payload;
        if (payload !== undefined) expect(PDU.subarray(0, payload.length).equals(payload)).toBe(true);
      }
    }
  });
});

describe('PDUs over several packets', () => {
  const packet = (payload: Buffer, shape: Shape) => ipv4(tcp(payload, shape));
  const [head, middle, tail] = [PDU.subarray(0, 3), PDU.subarray(3, 30), PDU.subarray(30)];
  const pdus = (packets: readonly Buffer[]) => pdusIn(packets).map(({ octets }) => octets);

  it('are put together', () => {
    expect(
      pdus([packet(head, { sequence: 5 }), packet(middle, { sequence: 8 }), packet(tail, { sequence: 35 })]),
    ).toEqual([PDU]);
  });

  it('also where the sequence number begins anew at 0, and again what is repeated is left out', () => {
    const first = packet(head, { sequence: -3 });
    expect(pdus([first, packet(Buffer.concat([middle, tail]), { sequence: 0 }), first])).toEqual([PDU]);
  });

  it('repeated packets and bare acknowledgements are left out', () => {
    const first = packet(head, { sequence: 5 });
    const none = packet(Buffer.alloc(0), { sequence: 8 });
    const rest = packet(Buffer.concat([middle, tail]), { sequence: 8 });
    expect(pdus([first, none, first, rest, rest, first])).toEqual([PDU]);
  });

  it('connections stay apart, and PDUs stand where they began', () => {
    const other = encode(example('unbind'));
    const packets = [
      packet(head, { sequence: 5 }),
      packet(other, { sequence: 9, port: 40_001 }),
      packet(Buffer.concat([middle, tail]), { sequence: 8 }),
    ];
    expect(pdus(packets)).toEqual([PDU, other]);
  });

  it('where a packet is missing, what is there is given', () => {
    expect(pdus([packet(head, { sequence: 5 }), packet(tail, { sequence: 35 })])).toEqual([head, tail]);
  });

  it('a capture that begins inside a PDU finds the next one', () => {
    const begin = packet(tail, { sequence: 35 });
    const next = packet(PDU, { sequence: 35 + tail.length });
    expect(pdus([begin, next])).toEqual([tail, PDU]);
  });
});

describe('octets without packets', () => {
  const none = encode(example('unbind'));

  it('are cut by their lengths', () => {
    expect(pdusIn([Buffer.concat([PDU, none]), none])).toEqual([
      { flow: null, octets: PDU },
      { flow: null, octets: none },
      { flow: null, octets: none },
    ]);
  });

  it('what is left is given as it is', () => {
    const rest = uint32(8);
    expect(pdusIn([Buffer.concat([PDU, rest, PDU])]).map(({ octets }) => octets)).toEqual([
      PDU,
      Buffer.concat([rest, PDU]),
    ]);
  });
});
