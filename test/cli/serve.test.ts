import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Socket, connect as tcpConnect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CERT, KEY } from '../smpp/smsc/support/identity.ts';
import { type Client, connectClient } from '../support/npmSmpp.ts';
import { run, serve, temporaryFolder } from './support/process.ts';

const READY = /^starhash ready http=http:\/\/127\.0\.0\.1:\d+ smpp=127\.0\.0\.1:\d+ store=embedded\n$/;

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

  it('lets harness bind over SMPP, and shows it in its meters', async () => {
    const gateway = await serve();
    const client = await bindClient(gateway.stdout());
    const meters = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(meters).toContain('starhash_smpp_binds{account="harness",state="bound_trx"} 1\n');
    expect(meters).toContain('starhash_smpp_pdus_total{direction="in",command="bind_transceiver"} 1\n');
    gateway.child.kill('SIGTERM');
    await client.closed;
    expect(await gateway.ended).toBe(0);
  });

  it('without SMPP, if it is off', async () => {
    const gateway = await serve(['--smpp', 'off', '--log-level', 'silent']);
    expect(gateway.stdout()).toMatch(/ smpp=off store=embedded\n$/);
  });

  it('over TLS, which it says on stderr', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'cert.pem'), CERT);
    writeFileSync(join(cwd, 'key.pem'), KEY);
    const tls = ['--smpp', 'off', '--smpps', '0', '--tls-cert', 'cert.pem', '--tls-key', 'key.pem'];
    const gateway = await serve([...tls, '--log-level', 'silent'], { cwd });
    expect(gateway.stdout()).toMatch(/ smpp=off store=embedded\n$/);
    expect(gateway.stderr()).toMatch(/^starhash serve: SMPP over TLS listens on 127\.0\.0\.1:\d+\n$/);
  });

  it('warns of an account that has a code of a service', async () => {
    const cwd = temporaryFolder();
    const accounts = "{ system_id: shop, password: secret, role: application, codes: ['*111*455#', '4555', '*384#'] }";
    writeFileSync(join(cwd, 'starhash.yaml'), `smpp: { accounts: [${accounts}] }`);
    const gateway = await serve(['--config', 'starhash.yaml'], { cwd });
    gateway.child.kill('SIGTERM');
    await gateway.ended;
    const warned = [...gateway.stderr().matchAll(/"msg":"The account shop has (\S+), which/g)].map(([, code]) => code);
    expect(warned).toEqual(['*111*455#', '4555']);
  });

  it('accounts of the config file bind, with a password from the environment', async () => {
    const cwd = temporaryFolder();
    const account = '{system_id: shop, password_env: SHOP_PASSWORD, role: application, codes: ["7777"]}';
    writeFileSync(join(cwd, 'starhash.yaml'), `smpp:\n  accounts:\n    - ${account}\n`);
    const gateway = await serve(['--config', 'starhash.yaml'], { cwd, env: { SHOP_PASSWORD: 'hidden' } });
    await bindClient(gateway.stdout(), { system_id: 'shop', password: 'hidden' });
    await expect(bindClient(gateway.stdout())).rejects.toThrow('refused: 14');
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

  it('an SMPP port that is taken: one line that names its own option', async () => {
    const port = await takenPort();
    const { code, stderr } = await run(['serve', '--http', '0', '--smpp', String(port), '--log-level', 'silent']);
    expect(stderr).toBe(
      `starhash serve: port ${port} of 127.0.0.1 is taken. Stop what listens there, or choose another port with --smpp (0 picks a free one, off closes it).\n`,
    );
    expect(code).toBe(1);
  });

  it('the password of the manual beyond the loopback: exit code 2', async () => {
    const { code, stderr } = await run(['serve', '--http', '0', '--smpp', '0', '--host', '0.0.0.0']);
    expect(stderr).toContain(
      'starhash serve: SMPP would listen on 0.0.0.0 with the password that stands in the manual.',
    );
    expect(code).toBe(2);
  });

  it('a wrong smpp section: all mistakes with their places, exit code 2', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'starhash.yaml'), 'htpp: 1\nsmpp:\n  acounts: []\n  sinks: 9999\n');
    const { code, stderr } = await run(['serve', '--config', 'starhash.yaml'], { cwd });
    expect(stderr).toBe(
      [
        'starhash serve: starhash.yaml:1:1: there is no setting "htpp". Did you mean http?',
        'starhash serve: starhash.yaml:3:3: there is no setting "acounts" here. Did you mean accounts?',
        'starhash serve: starhash.yaml:4:3: "sinks" must be a list.',
        'See starhash serve --help',
        '',
      ].join('\n'),
    );
    expect(code).toBe(2);
  });

  it('a code that phones keep to themselves: one line', async () => {
    const cwd = temporaryFolder();
    const account = '{system_id: shop, password: x, role: application, codes: ["*21"]}';
    writeFileSync(join(cwd, 'starhash.yaml'), `smpp: {accounts: [${account}]}\n`);
    const { stderr } = await run(['serve', '--http', '0', '--smpp', '0', '--config', 'starhash.yaml'], { cwd });
    expect(stderr).toContain('starhash serve: The account shop cannot serve *21. A phone keeps this code to itself');
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
    [['--smpp', 'on'], '--smpp: must be a port, 0 to 65535, or off, not "on".'],
    [['--smpps', '1'], '--smpps wants --tls-cert FILE and --tls-key FILE, both in PEM.'],
    [['--tls-cert', 'x'], '--tls-cert and --tls-key are for --smpps'],
    [['--smpps', '1', '--tls-cert', 'nowhere.pem', '--tls-key', 'x'], '--tls-cert: nowhere.pem cannot be read: ENOENT'],
    [['--seed', 'x'], 'x is no seed: it ends in .yaml, .yml, .json, .csv.'],
    [['--route', 'http://127.0.0.1:3000/ussd'], "--route wants CODE=URL, like --route '*384*77#=http:"],
    [
      ['--route', '384=http://127.0.0.1:3000/ussd'],
      '--route: "384" cannot be dialled. A route is written like *111*455',
    ],
    [
      ['--route', 'http://me:hunter2@127.0.0.1/ussd'],
      '--route wants CODE=URL, like --route \'*384*77#=http://127.0.0.1:3000/ussd\', not "http://me:***@127.0.0.1/ussd".',
    ],
    [['--route', 'http://me:hunter2@127.0.0.1/?a=b'], '--route: "http://me:***@127.0.0.1/?a" cannot be dialled.'],
    [
      ['--route', '*384*77=http://127.0.0.1:3000/ussd'],
      '--route: "*384*77" lacks the # at its end. Write it as it is dialled: *384*77#',
    ],
    [['--route', '*384#=127.0.0.1:3000'], '--route *384#: "127.0.0.1:3000" is no address.'],
    [['--route', '*384#=http://169.254.169.254/'], '--route *384#: 169.254.169.254 is link-local, which is not asked.'],
    [['--route', '*384#=http://a/', '--route', '*384#=http://b/'], '--route: *384 leads to two applications.'],
    [['now'], '"now" is one word too many'],
  ])('wrong use %j: exit code 2', async (args, complaint) => {
    const { code, stdout, stderr } = await run(['serve', ...args]);
    expect(stderr).toContain(`starhash serve: ${complaint}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

/** Binds with npm smpp to the gateway of this ready line. */
async function bindClient(
  ready: string,
  names: object = { system_id: 'harness', password: 'secret' },
): Promise<Client> {
  const client = await connectClient(`smpp://${/smpp=(\S+)/.exec(ready)?.[1]}`);
  onTestFinished(() => client.cut());
  const { command_status } = await client.ask('bind_transceiver', names);
  if (command_status !== 0) throw new Error(`refused: ${command_status}`);
  return client;
}

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
