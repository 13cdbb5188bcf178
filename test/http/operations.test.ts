/** What the operator of a gateway sees: health, meters, log. */
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/http/log.ts';
import { openWire, post } from './support/wire.ts';

test('healthz says who is there', async () => {
  const wire = await openWire();
  const response = await fetch(`${wire.url}/healthz`);
  expect(await response.json()).toEqual({ name: 'starhash', status: 'ok', store: 'embedded' });
  expect((await fetch(`${wire.url}/healthz`, { method: 'HEAD' })).status).toBe(200);
});

test('readyz follows the store', async () => {
  const wire = await openWire();
  expect((await fetch(`${wire.url}/readyz`)).status).toBe(200);
  wire.gateway.isReady = false;
  const away = await fetch(`${wire.url}/readyz`);
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
  wire.gateway.isReady = true;
  expect((await fetch(`${wire.url}/readyz`)).status).toBe(200);
});

test('metrics count calls by name and status, never by path', async () => {
  const wire = await openWire();
  await post(`${wire.url}/v1/ussd`, { msisdn: '79161234567', code: '*1#' });
  await post(`${wire.url}/v1/ussd`, { msisdn: 1 });
  await fetch(`${wire.url}/v1/subscribers/79161234567`);
  await fetch(`${wire.url}/79161234567`);
  const response = await fetch(`${wire.url}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
  const lines = (await response.text()).split('\n');
  for (const line of [
    'starhash_http_requests_total{call="dial",status="201"} 1',
    'starhash_http_requests_total{call="dial",status="400"} 1',
    'starhash_http_requests_total{call="subscriber",status="200"} 1',
    'starhash_http_requests_total{call="none",status="404"} 1',
    'starhash_http_request_seconds_count{call="dial"} 2',
  ]) {
    expect(lines).toContain(line);
  }
  expect(lines.some((line) => line.startsWith('process_cpu_seconds_total '))).toBe(true);
  expect(lines.join()).not.toContain('1234567');
});

test('every request is one line: call, pattern, status, time, and nothing of its content', async () => {
  const wire = await openWire();
  await post(`${wire.url}/v1/sms`, { from: '79161234567', to: '4555', text: 'secret' });
  await fetch(`${wire.url}/v1/bonus/my-program/79161234567?x=secret`);
  await fetch(`${wire.url}/secret`);
  const lines = wire
    .log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const common = { level: 30, time: expect.any(String), ms: expect.any(Number), msg: 'answered' };
  expect(lines).toEqual([
    { ...common, call: 'sendSms', path: '/v1/sms', status: 202 },
    { ...common, call: 'bonus', path: '/v1/bonus/{program}/{msisdn}', status: 400 },
    { ...common, call: 'none', path: '-', status: 404 },
  ]);
});

function logOf(write: (logger: ReturnType<typeof createLogger>) => void, level?: string): Record<string, unknown>[] {
  const stream = new PassThrough();
  write(createLogger(level === undefined ? { destination: stream } : { level, destination: stream }));
  const lines = String(stream.read() ?? '')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

test('numbers are masked and contents left out, wherever a line has them', () => {
  const private_ = { msisdn: '79161234567', from: '4555', to: '79167654321', text: 'a', code: '*1#', input: '2' };
  const [line] = logOf((logger) => logger.info(private_, 'sent'));
  expect(line).toEqual({
    level: 30,
    time: expect.any(String),
    msg: 'sent',
    msisdn: '********567',
    from: '*555',
    to: '********321',
  });
});

test('failures keep name, code, place and cause, without their messages', () => {
  const cause = new TypeError('79161234567');
  const [line] = logOf((logger) => logger.error({ err: new Error('79161234567', { cause }) }, 'failed'));
  expect(line?.err).toMatchObject({ name: 'Error', cause: { name: 'TypeError' } });
  expect(JSON.stringify(line)).toContain('operations.test.ts');
  expect(JSON.stringify(line)).not.toContain('567');
  expect(logOf((logger) => logger.error({ err: 'text' }))[0]?.err).toEqual({ name: 'string' });
});

test('what is said of definitions is said in full: the sentence of the error, and each issue with its place', () => {
  const issues = [{ file: 'sessions/x/states.yaml', line: 4, column: 9, message: 'no state "a"', fix: 'add it' }];
  const failures = [
    Object.assign(new Error('The service definitions have 1 issue.'), { name: 'DefinitionErrors' }),
    Object.assign(new Error('The sessions folder /x cannot be read: ENOENT.'), { name: 'UnreadableFolder' }),
  ];
  const [known, folder] = logOf((logger) => {
    logger.error({ err: failures[0], issues }, 'kept');
    logger.error({ err: failures[1], issues: undefined }, 'kept');
  });
  expect(known).toMatchObject({
    err: { name: 'DefinitionErrors', message: 'The service definitions have 1 issue.' },
    issues: ['sessions/x/states.yaml:4:9: no state "a"; add it'],
  });
  expect(folder?.err).toMatchObject({ message: 'The sessions folder /x cannot be read: ENOENT.' });
  expect(folder).not.toHaveProperty('issues');
});

test('the level is an option', () => {
  const write = (logger: ReturnType<typeof createLogger>) => {
    logger.debug('d');
    logger.info('i');
    logger.warn('w');
  };
  expect(logOf(write).map(({ msg }) => msg)).toEqual(['i', 'w']);
  expect(logOf(write, 'debug').map(({ msg }) => msg)).toEqual(['d', 'i', 'w']);
  expect(logOf(write, 'silent')).toEqual([]);
});
