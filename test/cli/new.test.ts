import { spawn } from 'node:child_process';
import { on } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch as watchFiles,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { chooseCodes } from '../../src/cli/new/codes.ts';
import { nameComplaint } from '../../src/cli/new/newService.ts';
import { nextSteps } from '../../src/cli/new/nextSteps.ts';
import { buildRoutes } from '../../src/code/routes.ts';
import { cleanEnvironment, run, start, temporaryFolder, watch } from './support/process.ts';

const FILES = ['service.yaml', 'texts.en.yaml', 'texts.ro.yaml', 'texts.ru.yaml'];
const LONGEST = 'a2345678901234567890-234567890-z';

describe('what is written', () => {
  it('is sound at once: strictly linted, tested, explored', async () => {
    const cwd = temporaryFolder();
    const names = ['coffee', 'true', LONGEST];
    for (const name of names) {
      expect(await run(['new', name], { cwd })).toMatchObject({ code: 0, stderr: '' });
      expect(await run(['new', `p${name.slice(1)}`, '--program'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    }
    const [lint, test, explore] = await Promise.all([
      run(['lint', 'sessions', '--strict'], { cwd }),
      run(['test', 'sessions'], { cwd }),
      run(['explore', 'sessions'], { cwd }),
    ]);
    expect(lint).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^6 services .*, 6 script files\), 0 mistakes\n$/),
    });
    expect(test).toMatchObject({ code: 0, stdout: expect.stringMatching(/\n\n45 passed \(/) });
    expect(explore.code, explore.stdout).toBe(0);
  });

  it.each([
    [[], FILES],
    [['--program'], ['program.yaml', ...FILES]],
  ])('%j: these files and no others', async (options, files) => {
    const cwd = temporaryFolder();
    await run(['new', 'coffee', ...options], { cwd });
    expect(readdirSync(join(cwd, 'sessions/coffee')).sort()).toEqual([...files, 'coffee.session.yaml'].sort());
    expect(readdirSync(cwd)).toEqual(['sessions']);
  });

  it('tells where it is, its codes, and three commands', async () => {
    const cwd = temporaryFolder();
    const { stdout } = await run(['new', 'coffee', '--sessions', "mum's/my services"], { cwd });
    expect(stdout).toBe(
      [
        "mum's/my services/coffee is a service now, on *201# and short code 5001.",
        '',
        "  starhash test 'mum'\\''s/my services/coffee'       plays its session script",
        "  starhash serve --sessions 'mum'\\''s/my services'  runs it, and takes up every change",
        "  starhash dial '*201#'                             in another terminal",
        '',
      ].join('\n'),
    );
  });

  it('has lines for editors where the schemas are at hand', async () => {
    const installed = dirname(dirname(inject('starhash')));
    onTestFinished(() => rmSync(join(installed, 'mine'), { recursive: true }));
    await run(['new', 'coffee', '--sessions', 'mine', '--program'], { cwd: installed });
    const folder = join(installed, 'mine/coffee');
    const schemas = readdirSync(folder).map((file) => {
      const [, schema = ''] =
        /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
      expect(existsSync(join(folder, schema)), file).toBe(true);
      return schema.replace(/^.*\/(\w+)\.schema\.json$/, '$1');
    });
    expect(new Set(schemas)).toEqual(new Set(['service', 'program', 'texts', 'session']));
    expect((await run(['lint', 'mine'], { cwd: installed })).code).toBe(0);
  });

  it('beside the shipped services it is served without --sessions', () => {
    const codes = { ussd: '*201', shortCode: '5001' };
    expect(nextSteps('sessions/coffee', codes, './sessions/')).toMatch(/^ {2}starhash serve {2,}runs it/m);
    expect(nextSteps('mine/coffee', codes, 'sessions')).toMatch(/^ {2}starhash serve --sessions mine {2}runs it/m);
  });
});

