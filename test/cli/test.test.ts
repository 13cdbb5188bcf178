/** `starhash test` as people run it. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atLines } from '../../src/cli/testing/selection.ts';
import type { Source } from '../../src/cli/testing/suites.ts';
import { updateScripts } from '../../src/cli/testing/update.ts';
import type { Script } from '../../src/script/language/script.ts';
import type { ScriptResult } from '../../src/script/run/result.ts';
import { scriptsOf } from '../script/support.ts';
import { run, serve, start, temporaryFolder } from './support/process.ts';
import { startInTerminal } from './support/pty.ts';

const BALANCE = `# What members see.
service: mts-bonus
scripts:
  - name: balance
    tags: [smoke]
    given: { points: 40 }
    steps:
      - dial: "*111*455*0#"
        gets: У вас 40 баллов # in words
  - name: menu
    steps:
      - dial: "*111*455#"
        shows: МТС Бонус
`;
const WRONG = BALANCE.replace('У вас 40', 'У вас 41');

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe('exit codes', () => {
  it('0: everything passed, and nothing is left in the temporary folder', async () => {
    const cwd = folderOf({ 'a.session.yaml': BALANCE, 'tmp/x': '' });
    const { code, stdout, stderr } = await run(['test', '.'], { cwd, env: { TMPDIR: join(cwd, 'tmp') } });
    expect(stdout).toMatch(/^✓ a\.session\.yaml {2}2 passed\n\n2 passed \(\d+ ms|[\d.]+ s\)\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(join(cwd, 'tmp'))).toEqual(['x']);
  });

  it('1: a script failed', async () => {
    const cwd = folderOf({ 'a.session.yaml': WRONG });
    const { code, stdout, stderr } = await run(['test', '.'], { cwd });
    expect(stdout).toMatch(/^✗ a\.session\.yaml {2}1 passed, 1 failed\n {4}✗ balance\n/);
    expect(stdout).toContain('at a.session.yaml:9:15');
    expect(stdout).toContain('repeat: starhash test a.session.yaml:4\n');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('2: mistakes in scripts, all at once, with a caret and the fix; nothing runs', async () => {
    const cwd = folderOf({
      'a.session.yaml': 'service: mts-bonus\nsteps:\n  - dail: "*111*455#"\n',
      'b.session.yaml': 'service: mts-bonsu\nsteps: [{ dial: "*1#" }]\n',
      'c.session.yaml': BALANCE,
    });
    const { code, stdout, stderr } = await run(['test', '.'], { cwd });
    expect(stderr).toContain('a.session.yaml:3:5: ');
    expect(stderr).toMatch(/\n {6}- dail: "\*111\*455#"\n {8}\^\n {4}fix: did you mean "?dial/);
    expect(stderr).toContain('b.session.yaml:1:10: ');
    expect(stderr).toMatch(/\d mistakes in session scripts; nothing was run\.\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('2: mistakes in the definitions beside a script', async () => {
    const cwd = folderOf({ 'svc/service.yaml': 'languages: [ru]\n', 'svc/a.session.yaml': BALANCE });
    const { code, stderr } = await run(['test', '.'], { cwd });
    expect(stderr).toContain('svc/service.yaml:1:1: ');
    expect(code).toBe(2);
  });

  it.each([
    [['nowhere'], /there is no file or folder nowhere\./],
    [['empty'], /there are no session scripts in empty; their names end in \.session\.yaml\./],
    [['notes.yaml'], /notes\.yaml is no session script; their names end in \.session\.yaml\./],
    [['.', '--grep', 'weather'], /no script in \. is as --grep and --tag say\./],
    [['.', '--tag', 'slow'], /no script in \. is as --grep and --tag say\./],
    [['.', '--via', 'ftp://x'], /--via takes local, http:…, https:…, .*; not "ftp:\/\/x"\./],
    [['.', '--via', 'localhost'], /--via takes local/],
    [['.', '--jobs', '0'], /--jobs takes a number from 1 to 256, not "0"\./],
    [['.', '--timeout', 'soon'], /--timeout takes a time up to 1h, such as 30s, not "soon"\./],
    [['.', '--grep', '('], /--grep takes a regular expression, not "\("\./],
    [['.', '--reporter', 'junti'], /--reporter takes pretty or junit, not "junti"\. Did you mean junit\?/],
    [['.', '--via', 'smmp://u:hunter2@127.0.0.1'], /--via takes local.*; not "smmp:\/\/u:\*\*\*@127\.0\.0\.1"\./],
    [
      ['.', '--via', 'callback:http://127.0.0.1:9/', '--possible', '--coverage'],
      /--coverage asks for cannot be known via/,
    ],
  ])('2: wrong use %j', async (args, complaint) => {
    const cwd = folderOf({ 'a.session.yaml': BALANCE, 'notes.yaml': 'a: 1', 'empty/x': '' });
    const { code, stderr } = await run(['test', ...args], { cwd });
    expect(stderr).toMatch(complaint);
    expect(code).toBe(2);
  });

  it('2: a report that cannot be written, before anything is played', async () => {
    const cwd = folderOf({ 'a.session.yaml': WRONG });
    const { code, stdout, stderr } = await run(['test', '.', '--update', '--output', 'nowhere/x.xml'], { cwd });
    expect(stderr).toMatch(/the report cannot be written to nowhere\/x\.xml/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readFileSync(join(cwd, 'a.session.yaml'), 'utf8')).toBe(WRONG);
  });

  it('2: a disk that is full when the report is written; what came out has been told', async () => {
    const cwd = folderOf({ 'a.session.yaml': WRONG });
    const { code, stdout, stderr } = await run(['test', '.', '--output', '/dev/full'], { cwd });
    expect(stdout).toContain('1 passed, 1 failed');
    expect(stderr).toMatch(/the report cannot be written to \/dev\/full: ENOSPC/);
    expect(code).toBe(2);
  });

  it.each(['http://a:hunter2@127.0.0.1:9', 'smpp://u:hunter2@127.0.0.1:9?control=http://a:hunter2@127.0.0.1:9'])(
    '1: an HTTP address with a password, which is told nowhere: %s',
    async (via) => {
      const cwd = folderOf({ 'a.session.yaml': BALANCE });
      const { code, stdout, stderr } = await run(['test', '.', '--via', via], { cwd });
      expect(stderr).toMatch(/with a user or password in it would stand in logs/);
      expect(stdout + stderr).not.toContain('hunter2');
      expect(code).toBe(1);
    },
  );

  it('1: nobody answers on the wire', async () => {
    const cwd = folderOf({ 'a.session.yaml': BALANCE });
    const { code, stderr } = await run(['test', '.', '--via', 'http://127.0.0.1:9'], { cwd });
    expect(stderr).toBe('starhash test: Nobody answers at http://127.0.0.1:9. Start a gateway with: starhash serve\n');
    expect(code).toBe(1);
  });
});

describe('which scripts', () => {
  it.each([
    [['a.session.yaml'], '2 passed'],
    [['a.session.yaml:4'], '1 passed'],
    [['a.session.yaml:9:3'], '1 passed'],
    [['a.session.yaml:4', 'a.session.yaml:10'], '2 passed'],
    [['.', 'a.session.yaml:4'], '2 passed'],
    [['.', '--grep', 'MENU'], '1 passed'],
    [['.', '--tag', 'smoke', '--tag', 'other'], '1 passed'],
  ])('%j: %s', async (args, sum) => {
    const cwd = folderOf({ 'a.session.yaml': BALANCE });
    const { code, stdout } = await run(['test', ...args], { cwd });
    expect(stdout).toContain(`\n${sum} (`);
    expect(code).toBe(0);
  });

  it('those that begin at a line, else those that the line stands in; rows of examples by their rows, or by their steps; fragments by who runs them', () => {
    const scripts = scriptsOf(
      [
        'scripts:',
        '  - name: first',
        '    steps:',
        '      - dial: "*1#"',
        '      - answer: "1"',
        '        shows: x',
        '',
        '  - name: second',
        '    examples:',
        '      - { n: 1 }',
        '      - { n: 2 }',
        '    steps:',
        '      - dial: "*$n#"',
        '      - do: look',
        'fragments:',
        '  look:',
        '    - shows: x',
      ].join('\n'),
    );
    const at = (line: number) => atLines(scripts, [line]).map(({ name }) => name);
    const [first, row1, row2] = scripts.map(({ name }) => name);
    expect([2, 3, 4, 5, 6].map(at)).toEqual([[first], [first], [first], [first], [first]]);
    expect([8, 9, 10, 11, 13, 14, 17].map(at)).toEqual([
      [row1, row2],
      [row1, row2],
      [row1],
      [row2],
      [row1, row2],
      [row1, row2],
      [row1, row2],
    ]);
    expect([0, 1, 7, 15, 16, 18].map(at)).toEqual([[], [], [], [], [], []]);
  });

  it('2: lines at which there is no script, all of them', async () => {
    const cwd = folderOf({ 'a.session.yaml': BALANCE, 'b.session.yaml': `# About it.\n${BALANCE}` });
    const { code, stdout, stderr } = await run(
      ['test', 'a.session.yaml:3', 'a.session.yaml:5', 'a.session.yaml:99', 'b.session.yaml:2'],
      { cwd },
    );
    expect(stderr).toBe(
      [
        'starhash test: a.session.yaml:3: there is no script at this line; the nearest one begins at line 4.',
        'starhash test: a.session.yaml:99: there is no script at this line; the nearest one begins at line 10.',
        'starhash test: b.session.yaml:2: there is no script at this line; the nearest one begins at line 5.',
        'See starhash test --help\n',
      ].join('\n'),
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('a file that is one script is one from its first line to its last', () => {
    const text = '# About it.\nservice: mts-bonus\nsteps:\n  - { dial: "*111*455#", shows: МТС }\n';
    const scripts = scriptsOf(text);
    expect([1, 2, 4].map((line) => atLines(scripts, [line]).length)).toEqual([1, 1, 1]);
    expect([0, 6].map((line) => atLines(scripts, [line]).length)).toEqual([0, 0]);
  });

  it('a script beside a definition is tested with it', async () => {
    const shipped = new URL('../../sessions/mts-bonus/', import.meta.url);
    const definitions = ['service.yaml', 'program.yaml', 'texts.ru.yaml', 'texts.en.yaml', 'texts.ro.yaml'];
    const files = definitions.map((name) => [`all/mine/${name}`, readFileSync(new URL(name, shipped), 'utf8')]);
    const cwd = folderOf({
      ...Object.fromEntries(files),
      'all/mine/texts.ru.yaml': readFileSync(new URL('texts.ru.yaml', shipped), 'utf8').replace(
        'МТС Бонус',
        'Моё меню',
      ),
      'all/mine/a.session.yaml': 'steps: [{ dial: "*111*455#", shows: Моё меню }]',
      'all/mine/deep/b.session.yaml':
        'given: { points: 1 }\nsteps: [{ dial: "*111*455#", shows: Моё меню, balance: 1 }]',
    });
    for (const where of ['all', 'all/mine', 'all/mine/deep/b.session.yaml']) {
      const { code, stdout } = await run(['test', where], { cwd });
      expect(stdout).toMatch(/ passed \(/);
      expect(code).toBe(0);
    }
  });
});

describe('other wires', () => {
  it('the same over HTTP; how to repeat it says so', async () => {
    const { url } = await serve();
    const cwd = folderOf({ 'a.session.yaml': BALANCE, 'b.session.yaml': WRONG });
    const { code, stdout } = await run(['test', '.', '--via', url], { cwd });
    expect(stdout).toContain(`3 passed, 1 failed via ${url} (`);
    expect(stdout).toContain(`repeat: starhash test b.session.yaml:4 --via ${url}\n`);
    expect(code).toBe(1);
  });

  it('what cannot be played is said before anything runs, or left out', async () => {
    const cwd = folderOf({ 'a.session.yaml': `${BALANCE}  - { name: hello, steps: [{ dial: "*1#" }] }\n` });
    const via = ['--via', 'callback:http://127.0.0.1:9/'];
    const refused = await run(['test', '.', ...via], { cwd });
    expect(refused.stderr).toContain('1 script cannot be played via callback:http://127.0.0.1:9/:\n');
    expect(refused.stderr).toContain(
      '  a.session.yaml:4:5: balance: needs points, profiles, faults or the clock, SMS\n',
    );
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    const secret = await run(['test', '.', '--via', 'callback:http://u:hunter2@127.0.0.1:9/'], { cwd });
    expect(secret.stdout + secret.stderr).not.toContain('hunter2');
    const possible = await run(['test', '.', ...via, '--possible'], { cwd });
    expect(possible.stderr).toContain('1 script left out:\n');
    expect(possible.stdout).toContain('hello');
    expect(possible.code).toBe(1);
  });
});

it('how to repeat it has all that was typed and decides how it comes out', async () => {
  const cwd = folderOf({ 'a.session.yaml': WRONG });
  const sessions = fileURLToPath(new URL('../../sessions', import.meta.url));
  const { stdout } = await run(['test', '.', '--random', '7', '--sessions', sessions, '--timeout', '20s'], { cwd });
  expect(stdout).toContain(`repeat: starhash test a.session.yaml:4 --sessions ${sessions} --random 7 --timeout 20s\n`);
});

describe('reports', () => {
  it('junit, on the output or in a file', async () => {
    const cwd = folderOf({ 'a.session.yaml': WRONG });
    const shown = await run(['test', '.', '--reporter', 'junit'], { cwd });
    expect(shown.stdout).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="starhash" tests="2" failures="1"/,
    );
    const kept = await run(['test', '.', '--output', 'report.xml'], { cwd });
    expect(kept.stdout).toMatch(/^✗ a\.session\.yaml/);
    expect(readFileSync(join(cwd, 'report.xml'), 'utf8')).toContain(
      '<failure message="The SMS does not contain this text.',
    );
    const only = await run(['test', '.', '--reporter', 'junit', '--output', 'only.xml'], { cwd });
    expect(only.stdout).toBe('');
    expect(existsSync(join(cwd, 'only.xml'))).toBe(true);
  });

  it('coverage', async () => {
    const cwd = folderOf({ 'a.session.yaml': BALANCE });
    const { stdout } = await run(['test', '.', '--coverage'], { cwd });
    expect(stdout).toMatch(/mts-bonus: \d+ of \d+ states \(\d+ %\), \d+ of \d+ transitions/);
  });

  it('in a terminal it has colours, and a bar while it runs', async () => {
    const cwd = folderOf({ 'a.session.yaml': WRONG });
    const { shows, ended, stdout } = startInTerminal(['test', cwd]);
    await shows(/1 passed, 1 failed/);
    expect(await ended).toBe(1);
    expect(stdout()).toContain('\x1b[31m');
  });

  it('NO_COLOR is heard', async () => {
    const cwd = folderOf({ 'a.session.yaml': WRONG });
    const { ended, stdout } = startInTerminal(['test', cwd], { env: { NO_COLOR: '1' } });
    expect(await ended).toBe(1);
    expect(stdout()).not.toContain('\x1b[3');
  });
});

describe('--update', () => {
  it('rewrites what failed, and nothing else; then all is well', async () => {
    const cwd = folderOf({ 'a.session.yaml': WRONG, 'b.session.yaml': BALANCE });
    const { code, stdout } = await run(['test', '.', '--update'], { cwd });
    expect(stdout).toMatch(/^1 expectation rewritten in 1 file\.\n\n[\s\S]*\n4 passed/);
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'b.session.yaml'), 'utf8')).toBe(BALANCE);
    const [before, after] = [WRONG, readFileSync(join(cwd, 'a.session.yaml'), 'utf8')].map((text) => text.split('\n'));
    expect(after?.filter((line, index) => line !== before?.[index])).toEqual([
      '        gets: "У вас 40 баллов. Сгорят 01.01.2021: 40." # in words',
    ]);
  });

  it('what cannot be rewritten is left, counted, and still fails', async () => {
    const cwd = folderOf({ 'a.session.yaml': 'service: mts-bonus\nsteps: [{ dial: "*111*455#", shows: /Погода/ }]\n' });
    const { code, stdout } = await run(['test', '.', '--update'], { cwd });
    expect(stdout).toMatch(/^0 expectations rewritten in 0 files; 1 left to be mended by hand\.\n/);
    expect(code).toBe(1);
  });

  const updated = async (text: string, args: readonly string[] = []) => {
    const cwd = folderOf({ 'a.session.yaml': `service: mts-bonus\n${text}\n` });
    const { stdout } = await run(['test', '.', '--update', ...args], { cwd });
    return { stdout, text: readFileSync(join(cwd, 'a.session.yaml'), 'utf8').replace(/^service.*\n|\n$/g, '') };
  };
  const ASKS = 'dial: "*111*455*0#", gets: У вас 40 баллов';
  const USERS = [
    `fragments: { ask: [{ ${ASKS} }] }`,
    'scripts:',
    '  - { name: holds, given: { points: 40 }, steps: [{ do: ask }] }',
    '  - { name: fails, given: { points: 41 }, steps: [{ do: ask }] }',
  ].join('\n');

  it.each<[what: string, text: string, args: readonly string[]]>([
    ['another row of examples', `examples: [{ p: 40 }, { p: 41 }]\ngiven: { points: $p }\nsteps: [{ ${ASKS} }]`, []],
    [
      'another round',
      `given: { points: 40 }\nsteps: [{ repeat: 2, steps: [{ ${ASKS} }, { event: { kind: friend } }] }]`,
      [],
    ],
    ['another user of a fragment', USERS, []],
    ['a user that is not played', USERS, ['--grep', 'fails']],
    [
      'a row that is not reached',
      `examples: [{ p: 41, first: МТС }, { p: 41, first: Погода }]\ngiven: { points: $p }\nsteps: [{ dial: "*111*455#", shows: "/$first/" }, { ${ASKS} }]`,
      [],
    ],
  ])('what holds for %s is left', async (_, text, args) => {
    const after = await updated(text, args);
    expect(after.stdout).toMatch(/^0 expectations rewritten in 0 files; \d left to be mended by hand\.\n/);
    expect(after.text).toBe(text);
  });

  it('what came out in the same other way for all is rewritten', async () => {
    const { stdout, text } = await updated(USERS.replace('points: 40', 'points: 41'));
    expect(stdout).toMatch(/^1 expectation rewritten in 1 file\.\n[\s\S]*\n2 passed/);
    expect(text).toContain('gets: "У вас 41 балл. Сгорят');
  });

  it('a refusal is no balance', async () => {
    const text = 'given: { points: 40, faults: { storeDown: true } }\nsteps: [{ balance: 40 }]';
    expect((await updated(text)).text).toBe(text);
  });

  it.each<[what: string, text: string]>([
    [
      'what is given',
      'examples: [{ p: 40 }]\ngiven: { points: $p }\nsteps: [{ event: { kind: friend }, balance: $p }]',
    ],
    [
      'another expectation',
      'examples: [{ p: 40 }]\ngiven: { points: 40 }\nsteps: [{ dial: "*111*455*0#", gets: У вас $p баллов }, { event: { kind: friend }, balance: $p }]',
    ],
  ])('a field of a row that is %s, too, is left', async (_, text) => {
    const after = await updated(text);
    expect(after.stdout).toMatch(/^0 expectations rewritten/);
    expect(after.text).toBe(text);
  });

  it('a field of a row that only is expected is rewritten', async () => {
    const { stdout, text } = await updated(
      'examples: [{ p: 40, q: 41 }]\ngiven: { points: $p }\nsteps: [{ balance: $q }]',
    );
    expect(stdout).toMatch(/^1 expectation rewritten/);
    expect(text).toContain('[{ p: 40, q: 40 }]');
  });

  describe('as to the file', () => {
    const TEXT = 'steps: [{ dial: "*1#", shows: one }]';

    /** A file, and its only script failed where it shows something. */
    function failed(reread: (text: string) => readonly Script[] | null = readAt) {
      const path = join(folderOf({ 'a.session.yaml': TEXT }), 'a.session.yaml');
      const scripts = scriptsOf(TEXT, path);
      const result = scripts.map((script): ScriptResult => {
        const place = script.steps[0]?.expect.shows?.place ?? script.place;
        const update = { place, value: 'two' };
        const found = { step: null, place, what: '', expected: '', actual: '', compare: 'whole', update } as const;
        return { script, ms: 0, outcome: { kind: 'failed', mismatches: [found] }, transcript: [], trace: [] };
      });
      const source: Source = { path, text: TEXT, scripts, reread };
      return { path, update: () => updateScripts([source], result), text: () => readFileSync(path, 'utf8') };
    }
    const readAt = (text: string) => scriptsOf(text);

    it('it is written whole, with its permissions, and nothing is left beside it', () => {
      const { path, update, text } = failed();
      chmodSync(path, 0o640);
      expect(update()).toBe('1 expectation rewritten in 1 file.');
      expect(text()).toBe(TEXT.replace('one', 'two'));
      expect(statSync(path).mode & 0o777).toBe(0o640);
      expect(readdirSync(join(path, '..'))).toEqual(['a.session.yaml']);
    });

    it('a link stays one', () => {
      const { path, update, text } = failed();
      renameSync(path, `${path}.real`);
      symlinkSync(`${path}.real`, path);
      update();
      expect(lstatSync(path).isSymbolicLink()).toBe(true);
      expect(text()).toContain('two');
    });

    it('one that was saved meanwhile is left', () => {
      const { path, update, text } = failed();
      writeFileSync(path, `# mine\n${TEXT}`);
      expect(update()).toBe(
        `0 expectations rewritten in 0 files; 1 left to be mended by hand.\n${path} has been changed meanwhile, and was left as it is.`,
      );
      expect(text()).toBe(`# mine\n${TEXT}`);
    });

    it('what could not be read as a script again is not written', () => {
      const { update, text } = failed(() => null);
      expect(update()).toBe('0 expectations rewritten in 0 files; 1 left to be mended by hand.');
      expect(text()).toBe(TEXT);
    });
  });
});

