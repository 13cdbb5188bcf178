import { describe, expect, test } from 'vitest';
import { expected, MENU, oneStep, read, scriptsIn, stepsIn } from './support/reading.ts';

const HEAD = 'steps: [{ hangup: true }]\n';

describe('a script of four lines', () => {
  const [script] = scriptsIn('given: { points: 40 }\nsteps:\n  - dial: "*111*455*0#"\n    gets: У вас 40 баллов\n');

  test('is all that is needed', () => {
    expect(script).toMatchObject({
      name: 'f',
      place: { file: 'f.session.yaml', line: 1, column: 1 },
      tags: [],
      service: 'mts-bonus',
      strict: false,
      sender: null,
      given: {
        clock: '2020-01-15T12:00:00+03:00',
        phones: [{ name: 'phone', msisdn: '79161234567', profile: {}, points: { 'mts-bonus': 40 } }],
        faults: {},
        asked: new Set(['points']),
      },
    });
  });

  test('says what is done and what must come of it, and where', () => {
    const place = { file: 'f.session.yaml', line: 4, column: 11 };
    const sms = { place, from: null, parts: null, at: null, within: null };
    expect(script?.steps).toEqual([
      {
        place: { file: 'f.session.yaml', line: 3, column: 5 },
        phone: 'phone',
        act: { verb: 'dial', code: ['*111*455*0#'] },
        expect: {
          gets: {
            place,
            value: { kind: 'all', sms: [{ ...sms, text: [{ rule: 'contains', text: ['У вас 40 баллов'], place }] }] },
          },
        },
        captures: [],
      },
    ]);
  });
});

describe('verbs', () => {
  test.each([
    ['dial: "*1#"', { verb: 'dial', code: ['*1#'] }],
    ['answer: "1"', { verb: 'answer', input: ['1'] }],
    ['answer: 00', { verb: 'answer', input: ['00'] }],
    ['answer: 0x1F', { verb: 'answer', input: ['0x1F'] }],
    ['answer: 1.50', { verb: 'answer', input: ['1.50'] }],
    ['answer: 5 $$', { verb: 'answer', input: ['5 $'] }],
    ['answer: 5 $', { verb: 'answer', input: ['5 $'] }],
    ['hangup: true', { verb: 'hangup' }],
    ['pages: 9', { verb: 'pages', key: '9' }],
    ['sms: ""', { verb: 'sms', to: ['4555'], text: [] }],
    ['sms: 0', { verb: 'sms', to: ['4555'], text: ['0'] }],
    ['sms: { to: 4556, text: РОБО }', { verb: 'sms', to: ['4556'], text: ['РОБО'] }],
    ['push: Баланс', { verb: 'push', from: ['4555'], text: ['Баланс'], reply: false }],
    ['push: { from: 1234, text: x, reply: true }', { verb: 'push', from: ['1234'], text: ['x'], reply: true }],
    ['wait: 5m', { verb: 'wait', ms: 300_000 }],
    ['clock: 2020-02-01T00:00:00+03:00', { verb: 'clock', change: { set: ['2020-02-01T00:00:00+03:00'] } }],
    ['clock: { set: 2020-02-01T00:00Z }', { verb: 'clock', change: { set: ['2020-02-01T00:00Z'] } }],
    ['clock: { advance: 1h30m }', { verb: 'clock', change: { advance: 'PT5400S' } }],
    ['clock: { advance: PT4M59.999S }', { verb: 'clock', change: { advance: 'PT299.999S' } }],
    ['clock: { freeze: true }', { verb: 'clock', change: { freeze: true } }],
    ['clock: { resume: true }', { verb: 'clock', change: { resume: true } }],
    [
      'event: { kind: telecom, rub: 1000 }',
      { verb: 'event', program: 'mts-bonus', kind: 'telecom', values: { rub: 1000 } },
    ],
    ['event: { kind: a, program: b, to: c }', { verb: 'event', program: 'b', kind: 'a', values: { to: ['c'] } }],
    [
      'bonus: { register: { channel: web, questionnaire: true } }',
      { verb: 'bonus', program: 'mts-bonus', operation: 'register', values: { channel: ['web'], questionnaire: true } },
    ],
    ['bonus: { deactivate: {}, program: b }', { verb: 'bonus', program: 'b', operation: 'deactivate', values: {} }],
    [
      'bonus: { order: { code: 011 } }',
      { verb: 'bonus', program: 'mts-bonus', operation: 'order', values: { code: 11 } },
    ],
    ['subscriber: { blocked: true, debt: 5 }', { verb: 'subscriber', values: { blocked: true, debt: 5 } }],
    ['faults: { smsDrop: true, list: [1, a] }', { verb: 'faults', faults: { smsDrop: true, list: [1, 'a'] } }],
    ['faults: {}', { verb: 'faults', faults: {} }],
    ['balance: 1', { verb: 'look' }],
  ])('%s', (fields, act) => {
    expect(oneStep(fields).act).toEqual(act);
  });
});