describe('codes', () => {
  it('are the first free ones, and those that were asked for', async () => {
    const cwd = temporaryFolder();
    const codes = async (...words: readonly string[]) =>
      /on (\S+) and short code (\d+)\./.exec((await run(['new', ...words], { cwd })).stdout)?.slice(1);
    expect(await codes('a')).toEqual(['*201#', '5001']);
    expect(await codes('b', '--ussd', '*203*7#', '--sms', '5002')).toEqual(['*203*7#', '5002']);
    expect(await codes('c')).toEqual(['*202#', '5003']);
    expect(await codes('d', '--ussd', '*203*8')).toEqual(['*203*8#', '5004']);
    expect(await codes('e')).toEqual(['*204#', '5005']);
    expect((await run(['lint', 'sessions'], { cwd })).code).toBe(0);
  });

  it('of services with mistakes are kept clear of, too', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'sessions/broken'), { recursive: true });
    writeFileSync(
      join(cwd, 'sessions/broken/service.yaml'),
      'routes:\n  - ussd: "*201#"\n  - sms: "5001"\n  - 7\nstates: 5\n',
    );
    expect((await run(['new', 'coffee'], { cwd })).stdout).toContain('on *202# and short code 5002.');
  });

  it.each([
    ['*201#', undefined, '*201# is taken: the service coffee has *201#. *202# is free.'],
    ['*201*5', undefined, '*201*5 is taken: the service coffee has *201#. *202# is free.'],
    ['*21#', undefined, '--ussd cannot be *21#. A phone keeps this code to itself'],
    ['201', undefined, '--ussd must be a code like *201#, not "201".'],
    ['*201#\n', undefined, '--ussd must be a code like *201#'],
    ['*20"1#', undefined, '--ussd must be a code like *201#'],
    [undefined, '5001', '5001 is taken: the service coffee has it. 5002 is free.'],
    [undefined, '12', '--sms must be a short code of 3 to 6 digits, like 5001, not "12".'],
    ['201', '12', 'not "201".\n--sms must be'],
  ])('%j and %j are refused', (ussd, shortCode, complaint) => {
    const inUse = {
      ussd: [{ code: '*201', service: 'coffee' }],
      shortCodes: [{ code: '5001', service: 'coffee' }],
    };
    expect(() => chooseCodes({ ussd, shortCode }, inUse)).toThrow(complaint);
  });

  it('none is left: says how to go on', () => {
    const all = Array.from({ length: 10_000 }, (_, code) => String(code));
    const service = 'coffee';
    const ussd = all.map((code) => ({ code: `*${code}`, service }));
    const shortCodes = all.map((code) => ({ code, service }));
    const none = { ussd: undefined, shortCode: undefined };
    expect(() => chooseCodes(none, { ussd, shortCodes: [] })).toThrow('name another one with --ussd');
    expect(() => chooseCodes(none, { ussd: [], shortCodes })).toThrow('name another one with --sms');
  });

  it('taken ones: exit code 2, and nothing is written', async () => {
    const cwd = temporaryFolder();
    await run(['new', 'coffee'], { cwd });
    const { code, stdout, stderr } = await run(['new', 'tea', '--ussd', '*201#', '--sms', '5001'], { cwd });
    expect(stderr).toMatch(
      /^starhash new: \*201# is taken.*\nstarhash new: 5001 is taken.*\nSee starhash new --help\n$/,
    );
    expect({ code, stdout, left: readdirSync(join(cwd, 'sessions')) }).toEqual({
      code: 2,
      stdout: '',
      left: ['coffee'],
    });
  });

  it('take nothing away from others, and lose nothing to them', () => {
    const part = fc.integer({ min: 200, max: 204 }).map(String);
    const code = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `*${parts.join('*')}`);
    fc.assert(
      fc.property(fc.array(code), fc.array(part), (codes, inputs) => {
        const taken = [...new Set(codes)].map((one) => ({ code: one, service: one }));
        const { ussd } = chooseCodes({ ussd: undefined, shortCode: undefined }, { ussd: taken, shortCodes: [] });
        const entry = (one: string) => ({ code: one, target: one });
        const before = buildRoutes(taken.map((one) => entry(one.code)));
        const after = buildRoutes([...taken.map((one) => entry(one.code)), entry(ussd)]);
        expect(after.collisions).toEqual([]);
        const dialled = `${[ussd, ...inputs].join('*')}#`;
        expect(after.find(dialled)?.target).toBe(ussd);
        expect(before.find(dialled)).toBeNull();
      }),
    );
  });
});

