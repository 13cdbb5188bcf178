/** Finds the TCP payload in a captured packet: IPv4 or IPv6, bare or behind the header of a link layer. */

/** What a packet carries of one direction of a TCP connection. */
export interface Segment {
  /** `address:port > address:port`. */
  readonly flow: string;
  readonly sequence: number;
  readonly payload: Buffer;
}

const ETHERTYPES = [0x0800, 0x86dd];

/** Where a network header may begin, and where its ethertype then stands, if the link layer tells it. */
const LINK_LAYERS: readonly { readonly octets: number; readonly ethertype: number | null }[] = [
  { octets: 0, ethertype: null },
  // BSD loopback: an address family.
  { octets: 4, ethertype: null },
  // Ethernet; with one VLAN tag.
  { octets: 14, ethertype: 12 },
  { octets: 18, ethertype: 16 },
  // Linux "cooked" captures, versions 1 and 2.
  { octets: 16, ethertype: 14 },
  { octets: 20, ethertype: 0 },
];

/** The TCP segment in a packet, or null where there is none that can be recognised. */
export function segmentOf(packet: Buffer): Segment | null {
  for (const { octets, ethertype } of LINK_LAYERS) {
    if (ethertype !== null && !isIp(packet, ethertype)) continue;
    const segment = ipSegment(packet.subarray(octets));
    if (segment !== null) return segment;
  }
  return null;
}

function isIp(packet: Buffer, at: number): boolean {
  return packet.length >= at + 2 && ETHERTYPES.includes(packet.readUInt16BE(at));
}

function ipSegment(packet: Buffer): Segment | null {
  const version = (packet[0] ?? 0) >> 4;
  if (version === 4) return ipv4Segment(packet);
  return version === 6 ? ipv6Segment(packet) : null;
}

const TCP = 6;
const IPV4_OCTETS = 20;
const IPV6_OCTETS = 40;

/** RFC 791 §3.1. */
function ipv4Segment(packet: Buffer): Segment | null {
  const headerOctets = ((packet[0] ?? 0) & 0x0f) * 4;
  if (packet.length < IPV4_OCTETS || headerOctets < IPV4_OCTETS || packet[9] !== TCP) return null;
  // 0 where the network card cuts the packet (segmentation offload).
  const total = packet.readUInt16BE(2) || packet.length;
  if (total < headerOctets) return null;
  const address = (at: number) => packet.subarray(at, at + 4).join('.');
  return tcpSegment(packet.subarray(headerOctets, total), address(12), address(16));
}

/** RFC 8200 §3; extension headers are not looked behind. */
function ipv6Segment(packet: Buffer): Segment | null {
  if (packet.length < IPV6_OCTETS || packet[6] !== TCP) return null;
  const length = packet.readUInt16BE(4) || packet.length;
  const address = (at: number) => `[${(packet.toString('hex', at, at + 16).match(/..../g) ?? []).join(':')}]`;
  return tcpSegment(packet.subarray(IPV6_OCTETS, IPV6_OCTETS + length), address(8), address(24));
}

const TCP_OCTETS = 20;

/** RFC 9293 §3.1. */
function tcpSegment(octets: Buffer, source: string, destination: string): Segment | null {
  if (octets.length < TCP_OCTETS) return null;
  const headerOctets = ((octets[12] as number) >> 4) * 4;
  if (headerOctets < TCP_OCTETS || headerOctets > octets.length) return null;
  return {
    flow: `${source}:${octets.readUInt16BE(0)} > ${destination}:${octets.readUInt16BE(2)}`,
    sequence: octets.readUInt32BE(4),
    payload: octets.subarray(headerOctets),
  };
}
