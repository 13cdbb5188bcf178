/** From blocks of octets (PDUs as they are, or captured packets) to PDUs. */
import { commandOf } from './commands.ts';
import { HEADER_OCTETS } from './cursor.ts';
import { LONGEST_MEANT } from './frames.ts';
import { type Segment, segmentOf } from './packets.ts';

export interface CapturedPdu {
  /** `address:port > address:port`, or null where the octets came without packets. */
  readonly flow: string | null;
  /** A whole frame, or what there is of one that is cut or broken. */
  readonly octets: Buffer;
}

/** The PDUs in blocks of octets, in their order. A PDU over several packets of a connection is put together, repeated packets are left out. */
export function pdusIn(blocks: readonly Buffer[]): readonly CapturedPdu[] {
  return stretchesOf(blocks).flatMap(({ flow, octets }) => cut(octets).map((pdu) => ({ flow, octets: pdu })));
}

/** Octets that follow each other without a gap. */
interface Stretch {
  readonly flow: string | null;
  octets: Buffer;
  /** TCP sequence number of the next octet. */
  next: number;
}

function stretchesOf(blocks: readonly Buffer[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const flows = new Map<string, Stretch>();
  for (const block of blocks) {
    const segment = beginsPdu(block) ? null : segmentOf(block);
    if (segment === null) stretches.push({ flow: null, octets: block, next: 0 });
    else if (segment.payload.length > 0) addSegment(segment, stretches, flows);
  }
  return stretches;
}

function beginsPdu(block: Buffer): boolean {
  return block.length >= HEADER_OCTETS && mayBegin(block);
}

/** Whether a frame may begin so, as far as length and command are there. The headers of packets look otherwise. */
function mayBegin(octets: Buffer): boolean {
  if (octets.length < 4) return true;
  const length = octets.readUInt32BE(0);
  if (length < HEADER_OCTETS || length > LONGEST_MEANT) return false;
  return octets.length < 8 || commandOf(octets.readUInt32BE(4)) !== null;
}

function addSegment({ flow, sequence, payload }: Segment, stretches: Stretch[], flows: Map<string, Stretch>): void {
  const known = flows.get(flow);
  const ahead = known === undefined ? 0 : (sequence - known.next) | 0;
  if (known !== undefined && ahead + payload.length <= 0) return;
  const next = (sequence + payload.length) >>> 0;
  if (known !== undefined && ahead === 0 && isUnfinished(known.octets)) {
    known.octets = Buffer.concat([known.octets, payload]);
    known.next = next;
    return;
  }
  const stretch = { flow, octets: payload, next };
  stretches.push(stretch);
  flows.set(flow, stretch);
}

/** The length of the frame that begins at `at`, or null where none can, or not all of it is there. */
function frameLength(octets: Buffer, at: number): number | null {
  if (octets.length - at < HEADER_OCTETS) return null;
  const length = octets.readUInt32BE(at);
  return length >= HEADER_OCTETS && length <= octets.length - at ? length : null;
}

function cut(octets: Buffer): readonly Buffer[] {
  const pdus: Buffer[] = [];
  let at = 0;
  while (at < octets.length) {
    const length = frameLength(octets, at) ?? octets.length - at;
    pdus.push(octets.subarray(at, at + length));
    at += length;
  }
  return pdus;
}

/** Whether the last PDU waits for more octets. */
function isUnfinished(octets: Buffer): boolean {
  const last = cut(octets).at(-1);
  return last !== undefined && mayBegin(last) && (last.length < 4 || last.readUInt32BE(0) > last.length);
}