const contains = (...text: string[]) => ({ rule: 'contains', text });
const sms = (...text: unknown[]) => ({ from: null, text, parts: null, at: null, within: null });

describe('expectations of a text', () => {
  test.each([
    ['shows: Баланс', [contains('Баланс')]],
    ['shows: 40', [contains('40')]],
    ['shows: "/^a$/im"', [{ rule: 'matches', pattern: { source: ['^a$'], flags: 'imu' } }]],
    ['shows: [a, /b/]', [contains('a'), { rule: 'matches', pattern: { source: ['b'], flags: 'u' } }]],
    ['shows: { exact: "" }', [{ rule: 'exact', text: [] }]],
    ['shows: { exact: /a/ }', [{ rule: 'exact', text: ['/a/'] }]],
    ['shows: { contains: [a, /b/] }', [contains('a'), contains('/b/')]],
    [
      'shows: { not: [a, /b/s] }',
      [
        { rule: 'not', text: ['a'] },
        { rule: 'not-matches', pattern: { source: ['b'], flags: 'su' } },
      ],
    ],
    ['shows: { matches: ^a }', [{ rule: 'matches', pattern: { source: ['^a'], flags: 'u' } }]],
    [
      'shows: { matches: [/a/i, b] }',
      [
        { rule: 'matches', pattern: { source: ['a'], flags: 'iu' } },
        { rule: 'matches', pattern: { source: ['b'], flags: 'u' } },
      ],
    ],
    ['shows: { units: 80 }', [{ rule: 'units', compare: '=', units: 80 }]],
    ['shows: { units: "<= 80" }', [{ rule: 'units', compare: '<=', units: 80 }]],
    [
      'shows: { options: ["0", 1, 00] }',
      [
        {
          rule: 'options',
          options: [
            ['0', null],
            ['1', null],
            ['00', null],
          ],
        },
      ],
    ],
    [
      'shows: { options: { 10: Ten, 9: Nine, 00: } }',
      [
        {
          rule: 'options',
          options: [
            ['10', ['Ten']],
            ['9', ['Nine']],
            ['00', null],
          ],
        },
      ],
    ],
    [
      'shows: { lines: { like: "/^\\\\d/", are: [a, [/b/, c]] } }',
      [
        {
          rule: 'lines',
          like: { source: ['^\\d'], flags: 'u' },
          are: [[contains('a')], [{ rule: 'matches', pattern: { source: ['b'], flags: 'u' } }, contains('c')]],
        },
      ],
    ],
    ['shows: { lines: { like: /x/, are: [] } }', [{ rule: 'lines', like: { source: ['x'], flags: 'u' }, are: [] }]],
  ])('%s', (fields, value) => {
    expect(expected(`dial: "*1#", ${fields}`)).toEqual({ shows: { value } });
  });

  test('the last line break of a block is none of the screen', () => {
    const [step] = stepsIn('steps:\n  - dial: "*1#"\n    shows: |\n      МТС\n      1 Баланс\n');
    expect(step?.expect.shows?.value).toMatchObject([contains('МТС\n1 Баланс')]);
  });
});

