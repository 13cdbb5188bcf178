/** Failures as people see them: bubbles, differences, trace; never wider than the terminal, never unsafe to show. */
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawDialogue } from '../../../src/script/report/bubbles.ts';
import { drawComparison } from '../../../src/script/report/comparison.ts';
import { drawFailure } from '../../../src/script/report/failure.ts';
import { type DiffLine, diffLines } from '../../../src/script/report/lineDiff.ts';
import { paintOf } from '../../../src/script/report/paint.ts';
import { traceLines } from '../../../src/script/report/traceLines.ts';
import type { Entry } from '../../../src/script/run/result.ts';
import type { Wire } from '../../../src/script/wire.ts';
import { displayWidth } from '../../../src/text/width.ts';
import { openShipped, played, told } from '../support.ts';

let wire: Wire;

beforeAll(async () => {
  wire = await openShipped();
});
afterAll(() => wire.close());

const PLAIN = paintOf(false);
const PLACE = { file: 'a.session.yaml', line: 1, column: 1 };

test('a failure, whole', async () => {
  const text = [
    'name: Balance',
    'given: { points: 41 }',
    'steps:',
    '  - dial: "*111*455*0#"',
    '    shows: Принято',
    '    gets: У вас 40 баллов',
  ].join('\n');
  expect(`\n${told(await played(wire, text))}\n`).toBe(`
✗ Balance

  ╭─────────────╮
  │ *111*455*0# │
  ╰─────────────╯
                                               ╭───────────────────────────────╮
                                               │ Принято. Ответ придёт по SMS. │
                                               ╰───────────────────────── end ─╯
                                       ╭─ SMS 4555 ────────────────────────────╮
                                       │ У вас 41 балл. Сгорят 01.01.2021: 41. │
                                       ╰───────────────────────────────────────╯

  The SMS does not contain this text.
  at trial.session.yaml:6:11
    - expected  + actual
    - У вас 40 баллов
             ^^^^^^^^
    + У вас 41 балл. Сгорят 01.01.2021: 41.
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

  inside:
    09:00:00Z ussd.dial msisdn=79161234567 code=*111*455*0#
    09:00:00Z ussd.screen msisdn=79161234567 service=mts-bonus text=Принято. От…
    09:00:00Z sms.out msisdn=79161234567 from=4555 text=У вас 41 балл. Сгорят 0…

  repeat: starhash test trial.session.yaml:1
`);
});

test('how to repeat it names the wire, and quotes what a shell would read', async () => {
  const result = await played(wire, 'steps: [{ dial: "*111*455#", ends: true }]');
  const elsewhere = { ...result, script: { ...result.script, place: { ...PLACE, file: "my script's.session.yaml" } } };
  const lines = drawFailure(elsewhere, { width: 80, paint: PLAIN, via: 'smpp://a@b?control=http://c' });
  expect(lines.at(-1)).toBe(
    `  repeat: starhash test 'my script'\\''s.session.yaml:1' --via 'smpp://a@b?control=http://c'`,
  );
});

describe('bubbles', () => {
  const entry = (text: string, phone = 'anna'): Entry => ({
    step: { place: PLACE, phone, act: { verb: 'look' }, expect: {}, captures: [] },
    phone,
    deed: { kind: 'phone', text },
    screens: [{ text, awaiting: true }],
    refusal: { word: 'bad-code', detail: text },
    returned: null,
    sms: [{ id: '1', from: text, text, parts: 1, at: '2020-01-15T09:00:00.000Z' }],
  });

  test.each(['Баланс: 40 ₽', '👩‍👩‍👧 семья 👍🏽', '漢字と仮名', 'a'.repeat(300), '', 'tabs\tand\x1b[31mcolours\u202E'])(
    '%j keeps its frame',
    (text) => {
      for (const width of [40, 80, 100]) {
        const lines = drawDialogue([entry(text)], width, PLAIN);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
        expect(lines.join('')).not.toMatch(/[\p{Cc}\u202E]/u);
        const right = lines.filter((line) => line.startsWith(' '));
        expect(new Set(right.map(displayWidth))).toEqual(new Set([width]));
      }
    },
  );

  test.each([
    ['characters', 'ж'.repeat(1_000_000)],
    ['lines', 'ж\n'.repeat(500_000)],
    ['emoji', '👩‍👩‍👧'.repeat(100_000)],
  ])('of a text of very many %s the beginning is drawn', (_what, text) => {
    const lines = drawDialogue([entry(text)], 80, PLAIN);
    expect(lines.length).toBeLessThan(4 * 60);
    expect(lines.join('\n')).toContain('…');
    expect(lines.join('\n').isWellFormed()).toBe(true);
  });

  test('any text fits into any terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 40, max: 100 }), (text, width) => {
        const lines = drawDialogue([entry(text)], width, PLAIN);
        return lines.every((line) => displayWidth(line) <= width);
      }),
    );
  });

  test('phones have names only where there are several', () => {
    expect(drawDialogue([entry('1')], 80, PLAIN).join('\n')).not.toContain('anna');
    expect(drawDialogue([entry('1'), entry('2', 'boris')], 80, PLAIN).join('\n')).toMatch(/anna[\s\S]*boris/);
  });

  test('of a long dialogue the last steps are drawn', () => {
    const lines = drawDialogue(
      Array.from({ length: 20 }, (_, index) => entry(`step ${index}`)),
      80,
      PLAIN,
    );
    expect(lines[0]).toBe('… 8 steps before');
    expect(lines.join('\n')).not.toContain('step 7 ');
    expect(lines.join('\n')).toContain('step 8 ');
  });
});

