/** The way out of a link: all PDUs of one turn of the event loop leave as one write. */
import type { Socket } from 'node:net';
import type { Pdu } from '../pdu/pdu.ts';
import { encodedLength, encodeInto } from '../pdu/write.ts';

export interface Output {
  /** Writes a PDU at the end of this turn. Throws EncodeError: then nothing of it is written. */
  put(pdu: Pdu): void;
  /** Writes what was put, now. */
  flush(): void;
  /** Whether the peer leaves unread what was written: no more should be put. */
  isBlocked(): boolean;
}

export interface OutputListener {
  /** The peer leaves unread what was written; the socket's `drain` tells when it has read. */
  readonly onBlocked: () => void;
  /** More waits for the peer than may. */
  readonly onTooMuch: () => void;
}

/** Octets of a new chunk, and of the largest that is made for more than one PDU. */
const SMALL_CHUNK = 1024;
const LARGE_CHUNK = 65_536;
const NO_CHUNK = Buffer.alloc(0);

/** @param unwritten octets that may wait for the peer before `onTooMuch` is told */
export function openOutput(socket: Socket, unwritten: number, listener: OutputListener): Output {
  let chunk: Buffer = NO_CHUNK;
  let used = 0;
  let isScheduled = false;

  const flush = () => {
    isScheduled = false;
    if (used === 0 || !socket.writable) return;
    socket.write(chunk.subarray(0, used));
    used = 0;
    // Octets that still wait belong to the socket; where none do, the chunk is ours again.
    if (socket.writableLength > 0) chunk = NO_CHUNK;
    if (socket.writableLength > unwritten) listener.onTooMuch();
    else if (socket.writableNeedDrain) listener.onBlocked();
  };

  const makeRoom = (octets: number) => {
    if (used + octets > LARGE_CHUNK) flush();
    const room = Buffer.allocUnsafe(Math.max(SMALL_CHUNK, used + octets, Math.min(LARGE_CHUNK, 2 * chunk.length)));
    chunk.copy(room, 0, 0, used);
    chunk = room;
  };

  return {
    put(pdu) {
      let end = encodeInto(chunk, used, pdu);
      if (end < 0) {
        makeRoom(encodedLength(pdu));
        end = encodeInto(chunk, used, pdu);
      }
      used = end;
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(flush);
    },
    flush,
    isBlocked: () => socket.writableNeedDrain,
  };
}
