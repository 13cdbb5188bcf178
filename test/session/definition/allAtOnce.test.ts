/** One error does not hide another, and what only follows from an error already told is not told as well. */
import { describe, expect, test } from 'vitest';
import { isScalar, parseDocument, visit } from 'yaml';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { ROWS } from './breakages.ts';
import { edited, type Folder, filesOf, issuesOf, MINI } from './mini.ts';
import { shippedFolder } from './shipped.ts';

const S = 'service.yaml';
const R = 'texts.ru.yaml';
const P = 'program.yaml';
const SHIPPED = shippedFolder('mts-bonus');
/** One language is enough for what is not about translations. */
const IN_ONE: Folder = {
  [S]: edited(SHIPPED, S, '[ru, en, ro]', '[ru]')[S] ?? '',
  [P]: SHIPPED[P] ?? '',
  [R]: SHIPPED[R] ?? '',
};
/** Hundreds of compilations of the whole service. */
const SLOW = 120_000;

type Edit = readonly [file: string, piece: string, by: string];

function broken(folder: Folder, ...edits: readonly Edit[]): Folder {
  return edits.reduce((done, [file, piece, by]) => edited(done, file, piece, by), folder);
}

/** Issues without their places, which move when lines come in above. */
function wordsOf(folder: Folder): string[] {
  return issuesOf(folder).map((issue) => issue.replace(/^\S+: /, ''));
}

