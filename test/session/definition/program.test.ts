/** What a definition may say depends on what its program can say. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { compileProgram } from '../../../src/bonus/program.ts';
import type { ProgramFile } from '../../../src/bonus/programFile.ts';
import { vocabularyOf } from '../../../src/bonus/vocabulary.ts';
import { compileServices } from '../../../src/session/definition/compile.ts';
import { EVERY_PART } from '../../../src/session/definition/schema/everyPart.ts';
import { REFUSAL_NAMES } from '../../../src/session/definition/schema/refusals.ts';
import { formatIssue } from '../../../src/yaml/issue.ts';
import { type Folder, filesOf, RU } from './mini.ts';

const SUMS = { rub: [100], step: 100, upTo: 200 };

/** Fixed points for a friend; nothing else. */
const PLAIN: ProgramFile = {
  program: 'plain',
  timeZone: 'UTC',
  lifecycle: 'open',
  joining: { ussd: {} },
  leaving: 'impossible',
  expiry: { rule: 'never' },
  maxRub: 1000,
  earning: { friend: { rule: 'fixed', points: 1 } },
};

const SAVING: ProgramFile = {
  ...PLAIN,
  events: { goal: { rule: 'goal', certificate: SUMS, most: 1 }, certificate: { rule: 'certificate', ...SUMS } },
};

const BUYING: ProgramFile = {
  ...PLAIN,
  earning: {
    buy: { rule: 'claim', percent: 5, days: 9, credited: { months: 1, day: 1 }, open: 9, returns: 180, kept: 9 },
  },
};

const LEVELS = [
  { name: 'basic', from: 0, months: 12, discount: 0 },
  { name: 'vip', from: 10, months: 24, discount: 5 },
];
const TIERS: ProgramFile = { ...PLAIN, tiers: { window: 24, levels: LEVELS } };

/** Without aliases, which definitions may not have. */
function yamlOf(data: unknown): string {
  return stringify(data, { aliasDuplicateObjects: false });
}

/** Keys of SMS of a program. */
function smsOf(program: ProgramFile): string[] {
  const compiled = compileProgram(program);
  return compiled.ok ? Object.keys(vocabularyOf(compiled.program).texts) : [];
}

/** A text for each of these keys, such as `core.left`. */
function textsOf(keys: readonly string[]): string {
  const groups: Record<string, Record<string, string>> = {};
  for (const key of keys) {
    const [group = '', name = ''] = key.split('.');
    groups[group] = { ...groups[group], [name]: 'слово' };
  }
  return keys.length === 0 ? '' : yamlOf(groups);
}

interface Made {
  readonly program: ProgramFile;
  /** Under `states:`; the first one is `root`. */
  readonly states?: string;
  readonly refusals?: string;
  /** Keys of texts besides those that the program wants. */
  readonly texts?: readonly string[];
  readonly without?: readonly string[];
}

function folderOf({
  program,
  states = 'root: { end: info }',
  refusals = '{}',
  texts = [],
  without = [],
}: Made): Folder {
  const service = `languages: [ru]
tooMany: sorry
routes: [{ ussd: "*200", start: root }]
refusals: ${refusals}
states:
  ${states}
  info: { end: info }
  sorry: { end: sorry }
`;
  const keys = [...smsOf(program), ...texts].filter((key) => !without.includes(key));
  return { 'service.yaml': service, 'program.yaml': yamlOf(program), 'texts.ru.yaml': `${RU}${textsOf(keys)}` };
}

/** Issues and warnings, without their places. */
function told(made: Made, by: Folder = {}): { readonly issues: string[]; readonly warnings: string[] } {
  const { issues, warnings } = compileServices(filesOf({ ...folderOf(made), ...by }));
  const words = (all: typeof issues) => all.map((issue) => formatIssue(issue).replace(/^\S+ /, ''));
  return { issues: words(issues), warnings: words(warnings) };
}

