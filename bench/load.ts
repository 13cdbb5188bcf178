/**
 * Worker: phones that dial and answer over HTTP, a keep-alive connection each, so many ms on end.
 * Arguments: port, ms, connections. Prints one row as JSON (cpu = 0: the server knows its own).
 */
import { connect, type Socket } from 'node:net';
import { ANSWERS, CODE, JOIN, msisdnOf } from './dialogue.ts';
import { measure } from './measure.ts';

const [port = '', ms = '1500', connections = '64'] = process.argv.slice(2);

const phones = await Promise.all(Array.from({ length: Number(connections) }, (_, loop) => openPhone(loop)));
const row = await measure(
  'http',
  Number(ms),
  phones.length,
  (loop) => phones[loop]?.() ?? Promise.reject(new Error('no phone')),
);
console.log(JSON.stringify(row));
process.exit(0);

async function openPhone(loop: number): Promise<() => Promise<void>> {
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const ask = asker(socket);
  const dial = frame('/v1/ussd', { msisdn: msisdnOf(loop), code: CODE });
  await ask(frame('/v1/ussd', { msisdn: msisdnOf(loop), code: JOIN }));
  let sessionId = '';
  let next = Number.POSITIVE_INFINITY;
  return async () => {
    const input = ANSWERS[next];
    const answer = JSON.parse(await ask(input === undefined ? dial : frame(`/v1/ussd/${sessionId}`, { input })));
    if (answer.state !== 'awaiting') throw new Error(`A step went wrong: ${JSON.stringify(answer)}`);
    sessionId = answer.sessionId;
    next = input === undefined ? 0 : next + 1;
  };
}

function frame(path: string, body: unknown): Buffer {
  const json = JSON.stringify(body);
  const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\n\r\n`;
  return Buffer.from(head + json);
}

/** One request at a time: resolves with the body of the answer. */
function asker(socket: Socket): (request: Buffer) => Promise<string> {
  let buffered = Buffer.alloc(0);
  let answered: (body: string) => void = () => {};
  socket.on('data', (chunk) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    const body = wholeBody(buffered);
    if (body === null) return;
    buffered = Buffer.alloc(0);
    answered(body);
  });
  return (request) =>
    new Promise((resolve) => {
      answered = resolve;
      socket.write(request);
    });
}

function wholeBody(bytes: Buffer): string | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1] ?? 0);
  return bytes.length < end + 4 + length ? null : bytes.toString('utf8', end + 4, end + 4 + length);
}
