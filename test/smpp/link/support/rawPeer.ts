import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { cut, type Frame } from './frames.ts';

/** The far side of a link, down to the octets. */
export interface RawPeer {
  readonly socket: Socket;
  write(...octets: Uint8Array[]): void;
  /** The next frame that came or comes. Rejects once the link is closed and no frame is left. */
  next(): Promise<Frame>;
  /** The next frames, as `id/status/sequence` in hexadecimal. */
  heads(count: number): Promise<string[]>;
  /** All frames until the link was closed. */
  rest(): Promise<string[]>;
}

export async function connectRaw(port: number): Promise<RawPeer> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  await once(socket, 'connect');
  return rawPeer(socket);
}

function rawPeer(socket: Socket): RawPeer {
  const frames: Frame[] = [];
  const waiting: { resolve: (frame: Frame) => void; reject: (error: Error) => void }[] = [];
  let held: Buffer = Buffer.alloc(0);
  let isEnded = false;

  const end = () => {
    isEnded = true;
    for (const { reject } of waiting.splice(0)) reject(new Error('The link is closed.'));
  };
  socket.on('data', (chunk: Buffer) => {
    const { frames: whole, rest } = cut(Buffer.concat([held, chunk]));
    held = rest;
    frames.push(...whole);
    while (waiting.length > 0 && frames.length > 0) waiting.shift()?.resolve(frames.shift() as Frame);
  });
  socket.on('end', end).on('close', end).on('error', end);

  const next = () =>
    new Promise<Frame>((resolve, reject) => {
      const frame = frames.shift();
      if (frame !== undefined) resolve(frame);
      else if (isEnded) reject(new Error('The link is closed.'));
      else waiting.push({ resolve, reject });
    });

  return {
    socket,
    write: (...octets) => void socket.write(Buffer.concat(octets)),
    next,
    async heads(count) {
      const heads: string[] = [];
      while (heads.length < count) heads.push(headOf(await next()));
      return heads;
    },
    async rest() {
      if (!isEnded) await Promise.race([once(socket, 'end'), once(socket, 'close')]);
      return frames.splice(0).map(headOf);
    },
  };
}

export function headOf({ id, status, sequence }: Frame): string {
  return [id, status, sequence].map((value) => value.toString(16)).join('/');
}
