import { expect, test } from 'vitest';
import { openWire, rawRequest } from './support/wire.ts';

const BODY = JSON.stringify({ msisdn: '7', code: '*1#' });

function request(host: string, origin: string | null, target = 'POST /v1/ussd'): string[] {
  const lines = [
    `${target} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
  ];
  return origin === null ? lines : [...lines, `Origin: ${origin}`];
}

/** Host (PORT stands for the real one), Origin, then the word of the refusal, or null. */
const VISITORS: readonly (readonly [string, string | null, string | null])[] = [
  ['127.0.0.1:PORT', null, null],
  ['localhost:PORT', null, null],
  ['LocalHost', null, null],
  ['[::1]:PORT', null, null],
  ['localhost:8443', null, null],
  ['gateway.test', null, null],
  ['gateway.test:8080', null, null],
  ['evil.example', null, 'foreign-host'],
  ['evil.example:PORT', null, 'foreign-host'],
  ['localhost.evil.example', null, 'foreign-host'],
  ['localhost:80@evil.example', null, null],
  ['203.0.113.9', null, 'foreign-host'],
  ['', null, 'foreign-host'],
  ['localhost:PORT', 'http://localhost:PORT', null],
  ['localhost:PORT', 'http://127.0.0.1:PORT', null],
  ['127.0.0.1:PORT', 'http://[::1]:PORT', null],
  ['gateway.test', 'https://gateway.test', null],
  ['localhost:PORT', 'http://localhost:3000', 'foreign-origin'],
  ['gateway.test', 'https://gateway.test.evil.example', 'foreign-origin'],
  ['localhost:PORT', 'http://localhost', 'foreign-origin'],
  ['localhost:PORT', 'https://evil.example', 'foreign-origin'],
  ['localhost:PORT', 'https://evil.example/localhost:PORT', 'foreign-origin'],
  ['localhost:PORT', 'null', 'foreign-origin'],
  ['localhost:PORT', '', 'foreign-origin'],
  ['evil.example', 'http://evil.example', 'foreign-host'],
];

test.each(VISITORS)('Host %s with Origin %s: %s', async (host, origin, word) => {
  const wire = await openWire({ allowedHosts: ['Gateway.test'] });
  const real = (text: string) => text.replace('PORT', String(wire.port));
  const lines = request(real(host), origin === null ? null : real(origin));
  const { status, text } = await rawRequest(wire.port, lines, BODY);
  expect(status).toBe(word === null ? 201 : 403);
  if (word !== null) expect(text).toContain(`urn:starhash:problem:${word}`);
  expect(wire.gateway.asked.length).toBe(word === null ? 1 : 0);
});

test.each(['GET /v1/clock', 'GET /docs', 'GET /nowhere', 'DELETE /v1/ussd/s1', 'GET /v1/events'])(
  '%s is refused to a foreign Host and a foreign Origin, too',
  async (target) => {
    const wire = await openWire();
    expect((await rawRequest(wire.port, request('evil.example', null, target), BODY)).status).toBe(403);
    expect((await rawRequest(wire.port, request('localhost', 'http://evil.example', target), BODY)).status).toBe(403);
  },
);

test('a server bound to all addresses serves the address it was reached by', async () => {
  const wire = await openWire({ host: '0.0.0.0' });
  expect((await rawRequest(wire.port, request('127.0.0.1', null), BODY)).status).toBe(201);
  expect((await rawRequest(wire.port, request('192.0.2.1', null), BODY)).status).toBe(403);
});

test('no answer invites pages of other origins', async () => {
  const wire = await openWire();
  for (const path of ['/v1/clock', '/docs', '/openapi.json', '/nowhere']) {
    const { headers } = await fetch(wire.url + path);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  }
});
