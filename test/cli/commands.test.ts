import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run, serve, start, temporaryFolder } from './support/process.ts';

const JOINED = 'SMS from 4555: Вы в программе МТС Бонус!';

describe('the command line itself', () => {
  it.each([
    [['--version'], /^\d+\.\d+\.\d+\n$/],
    [['--help'], /^Starhash .*\n\nCommands:\n {2}serve /],
    [['help'], /Exit codes: 0 good/],
    [['help', 'dial'], /^Usage: starhash dial CODE/],
    [['dial', '--help'], /Examples:\n {2}starhash dial '\*111\*455#'/],
    [['serve', '-h'], /--http PORT +HTTP port/],
    [['sms', '--help'], /^Usage: starhash sms SHORTCODE TEXT \[options\]/],
    [['lint', '--help'], /^Usage: starhash lint \[DIR…\] \[options\]/],
    [['audit', '--help'], /Exit code 1 if anything differs/],
  ])('%j', async (args, shown) => {
    const { code, stdout, stderr } = await run(args);
    expect(stdout).toMatch(shown);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('help does not offer what is not there', async () => {
    expect((await run(['--help'])).stdout).not.toMatch(/bench/);
  });

  it.each([
    [[], /^Starhash .*\n\nCommands:/],
    [['sevre'], /^starhash: There is no command "sevre"\. Did you mean serve\?\n/],
    [['bench'], /^starhash: "bench" is not available in this version\.\n/],
    [['test', 'x'], /^starhash test: there is no file or folder x\.\n/],
    [['help', 'dail'], /Did you mean dial\?/],
    [['dial'], /^starhash dial: CODE is missing\. Usage: /],
    [['sms', '4555'], /^starhash sms: TEXT is missing\. Usage: /],
    [['sms', '4555', 'a', 'b'], /"b" is one word too many; put a text with spaces in quotes/],
    [['dial', '*1#', '--form', '7'], /There is no option --form\. Did you mean --from\?/],
    [['dial', '*1#', '--url', 'ftp://x'], /--url must be like http:\/\/127\.0\.0\.1:8080, not "ftp:\/\/x"/],
    [['dial', '*1#', '--url', 'x'], /--url must be like/],
    [['dial', '*1#', '--url', 'ftp://me:hunter2@x'], /--url must be like \S+ not "ftp:\/\/me:\*\*\*@x"/],
    [['lint', 'nowhere'], /there is no folder nowhere/],
    [['audit', '--url', 'x'], /There is no option --url/],
  ])('wrong use %j: exit code 2', async (args, complaint) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toMatch(complaint);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('dial in a pipe', () => {
  it('starts a private gateway, says so, and the next call finds the membership', async () => {
    const cwd = temporaryFolder();
    const dial = (code: string) => run(['dial', code, '--data', 'd'], { cwd });
    const joined = await dial('*111*455*1#');
    expect(joined.stdout).toContain(JOINED);
    expect(joined).toMatchObject({ code: 0, stderr: 'No gateway is running; using a private one on d.\n' });
    const balance = await dial('*111*455*0#');
    expect(balance).toMatchObject({
      code: 0,
      stdout: 'Принято. Ответ придёт по SMS.\nSMS from 4555: У вас 0 баллов.\n',
    });
  });

  it('answers line by line, skips empty lines, and parts the screens by an empty line', async () => {
    const { url } = await serve();
    const { code, stdout } = await run(['dial', '*111*455#', '--url', url], { input: '\n1\r\n\n' });
    const [menu, accepted] = stdout.split('\n\n');
    expect(menu).toMatch(/^МТС Бонус\n0 Баланс\n1 Вступить\n/);
    expect(accepted).toMatch(/^Принято\. Ответ придёт по SMS\.\nSMS from 4555: Вы в программе/);
    expect(code).toBe(0);
  });

  it('hangs up when its input ends', async () => {
    const { url } = await serve();
    await run(['dial', '*111*455#', '--url', url], { input: '2\n' });
    const phone = await (await fetch(`${url}/v1/subscribers/79161234567`)).json();
    expect(phone).toMatchObject({ session: null });
  });

  it('gives one JSON object a line', async () => {
    const { url } = await serve();
    const { stdout } = await run(['dial', '*111*455#', '--url', url, '--json'], { input: '1\n' });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { kind: 'screen', state: 'awaiting', service: 'mts-bonus' },
      { kind: 'screen', state: 'ended' },
      { kind: 'sms', from: '4555', text: expect.stringContaining('МТС Бонус') },
    ]);
  });

  it('finds the gateway that serves in this environment', async () => {
    const { url } = await serve();
    const { code, stderr } = await run(['dial', '*111*455*1#'], { env: { STARHASH_HTTP: new URL(url).port } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('says when the session has run out meanwhile', async () => {
    const { url } = await serve();
    const call = start(['dial', '*111*455#', '--url', url]);
    await call.until(/6 Выйти/);
    await fetch(`${url}/v1/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"advance":"PT181S"}',
    });
    call.child.stdin.write('0\n');
    expect(await call.ended).toBe(1);
    expect(call.stderr()).toMatch(/^starhash dial: .+\n$/);
  });

  it.each([
    [['dial', '*100'], /must end with #/],
    [['dial', '*111*455#', '--from', 'mum'], /^starhash dial: .+\n$/],
    [['dial', '*111*455#', '--world', 'nowhere'], /nowhere/],
    [['sms', '999', 'Бонус'], /^starhash sms: .+\n$/],
  ])('%j is refused with a reason: exit code 1', async (args, reason) => {
    const { url } = await serve();
    const { code, stdout, stderr } = await run([...args, '--url', url]);
    expect(stderr).toMatch(reason);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});

describe('sms', () => {
  it('prints what comes back', async () => {
    const { url } = await serve();
    expect((await run(['sms', '4555', '', '--url', url])).stdout).toContain(JOINED);
    expect(await run(['sms', '4555', 'бонус', '--url', url])).toEqual({
      code: 0,
      stdout: 'SMS from 4555: У вас 0 баллов.\n',
      stderr: '',
    });
  });
});

describe('what answers at the other end', () => {
  function other(answer: (path: string) => string): Promise<string> {
    const server = createServer((request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(answer(request.url ?? ''));
    });
    onTestFinished(() => void server.close());
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    });
  }

  it('nobody: says how to start one', async () => {
    const { code, stderr } = await run(['dial', '*1#', '--url', 'http://127.0.0.1:1']);
    expect(stderr).toBe('starhash dial: no gateway answers at http://127.0.0.1:1/. Start one with: starhash serve\n');
    expect(code).toBe(1);
  });

  it('something else: says so', async () => {
    const { code, stderr } = await run(['dial', '*1#', '--url', await other(() => '<html>')]);
    expect(stderr).toMatch(/is no Starhash \(status 200, not JSON\)/);
    expect(code).toBe(1);
  });

  it('hostile texts do not reach the terminal as they are', async () => {
    const evil = 'a\u001b[31mb\u202ec\u0007d';
    const screen = { sessionId: 's', state: 'ended', text: evil, service: '', language: '', expiresAt: '' };
    const messages = [{ id: '1', from: evil, text: `${evil}\ne`, parts: 1, at: '' }];
    const url = await other((path) =>
      JSON.stringify(path === '/v1/ussd' ? screen : { messages: path.includes('after') ? messages : [] }),
    );
    const empty = await run(['dial', '*1#', '--url', url]);
    expect(empty.stdout).toBe('a[31mbcd\n');
    const full = await other((path) => JSON.stringify(path === '/v1/ussd' ? screen : { messages }));
    expect((await run(['dial', '*1#', '--url', full])).stdout).toBe('a[31mbcd\nSMS from a[31mbcd: a[31mbcd\n  e\n');
  });
});

describe('lint', () => {
  it('finds nothing wrong with what is shipped', async () => {
    const { code, stdout } = await run(['lint']);
    expect(stdout).toMatch(/^\d+ services? checked \(.*mts-bonus.*\), 0 mistakes\n$/);
    expect(code).toBe(0);
  });

  it('prints every mistake with its place and fix: exit code 2', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'mine/shop'), { recursive: true });
    writeFileSync(join(cwd, 'mine/shop/service.yaml'), 'servcie: shop\nstates: {}\nkyes: {}\n');
    const { code, stdout } = await run(['lint', 'mine'], { cwd });
    expect(stdout).toMatch(/^mine\/shop\/service\.yaml:1:1: .*\n {4}fix: /m);
    expect(stdout).toMatch(/^mine\/shop\/service\.yaml:3:1: .*kyes/m);
    expect(stdout).toMatch(/, \d+ mistakes\n$/);
    expect(code).toBe(2);
  });
});

describe('audit', () => {
  it('counts the accounts that it has replayed', async () => {
    const cwd = temporaryFolder();
    const nothing = await run(['audit', '--data', 'd'], { cwd });
    expect(nothing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('there is no data in') });
    expect(existsSync(join(cwd, 'd'))).toBe(false);
    await run(['dial', '*111*455*1#', '--data', 'd'], { cwd });
    const { code, stdout } = await run(['audit', '--data', 'd'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 account checked, 0 differences\n' });
  });
});
