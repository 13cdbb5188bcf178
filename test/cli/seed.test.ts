/** Seeds on the command line: `starhash seed`, `serve --seed`, and both of them killed in the middle. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedisServer } from '../support/redisServer.ts';
import { run, type Started, serve, start, temporaryFolder } from './support/process.ts';

const DEMO = new URL('../../sessions/demo.seed.yaml', import.meta.url).pathname;
const ANNA = '79165550101';

let redis: RedisServer;
let databases = 0;
beforeAll(async () => {
  redis = await startRedisServer(['--databases', '32', '--maxmemory-policy', 'noeviction']);
});
afterAll(() => redis.stop());

/** Arguments for a store that nobody has used, and how much is in it by now. */
const PLACES = [
  [
    'embedded',
    () => {
      const folder = join(temporaryFolder(), 'data');
      const size = async () => statSync(join(folder, 'data.mdb'), { throwIfNoEntry: false })?.size ?? 0;
      return { store: ['--data', folder], hasMuch: async () => (await size()) > 500_000 };
    },
  ],
  [
    'redis',
    () => {
      databases += 1;
      const database = databases;
      const keysIn = async () => {
        const line = new RegExp(`^db${database}:keys=(\\d+)`, 'm').exec(await redis.client.info('keyspace'));
        return Number(line?.[1] ?? 0);
      };
      return { store: ['--redis', `${redis.url}/${database}`], hasMuch: async () => (await keysIn()) > 800 };
    },
  ],
] as const;

function people(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `${79_160_000_000 + index},mts-bonus,-P1D,register,ussd`);
  return ['msisdn,program,at,do,with.channel', ...rows, ''].join('\n');
}

async function bonusOf(url: string, program: string, number: string): Promise<unknown> {
  return (await fetch(`${url}/v1/bonus/${program}/${number}`)).json();
}

async function reset(url: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json' };
  return (await fetch(`${url}/v1/reset`, { method: 'POST', headers, body: '{}' })).status;
}

async function end(gateway: Started): Promise<void> {
  gateway.child.kill('SIGTERM');
  expect(await gateway.ended).toBe(0);
}

/** Kills it as soon as there is much in its store; it must not have come to its end by then. */
async function killedInTheMiddle(started: Started, hasMuch: () => Promise<boolean>): Promise<void> {
  while (!(await hasMuch())) {
    if (started.child.exitCode !== null) throw new Error(`it has ended: ${started.stdout()} ${started.stderr()}`);
  }
  started.child.kill('SIGKILL');
  expect([await started.ended, started.stdout()]).toEqual([null, '']);
}

describe.each(PLACES)('on %s', (_, place) => {
  it('serve --seed: the world begins with it, keeps it, and goes back to it', async () => {
    const { store } = place();
    const args = ['--smpp', 'off', '--log-level', 'warn', '--seed', DEMO, ...store];
    const gateway = await serve(args);
    expect(gateway.stdout()).toMatch(/^starhash ready http=\S+ smpp=off store=\w+\n$/);
    expect(await bonusOf(gateway.url, 'robokassa', '79245550105')).toMatchObject({ member: true, balance: 240 });
    const earn = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
    const taxi = JSON.stringify({ kind: 'taxi', rub: 7 });
    await fetch(`${gateway.url}/v1/bonus/mts-bonus/${ANNA}/events`, { ...earn, body: taxi });
    const { balance } = (await bonusOf(gateway.url, 'mts-bonus', ANNA)) as { balance: number };
    await end(gateway);

    const again = await serve(args);
    expect(again.stderr()).toBe('');
    expect(await bonusOf(again.url, 'mts-bonus', ANNA)).toMatchObject({ balance });
    expect(await reset(again.url)).toBe(204);
    expect(await bonusOf(again.url, 'mts-bonus', ANNA)).toMatchObject({ balance: balance - 7 });
    await end(again);
    expect((await run(['audit', ...store])).stdout).toBe('12 accounts checked, 0 differences\n');
  });

  it('serve --seed: killed in the middle, the next start plants the rest', async () => {
    const { store, hasMuch } = place();
    const file = join(temporaryFolder(), 'people.csv');
    writeFileSync(file, people(5_000));
    const args = ['--smpp', 'off', '--log-level', 'warn', '--seed', file, ...store];
    await killedInTheMiddle(start(['serve', '--http', '0', ...args]), hasMuch);
    const gateway = await serve(args);
    expect(gateway.stderr()).toBe('');
    expect(await bonusOf(gateway.url, 'mts-bonus', '79160004999')).toMatchObject({ member: true });
    await end(gateway);
    expect((await run(['audit', ...store])).stdout).toBe('5000 accounts checked, 0 differences\n');
  });

  it('seed: killed in the middle, the same command adds the rest, and nobody twice', async () => {
    const { store, hasMuch } = place();
    const file = join(temporaryFolder(), 'people.csv');
    writeFileSync(file, people(8_000));
    await killedInTheMiddle(start(['seed', file, ...store]), hasMuch);
    const { code, stdout } = await run(['seed', file, '--json', ...store]);
    const { planted, kept } = JSON.parse(stdout) as { planted: number; kept: number };
    expect({ code, all: planted + kept, some: planted > 0 && kept > 0 }).toEqual({ code: 0, all: 8_000, some: true });
    expect((await run(['audit', ...store])).stdout).toBe('8000 accounts checked, 0 differences\n');
  });
});