describe('SMS', () => {
  test.each([
    ['leaving', EVERY_PART, 'core.left'],
    ['certificates', SAVING, 'core.certificate'],
    ['claims', BUYING, 'core.claimed'],
    ['statuses', TIERS, 'core.status'],
  ])('of a program with %s must be worded', (_what, program, key) => {
    const names = [
      'status.basic',
      'status.vip',
      'status.first',
      ...(program.gifts ?? []).map(({ code }) => `gift.${code}`),
    ];
    const { issues } = told({ program, texts: names, without: [key] });
    expect(issues).toEqual([`the text "${key}" is missing; add "${key}"`]);
  });

  test('of another program need not be, and would never be seen', () => {
    expect(told({ program: PLAIN }).issues).toEqual([]);
    const { issues, warnings } = told({ program: PLAIN, texts: ['core.certificate'] });
    expect(issues).toEqual([]);
    expect(warnings).toContain('nothing uses the text "core.certificate"; use it, or remove it');
  });

  test('have the figures of the program', () => {
    const folder = folderOf({ program: SAVING });
    const texts = (folder['texts.ru.yaml'] ?? '').replace('certificate: слово', 'certificate: "{rub} {burned}"');
    expect(told({ program: SAVING }, { 'texts.ru.yaml': texts }).issues).toEqual([
      '"core.certificate" gets no {burned}; it takes rub, code, balance',
    ]);
  });
});

describe('names', () => {
  test('of statuses must be there', () => {
    expect(told({ program: TIERS, texts: ['status.basic'] }).issues).toEqual([
      'the text "status.vip" is missing; add "status.vip"',
    ]);
  });

  test('of states of entries must be there where these are listed', () => {
    const states = 'root: { list: entries, text: info, item: root.title, empty: info }';
    const three = ['entry.pending', 'entry.accrued', 'entry.rejected'];
    expect(told({ program: BUYING }).issues).toEqual([]);
    expect(told({ program: BUYING, states, texts: three }).issues).toEqual([
      'a row of the list "root" has no text "entry.written-off"; add "entry.written-off"',
    ]);
  });

  test('of goals that one cannot save for need not be', () => {
    const states = 'root: { list: goals, text: info, item: root.title, empty: info }';
    expect(told({ program: SAVING, states, texts: ['goal.certificate'] }).issues).toEqual([]);
  });
});

describe('outcomes', () => {
  const call = (on: string, operation = 'order') =>
    `root: { call: ${operation}, ${operation === 'order' ? 'with: { code: "11" }, ' : ''}on: ${on}, otherwise: sorry }`;

  test('of another program are never answered', () => {
    expect(told({ program: PLAIN, states: call('{ ok: info, in-debt: sorry }') }).issues).toEqual([
      expect.stringMatching(/^"order" never answers "in-debt"; its outcomes are ok, /),
    ]);
    const strict: ProgramFile = { ...PLAIN, orders: { refusedInDebt: true } };
    expect(told({ program: strict, states: call('{ ok: info, in-debt: sorry }') }).issues).toEqual([]);
  });

  test('of the program all lead somewhere', () => {
    const states = call('{ ok: info }').replace(', otherwise: sorry', '');
    const issues = (program: ProgramFile) =>
      told({ program, states }).issues.map((issue) => /outcome "(\S+)"/.exec(issue)?.[1]);
    const strict: ProgramFile = { ...PLAIN, orders: { refusedInDebt: true } };
    expect(issues(strict).filter((name) => !issues(PLAIN).includes(name))).toEqual(['in-debt']);
  });

  test('figures are those of the program', () => {
    const states = `root: { call: balance, keep: [statusKey], on: { ok: info }, otherwise: sorry }`;
    expect(told({ program: TIERS, states, texts: ['status.basic', 'status.vip'] }).issues).toEqual([]);
    expect(told({ program: PLAIN, states }).issues).toEqual([
      expect.stringMatching(/^"statusKey" is not a field of the outcome "ok" of "balance"; /),
    ]);
  });

  test('`refusals` name what some operation of the program answers, whether it is called or not', () => {
    expect(told({ program: SAVING, refusals: '{ no-such-sum: sorry }' }).issues).toEqual([]);
    expect(told({ program: PLAIN, refusals: '{ no-such-sum: sorry }' }).issues).toEqual([
      expect.stringMatching(/^the program never answers "no-such-sum"; write one of /),
    ]);
  });

  test.each([PLAIN, SAVING, BUYING, TIERS, EVERY_PART])('the schema knows all refusals of $program', (program) => {
    const refusals = `{ ${REFUSAL_NAMES.map((name) => `${name}: sorry`).join(', ')} }`;
    expect(told({ program, refusals }).issues.filter((issue) => issue.includes('is not a field'))).toEqual([]);
  });
});