describe('all at once', () => {
  test('an alias, a key twice, an unknown field, a missing target, a missing text and a bad pattern in one file', () => {
    const service = `languages: [ru, en]
tooMany: &end sorry
bogus: 1
routes:
  - ussd: "*200"
    start: root
  - sms: "2000"
    keywords:
      - { word: ИНФО, go: info }
    otherwise: *end
states:
  root:
    menu: root.title
    options:
      "1": { label: root.number, go: number }
      "1": { label: root.info, go: info }
      "2": { label: root.info, go: nowhere }
  number:
    ask: number.missing
    input: { type: pattern, pattern: "(a+)+", set: to, go: done }
  done: { end: done }
  info: { end: info }
  sorry: { end: sorry }
`;
    expect(issuesOf({ ...MINI, [S]: service })).toEqual([
      'service.yaml:3:1: "bogus" is not a field of the file; remove it, or write one of timeout, retries, keys, invalid, sender, refusals',
      'service.yaml:10:16: aliases (*end) are not allowed; write the value out here',
      'service.yaml:16:7: the key "1" stands here twice; keep one of the two',
      'service.yaml:17:36: there is no state "nowhere"; add a state "nowhere", or lead to one that is there',
      'service.yaml:19:10: there is no text "number.missing"; add it to texts.ru.yaml, texts.en.yaml',
      'service.yaml:20:38: the pattern repeats a group that repeats or chooses inside; repeat single characters only: a+ for (a+)+, [ab]+ for (a|b)+',
    ]);
  });

  /** At the end of the file, so that nothing above changes its place. */
  const TAILS: readonly (readonly [what: string, tail: string, issue: RegExp])[] = [
    ['an alias', '  spare: { end: *x }\n', /: aliases \(\*x\)/],
    ['a merge key', '  spare: { <<: *x }\n', /: merge keys/],
    ['a tag', '  spare: { end: !text sorry }\n', /: tags \(!text\)/],
    ['a key twice', '  spare: { end: sorry, end: sorry }\n', /: the key "end" stands here twice/],
    ['a second document', '---\na: b\n', /: a second document/],
    ['an unknown field', '  spare: { end: sorry, bogus: 1 }\n', /: "bogus" is not a field of an end/],
    ['a misspelt field', '  spare: { end: sorry, refusla: true }\n', /: "refusla" .*did you mean "refusal"/],
    ['a missing field', '  spare: { call: balance }\n', /: a call lacks the field "on"|no bonus program/],
    ['a state of no kind', '  spare: {}\n', /: a state needs a field/],
    ['a state that is no map', '  spare: 1\n', /: "spare" must be a map/],
    [
      'a value that is not allowed',
      '  spare: { list: gold, text: sorry, item: sorry, empty: sorry }\n',
      /"gold" is not/,
    ],
  ];

  test.each(TAILS)('%s hides nothing of what else is wrong', (_what, tail, ownIssue) => {
    const lost = ROWS.flatMap(([what, file, piece, by, ...issues]) => {
      const folder = edited(MINI, file, piece, by);
      const found = issuesOf({ ...folder, [S]: `${folder[S]}${tail}` });
      const others = found.filter((issue) => !issues.includes(issue));
      const isAll = issues.every((issue) => found.includes(issue));
      return isAll && others.some((issue) => ownIssue.test(issue)) ? [] : [{ what, found }];
    });
    expect(lost).toEqual([]);
  });

  test('what a misspelt field holds is checked, however deep', () => {
    const folder = broken(
      MINI,
      [S, 'options:', 'optoins:'],
      [S, '{ label: root.info, go: info }', '{ lable: root.inof, og: nowhere }'],
    );
    expect(issuesOf(folder)).toEqual([
      'service.yaml:13:5: "optoins" is not a field of a menu; did you mean "options"?',
      'service.yaml:15:14: "lable" is not a field of an option; did you mean "label"?',
      'service.yaml:15:21: there is no text "root.inof"; did you mean "root.info"?',
      'service.yaml:15:32: "og" is not a field of an option; did you mean "go"?',
      'service.yaml:15:36: there is no state "nowhere"; add a state "nowhere", or lead to one that is there',
    ]);
  });

  test('a misspelt kind and what its state holds', () => {
    const folder = broken(
      MINI,
      [S, 'ask: number.ask', 'aks: number.ask'],
      [S, 'set: to, go: done', 'set: to, go: nowhere'],
    );
    expect(wordsOf(folder)).toEqual([
      '"aks" is no kind of a state; did you mean "ask"?',
      'there is no state "nowhere"; add a state "nowhere", or lead to one that is there',
    ]);
  });

  test('two fields that mean the same: the first is read as it, the second is told by itself', () => {
    const folder = edited(MINI, S, '{ label: root.info, go: info }', '{ lable: root.info, labl: root.info, go: info }');
    expect(wordsOf(folder)).toEqual([
      '"lable" is not a field of an option; did you mean "label"?',
      '"labl" is not a field of an option; remove it, or write one of set',
    ]);
  });

  test.each([
    ['is no YAML', '\t'],
    ['is too large', '#'.repeat(1024 * 1024 + 1)],
    ['is nested too deeply', '['.repeat(101)],
  ])('a service.yaml that %s hides nothing of the other files', (_what, text) => {
    const folder = broken(SHIPPED, [R, 'help: >-', 'hlep: >-'], [P, 'code: "12"', 'code: "999"']);
    const files = issuesOf({ ...folder, [S]: text }).map((issue) => issue.split(':', 1)[0]);
    expect([...new Set(files)]).toEqual([P, S, 'texts.en.yaml', 'texts.ro.yaml', R]);
  });

  test('figures of the program: what does not fit, what makes no sense, and a gift without a name', () => {
    const folder = broken(
      SHIPPED,
      [P, 'perOperation: 3000', 'perOperation: many'],
      [P, 'timeZone: Europe/Moscow', 'timeZone: Europe/Moskva'],
      [S, 'list: history', 'list: histori'],
    );
    expect(wordsOf(folder)).toEqual([
      '"Europe/Moskva" is not a time zone; write an IANA name such as Europe/Moscow',
      '"perOperation" must be a whole number; write a whole number, like 3000',
      '"histori" is not allowed as "list"; did you mean "history"?',
    ]);
  });

  test('a gift without a name is told beside figures that do not fit', () => {
    const folder = broken(
      SHIPPED,
      [P, 'perOperation: 3000', 'perOperation: many'],
      [P, 'gifts:\n', 'gifts:\n  - { code: "99", category: calls, price: 1 }\n'],
    );
    expect(wordsOf(folder)).toEqual([
      '"perOperation" must be a whole number; write a whole number, like 3000',
      'a row of the list "gift-list" has no text "gift.99"; add "gift.99"',
    ]);
  });

  test('nothing is built of what has an issue', () => {
    const folder = edited(MINI, S, 'tooMany: sorry', 'tooMany: sorry\nbogus: 1');
    expect(compileServices(filesOf(folder)).services).toEqual([]);
  });
});