describe('differences', () => {
  const shown = (expected: string, actual: string) =>
    drawComparison({ place: PLACE, what: '', expected, actual, compare: 'lines', update: null }, 40, PLAIN).slice(1);

  test.each<[expected: string, actual: string, lines: readonly string[]]>([
    ['same\nold', 'same\nnew', ['  same', '- old', '+ new']],
    ['1 Баланс', '1 Балансы', ['- 1 Баланс', '+ 1 Балансы', '          ^']],
    ['a 漢 b', 'a 字 b', ['- a 漢 b', '    ^^', '+ a 字 b', '    ^^']],
    ['one\ntwo\nthree', 'one\nthree', ['  one', '- two', '  three']],
    ['one\nthree', 'one\ntwo\nthree', ['  one', '+ two', '  three']],
    [
      'x'.repeat(50),
      `${'x'.repeat(49)}y`,
      [
        `- ${'x'.repeat(38)}`,
        `  ${'x'.repeat(12)}`,
        `  ${' '.repeat(11)}^`,
        `+ ${'x'.repeat(38)}`,
        `  ${'x'.repeat(11)}y`,
        `  ${' '.repeat(11)}^`,
      ],
    ],
  ])('%j, %j', (expected, actual, lines) => {
    expect(shown(expected, actual)).toEqual(lines);
  });

  const text = (lines: readonly DiffLine[], other: DiffLine['kind']) =>
    lines
      .filter(({ kind }) => kind !== other)
      .map(({ characters }) => characters.join(''))
      .join('\n');
  const ofFewLines = fc.array(fc.constantFrom('a', 'b', 'Баланс', 'Балансы', ''), { maxLength: 8 });

  test('both texts can be read in them', () => {
    fc.assert(
      fc.property(ofFewLines, ofFewLines, (left, right) => {
        const lines = diffLines(left.join('\n'), right.join('\n'));
        expect(text(lines, 'actual')).toBe(left.join('\n'));
        expect(text(lines, 'expected')).toBe(right.join('\n'));
      }),
    );
  });

  test('of the same text nothing differs', () => {
    fc.assert(fc.property(fc.string(), (same) => diffLines(same, same).every(({ kind }) => kind === 'both')));
  });
});

test('the trace is short: the last twelve events, a line each', () => {
  const event = (id: number) => ({
    id,
    type: 'ussd.dial',
    world: 'w',
    at: '2020-01-15T09:00:00.000Z',
    code: `*${id}#\n`,
  });
  const lines = traceLines(
    Array.from({ length: 30 }, (_, id) => event(id)),
    30,
  );
  expect(lines).toHaveLength(12);
  expect(lines[0]).toBe('09:00:00Z ussd.dial code=*18#…');
});

describe('the trace', () => {
  const at = '2020-01-15T09:00:00.000Z';
  const told = (...events: readonly { readonly type: string; readonly [more: string]: unknown }[]) =>
    traceLines(
      events.map((event, id) => ({ id, world: 'w', at, ...event })),
      80,
    ).map((line) => line.slice('09:00:00Z '.length));

  test('names fields within others', () => {
    const faults = { httpDelay: { by: 'PT8S', of: ['79161234567'] }, smsDrop: true };
    expect(told({ type: 'faults', faults })).toEqual([
      'faults httpDelay.by=PT8S httpDelay.of=["79161234567"] smsDrop=true',
    ]);
    expect(told({ type: 'faults', faults: { smsDelay: { id: 1 } } })).toEqual(['faults smsDelay.id=1']);
  });

  test('leaves out PDUs, and what comes of closing; a bind that is lost on the way is told', () => {
    const pdus = Array.from({ length: 30 }, () => ({ type: 'smpp.pdu', command: 'deliver_sm' }));
    const steps = [{ type: 'ussd.dial' }, ...pdus, { type: 'smpp.unbind', reason: 'cut' }, { type: 'ussd.screen' }];
    expect(told(...steps, ...pdus, { type: 'ussd.released' }, { type: 'smpp.unbind', reason: 'asked' })).toEqual([
      'ussd.dial',
      'smpp.unbind reason=cut',
      'ussd.screen',
    ]);
    expect(told({ type: 'smpp.unbind' })).toEqual([]);
  });
});

test('how to repeat it has the other words of the command', async () => {
  const result = await played(wire, 'steps: [{ dial: "*111*455#", ends: true }]');
  const lines = drawFailure(result, { width: 80, paint: PLAIN, via: null, given: ['--random', 'a b'] });
  expect(lines.at(-1)).toBe("  repeat: starhash test trial.session.yaml:1 --random 'a b'");
});

test('colours are there only where they are wanted', async () => {
  const result = await played(wire, 'steps: [{ dial: "*111*455#", ends: true }]');
  const drawn = (coloured: boolean) =>
    drawFailure(result, { width: 80, paint: paintOf(coloured), via: null }).join('\n');
  expect(drawn(true)).toContain('\x1b[31m');
  expect(stripVTControlCharacters(drawn(true))).toBe(drawn(false));
});
