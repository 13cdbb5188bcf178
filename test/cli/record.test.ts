/** Recorded scripts: what was done becomes a script that passes when it is played at once, in a fresh world of a local run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, serve, temporaryFolder } from './support/process.ts';
import { startInTerminal } from './support/pty.ts';

const [ANN, BORIS] = ['79161234567', '79161234568'];
const FILE = 'mine.session.yaml';

interface Known {
  readonly msisdn: string;
  readonly programs?: object;
  readonly [more: string]: unknown;
}

/** A gateway with a world in which these are known. */
async function world(...subscribers: readonly Known[]): Promise<{ readonly url: string; readonly world: string }> {
  const { url } = await serve();
  const made = await post(url, 'main', '/v1/worlds', { seed: { subscribers }, clock: '2020-03-01T10:00:00+03:00' });
  return { url, world: String(made.id) };
}

async function post(url: string, id: string, path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { 'Content-Type': 'application/json', 'Starhash-World': id };
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

const member = (points: number) => ({ programs: { 'mts-bonus': { points } } });

/** Plays a script locally. @returns what `starhash test` prints where it does not pass */
async function played(cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(['test', FILE], { cwd });
  return code === 0 ? 'passed' : stdout + stderr;
}

describe('dial --record', () => {
  const CASES = [
    ['a join', 0, [], '*111*455*1#', ''],
    ['a balance', 0, [{ msisdn: ANN, ...member(40) }], '*111*455#', '0\n'],
    ['a gift that is too dear', 0, [{ msisdn: ANN, ...member(1), language: 'en' }], '*111*455#', '2\n1\n'],
    ['a gift ordered by its code', 0, [{ msisdn: ANN, ...member(1) }], '*111*455*011#', ''],
    ['a dialogue that is hung up', 0, [{ msisdn: ANN, blocked: true, ...member(3) }], '*111*455#', '2\n'],
    ['a code that nobody has', 0, [], '*999#', ''],
    ['a code that is none', 1, [], '*111', ''],
    ['an answer that cannot be sent', 1, [], '*111*455#', `${'9'.repeat(300)}\n`],
  ] as const;

  it.each(CASES)('%s', async (_name, exit, subscribers, code, input) => {
    const cwd = temporaryFolder();
    const at = await world(...subscribers);
    const recorded = await run(['dial', code, '--url', at.url, '--world', at.world, '--record', FILE], { cwd, input });
    expect(recorded.code).toBe(exit);
    expect(recorded.stderr).toContain(`${FILE} written. Play it: starhash test ${FILE}\n`);
    expect(await played(cwd)).toBe('passed');
  });

  it('a transfer with its code, which is a variable; the other phone is given, too', async () => {
    const cwd = temporaryFolder();
    const at = await world({ msisdn: ANN, ...member(500) }, { msisdn: BORIS, ...member(7) });
    const dial = ['dial', '*111*455*4#', '--url', at.url, '--world', at.world, '--record', FILE];
    const phone = startInTerminal([...dial.slice(0, -1), join(cwd, FILE)]);
    await phone.shows(/Номер телефона/);
    phone.press('89161234568\r');
    await phone.shows(/Сколько баллов/);
    phone.press('200\r');
    await phone.shows(/Код из SMS/);
    const shown = await phone.shows(/\d{4} – код/);
    phone.press(`${/(\d{4}) – код/.exec(shown)?.[1]}\r`);
    await phone.shows(/The dialogue is over/);
    phone.press('q');
    expect(await phone.ended).toBe(0);
    const text = readFileSync(join(cwd, FILE), 'utf8');
    expect(text).toContain('# by chance: the code');
    expect(text).toMatch(/answer: "\$\{?code\}?"/);
    expect(text).toMatch(/clock: "?2020-03-01T07:00:00Z/);
    expect(text).toMatch(/phone2"?: \{ points: \{ mts-bonus: 7 \} \}/);
    expect(await played(cwd)).toBe('passed');
  });

  it('time that passed counts where it is a minute or more', async () => {
    const cwd = temporaryFolder();
    const at = await world({ msisdn: ANN, ...member(1) });
    const phone = startInTerminal([
      'dial',
      '*111*455#',
      '--url',
      at.url,
      '--world',
      at.world,
      '--record',
      join(cwd, FILE),
    ]);
    await phone.shows(/6 Выйти/);
    await post(at.url, at.world, '/v1/clock', { advance: 'PT2M' });
    phone.press('2\r');
    await phone.shows(/Звонки/);
    await post(at.url, at.world, '/v1/clock', { advance: 'PT4M' });
    await phone.shows(/Time is up/);
    phone.press('q');
    await phone.ended;
    expect(readFileSync(join(cwd, FILE), 'utf8')).toMatch(/wait: (2m|12\ds)\n/);
    expect(await played(cwd)).toBe('passed');
  });
});

describe('record', () => {
  /** Ann joins, asks for her balance by SMS, orders a gift that is too dear, and hangs up a dialogue, from a world without anybody. */
  async function busyWorld(): Promise<{
    readonly url: string;
    readonly args: readonly string[];
    readonly ids: string[];
  }> {
    const at = await world();
    const ids: string[] = [];
    const dial = async (code: string) => {
      const { sessionId } = await post(at.url, at.world, '/v1/ussd', { msisdn: ANN, code });
      ids.push(String(sessionId));
    };
    await dial('*111*455*1#');
    await post(at.url, at.world, '/v1/sms', { from: ANN, to: '4555', text: 'Бонус' });
    await dial('*111*455#');
    await post(at.url, at.world, `/v1/ussd/${ids[1]}`, { input: '2' });
    await post(at.url, at.world, '/v1/clock', { advance: 'PT2M' });
    await post(at.url, at.world, `/v1/ussd/${ids[1]}`, { input: '1' });
    await dial('*111*455*011#');
    await post(at.url, at.world, '/v1/ussd/push', { msisdn: ANN, from: '4555', text: 'Привет!', expectsReply: true });
    return { url: at.url, args: ['--url', at.url, '--world', at.world], ids };
  }

  it('all that a phone did, from the event log', async () => {
    const { args } = await busyWorld();
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await run(['record', ANN, ...args], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '# Recorded by starhash record. What was so before is not known: write it under "given".',
      '# Now it is for the phone: {"points":{"mts-bonus":0}}',
    ]);
    expect(stdout.match(/^ {2}- (\w+):/gm)).toEqual(
      ['dial', 'sms', 'dial', 'answer', 'wait', 'answer', 'dial', 'push'].map((verb) => `  - ${verb}:`),
    );
    writeFileSync(join(cwd, FILE), stdout);
    expect(await played(cwd)).toBe('passed');
  });

  it('one dialogue by its id, with what is given written by hand', async () => {
    const { args, ids } = await busyWorld();
    const cwd = temporaryFolder();
    const { code, stderr } = await run(['record', ids[1] ?? '', ...args, '--output', FILE], { cwd });
    expect([code, stderr]).toEqual([0, `${FILE} written. Play it: starhash test ${FILE}\n`]);
    const text = readFileSync(join(cwd, FILE), 'utf8');
    expect(text.match(/^ {2}- (\w+):/gm)).toEqual(['dial', 'answer', 'wait', 'answer'].map((verb) => `  - ${verb}:`));
    expect(await played(cwd)).not.toBe('passed');
    writeFileSync(join(cwd, FILE), text.replace('given: {', 'given: { points: { mts-bonus: 0 },'));
    expect(await played(cwd)).toBe('passed');
  });

  it('of what the gateway never saw nothing is remembered', async () => {
    const { args } = await busyWorld();
    for (const which of ['79160000000', 'SjHMBer7wH5ohX4M10d6jzif', 'nobody']) {
      expect(await run(['record', which, ...args])).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^starhash record: the gateway remembers nothing of it/),
      });
    }
  });

  it('no gateway, no memory', async () => {
    const { code, stderr } = await run(['record', ANN, '--url', 'http://127.0.0.1:9']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('no gateway answers at http://127.0.0.1:9')]);
  });
});

describe('the file', () => {
  const COMMANDS = [
    ['dial', (file: string) => ['dial', '*111*455#', '--record', file, '--data', 'd']],
    ['record', (file: string) => ['record', ANN, '--output', file]],
  ] as const;

  it.each(COMMANDS)('%s: what is there already stays, unless --force', async (_name, words) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, FILE), 'mine');
    const { code, stderr, stdout } = await run(words(FILE), { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`${FILE} is there already; --force replaces it.`);
    expect(readFileSync(join(cwd, FILE), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, 'd'))).toBe(false);
  });

  it('--force replaces it', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, FILE), 'mine');
    expect((await run(['dial', '*111*455*1#', '--record', FILE, '--force'], { cwd })).code).toBe(0);
    expect(await played(cwd)).toBe('passed');
  });

  it.each(COMMANDS)('%s: a name that is no script, and a folder that is not there', async (_name, words) => {
    for (const [file, why] of [
      ['mine.yaml', 'mine.yaml must end in .session.yaml, as all session scripts do.'],
      [`no/${FILE}`, 'there is no folder no.'],
    ] as const) {
      expect(await run(words(file))).toMatchObject({ code: 2, stderr: expect.stringContaining(why) });
    }
  });
});
