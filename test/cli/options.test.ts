import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { WrongUse } from '../../src/cli/failures.ts';
import { misspeltVariables } from '../../src/cli/options/environment.ts';
import type { Options } from '../../src/cli/options/option.ts';
import { readSettings } from '../../src/cli/options/settings.ts';

const OPTIONS: Options = {
  http: { kind: 'port', value: 'PORT', env: ['STARHASH_HTTP'], fallback: '8080', help: '' },
  redis: { kind: 'text', value: 'URL', env: ['STARHASH_REDIS', 'REDIS_URL'], help: '' },
  data: { kind: 'text', value: 'DIR', env: ['STARHASH_DATA'], fallback: '.starhash', help: '' },
  'allow-host': { kind: 'list', value: 'NAME', env: ['STARHASH_ALLOW_HOSTS'], help: '' },
  clock: { kind: 'instant', value: 'ISO', env: ['STARHASH_CLOCK'], help: '' },
  config: { kind: 'text', value: 'FILE', env: ['STARHASH_CONFIG'], help: '' },
  json: { kind: 'flag', help: '' },
  seed: { kind: 'text', value: 'FILE', env: ['STARHASH_SEED'], help: '', absent: true },
};

const folder = mkdtempSync(join(tmpdir(), 'starhash-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function file(text: string): string {
  const path = join(folder, `${files++}.yaml`);
  writeFileSync(path, text);
  return path;
}

function complaints(words: readonly string[], env: NodeJS.ProcessEnv = {}): readonly string[] {
  try {
    readSettings(words, OPTIONS, env);
  } catch (error) {
    if (error instanceof WrongUse) return error.complaints;
    throw error;
  }
  return [];
}

describe('precedence', () => {
  const config = file('http: 4\n');
  const env = { STARHASH_HTTP: '3', STARHASH_CONFIG: config };
  it.each([
    ['flags win', ['--http', '2'], env, 2],
    ['of two flags the last', ['--http', '1', '--http=2'], env, 2],
    ['then variables', [], env, 3],
    ['then the file', [], { STARHASH_CONFIG: config }, 4],
    ['the file of the flag', ['--config', file('http: 5')], { STARHASH_CONFIG: config }, 5],
    ['then the default', [], {}, 8080],
    ['an empty variable is none', [], { STARHASH_HTTP: '' }, 8080],
  ])('%s', (_, words, variables, expected) => {
    expect(readSettings(words, OPTIONS, variables).settings.port('http')).toBe(expected);
  });

  it('STARHASH_REDIS is stronger than REDIS_URL', () => {
    const read = (variables: NodeJS.ProcessEnv) => readSettings([], OPTIONS, variables).settings.text('redis');
    expect(read({ REDIS_URL: 'redis://a' })).toBe('redis://a');
    expect(read({ REDIS_URL: 'redis://a', STARHASH_REDIS: 'redis://b' })).toBe('redis://b');
  });

  it('a list comes from repeated flags, commas, or a list in the file', () => {
    const read = (words: string[], variables: NodeJS.ProcessEnv = {}) =>
      readSettings(words, OPTIONS, variables).settings.list('allow-host');
    expect(read(['--allow-host', 'a', '--allow-host', 'b'])).toEqual(['a', 'b']);
    expect(read([], { STARHASH_ALLOW_HOSTS: 'a, b' })).toEqual(['a', 'b']);
    expect(read(['--config', file('allow-host: [a, b]')])).toEqual(['a', 'b']);
    expect(read([])).toEqual([]);
  });

  it('paths in the file are relative to it, on the command line to the working directory', () => {
    const config = file('data: here\n');
    const data = (words: string[]) => readSettings(words, OPTIONS, {}).settings.text('data');
    expect(data(['--config', config])).toBe(join(config, '../here'));
    expect(data(['--config', config, '--data', 'there'])).toBe('there');
  });
});

it('takes words and options in any order, and everything after -- as words', () => {
  const { positionals, settings } = readSettings(['4555', '--json', 'text', '--', '--http'], OPTIONS, {});
  expect(positionals).toEqual(['4555', 'text', '--http']);
  expect(settings.flag('json')).toBe(true);
});

describe('wrong flags and variables', () => {
  const cases: readonly [string[], NodeJS.ProcessEnv, string[]][] = [
    [['--htpp', '1'], {}, ['There is no option --htpp. Did you mean --http?']],
    [['--xylophone'], {}, ['There is no option --xylophone.']],
    [['--toString'], {}, ['There is no option --toString.']],
    [['-5'], {}, ['There is no option -5. Put -- before a text that starts with a dash.']],
    [['--http'], {}, ['--http wants a value: --http PORT.']],
    [['--http', '--json'], {}, ['--http wants a value: --http PORT.']],
    [['--json=yes'], {}, ['--json takes no value.']],
    [['--seed', 'x'], {}, ['--seed is not available in this version.']],
    [[], { STARHASH_SEED: 'x' }, ['STARHASH_SEED: --seed is not available in this version.']],
    [['--http', '65536'], {}, ['--http: must be a port, 0 to 65535, not "65536".']],
    [['--http=-1'], {}, ['--http: must be a port, 0 to 65535, not "-1".']],
    [[], { STARHASH_HTTP: '80a' }, ['STARHASH_HTTP: must be a port, 0 to 65535, not "80a".']],
    [['--data', ''], {}, ['--data: must not be empty, not "".']],
    [['--clock', 'today'], {}, ['--clock: must be a moment like 2019-05-14T23:59:00+03:00, not "today".']],
    [['--clock', '2019-05-14T23:59:00'], {}, [expect.stringContaining('must be a moment') as unknown as string]],
    [['--clock', '2019-13-14T23:59:00Z'], {}, [expect.stringContaining('must be a moment') as unknown as string]],
    [
      ['--nope', '--http', 'x', '--seed'],
      {},
      ['There is no option --nope.', '--seed is not available in this version.'],
    ],
  ];
  it.each(cases)('%j %j', (words, env, expected) => {
    expect(complaints(words, env)).toEqual(expected);
  });

  it('a misspelt variable is pointed out; one that an orchestrator sets is not', () => {
    const env = { STARHASH_HTPP: '1', STARHASH_SERVICE_HOST: '10.0.0.1', STARHASH_DATA: 'x', STARHASHX: '1' };
    expect(misspeltVariables(env, OPTIONS)).toEqual(['STARHASH_HTPP is not used; did you mean STARHASH_HTTP?']);
  });
});

describe('a wrong config file', () => {
  const cases: readonly [string, string[]][] = [
    ['htpp: 1\n', [':1:1: there is no setting "htpp". Did you mean http?']],
    ['http: 1\ndata:\n', [':2:1: "data" wants one value: data: DIR.']],
    ['http:\n  port: 1\n', [':1:1: "http" wants one value: http: PORT.']],
    ['allow-host: {a: 1}\n', [':1:1: "allow-host" wants a list: allow-host: NAME.']],
    ['seed: x\n', [':1:1: "seed" is not available in this version.']],
    ['config: x\n', [':1:1: there is no setting "config".']],
    ['- a\n', [':1:1: the file must hold settings as "name: value".']],
    ['http: 1\nhttp: 2\n', [':2:1: Map keys must be unique']],
    [
      'data: &a x\nredis: *a\n',
      [':2:1: "redis" wants one value: redis: URL.', ':2:8: aliases are not read; write the value out.'],
    ],
    ['http: 1\n  bad: [\nx: 1\n', [':1:7: Nested mappings', ':1:7: Implicit keys']],
    ['htpp: 1\nxx: 2\nseed: 3\n', [':1:1: there', ':2:1: there', ':3:1: "seed"']],
  ];
  it.each(cases)('%j', (text, expected) => {
    const path = file(text);
    const found = complaints(['--config', path]).map((complaint) => complaint.replace(path, ''));
    for (const [index, complaint] of expected.entries()) {
      expect(found[index]).toContain(complaint);
    }
    expect(found.length).toBeGreaterThanOrEqual(expected.length);
  });

  it('a value that is refused is shown with its place', () => {
    const path = file('data: x\nhttp: 99999\n');
    expect(complaints(['--config', path])).toEqual([`${path}:2:7: must be a port, 0 to 65535, not "99999".`]);
  });

  it('a file that is not there, or too large, is said to be so', () => {
    expect(complaints(['--config', '/nowhere/x.yaml'])[0]).toMatch(/^\/nowhere\/x\.yaml cannot be read: ENOENT/);
    expect(complaints(['--config', file('#'.repeat(1_000_001))])[0]).toMatch(/larger than 1 MB/);
  });

  it('an empty file is none', () => {
    expect(complaints(['--config', file('')])).toEqual([]);
  });
});