describe('expectations of SMS', () => {
  test.each([
    ['gets: none', { kind: 'all', sms: [] }],
    ['gets: []', { kind: 'all', sms: [] }],
    ['gets: { exact: none }', { kind: 'all', sms: [sms({ rule: 'exact', text: ['none'] })] }],
    ['gets: баллов', { kind: 'all', sms: [sms(contains('баллов'))] }],
    ['gets: [a, { exact: b }]', { kind: 'all', sms: [sms(contains('a')), sms({ rule: 'exact', text: ['b'] })] }],
    [
      'gets: { from: 4555, text: [a, b], parts: 2 }',
      { kind: 'all', sms: [{ ...sms(contains('a'), contains('b')), from: ['4555'], parts: 2 }] },
    ],
    [
      'gets: { contains: a, at: 2020-01-15T12:00:00Z, within: 5s }',
      { kind: 'all', sms: [{ ...sms(contains('a')), at: ['2020-01-15T12:00:00Z'], within: 5000 }] },
    ],
    ['gets: { among: a }', { kind: 'among', sms: sms(contains('a')) }],
    ['gets: { among: { from: 1, text: a } }', { kind: 'among', sms: { ...sms(contains('a')), from: ['1'] } }],
  ])('%s', (fields, value) => {
    expect(expected(`sms: x, ${fields}`)).toEqual({ gets: { value } });
  });
});

describe('other expectations', () => {
  test.each([
    ['dial: "*1#", ends: false', { ends: { value: false } }],
    ['dial: "*1#", refused: ussd-busy', { refused: { value: { word: 'ussd-busy', figures: {} } } }],
    ['dial: "*1#", refused: { word: a, missing: 20 }', { refused: { value: { word: 'a', figures: { missing: 20 } } } }],
    ['dial: "*1#", within: 2s', { within: { value: 2000 } }],
    ['event: { kind: a }, returns: { earned: 50, to: b }', { returns: { value: { earned: 50, to: ['b'] } } }],
    ['sms: x, balance: 40', { balance: { value: { 'mts-bonus': 40 } } }],
    ['sms: x, balance: none', { balance: { value: { 'mts-bonus': null } } }],
    ['sms: x, balance: { a: 1, b: none }', { balance: { value: { a: 1, b: null } } }],
    [
      'sms: x, member: { status: member, lots: [{ points: 5 }] }',
      { member: { value: { program: 'mts-bonus', facts: { status: 'member', lots: [{ points: 5 }] } } } },
    ],
    ['sms: x, member: { program: a, x: 1 }', { member: { value: { program: 'a', facts: { x: 1 } } } }],
    ['sms: x, catalogue: { 11: 210 }', { catalogue: { value: { program: 'mts-bonus', prices: { '11': 210 } } } }],
    [
      'sms: x, journal: [{ points: -60 }]',
      { journal: { value: { program: 'mts-bonus', entries: [{ points: -60 }] } } },
    ],
    ['sms: x, journal: { program: a, entries: [] }', { journal: { value: { program: 'a', entries: [] } } }],
  ])('%s', (fields, expect_) => {
    expect(expected(fields)).toEqual(expect_);
  });
});

describe('variables', () => {
  const after = (fields: string): unknown =>
    stepsIn(
      `given: { phones: { anna: , boris: { number: 8 916 000-00-01 } } }\nsteps:\n  - { sms: x, capture: { code: /x/ } }\n  - { ${fields} }\n`,
    ).at(-1);
  const code = { variable: 'code', filter: null };

  test.each([
    ['answer: $code', { act: { input: [code] } }],
    [`answer: "a\${code}b"`, { act: { input: ['a', code, 'b'] } }],
    [`answer: "\${code|other}"`, { act: { input: [{ variable: 'code', filter: 'other' }] } }],
    ['dial: "*4*$boris*$code#"', { act: { code: ['*4*79160000001*', code, '#'] } }],
    [`answer: "\${boris|other}"`, { act: { input: ['79160000002'] } }],
    ['answer: $$code', { act: { input: ['$code'] } }],
    ['answer: "$5 $ 5$"', { act: { input: ['$5 $ 5$'] } }],
    [
      'dial: "*1#", shows: "/^$code \\\\$code $boris$/"',
      { expect: { shows: { value: [{ pattern: { source: ['^', code, ' \\$code 79160000001$'] } }] } } },
    ],
    ['bonus: { confirm: { code: $code } }', { act: { values: { code: [code] } } }],
    ['sms: x, balance: $code', { expect: { balance: { value: { 'mts-bonus': [code] } } } }],
  ])('%s', (fields, step) => {
    expect(after(fields)).toMatchObject(step);
  });

  test.each([
    ['/^(\\d{4}) /', { kind: 'any', pattern: { source: ['^(\\d{4}) '], flags: 'u' } }],
    ['{ sms: ^x }', { kind: 'sms', pattern: { source: ['^x'], flags: 'u' } }],
    ['{ screen: /x/i }', { kind: 'screen', pattern: { source: ['x'], flags: 'iu' } }],
    ['{ returned: id }', { kind: 'returned', field: 'id' }],
  ])('captured by %s', (from, read_) => {
    const text = `steps:\n  - bonus: { order: { code: 11 } }\n    capture:\n      a: ${from}\n`;
    expect(stepsIn(text)[0]?.captures).toEqual([
      { variable: 'a', place: { file: 'f.session.yaml', line: 4, column: 7 }, from: read_ },
    ]);
  });
});

