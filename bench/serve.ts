/** Worker: a Starhash on a free port, or the bare handler that is its floor. Arguments: `starhash` | `floor`, Redis URL. Prints the port; answers each line on stdin with its CPU time so far, µs. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { openStarhash } from '../src/gateway.ts';
import { msisdnOf } from './dialogue.ts';
import { openFloor } from './floor.ts';

const ANSWER = {
  sessionId: 'n'.repeat(24),
  state: 'awaiting',
  text: 'Подарки\n1 Звонки\n2 Сообщения\n3 Интернет\n4 Роуминг\n0 Назад',
  service: 'mts-bonus',
  language: 'ru',
  expiresAt: '2018-03-10T09:03:00.000Z',
};

/** At least as many as the load has connections. */
const MOST_PHONES = 200;

const [kind, redis = ''] = process.argv.slice(2);
console.log(kind === 'floor' ? await serveFloor() : await serveStarhash());
for await (const _ of createInterface({ input: process.stdin })) {
  const { user, system } = process.cpuUsage();
  console.log(user + system);
}
process.exit(0);

async function serveStarhash(): Promise<number> {
  const { httpUrl } = await openStarhash({
    http: { port: 0, host: '127.0.0.1' },
    redis,
    data: '',
    sessions: 'sessions',
    logLevel: 'warn',
  });
  return Number(new URL(httpUrl ?? '').port);
}

/** A bare node:http handler: reads JSON, does the EVALSHA, answers JSON of the same size. */
async function serveFloor(): Promise<number> {
  const floor = await openFloor(
    redis,
    Array.from({ length: MOST_PHONES }, (_, loop) => msisdnOf(loop)),
  );
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const { msisdn = '79160000000' } = JSON.parse(body) as { msisdn?: string };
      await floor.step(msisdn);
      send(response, request.url === '/v1/ussd' ? 201 : 200);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => resolve(body));
  });
}

function send(response: ServerResponse, status: number): void {
  const body = Buffer.from(JSON.stringify(ANSWER));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
  response.end(body);
}
