import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Recorded, type RecordedAct, type Recording, writeScript } from '../../../src/script/language/write.ts';
import { isMatch } from './support/match.ts';
import { scriptsIn } from './support/reading.ts';

const ANNA = { name: 'phone', msisdn: '79161234567', profile: {}, points: {} };
const EMPTY: Recorded = {
  name: 'Recorded',
  service: null,
  shortCode: '4555',
  notes: [],
  clock: null,
  phones: [ANNA],
  acts: [],
};

function recording(did: RecordedAct, more: Partial<Recording> = {}): Recording {
  return { phone: 'phone', did, screen: null, refused: null, sms: [], ...more };
}

function written(acts: readonly Recording[], more: Partial<Recorded> = {}): string {
  return writeScript({ ...EMPTY, ...more, acts });
}

const CODE_SMS = { from: '4555', text: '4821 — код передачи: 500 баллов на +79161234568.' };

describe('a script of what was done', () => {
  test('screens, ends, refusals and SMS', () => {
    const text = written(
      [
        recording({ verb: 'dial', code: '*111*455#' }, { screen: { text: 'МТС Бонус\n0 Баланс', ends: false } }),
        recording(
          { verb: 'answer', input: '0' },
          { screen: { text: 'Заявка принята.', ends: true }, sms: [{ from: '4555', text: 'У вас 40 баллов.' }] },
        ),
        recording({ verb: 'answer', input: '1' }, { refused: 'session-over' }),
        recording(
          { verb: 'sms', to: '4555', text: 'Бонус' },
          {
            sms: [
              { from: '4555', text: 'a' },
              { from: '4555', text: 'b\nc' },
            ],
          },
        ),
        recording({ verb: 'sms', to: '4556', text: '' }),
        recording({ verb: 'wait', ms: 300_000 }),
        recording({ verb: 'hangup' }),
      ],
      {
        notes: ['Recorded with starhash dial'],
        service: 'mts-bonus',
        phones: [{ ...ANNA, points: { 'mts-bonus': 40 } }],
      },
    );
    expect(text).toBe(`# Recorded with starhash dial
name: Recorded
service: mts-bonus
given: { points: { mts-bonus: 40 } }
steps:
  - dial: "*111*455#"
    shows: |-
      МТС Бонус
      0 Баланс
  - answer: "0"
    shows: Заявка принята.
    ends: true
    gets: У вас 40 баллов.
  - answer: "1"
    refused: session-over
  - sms: Бонус
    gets:
      - a
      - |-
        b
        c
  - sms: { to: "4556", text: "" }
  - wait: 5m
  - hangup: true
`);
  });

  test('a code that came by SMS and was typed is a variable from there on', () => {
    const text = written([
      recording({ verb: 'answer', input: '500' }, { screen: { text: 'Код из SMS:', ends: false }, sms: [CODE_SMS] }),
      recording({ verb: 'answer', input: '4821' }, { screen: { text: 'Код 4821 принят, $5.', ends: true } }),
      recording({ verb: 'dial', code: '*111*455*4*4821#' }),
    ]);
    expect(text.slice(text.indexOf('steps:'))).toBe(`steps:
  - answer: "500"
    shows: "Код из SMS:"
    gets: '/^\\d{4} — код передачи: 500 баллов на \\+79161234568\\.$/' # by chance: the code
    capture: { code: { sms: "/^(\\\\d{4}) — код передачи:/" } }
  - answer: "\${code}"
    shows: Код \${code} принят, $$5.
    ends: true
  - dial: "*111*455*4*\${code}#"
`);
    const [answer, typed, dialled] = scriptsIn(text)[0]?.steps ?? [];
    expect([typed?.act, dialled?.act]).toMatchObject([
      { input: [{ variable: 'code' }] },
      { code: ['*111*455*4*', { variable: 'code' }, '#'] },
    ]);
    expect(answer?.captures).toMatchObject([{ variable: 'code', from: { kind: 'sms' } }]);
  });

  test('the pattern of a code finds it, and its SMS is the same with another code', () => {
    const [step] =
      scriptsIn(
        written([
          recording({ verb: 'answer', input: '1' }, { sms: [CODE_SMS] }),
          recording({ verb: 'answer', input: '4821' }),
        ]),
      )[0]?.steps ?? [];
    const rule = step?.expect.gets?.value.kind === 'all' ? step.expect.gets.value.sms[0]?.text[0] : undefined;
    const other = CODE_SMS.text.replace('4821', '0007');
    expect(rule !== undefined && [CODE_SMS.text, other, `${other}!`].map((text) => isMatch(rule, text))).toEqual([
      true,
      true,
      false,
    ]);
    const from = step?.captures[0]?.from;
    expect(from?.kind === 'sms' && new RegExp(from.pattern.source.join(''), from.pattern.flags).exec(other)?.[1]).toBe(
      '0007',
    );
  });

  test.each([
    [
      'typed before it came',
      [
        recording({ verb: 'answer', input: '4821' }),
        recording({ verb: 'answer', input: '1' }, { sms: [CODE_SMS] }),
        recording({ verb: 'answer', input: '4821' }),
      ],
    ],
    [
      'a sum that is no code',
      [
        recording({ verb: 'answer', input: '1' }, { sms: [{ from: '4555', text: 'У вас 4821 балл.' }] }),
        recording({ verb: 'answer', input: '4821' }),
      ],
    ],
    ['never typed', [recording({ verb: 'answer', input: '1' }, { sms: [CODE_SMS] })]],
    [
      'a part of a number',
      [recording({ verb: 'answer', input: '1' }, { sms: [CODE_SMS] }), recording({ verb: 'answer', input: '48210' })],
    ],
  ])('what is %s stays as it is', (_what, acts) => {
    expect(written(acts)).not.toContain('capture');
  });

  test('two codes, two variables; their names are no names of phones', () => {
    const acts = [
      recording(
        { verb: 'answer', input: '1' },
        {
          phone: 'code',
          sms: [
            { from: '1', text: '1111 PIN' },
            { from: '1', text: '2222 PIN' },
          ],
        },
      ),
      recording({ verb: 'answer', input: '2222' }, { phone: 'code' }),
      recording({ verb: 'answer', input: '1111' }, { phone: 'anna' }),
    ];
    const text = written(acts, {
      phones: [
        { ...ANNA, name: 'code' },
        { ...ANNA, name: 'anna', msisdn: '79160000001', profile: { language: 'ro' } },
      ],
      clock: '2018-01-01T00:00:00+03:00',
    });
    const [script] = scriptsIn(text);
    expect(script?.given).toMatchObject({
      clock: '2018-01-01T00:00:00+03:00',
      phones: [{ name: 'code' }, { name: 'anna', msisdn: '79160000001', profile: { language: 'ro' } }],
    });
    expect(script?.steps.map(({ phone, act }) => [phone, 'input' in act && act.input])).toMatchObject([
      ['code', ['1']],
      ['code', [{ variable: 'code2' }]],
      ['anna', [{ variable: 'code_' }]],
    ]);
  });
});

