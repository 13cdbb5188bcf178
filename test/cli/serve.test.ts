import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Socket, connect as tcpConnect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run, serve, temporaryFolder } from './support/process.ts';

const READY = /^starhash ready http=http:\/\/127\.0\.0\.1:\d+ smpp=off store=embedded\n$/;

async function clockOf(url: string): Promise<number> {
  const { now } = (await (await fetch(`${url}/v1/clock`)).json()) as { now: string };
  return Date.parse(now);
}

describe('serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints the ready line alone, answers, and ends well on %s',
    async (signal) => {
      const gateway = await serve();
      expect(await (await fetch(`${gateway.url}/healthz`)).text()).toContain('starhash');
      gateway.child.kill(signal);
      expect(await gateway.ended).toBe(0);
      expect(gateway.stdout()).toMatch(READY);
    },
  );

  it('ends at once on a second signal, whatever is still in flight', async () => {
    const gateway = await serve();
    await openRequest(gateway.url);
    gateway.child.kill('SIGTERM');
    await refusesConnections(gateway.url);
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toBe(1);
  });

  it('takes flags, variables and a config file', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'starhash.yaml'),
      'clock: 2019-05-14T23:00:00+03:00\nhost: 127.0.0.2\ndata: kept\nlog-level: silent\n',
    );
    const env = {
      STARHASH_CONFIG: 'starhash.yaml',
      STARHASH_HTTP: '1',
      STARHASH_HOST: '127.0.0.1',
      STARHASH_HTPP: '2',
    };
    const gateway = await serve([], { cwd, env });
    expect(gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:(?!1$)/);
    expect(Math.abs((await clockOf(gateway.url)) - Date.parse('2019-05-14T20:00:00Z'))).toBeLessThan(60_000);
    expect(gateway.stderr()).toBe('starhash serve: STARHASH_HTPP is not used; did you mean STARHASH_HTTP?\n');
  });

  it('accepts --smpp and says that it does nothing yet', async () => {
    const gateway = await serve(['--smpp', '0', '--log-level', 'silent']);
    expect(gateway.stderr()).toBe('starhash serve: this version has no SMPP; --smpp does nothing.\n');
  });

  it('keeps its data over a restart', async () => {
    const cwd = temporaryFolder();
    const phone = '/v1/subscribers/79161234567';
    const first = await serve([], { cwd });
    await fetch(`${first.url}/v1/ussd`, json({ msisdn: '79161234567', code: '*111*455*1#' }));
    const before = await (await fetch(`${first.url}${phone}/messages`)).json();
    first.child.kill('SIGTERM');
    await first.ended;
    const second = await serve([], { cwd });
    expect(await (await fetch(`${second.url}${phone}/messages`)).json()).toEqual(before);
    expect(before).toMatchObject({ messages: [{ from: '4555' }] });
  });
});

describe('serve that cannot start', () => {
  it('a port that is taken: one line with the way out, exit code 1', async () => {
    const port = await takenPort();
    const { code, stdout, stderr } = await run(['serve', '--http', String(port), '--log-level', 'silent']);
    expect(stderr).toBe(
      `starhash serve: port ${port} of 127.0.0.1 is taken. Stop what listens there, or choose another port with --http (0 picks a free one).\n`,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it('a Redis that does not answer: one line without the password, exit code 1', async () => {
    const url = 'redis://user:secret@127.0.0.1:1';
    const { code, stdout, stderr } = await run(['serve', '--http', '0', '--redis', url, '--log-level', 'silent']);
    expect(stderr).toMatch(/^starhash serve: .*Redis.*\n$/);
    expect(stderr).not.toContain('secret');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it('a data folder that cannot be made: one line, exit code 1', async () => {
    const { code, stderr } = await run(['serve', '--http', '0', '--data', '/dev/null/data', '--log-level', 'silent']);
    expect(stderr).toMatch(/^starhash serve: .*\/dev\/null\/data.*\n$/);
    expect(code).toBe(1);
  });

  it('wrong definitions: all mistakes with place and fix, exit code 2', async () => {
    const cwd = temporaryFolder();
    plant(cwd, 'sessions/shop/service.yaml', 'servcie: shop\nlanguages: [en]\n');
    plant(cwd, 'sessions/shop/texts.en.yaml', 'hello: "{name"\n');
    const { code, stdout, stderr } = await run(['serve', '--http', '0', '--sessions', 'sessions'], { cwd });
    expect(stderr).toMatch(/^sessions\/shop\/service\.yaml:1:1: .*servcie.*\n {4}fix: /m);
    expect(stderr).toMatch(/^sessions\/shop\/texts\.en\.yaml:1:\d+: /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    [['--sessions', 'nowhere'], 'there is no folder nowhere.'],
    [['--htpp', '1'], 'There is no option --htpp. Did you mean --http?'],
    [['--smpps', '1'], '--smpps is not available in this version.'],
    [['--seed', 'x'], '--seed is not available in this version.'],
    [['--route', '*384#=http://127.0.0.1:3000/ussd'], '--route is not available in this version.'],
    [['now'], '"now" is one word too many'],
  ])('wrong use %j: exit code 2', async (args, complaint) => {
    const { code, stdout, stderr } = await run(['serve', ...args]);
    expect(stderr).toContain(`starhash serve: ${complaint}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

function json(body: object): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

function plant(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function takenPort(): Promise<number> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

/** A request whose body never comes: the gateway waits for it while it ends in good order. */
function openRequest(url: string): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  const socket = tcpConnect(Number(port), hostname);
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  const head = `POST /v1/sms HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n`;
  socket.write(head);
  return new Promise((resolve) => socket.once('data', () => resolve(socket)));
}

async function refusesConnections(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  for (;;) {
    const refused = await new Promise<boolean>((resolve) => {
      const socket = tcpConnect(Number(port), hostname, () => resolve(false));
      socket.on('error', () => resolve(true)).on('connect', () => socket.destroy());
    });
    if (refused) return;
  }
}
