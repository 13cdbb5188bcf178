import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { formatIssue } from '../../../src/yaml/issue.ts';
import { damaged } from '../../support/damaged.ts';
import { ROWS } from './breakages.ts';
import { edited, filesOf, issuesOf, MINI } from './mini.ts';

const S = 'service.yaml';
const R = 'texts.ru.yaml';
const NUMBER = 'type: msisdn';
const LANGUAGES = 'languages: [ru, en]';

describe('issues of a definition', () => {
  test('the small service has none', () => {
    expect(issuesOf(MINI)).toEqual([]);
  });

  test.each(ROWS)('%s', (_what, file, piece, by, ...issues) => {
    expect(issuesOf(edited(MINI, file, piece, by))).toEqual(issues);
  });

  test('all come at once, sorted by file, line and column', () => {
    const first = edited(MINI, S, 'tooMany: sorry', 'tooMany: sorri');
    const second = edited(first, S, NUMBER, 'type: msidsn');
    const third = edited(second, R, 'sorry: Попробуйте позже.\n', '');
    const fourth = edited(third, S, 'otherwise: info', 'otherwise: inof');
    expect(issuesOf(fourth).map((issue) => issue.split(': ')[0])).toEqual([
      'service.yaml:2:10',
      'service.yaml:9:16',
      'service.yaml:18:20',
      'texts.ru.yaml:1:1',
    ]);
  });

  test.each([
    ['languages: ru', '"languages" must be a list; write a list, like ["ru","en","ro"]'],
    ['languages: [RU, en]', '"RU" is not a language: two small letters (ISO 639-1); write it like "ru"'],
    ['languages: []', '"languages" is empty; fill it, or remove it'],
    ['languages: [ru, ru]', '"languages" holds the same thing twice; keep one of the two'],
  ])('a required setting that does not fit: %s', (by, issue) => {
    const column = by.includes('RU') ? 13 : 12;
    expect(issuesOf(edited(MINI, S, LANGUAGES, by))).toEqual([`service.yaml:1:${column}: ${issue}`]);
  });

  test('whatever is cut out or put in, the compiler never throws', () => {
    const edits = Object.entries(MINI).map(([name, text]) => damaged([text]).map((by) => ({ ...MINI, [name]: by })));
    fc.assert(
      fc.property(fc.oneof(...edits), (files) => {
        issuesOf(files);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('a folder without service.yaml', () => {
    const { [S]: _, ...rest } = MINI;
    expect(issuesOf(rest)).toEqual([
      'texts.ru.yaml:1:1: there is no service.yaml beside this file; add mini/service.yaml',
    ]);
  });

  test('a texts file of no language', () => {
    expect(issuesOf({ ...MINI, 'texts.russian.yaml': 'a: b' })).toEqual([
      'texts.russian.yaml:1:1: no language of the service has this file; name it texts.<language>.yaml',
    ]);
  });

  test('a folder whose name names no service', () => {
    const { issues } = compileServices(filesOf(MINI, 'My Service'));
    expect(issues.map(formatIssue)).toEqual([
      `My Service/service.yaml:1:1: the folder's name "My Service" cannot name a service; name it in small letters, digits and dashes, like "coffee-points"`,
    ]);
  });

  test.each([
    ['', 'service.yaml:1:1: the file must be a map of fields; write a map of fields'],
    ['[1, 2]', 'service.yaml:1:1: the file must be a map of fields; write a map of fields'],
    ['x'.repeat(1024 * 1024 + 1), 'service.yaml:1:1: the file is larger than 1 MB; split it up'],
  ])('a service file that is no map (%#)', (text, issue) => {
    expect(issuesOf({ ...MINI, [S]: text })).toEqual([issue]);
  });
});

describe('services side by side', () => {
  test('two services claim one code and one short code: both places are named', () => {
    const { issues } = compileServices([...filesOf(MINI, 'one'), ...filesOf(MINI, 'two')]);
    expect(issues.map(formatIssue)).toEqual([
      'two/service.yaml:4:11: *200 is taken by one/service.yaml:4:11; give one of the two another code',
      'two/service.yaml:6:10: 2000 is taken by one/service.yaml:6:10; give one of the two another code',
    ]);
  });

  test('a broken service leaves the others alone', () => {
    const broken = edited(
      edited(edited(MINI, S, 'start: root', 'start: rot'), S, '*200', '*201'),
      S,
      '"2000"',
      '"2001"',
    );
    const { services, issues, router } = compileServices([...filesOf(broken, 'broken'), ...filesOf(MINI, 'good')]);
    expect(services.map(({ id }) => id)).toEqual(['good']);
    expect(issues).toHaveLength(1);
    expect(router.findUssd('*200#')?.service.id).toBe('good');
    expect(router.findUssd('*201#')).toBeNull();
  });

  test('files that are no definition are passed over', () => {
    const { issues } = compileServices([
      ...filesOf(MINI),
      { path: 'mini/balance.test.yaml', text: ':' },
      { path: 'README.md', text: '' },
    ]);
    expect(issues).toEqual([]);
  });
});
