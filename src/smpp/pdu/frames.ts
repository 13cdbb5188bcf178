/** Cuts a stream of octets into frames (SMPP 3.4 §3.2: command_length comes first). Pure: whoever has a clock watches `unfinished`. */
import { HEADER_OCTETS } from './cursor.ts';

export interface FrameSplitter {
  /**
   * Takes what came and gives the frames that are whole now, in order. They are views of the chunk where it holds them whole. Once the stream
   * is broken, nothing more comes.
   */
  push(chunk: Buffer): readonly Buffer[];
  /** Whether a frame is begun and not whole. */
  unfinished(): boolean;
  /** What the octets look like if no frame can begin with them, in words for people; null while all is well. */
  broken(): string | null;
}

/** @param cap octets of the largest frame that is let in */
export function frameSplitter(cap: number): FrameSplitter {
  const stream: Stream = { cap, held: NO_OCTETS, used: 0, looksLike: null };
  return {
    push: (chunk) => (stream.looksLike === null ? push(stream, chunk) : NO_FRAMES),
    unfinished: () => stream.used > 0,
    broken: () => stream.looksLike,
  };
}

interface Stream {
  readonly cap: number;
  /** The first `used` octets of it are the beginning of a frame. */
  held: Buffer;
  used: number;
  looksLike: string | null;
}

const LENGTH_OCTETS = 4;
/** First room for an unfinished frame; it grows with what really comes, not with what command_length promises. */
const FIRST_ROOM = 256;
const NO_OCTETS = Buffer.alloc(0);
const NO_FRAMES: readonly Buffer[] = Object.freeze([]);

function push(stream: Stream, chunk: Buffer): readonly Buffer[] {
  const frames: Buffer[] = [];
  let at = stream.used > 0 ? finish(stream, chunk, frames) : 0;
  while (stream.looksLike === null && chunk.length - at >= LENGTH_OCTETS) {
    const length = chunk.readUInt32BE(at);
    if (isBad(stream, length)) breakOff(stream, chunk.subarray(at));
    else if (chunk.length - at < length) break;
    else {
      frames.push(chunk.subarray(at, at + length));
      at += length;
    }
  }
  if (stream.looksLike === null) hold(stream, chunk, at, chunk.length);
  return frames;
}

/** Goes on with the frame that an earlier chunk began; gives how much of the chunk that took. */
function finish(stream: Stream, chunk: Buffer, frames: Buffer[]): number {
  let at = hold(stream, chunk, 0, LENGTH_OCTETS - stream.used);
  if (stream.used < LENGTH_OCTETS) return at;
  const length = stream.held.readUInt32BE(0);
  if (isBad(stream, length)) {
    breakOff(stream, Buffer.concat([stream.held.subarray(0, stream.used), chunk.subarray(at)]));
    return at;
  }
  at = hold(stream, chunk, at, at + length - stream.used);
  if (stream.used < length) return at;
  frames.push(stream.held.subarray(0, length));
  letGo(stream);
  return at;
}

/** Keeps a copy of octets of the chunk, behind those that are held; gives the offset of the first that was not taken. */
function hold(stream: Stream, chunk: Buffer, from: number, to: number): number {
  const end = Math.min(to, chunk.length);
  if (end <= from) return from;
  const used = stream.used + end - from;
  if (used > stream.held.length) {
    const room = Buffer.allocUnsafe(Math.max(used, Math.min(stream.cap, Math.max(FIRST_ROOM, 2 * stream.held.length))));
    stream.held.copy(room, 0, 0, stream.used);
    stream.held = room;
  }
  chunk.copy(stream.held, stream.used, from, end);
  stream.used = used;
  return end;
}

function letGo(stream: Stream): void {
  stream.held = NO_OCTETS;
  stream.used = 0;
}

function isBad({ cap }: Stream, length: number): boolean {
  return length < HEADER_OCTETS || length > cap;
}

function breakOff(stream: Stream, octets: Buffer): void {
  stream.looksLike = appearance(octets);
  letGo(stream);
}

const HTTP = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE|PRI|HTTP)([ /]|$)/;
const PRINTABLE = /^[\t\r\n\x20-\x7e]+$/;
/** What is looked at of a stream that is no SMPP. */
const GLANCE_OCTETS = 16;
/** A longer command_length was hardly meant as one. */
export const LONGEST_MEANT = 0xffffff;

/** What octets look like that begin no frame, in words for people; there must be four. */
export function appearance(octets: Buffer): string {
  // A record of the handshake (16), version 3.x (RFC 8446 §5.1).
  if (octets[0] === 0x16 && octets[1] === 0x03) return 'a TLS handshake';
  const text = octets.toString('latin1', 0, GLANCE_OCTETS);
  if (HTTP.test(text)) return 'an HTTP request';
  if (PRINTABLE.test(text)) return 'text';
  const length = octets.readUInt32BE(0);
  return length > LONGEST_MEANT ? 'random octets' : `a PDU of ${length} octets`;
}