describe('seed', () => {
  it('adds to a running gateway, says how many, and how many were there', async () => {
    const gateway = await serve(['--smpp', 'off', '--log-level', 'silent']);
    const first = await run(['seed', DEMO, '--url', gateway.url]);
    expect(first).toEqual({ code: 0, stdout: '12 subscribers added\n', stderr: '' });
    expect((await run(['seed', DEMO, '--url', gateway.url])).stdout).toBe(
      '0 subscribers added; 12 were there already\n',
    );
    const nowhere = await run(['seed', DEMO, '--url', gateway.url, '--world', 'nowhere']);
    expect([nowhere.code, nowhere.stderr]).toEqual([1, 'starhash seed: There is no world "nowhere".\n']);
  });

  it.each([
    ['seed', (file: string, data: string) => ['seed', file, '--data', data]],
    [
      'serve --seed',
      (file: string, data: string) => ['serve', '--http', '0', '--smpp', 'off', '--seed', file, '--data', data],
    ],
  ])('%s: every mistake with its line, a caret and the way out; nobody is added', async (_name, args) => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'x.yaml'),
      `subscribers:
  - msisdn: 79161234567
    language: xx
  - msisdn: 79161234568
    programs:
      mts-bonus:
        history:
          - { at: -P2D, register: { channel: ussd } }
          - { at: -P1D, order: { code: 11 } }
      mts-bonu: {}
`,
    );
    const { code, stdout, stderr } = await run(args('x.yaml', 'data'), { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.replace(/^No gateway.*\n/, '')).toBe(`x.yaml:3:15: "language" cannot be this
        language: xx
                  ^
    fix: it must be one of ru, en, ro
x.yaml:10:7: "mts-bonu" cannot be this
          mts-bonu: {}
          ^
    fix: it must be one of mts-bonus, mts-cashback, robokassa, rostelecom-bonus (did you mean mts-bonus?)
`);
    writeFileSync(
      join(cwd, 'x.yaml'),
      `subscribers:
  - msisdn: 79161234568
    programs:
      mts-bonus:
        history:
          - { at: -P2D, register: { channel: ussd } }
          - { at: -P1D, order: { code: 11 } }
`,
    );
    expect((await run(args('x.yaml', 'data'), { cwd })).stderr.replace(/^No gateway.*\n/, '')).toBe(
      `x.yaml:7:13: the program refuses this (Too few points: 210 needed, balance 0, missing 210)
              - { at: -P1D, order: { code: 11 } }
                ^
    fix: correct it, or what comes before it
`,
    );
  });

  it('of a large file too, in all its pieces, before the first one is planted', async () => {
    const cwd = temporaryFolder();
    const rows = people(2_500).split('\n');
    rows[1_200] = '79169999998,mts-bonus,soon,register,ussd';
    rows[2_400] = '79160000000,mts-bonus,-P1D,register,fax';
    rows[2_450] = '+7 916 000-00-05,mts-bonus,-P1D,register,ussd';
    writeFileSync(join(cwd, 'people.csv'), rows.join('\n'));
    const { code, stderr } = await run(['seed', 'people.csv', '--data', 'data'], { cwd });
    const places = [...stderr.matchAll(/^people\.csv:\d+:\d+/gm)].map(([place]) => place);
    expect([code, places]).toEqual([2, ['people.csv:1201:23', 'people.csv:2401:37', 'people.csv:2451:1']]);
    expect((await run(['audit', '--data', 'data'], { cwd })).stdout).toBe('0 accounts checked, 0 differences\n');
  });

  it.each([
    [['seed'], /^starhash seed: FILE is missing\./],
    [['seed', 'nowhere.csv'], /^starhash seed: nowhere\.csv cannot be read: /],
    [['seed', 'people.xlsx'], /^starhash seed: people\.xlsx is no seed: it ends in \.yaml, \.yml, \.json, \.csv\.\n/],
    [
      ['serve', '--seed', 'nowhere.csv', '--http', '0', '--smpp', 'off'],
      /^starhash serve: nowhere\.csv cannot be read: /,
    ],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await run(args);
    expect([code === 0, stdout]).toEqual([false, '']);
    expect(stderr).toMatch(words);
  });
});

describe('serve --seed', () => {
  it('says where the data began otherwise, and leaves it alone', async () => {
    const data = join(temporaryFolder(), 'data');
    const args = ['--smpp', 'off', '--log-level', 'warn', '--data', data];
    await end(await serve(args));
    const gateway = await serve([...args, '--seed', DEMO]);
    expect(gateway.stderr()).toMatch(/"The world main began before, without .*demo\.seed\.yaml as it is now; /);
    expect(await bonusOf(gateway.url, 'mts-bonus', ANNA)).toMatchObject({ status: 404 });
  });

  it('is found beside the config file that names it', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'people.csv'), 'msisdn,mts-bonus.points\n79161234567,40\n');
    writeFileSync(join(cwd, 'starhash.yaml'), 'seed: people.csv\nlog-level: warn\ndata: kept\nsmpp: off\n');
    const gateway = await serve(['--config', join(cwd, 'starhash.yaml')]);
    expect(await bonusOf(gateway.url, 'mts-bonus', '79161234567')).toMatchObject({ balance: 40 });
  });
});
