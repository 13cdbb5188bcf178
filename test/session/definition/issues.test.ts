import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { formatIssue } from '../../../src/session/definition/issue.ts';
import { edited, filesOf, issuesOf, MINI } from './mini.ts';

const S = 'service.yaml';
const R = 'texts.ru.yaml';
const NUMBER = 'type: msisdn';
const INFO_OPTION = '"2": { label: root.info, go: info }';
const KEYWORD = '      - { word: ИНФО, go: info }';
const LANGUAGES = 'languages: [ru, en]';
const DONE = '  done: { end: done }';

type Row = readonly [what: string, file: string, piece: string, by: string, ...issues: readonly string[]];

const ROWS: readonly Row[] = [
  // Fields
  [
    'unknown field',
    S,
    LANGUAGES,
    `${LANGUAGES}\nretires: 3`,
    'service.yaml:2:1: "retires" is not a field of the file; did you mean "retries"?',
  ],
  [
    'misspelt required field',
    S,
    INFO_OPTION,
    '"2": { lable: root.info, go: info }',
    'service.yaml:15:14: "lable" is not a field of an option; did you mean "label"?',
  ],
  ['missing field', S, 'tooMany: sorry\n', '', 'service.yaml:1:1: the file lacks the field "tooMany"; add "tooMany:"'],
  [
    'missing field in a map',
    S,
    INFO_OPTION,
    '"2": { go: info }',
    'service.yaml:15:7: an option lacks the field "label"; add "label:"',
  ],
  ['number for text', S, 'sms: "2000"', 'sms: 2000', 'service.yaml:6:10: "sms" must be text; put it in quotes: "2000"'],
  [
    'zeros for text',
    S,
    LANGUAGES,
    `${LANGUAGES}\nkeys: { main: 00 }`,
    'service.yaml:2:15: "main" must be text; put it in quotes: "00"',
  ],
  [
    'text for number',
    S,
    LANGUAGES,
    `${LANGUAGES}\nretries: many`,
    'service.yaml:2:10: "retries" must be a whole number; write a whole number, like 3',
  ],
  [
    'over a bound',
    S,
    LANGUAGES,
    `${LANGUAGES}\nretries: 99`,
    'service.yaml:2:10: "retries" is too large; write 10 or less',
  ],
  [
    'not a duration',
    S,
    LANGUAGES,
    `${LANGUAGES}\ntimeout: 3 minutes`,
    'service.yaml:2:10: "3 minutes" is not a duration in hours, minutes and seconds (ISO 8601); write it like "PT3M"',
  ],
  [
    'text for a flag',
    S,
    'info: { end: info }',
    'info: { end: info, refusal: yes }',
    'service.yaml:20:31: "refusal" must be true or false; write true or false, like true',
  ],
  [
    'prototype as a field',
    S,
    DONE,
    '  done: { end: done, __proto__: done }',
    'service.yaml:19:22: "__proto__" is not a field of an end; remove it, or write one of end, sms, refusal',
  ],
  // States
  [
    'kind misspelt',
    S,
    'menu: root.title',
    'manu: root.title',
    'service.yaml:12:5: "manu" is no kind of a state; did you mean "menu"?',
  ],
  [
    'no kind',
    S,
    DONE,
    '  done: { text: done }',
    'service.yaml:19:3: a state needs a field that tells its kind; add one of "menu", "ask", "list", "call", "end"',
  ],
  [
    'two kinds',
    S,
    'menu: root.title',
    'menu: root.title\n    end: done',
    'service.yaml:13:5: a state has one kind; here are "menu" and "end"; keep one of the two',
  ],
  ['no map', S, DONE, '  done: done', 'service.yaml:19:9: "done" must be a map of fields; write a map of fields'],
  [
    'name of a state',
    S,
    DONE,
    `${DONE}\n  Big: { end: done }`,
    'service.yaml:20:3: "Big" is not the name of a state: small letters, digits, dashes; write it like "give-to"',
  ],
  [
    'start is missing',
    S,
    'start: root',
    'start: rot',
    'service.yaml:5:12: there is no state "rot"; did you mean "root"?',
  ],
  [
    'target is missing',
    S,
    'set: to, go: done',
    'set: to, go: elsewhere',
    'service.yaml:18:41: there is no state "elsewhere"; add a state "elsewhere", or lead to one that is there',
  ],
  [
    'tooMany is missing',
    S,
    'tooMany: sorry',
    'tooMany: sorri',
    'service.yaml:2:10: there is no state "sorri"; did you mean "sorry"?',
  ],
  // Inputs
  [
    'unknown input type',
    S,
    NUMBER,
    'type: msidsn',
    'service.yaml:18:20: "msidsn" is not allowed as "type"; did you mean "msisdn"?',
  ],
  [
    'unknown input type, far',
    S,
    NUMBER,
    'type: postcode',
    'service.yaml:18:20: "postcode" is not allowed as "type"; write one of msisdn, amount, gift-code, digits, text, pattern',
  ],
  [
    'parameter is missing',
    S,
    NUMBER,
    'type: digits',
    'service.yaml:18:20: the input type "digits" needs "length"; add "length:"',
  ],
  [
    'parameter of another type',
    S,
    NUMBER,
    `${NUMBER}, length: 4`,
    'service.yaml:18:28: the input type "msisdn" has no "length"; remove it, or take another type',
  ],
  [
    'nested repetition',
    S,
    NUMBER,
    'type: pattern, pattern: "(a+)+$"',
    'service.yaml:18:38: the pattern repeats a group that repeats or chooses inside; repeat single characters only: a+ for (a+)+, [ab]+ for (a|b)+',
  ],
  [
    'not a pattern',
    S,
    NUMBER,
    'type: pattern, pattern: "(a"',
    'service.yaml:18:38: the pattern is not a regular expression (Unterminated group); correct it, or escape the sign with \\',
  ],
  [
    'taken variable',
    S,
    'set: to',
    'set: msisdn',
    'service.yaml:18:33: "msisdn" is not the name of a variable: letters and digits, but not "msisdn" or "meant"; write it like "points"',
  ],
  // Keys
  [
    'same option twice',
    S,
    INFO_OPTION,
    '"1": { label: root.info, go: info }',
    'service.yaml:15:7: the key "1" stands here twice; keep one of the two',
  ],
  [
    'option is no number',
    S,
    INFO_OPTION,
    '2x: { label: root.info, go: info }',
    'service.yaml:15:7: "2x" is not the key of an option: 1 to 3 digits; write it like "1"',
  ],
  [
    'back below the root',
    S,
    'ask: number.ask\n',
    'menu: number.ask\n    options: { "0": { label: root.info, go: info } }\n',
    'service.yaml:18:16: the option "0" takes the key that leads back here; give the option another key, or change "keys"',
  ],
  [
    'main below the root',
    S,
    'ask: number.ask\n',
    'menu: number.ask\n    options: { "00": { label: root.info, go: info } }\n',
    'service.yaml:18:16: the option "00" takes the key that leads to the first screen here; give the option another key, or change "keys"',
  ],
  [
    'navigation keys alike',
    S,
    LANGUAGES,
    `${LANGUAGES}\nkeys: { next: "7", back: "7" }`,
    'service.yaml:2:26: "next" and "back" are the same key "7"; give each a key of its own',
  ],
  // Routes and keywords
  [
    'code of another form',
    S,
    'ussd: "*200"',
    'ussd: "200"',
    'service.yaml:4:11: "200" is not a USSD code: * in front, then digits with * between; write it like "*111*455"',
  ],
  [
    'code that stays in the phone',
    S,
    'ussd: "*200"',
    'ussd: "*21"',
    'service.yaml:4:11: *21 cannot be a route; take another code: phones use this one for themselves',
  ],
  [
    'code twice',
    S,
    '  - sms: "2000"',
    '  - { ussd: "*200#", start: info }\n  - sms: "2000"',
    'service.yaml:6:13: *200 is taken by mini/service.yaml:4:11; give one of the two another code',
  ],
  [
    'keyword twice',
    S,
    KEYWORD,
    `${KEYWORD}\n      - { word: ИHФО, go: info }`,
    'service.yaml:9:9: "ИHФО" is typed like the keyword of line 8; keep one of them, or choose another word',
  ],
  [
    'empty SMS twice',
    S,
    KEYWORD,
    '      - { empty: true, go: info }\n      - { empty: true, go: info }',
    'service.yaml:9:9: two keywords are the empty SMS; keep one of them, or choose another word',
  ],
  [
    'keyword without a word',
    S,
    KEYWORD,
    '      - { go: info }',
    'service.yaml:8:9: this keyword has no word; write "word: …" or "empty: true"',
  ],
  [
    'keyword of two kinds',
    S,
    KEYWORD,
    '      - { word: ИНФО, empty: true, go: info }',
    'service.yaml:8:9: a keyword is a word or the empty SMS, not both; write "word: …" or "empty: true"',
  ],
  [
    'SMS leads to a question',
    S,
    'otherwise: info',
    'otherwise: number',
    'service.yaml:9:16: an SMS cannot ask, but this leads to "number"; lead to an end, or to calls whose outcomes lead to ends',
  ],
  [
    'phone gets no screen',
    S,
    DONE,
    '  done: { end: null }',
    'service.yaml:19:16: a phone reaches "done" and gets no screen; give it a text',
  ],
  [
    'list without a program',
    S,
    DONE,
    '  done: { list: history, text: info, item: info, empty: info }',
    'service.yaml:19:11: this service has no bonus program; add program.yaml beside service.yaml',
  ],
  // Texts
  [
    'text is missing',
    S,
    'ask: number.ask',
    'ask: number.aks',
    'service.yaml:17:10: there is no text "number.aks"; did you mean "number.ask"?',
  ],
  [
    'text is missing, far',
    S,
    'ask: number.ask',
    'ask: other',
    'service.yaml:17:10: there is no text "other"; add it to texts.ru.yaml, texts.en.yaml',
  ],
  [
    'translation is missing',
    R,
    'sorry: Попробуйте позже.\n',
    '',
    'texts.ru.yaml:1:1: the text "sorry" is missing in "ru"; translate it; "en" has it',
  ],
  [
    'argument is missing',
    R,
    'Готово, {to}.',
    'Готово.',
    'texts.ru.yaml:11:1: the text "done" lacks {to}, which another language has; use {to} here too',
  ],
  [
    'argument is not known',
    S,
    'info: { end: info }',
    'info: { end: done }',
    'service.yaml:20:16: the text "done" uses {to}, which is not always known here; nothing is known here',
  ],
  [
    'text cannot be read',
    R,
    'Готово, {to}.',
    'Готово, {to.',
    'texts.ru.yaml:11:7: the text "done" cannot be read: the name between { and } must be one word (line 1, column 9 of the text); correct the text',
  ],
  [
    'text is a number',
    R,
    '  title: Услуга',
    '  title: 5',
    'texts.ru.yaml:6:10: "title" must be text or a map of fields; put it in quotes: "5"',
  ],
  [
    'footer leaves no room',
    R,
    'next: Далее',
    'next: Показать следующую страницу этого замечательного экрана',
    'texts.ru.yaml:1:1: the keys under a screen leave 14 units of a page to its text; shorten the texts under "nav"',
  ],
  // Files
  [
    'language without a file',
    S,
    LANGUAGES,
    'languages: [ru, en, ro]',
    'service.yaml:1:21: there is no texts.ro.yaml; add the file, or remove "ro"',
  ],
  [
    'file without a language',
    S,
    LANGUAGES,
    'languages: [ru]',
    'texts.en.yaml:1:1: no language of the service has this file; add "en" to "languages" in service.yaml, or remove the file',
  ],
];

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
    const file = fc.constantFrom(...Object.keys(MINI));
    const piece = fc.constantFrom(
      '',
      ' ',
      '\n',
      '{',
      '}',
      '[',
      ']',
      '"',
      ': ',
      '- ',
      'x',
      '0',
      'null',
      '&a ',
      '*a',
      '#',
      '{to}',
      'constructor',
      '__proto__',
    );
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(12), piece, (name, from, length, by) => {
        const text = MINI[name] ?? '';
        const at = from % text.length;
        issuesOf({ ...MINI, [name]: text.slice(0, at) + by + text.slice(at + length) });
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
      `My Service/service.yaml:1:1: the folder's name "My Service" cannot name a service; name it in small letters, digits and dashes, like "mts-bonus"`,
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