describe('tables of examples', () => {
  const scripts = scriptsIn(`
tags: [money]
scripts:
  - name: Balance
    tags: slow
    given: { points: $points }
    examples:
      - { points: 1, shown: "/^У вас 1 балл\\\\. \\\\$/", ends: true, code: 007 }
      - { points: 2, shown: none, ends: false, code: "1 $x" }
    steps:
      - { sms: $code, gets: $shown, balance: $points }
      - { answer: "<$code>", ends: $ends }
`);

  test('one script for each row, named by it, at its place', () => {
    expect(scripts.map(({ name, place }) => [name, place.line, place.column])).toEqual([
      ['Balance (points 1, shown /^У вас 1 балл\\. \\$/, ends true, code 007)', 8, 9],
      ['Balance (points 2, shown none, ends false, code 1 $x)', 9, 9],
    ]);
    expect(scripts[0]?.tags).toEqual(['money', 'slow']);
  });

  test('values keep their types, their forms and their places', () => {
    const [first, second] = scripts;
    const place = { line: 8 };
    expect(first?.given.phones[0]?.points).toEqual({ 'mts-bonus': 1 });
    expect(first?.steps).toMatchObject([
      {
        act: { text: ['007'] },
        expect: {
          gets: {
            place,
            value: { sms: [{ text: [{ rule: 'matches', pattern: { source: ['^У вас 1 балл\\. \\$'] } }] }] },
          },
          balance: { place, value: { 'mts-bonus': 1 } },
        },
      },
      { act: { input: ['<007>'] }, expect: { ends: { value: true } } },
    ]);
    expect(second?.steps).toMatchObject([
      { act: { text: ['1 $x'] }, expect: { gets: { value: { sms: [] } } } },
      { act: { input: ['<1 $x>'] } },
    ]);
  });
});

describe('fragments and loops', () => {
  const [script] = scriptsIn(`
given: { phones: { anna: , boris: } }
fragments:
  asks:
    - { sms: "$points to $to", capture: { code: /x/ } }
    - { do: confirms, with: { pin: "\${code|other}", times: $times } }
  confirms:
    - repeat: $times
      as: boris
      steps: [{ answer: $pin }, { as: anna, answer: "$code" }]
steps:
  - { do: asks, with: { to: $boris, points: 500, times: 2 } }
  - { do: asks, as: boris, with: { to: x, points: $code, times: 1 } }
`);

  test('are unfolded, with the values that they are run with', () => {
    const code = { variable: 'code', filter: null };
    const other = { variable: 'code', filter: 'other' };
    expect(
      script?.steps.map(({ phone, act }) => [phone, 'text' in act ? act.text : 'input' in act && act.input]),
    ).toEqual([
      ['anna', ['500 to 79161234568']],
      ['boris', [other]],
      ['anna', [code]],
      ['boris', [other]],
      ['anna', [code]],
      ['boris', [code, ' to x']],
      ['boris', [other]],
      ['anna', [code]],
    ]);
  });

  test('their steps stand where they are written', () => {
    expect(script?.steps.map(({ place }) => place.line)).toEqual([5, 10, 10, 10, 10, 5, 10, 10]);
  });
});

