/** The floor of a menu step over SMPP: a bare server that reads frames, does one EVALSHA of the same bytes, and answers with a screen. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { msisdnOf } from '../dialogue.ts';
import { type Floor, openFloor } from '../floor.ts';
import { COMMAND, responseFrame, SEQUENCE_AT, screenFrame, splitter } from './frames.ts';

const SCREEN = 'Подарки\n1 Звонки\n2 Сообщения\n3 Интернет\n4 Роуминг\n0 Назад';
const ACCEPTED = responseFrame(COMMAND.submitResp, '0123456789AB');
const BOUND = responseFrame(COMMAND.bindResp, 'floor');
const MOST_PHONES = 1000;

/** @returns its port */
export async function serveFloor(redis: string): Promise<number> {
  const msisdns = Array.from({ length: MOST_PHONES }, (_, loop) => msisdnOf(loop));
  const floor = await openFloor(redis, msisdns);
  const screens = new Map(msisdns.map((msisdn) => [msisdn, screenFrame(msisdn, SCREEN).bytes]));
  const server = createServer((socket) => talk(socket.setNoDelay(true), floor, screens));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function talk(socket: Socket, floor: Floor, screens: ReadonlyMap<string, Buffer>): void {
  let waiting: Buffer[] = [];
  const flush = () => {
    socket.write(waiting.length === 1 ? (waiting[0] as Buffer) : Buffer.concat(waiting));
    waiting = [];
  };
  const put = (frame: Buffer) => {
    if (waiting.push(frame) === 1) setImmediate(flush);
  };
  const read = splitter((bytes, start) => {
    const command = bytes.readUInt32BE(start + 4);
    const sequence = bytes.readUInt32BE(start + SEQUENCE_AT);
    if (command === COMMAND.submit) return void step(sourceOf(bytes, start), sequence);
    if (command < 0x80000000) put(numbered(BOUND, sequence));
  });
  const step = async (msisdn: string, sequence: number) => {
    await floor.step(msisdn);
    put(numbered(ACCEPTED, sequence));
    put(numbered(screens.get(msisdn) as Buffer, sequence));
  };
  socket.on('data', read);
  socket.on('error', () => {});
}

function numbered(frame: Buffer, sequence: number): Buffer {
  const copy = Buffer.from(frame);
  copy.writeUInt32BE(sequence, SEQUENCE_AT);
  return copy;
}

/** source_addr: the second C-octet string of the body. */
function sourceOf(bytes: Buffer, start: number): string {
  const at = bytes.indexOf(0, start + 16) + 3;
  return bytes.toString('latin1', at, bytes.indexOf(0, at));
}