const TEXT = fc
  .array(
    fc.constantFrom(
      'a',
      'Баланс',
      '1',
      '4821',
      '$',
      '${',
      '}',
      '/',
      '\n',
      ' ',
      ':',
      '# ',
      '"',
      "'",
      '- ',
      '|',
      '\\',
      '*',
      '😀',
      'none',
      'код ',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const ACT: fc.Arbitrary<RecordedAct> = fc.oneof(
  TEXT.map((code): RecordedAct => ({ verb: 'dial', code })),
  TEXT.map((input): RecordedAct => ({ verb: 'answer', input })),
  TEXT.map((text): RecordedAct => ({ verb: 'sms', to: '4555', text })),
  fc
    .record({ from: fc.constantFrom('4555', '1234'), text: TEXT, reply: fc.boolean() })
    .map((push): RecordedAct => ({ verb: 'push', ...push })),
  fc.integer({ min: 1, max: 10_000_000 }).map((ms): RecordedAct => ({ verb: 'wait', ms })),
  TEXT.map((a): RecordedAct => ({ verb: 'event', program: 'mts-bonus', kind: 'telecom', values: { a, rub: 5 } })),
  fc.constant<RecordedAct>({ verb: 'hangup' }),
);
const SCREENED = ['dial', 'answer', 'push'];
const RECORDING = fc
  .record({
    phone: fc.constantFrom('phone', 'boris'),
    did: ACT,
    text: TEXT,
    ends: fc.boolean(),
    sms: fc.array(TEXT, { maxLength: 3 }),
  })
  .map(({ phone, did, text, ends, sms }): Recording => {
    const screen = SCREENED.includes(did.verb) ? { text, ends } : null;
    return { phone, did, screen, refused: null, sms: sms.map((one) => ({ from: '4555', text: one })) };
  });

describe('laws of writing', { timeout: 60_000 }, () => {
  test('what is written reads back: the same is done, and what was shown and sent is what is expected', () => {
    const phones = [ANNA, { ...ANNA, name: 'boris', msisdn: '79161234568', points: { 'mts-bonus': 7 } }];
    fc.assert(
      fc.property(fc.array(RECORDING, { minLength: 1, maxLength: 6 }), (acts) => {
        const steps = scriptsIn(written(acts, { phones }))[0]?.steps ?? [];
        expect(steps.map(({ phone, act }) => [phone, act.verb])).toEqual(
          acts.map(({ phone, did }) => [phone, did.verb]),
        );
        const codes = new Map<string, string>();
        for (const [index, { did, screen, sms }] of acts.entries()) {
          const step = steps[index];
          const filled = JSON.stringify(step?.act, (name, value) =>
            Array.isArray(value) && name !== 'values'
              ? value.map((piece) => (piece.variable === undefined ? piece : codes.get(piece.variable))).join('')
              : value,
          );
          expect(JSON.parse(filled)).toMatchObject(
            did.verb === 'event' ? { values: { a: 'a' in did.values ? did.values.a : '' } } : did,
          );
          expect(
            step?.expect.shows?.value.map((rule) => screen !== null && isMatch(rule, screen.text)) ?? [],
          ).not.toContain(false);
          for (const { variable, from } of step?.captures ?? []) {
            if (from.kind === 'returned') continue;
            const pattern = new RegExp(from.pattern.source.join(''), from.pattern.flags);
            const [code] = sms.flatMap(({ text }) => pattern.exec(text)?.[1] ?? []);
            if (code !== undefined) codes.set(variable, code);
          }
          const wanted = step?.expect.gets?.value.kind === 'all' ? step.expect.gets.value.sms : [];
          expect(wanted.map(({ text }, at) => text.every((rule) => isMatch(rule, sms[at]?.text ?? '')))).toEqual(
            sms.map(() => true),
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