describe('what is given', () => {
  const given = (text: string): unknown => scriptsIn(text)[0]?.given;

  test('nothing: one phone, a noon in winter', () => {
    expect(given(HEAD)).toEqual({
      clock: '2020-01-15T12:00:00+03:00',
      phones: [{ name: 'phone', msisdn: '79161234567', profile: {}, points: {} }],
      faults: {},
      asked: new Set(),
    });
  });

  test('everything', () => {
    const fields =
      'number: 8 916 000-00-01, language: en, timeZone: UTC, blocked: true, debt: 5, owner: Anna, memberSince: 2010-01-15T12:00:00Z';
    expect(
      given(
        `${HEAD}given: { clock: 2018-01-01T00:00:00Z, faults: { smsDrop: true }, points: { a: 1, b: none }, ${fields} }\n`,
      ),
    ).toEqual({
      clock: '2018-01-01T00:00:00Z',
      phones: [
        {
          name: 'phone',
          msisdn: '79160000001',
          profile: {
            language: 'en',
            timeZone: 'UTC',
            blocked: true,
            debt: 5,
            owner: 'Anna',
            memberSince: '2010-01-15T12:00:00Z',
          },
          points: { a: 1 },
        },
      ],
      faults: { smsDrop: true },
      asked: new Set(['clock', 'profiles', 'points', 'faults']),
    });
  });

  test('the first phone acts; the others have the numbers after its own', () => {
    const [script] = scriptsIn(
      'given: { phones: { zoe: , anna: { points: 0 } } }\nsteps: [{ hangup: true }, { as: anna, hangup: true }]\n',
    );
    expect(script?.given.phones.map(({ name, msisdn }) => [name, msisdn])).toEqual([
      ['zoe', '79161234567'],
      ['anna', '79161234568'],
    ]);
    expect(script?.steps.map(({ phone }) => phone)).toEqual(['zoe', 'anna']);
  });

  test('what a script gives goes over what the file gives, field by field', () => {
    const scripts = scriptsIn(`
given: { clock: 2018-01-01T00:00:00Z, phones: { anna: { points: 5, language: ru }, boris: { points: 6 } } }
scripts:
  - { name: a, steps: [{ hangup: true }], given: { phones: { boris: { points: none }, vera: { debt: 1 } } } }
  - { name: b, steps: [{ hangup: true }], given: { clock: 2019-01-01T00:00:00Z, points: 7 } }
`);
    const points = (index: number) =>
      scripts[index]?.given.phones.map(({ name, points }) => [name, points['mts-bonus']]);
    expect(points(0)).toEqual([
      ['anna', 5],
      ['boris', undefined],
      ['vera', undefined],
    ]);
    expect(points(1)).toEqual([
      ['anna', 7],
      ['boris', 6],
    ]);
    expect(scripts.map(({ given: { clock, phones } }) => [clock, phones[0]?.profile])).toEqual([
      ['2018-01-01T00:00:00Z', { language: 'ru' }],
      ['2019-01-01T00:00:00Z', { language: 'ru' }],
    ]);
  });
});

describe('the service', () => {
  test.each([
    ['the one beside the file', HEAD, MENU, 'menu'],
    ['the one that it names', `service: mts-bonus\n${HEAD}`, MENU, 'mts-bonus'],
    ['none', HEAD, null, null],
    ['named, beside none', `service: menu\n${HEAD}`, null, 'menu'],
  ])('%s', (_what, text, beside, service) => {
    expect(read(text, beside).scripts[0]?.service).toBe(service);
  });

  test('a file of several scripts is strict where it says so, and each script may say otherwise', () => {
    const scripts = scriptsIn(
      'strict: true\nsender: 4555\nscripts:\n  - { name: a, steps: [{ hangup: true }] }\n  - { name: b, strict: false, steps: [{ hangup: true }] }\n',
    );
    expect(scripts.map(({ strict, sender }) => [strict, sender])).toEqual([
      [true, '4555'],
      [false, '4555'],
    ]);
  });
});