describe('--watch', () => {
  it('runs again when a script changes, whatever was wrong before, until Ctrl-C', async () => {
    const cwd = folderOf({ 'a.session.yaml': WRONG });
    const { until, child, ended, stderr } = start(['test', '.', '--watch'], { cwd });
    await until(/1 passed, 1 failed[\s\S]*Watching for changes; Ctrl-C ends\.\n/);
    writeFileSync(join(cwd, 'a.session.yaml'), 'steps: [');
    await until(/Watching[\s\S]*Watching/);
    expect(stderr()).toContain('nothing was run');
    writeFileSync(join(cwd, 'a.session.yaml'), BALANCE);
    await until(/\n2 passed[\s\S]*Watching/);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });
});

it('Ctrl-C lets what runs come to its end, tells how far it came, and leaves nothing behind', async () => {
  const cwd = folderOf({ 'tmp/x': '' });
  const slow = Array.from({ length: 2_000 }, (_, index) => `  - { name: s${index}, steps: [{ dial: "*111*455#" }] }`);
  writeFileSync(join(cwd, 'a.session.yaml'), `service: mts-bonus\nscripts:\n${slow.join('\n')}\n`);
  writeFileSync(join(cwd, 'b.session.yaml'), BALANCE);
  const { until, child, ended, stderr, stdout } = start(['test', 'b.session.yaml', 'a.session.yaml', '--jobs', '1'], {
    cwd,
    env: { TMPDIR: join(cwd, 'tmp') },
  });
  await until(/b\.session\.yaml {2}2 passed/);
  child.kill('SIGINT');
  expect(await ended).toBe(1);
  expect(stderr()).toBe('Interrupted.\n');
  expect(Number(/\n(\d+) passed \(/.exec(stdout())?.[1])).toBeLessThan(2_002);
  expect(readdirSync(join(cwd, 'tmp'))).toEqual(['x']);
});
