/** What can be used and is hardly meant: told apart from mistakes. */
import { describe, expect, test } from 'vitest';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { formatIssue } from '../../../src/yaml/issue.ts';
import { edited, type Folder, filesOf, MINI } from './mini.ts';
import { shippedFiles, shippedFolder } from './shipped.ts';

const S = 'service.yaml';
const DONE = '  done: { end: done }';
const KEYWORD = '      - { word: ИНФО, go: info }';

/** A menu, a question and a menu that lead in a ring. */
const RING = [
  DONE,
  '  ring: { menu: root.title, options: { "1": { label: root.info, go: ring-on } } }',
  '  ring-on: { ask: number.ask, input: { type: msisdn, set: to, go: ring } }',
].join('\n');

function warningsOf(folder: Folder): string[] {
  const { issues, warnings, services } = compileServices(filesOf(folder));
  expect(issues).toEqual([]);
  expect(services).toHaveLength(1);
  return warnings.map((warning) => formatIssue(warning).replace(/^mini\//, ''));
}

test('nothing is wrong with the small service and the shipped ones', () => {
  expect(warningsOf(MINI)).toEqual([]);
  expect(compileServices(shippedFiles('mts-bonus')).warnings).toEqual([]);
});

describe('states', () => {
  test('that nothing leads to', () => {
    const folder = edited(MINI, S, DONE, `${DONE}\n  spare: { end: info }`);
    expect(warningsOf(folder)).toEqual([
      'service.yaml:20:3: nothing leads to the state "spare"; lead to it, or remove it',
    ]);
  });

  test('that only each other lead to', () => {
    const folder = edited(MINI, S, DONE, RING);
    expect(warningsOf(folder).filter((warning) => warning.includes('nothing leads'))).toHaveLength(2);
  });

  test('from which no answer leads to an end', () => {
    const folder = edited(edited(MINI, S, DONE, RING), S, 'label: root.info, go: info', 'label: root.info, go: ring');
    expect(warningsOf(folder)).toEqual([
      'service.yaml:20:3: no answer leads from here to an end: ring, ring-on; lead one of its answers to an end',
    ]);
  });

  test('a question that only asks itself again is no way out', () => {
    const folder = edited(MINI, S, 'set: to, go: done', 'set: to, go: number');
    expect(warningsOf(folder)).toEqual([
      'service.yaml:16:3: no answer leads from here to an end: number; lead one of its answers to an end',
      'service.yaml:19:3: nothing leads to the state "done"; lead to it, or remove it',
    ]);
  });
});

describe('texts', () => {
  test('that nothing uses', () => {
    const more = (text: string) => `${text}spare: { one: x, two: y }\n`;
    const folder = {
      ...MINI,
      'texts.ru.yaml': more(MINI['texts.ru.yaml'] ?? ''),
      'texts.en.yaml': more(MINI['texts.en.yaml'] ?? ''),
    };
    expect(warningsOf(folder)).toEqual([
      'texts.ru.yaml:14:10: nothing uses the text "spare.one"; use it, or remove it',
      'texts.ru.yaml:14:18: nothing uses the text "spare.two"; use it, or remove it',
    ]);
  });
});

describe('keywords', () => {
  test.each([
    ['a slip away', 'ИНФА', true],
    ['the same in Latin letters', 'INFO', true],
    ['another word', 'БАЛАНС', false],
    ['digits alone are never taken for each other', '12345', false],
  ])('%s', (_what, word, isNear) => {
    const near = `service.yaml:9:9: "${word}" is nearly "ИНФО" of line 8, which does something else`;
    const fix = 'choose a word that a slip does not make of it';
    const folder = edited(MINI, S, KEYWORD, `${KEYWORD}\n      - { word: "${word}", go: sorry }`);
    expect(warningsOf(folder)).toEqual(isNear ? [`${near}; ${fix}`] : []);
  });

  test('near words that lead to the same are no trouble', () => {
    expect(warningsOf(edited(MINI, S, KEYWORD, `${KEYWORD}\n      - { word: ИНФА, go: info }`))).toEqual([]);
  });
});

test('of a service with mistakes nothing is said', () => {
  const folder = edited(
    edited(MINI, S, DONE, `${DONE}\n  spare: { end: info }`),
    S,
    'tooMany: sorry',
    'tooMany: sorri',
  );
  const { issues, warnings } = compileServices(filesOf(folder));
  expect(issues).toHaveLength(1);
  expect(warnings).toEqual([]);
});

test('an option hides behind the key of the next page where names make the screen long', () => {
  const shipped = shippedFolder('mts-bonus');
  const folder = edited(
    edited(
      shipped,
      S,
      '"1": { label: gifts.yes, go: order }',
      '"1": { label: gifts.yes, go: order }\n      "9": { label: gifts.yes, go: leave }',
    ),
    S,
    '[ru, en, ro]',
    '[en]',
  );
  const { 'texts.ru.yaml': _, 'texts.ro.yaml': __, ...english } = folder;
  const long = edited(english, 'texts.en.yaml', '"11": ', `"11": ${'Very long name of a gift '.repeat(8)}`);
  const messages = (one: Folder) => compileServices(filesOf(one, 'mts-bonus')).issues.map(({ message }) => message);
  expect(messages(english)).toEqual([]);
  expect(messages(long)).toEqual(['the option "9" takes the key that shows the next page here']);
});