/** A copy for each value of a file, with this in its place. */
function replaced(folder: Folder, file: string, by: string, scalarsOnly: boolean): { at: string; folder: Folder }[] {
  const text = folder[file] ?? '';
  const copies: { at: string; folder: Folder }[] = [];
  visit(parseDocument(text, { stringKeys: true }), {
    Node(key, node) {
      if (key === 'key' || !node.range || (scalarsOnly && !isScalar(node))) return;
      const [from, to] = node.range;
      const end = text.slice(from, to).endsWith('\n') ? '\n' : '';
      const copy = { ...folder, [file]: text.slice(0, from) + by + end + text.slice(to) };
      copies.push({ at: `${file}:${text.slice(0, from).split('\n').length} ${text.slice(from, to)}`, folder: copy });
    },
  });
  return copies;
}

describe('nothing follows from what is told already', () => {
  test.each([
    ['an alias', 'mini', MINI, '*x', false, 1],
    ['a list', 'mini', MINI, '[]', true, 1],
    ['an empty map', 'mini', MINI, '{}', true, 1],
    ['an alias', 'mts-bonus (each fifth)', IN_ONE, '*x', false, 5],
  ])(
    '%s in place of any value of %s is one issue',
    { timeout: SLOW },
    (_what, _name, folder, by, scalarsOnly, step) => {
      const copies = Object.keys(folder)
        .flatMap((file) => replaced(folder, file, by, scalarsOnly))
        .filter((_, index) => index % step === 0);
      const wrong = copies
        .map(({ at, folder: copy }) => ({ at, issues: issuesOf(copy) }))
        .filter(({ issues }) => issues.length !== 1);
      expect(copies.length).toBeGreaterThan(30);
      expect(wrong).toEqual([]);
    },
  );

  test.each([
    [
      'a state of no kind',
      S,
      'info: { end: info }',
      'info: {}',
      'a state needs a field that tells its kind; add one of "menu", "ask", "list", "call", "end"',
    ],
    [
      'a name in capitals',
      S,
      'info: { end: info }',
      'Info: { end: info }',
      '"Info" is not the name of a state: small letters, digits, dashes; write it like "give-to"',
    ],
    [
      'states by a merge key',
      S,
      '  info: { end: info }',
      '  <<: *others',
      'merge keys (<<) are not allowed; write the fields out here',
    ],
    [
      'a key of a text in capitals',
      R,
      'sorry: ',
      'Sorry: ',
      '"Sorry" is not part of the key of a text: small letters, digits, dashes; write it like "too-few"',
    ],
    [
      'texts by a merge key',
      R,
      '  title: Услуга',
      '  <<: *root',
      'merge keys (<<) are not allowed; write the fields out here',
    ],
    [
      'a key that is no text',
      R,
      'sorry: ',
      '[sorry]: ',
      'this key is not plain text; write the key as one word, in quotes if need be',
    ],
    [
      'an alias without a name',
      R,
      'Попробуйте позже.',
      '*',
      'an alias has no name; put text that begins with * or & in quotes',
    ],
    ['a number for a code', S, '"2000"', '2000', '"sms" must be text; put it in quotes: "2000"'],
  ])('%s', (_what, file, piece, by, issue) => {
    expect(wordsOf(edited(MINI, file, piece, by))).toEqual([issue]);
  });

  test.each([
    [
      'a misspelt field under "with"',
      S,
      'deactivate\n    with: { channel: ussd }',
      'deactivate\n    with: { channle: ussd }',
      '"channle" is not a field of "deactivate"; did you mean "channel"?',
    ],
    [
      'a misspelt condition',
      S,
      'where: { category:',
      'where: { categoyr:',
      'rows of "catalogue" have no field "categoyr"; did you mean "category"?',
    ],
    [
      'a misspelt "keep"',
      S,
      'keep: [balance]',
      'keeep: [balance]',
      '"keeep" is not a field of a call; did you mean "keep"?',
    ],
    [
      'a tier of no years',
      P,
      'years: 10',
      'years: ten',
      '"years" must be a whole number; write a whole number, like 15',
    ],
    [
      'a part of a millisecond',
      P,
      'codeLifetime: PT5M',
      'codeLifetime: PT0.0005S',
      '"PT0.0005S" does not fit: How long the code holds; write it like "PT5M"',
    ],
    [
      'dates that are none',
      P,
      'lifecycle: open\ndates:\n  closed: 2019-05-15T00:00:00+03:00',
      'lifecycle: dated\ndates: soon',
      '"dates" must be a map of fields; write a map of fields',
    ],
  ])('%s', (_what, file, piece, by, issue) => {
    expect(wordsOf(edited(SHIPPED, file, piece, by))).toEqual([issue]);
  });
});