describe('events', () => {
  const event = (fields: string) => `root: { call: event, with: { ${fields} }, on: { ok: info }, otherwise: sorry }`;

  test.each([
    ['a kind that earns', PLAIN, 'kind: friend'],
    ['a kind that does not', SAVING, 'kind: goal, goal: certificate, rub: 100'],
    ['fields of any name', SAVING, 'kind: goal, colour: red, to: $msisdn'],
  ])('%s', (_what, program, fields) => {
    expect(told({ program, states: event(fields) }).issues).toEqual([]);
  });

  test.each([
    ['a kind of another program', PLAIN, 'kind: goal', 'the program knows no event "goal"; write one of friend'],
    ['a misspelt kind', PLAIN, 'kind: freind', 'the program knows no event "freind"; did you mean "friend"?'],
    ['no kind', PLAIN, 'rub: 5', '"event" needs the field "kind"; add "kind" under "with"'],
    ['a misspelt field "kind"', PLAIN, 'kid: friend', '"event" needs the field "kind"; add "kind" under "with"'],
    [
      'a variable',
      PLAIN,
      'kind: $msisdn',
      'the kind of an event is the same for everybody, no variable; write one of friend',
    ],
    [
      'a variable that is not set',
      SAVING,
      'kind: goal, rub: $rub',
      'the variable "rub" is not always set here; set it on every way here, with "set" or "keep"',
    ],
  ])('%s', (_what, program, fields, issue) => {
    expect(told({ program, states: event(fields) }).issues).toEqual([issue]);
  });
});

describe('conditions on lists', () => {
  const listed = (
    list: string,
    field: string,
    value: string,
  ) => `root: { menu: info, options: { "1": { label: info, go: rows, set: { v: "${value}" } } } }
  rows: { list: ${list}, text: info, item: root.title, where: { ${field}: $v }, empty: info }`;
  const entries = ['entry.pending', 'entry.accrued', 'entry.rejected', 'entry.written-off'];

  test.each(['*', 'pending', 'written-off'])('entries that are %s', (value) => {
    expect(told({ program: BUYING, states: listed('entries', 'state', value), texts: entries }).issues).toEqual([]);
  });

  test('a state of entries that is none', () => {
    expect(told({ program: BUYING, states: listed('entries', 'state', 'pendign'), texts: entries }).issues).toEqual([
      'no row of the list "rows" has "pendign" as its state; did you mean "pending"?',
    ]);
  });

  test('any gift at all', () => {
    const program: ProgramFile = { ...PLAIN, gifts: [{ code: '11', category: 'calls', price: 1 }] };
    expect(told({ program, states: listed('catalogue', 'category', '*'), texts: ['gift.11'] }).issues).toEqual([]);
  });
});

describe('where the program cannot be read', () => {
  const states = 'root: { call: order, with: { code: "11" }, on: { ok: info, in-debt: sorry }, otherwise: sorry }';
  const strict: ProgramFile = { ...PLAIN, orders: { refusedInDebt: true } };

  test.each([
    ['orders', 'orders: soon'],
    ['a part of them', 'orders: { refusedInDebt: no, perMonth: often }'],
    ['a misspelt rule', 'earning: { friend: { rule: fixt, points: 1 } }'],
    ['an event without a rule', 'events: { bill: {} }'],
    ['the first date', 'dates: { opened: soon }'],
    ['gifts', 'gifts: many'],
  ])('nothing is said of what hangs on it: %s', (_what, part) => {
    const [name = ''] = part.split(':');
    const { [name as keyof ProgramFile]: _, ...rest } = strict;
    const program = `${yamlOf(rest)}${part}\n`;
    const { issues } = told({ program: strict, states }, { 'program.yaml': program });
    expect(issues.filter((issue) => /never answers|nothing says|knows no event|is missing/.test(issue))).toEqual([]);
    expect(issues.length).toBeGreaterThan(0);
  });

  test('what hangs on none of it is said', () => {
    const lost = states.replace('ok: info', 'ok: nowhere').replace('code:', 'kode:');
    const { issues } = told({ program: strict, states: lost }, { 'program.yaml': ':' });
    expect(issues).toContain('there is no state "nowhere"; add a state "nowhere", or lead to one that is there');
    expect(issues).toContain('"kode" is not a field of "order"; did you mean "code"?');
  });
});

test('each value of a program in turn that cannot be read is one issue', () => {
  const made = {
    program: EVERY_PART,
    texts: ['11', '12', '13', '14'].map((code) => `gift.${code}`).concat('status.first'),
  };
  expect(told(made)).toMatchObject({ issues: [] });
  const lines = yamlOf(EVERY_PART).split('\n');
  const wrong = lines.flatMap((line, at) => {
    if (!/: \S/.test(line)) return [];
    const broken = lines.with(at, line.replace(/: .*/, ': *x')).join('\n');
    const { issues } = told(made, { 'program.yaml': broken });
    return issues.length === 1 ? [] : [{ line, issues }];
  });
  expect(wrong).toEqual([]);
});