describe('names', () => {
  it.each([
    ['Coffee', ' Did you mean coffee?'],
    ['My Café', ' Did you mean my-cafe?'],
    ['coffee_club', ' Did you mean coffee-club?'],
    ['a/b', ' Did you mean a-b?'],
    ['../a', ' Did you mean a?'],
    ['a--b', ' Did you mean a-b?'],
    ['7up', ''],
    ['-', ''],
    ['..', ''],
    ['кофе', ''],
    ['', ''],
    [`${LONGEST}z`, ''],
  ])('"%s" is refused, with what a good one is', (name, hint) => {
    expect(nameComplaint(name)).toBe(
      `"${name}" cannot name a service. A good name has small letters a to z, digits and single dashes, begins with a ` +
        `letter and is no longer than 32, like coffee-club.${hint}`,
    );
  });

  it('a bad one: exit code 2, and nothing is written', async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await run(['new', '../Coffee'], { cwd });
    expect(stderr).toMatch(/^starhash new: "\.\.\/Coffee" cannot name a service\. .* Did you mean coffee\?\n/);
    expect({ code, stdout, left: readdirSync(cwd) }).toEqual({ code: 2, stdout: '', left: [] });
  });
});

describe('nothing is overwritten', () => {
  it.each<[string, (path: string) => void]>([
    ['a folder', (path) => mkdirSync(path)],
    ['a file', (path) => writeFileSync(path, 'mine')],
    ['a link that leads nowhere', (path) => symlinkSync('nowhere', path)],
  ])('%s stays as it is', async (_, make) => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'sessions'));
    make(join(cwd, 'sessions/coffee'));
    const { code, stderr } = await run(['new', 'coffee'], { cwd });
    expect(stderr).toMatch(
      /^starhash new: sessions\/coffee is there already\. Take another name, or remove it first\.\n/,
    );
    expect(code).toBe(2);
    expect(existsSync(join(cwd, 'sessions/coffee/service.yaml'))).toBe(false);
    expect(readdirSync(cwd)).toEqual(['sessions']);
  });

  it('of many at once one wins, and its folder is whole', async () => {
    const cwd = temporaryFolder();
    const ends = await Promise.all(Array.from({ length: 4 }, () => run(['new', 'coffee'], { cwd })));
    expect(ends.map(({ code }) => code).sort()).toEqual([0, 2, 2, 2]);
    expect(readdirSync(join(cwd, 'sessions/coffee')).length).toBe(FILES.length + 1);
    expect(readdirSync(cwd)).toEqual(['sessions']);
  });
});

describe('all or nothing', () => {
  it('a write that fails half-way leaves nothing', async () => {
    const cwd = temporaryFolder();
    // Files may have 1 KiB at most: the last one is larger.
    const line = `ulimit -f 2; exec '${process.execPath}' '${inject('starhash')}' new coffee --sessions a/b`;
    const { ended, stdout, stderr } = watch(spawn('sh', ['-c', line], { cwd, env: cleanEnvironment() }));
    expect({ code: await ended, stdout: stdout(), left: readdirSync(cwd) }).toEqual({ code: 1, stdout: '', left: [] });
    expect(stderr()).toMatch(/^starhash new: a\/b\/coffee cannot be written: EFBIG.*\.\n$/);
  });

  it('killed while it writes there is no service, or a whole one; nothing stands beside the folder', async () => {
    const cwd = temporaryFolder();
    const sessions = join(cwd, 'sessions');
    mkdirSync(sessions);
    const watched = watchFiles(sessions);
    const { child, ended } = start(['new', 'coffee'], { cwd });
    for await (const [, name] of on(watched, 'change')) {
      if (String(name).startsWith('.starhash-new-')) break;
    }
    watched.close();
    child.kill('SIGKILL');
    await ended;
    expect(readdirSync(cwd)).toEqual(['sessions']);
    const made = readdirSync(sessions).filter((name) => !name.startsWith('.'));
    expect(made.flatMap((name) => readdirSync(join(cwd, 'sessions', name))).length).toBe(made.length * 5);
    await run(['new', 'tea'], { cwd });
    expect((await run(['lint', 'sessions'], { cwd })).code).toBe(0);
  });

  it.each([
    ['file', 2, 'there is no folder file.'],
    ['file/services', 1, 'file/services/coffee cannot be written: ENOTDIR'],
    [`new/${'x'.repeat(300)}`, 1, 'cannot be written: ENAMETOOLONG'],
  ])('--sessions %s: a clear reason, and nothing is left', async (folder, exit, reason) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'file'), '');
    const { code, stderr } = await run(['new', 'coffee', '--sessions', folder], { cwd });
    expect(stderr).toContain(reason);
    expect({ code, left: readdirSync(cwd) }).toEqual({ code: exit, left: ['file'] });
  });
});
