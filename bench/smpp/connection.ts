/** A bound connection of the load generator: frames in, frames out, one write for all that a chunk brought about. */
import { connect, type Socket } from 'node:net';
import { bindFrame, COMMAND, responseFrame, SEQUENCE_AT, splitter } from './frames.ts';

export interface Connection {
  /** Copies a frame into the next write. @returns where it stands in `outgoing` */
  put(frame: Buffer): number;
  readonly outgoing: Buffer;
  /** Writes what was put. */
  flush(): void;
  /** What comes after the bind. A deliver_sm is acknowledged by the connection. */
  onFrame(listener: (commandId: number, bytes: Buffer, start: number, end: number) => void): void;
  close(): void;
}

const OUTGOING = 1024 * 1024;
const DELIVERED = responseFrame(COMMAND.deliverResp);

/** Connects and binds. */
export async function openConnection(port: number, systemId: string, password: string): Promise<Connection> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  let listener: Parameters<Connection['onFrame']>[0] = () => {};
  let filled = 0;
  // Node keeps a reference to what it could not write at once, so each write has its own copy.
  const outgoing = Buffer.alloc(OUTGOING);
  const flush = () => {
    if (filled === 0) return;
    socket.write(Buffer.from(outgoing.subarray(0, filled)));
    filled = 0;
  };
  socket.on(
    'data',
    withFlush(
      splitter((bytes, start, end) => {
        const commandId = bytes.readUInt32BE(start + 4);
        if (commandId === COMMAND.deliver) acknowledge(connection, bytes, start);
        listener(commandId, bytes, start, end);
      }),
      flush,
    ),
  );
  socket.on('error', fail);
  const connection: Connection = {
    outgoing,
    flush,
    put(frame) {
      if (filled + frame.length > OUTGOING) flush();
      frame.copy(outgoing, filled);
      filled += frame.length;
      return filled - frame.length;
    },
    onFrame(next) {
      listener = next;
    },
    close: () => socket.destroy(),
  };
  await bind(connection, socket, systemId, password);
  return connection;
}

function withFlush(read: (chunk: Buffer) => void, flush: () => void): (chunk: Buffer) => void {
  return (chunk) => {
    read(chunk);
    flush();
  };
}

function acknowledge(connection: Connection, bytes: Buffer, start: number): void {
  const at = connection.put(DELIVERED);
  bytes.copy(connection.outgoing, at + SEQUENCE_AT, start + SEQUENCE_AT, start + SEQUENCE_AT + 4);
}

function bind(connection: Connection, socket: Socket, systemId: string, password: string): Promise<void> {
  return new Promise((resolve) => {
    connection.onFrame((commandId, bytes, start) => {
      const status = bytes.readUInt32BE(start + 8);
      if (commandId !== COMMAND.bindResp || status !== 0) fail(new Error(`The bind got status ${status}.`));
      // What waits for phones may come right behind, and is nobody's here.
      connection.onFrame(() => {});
      resolve();
    });
    socket.write(bindFrame(systemId, password));
  });
}

/** A load generator that goes on after an error would measure nonsense. */
export function fail(error: Error): never {
  console.error(`load: ${error.message}`);
  process.exit(1);
}
