/** The explorer reaches all that can be reached, ends on any machine, and finds what goes wrong on the way. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Exploration, explore } from '../../src/explore/explore.ts';
import { pathInWords } from '../../src/explore/path.ts';
import { isSound, showExploration } from '../../src/explore/show.ts';
import { transitionsOf } from '../../src/explore/transitions.ts';
import { compileServices } from '../../src/session/definition/compile.ts';
import type { Service, Texts } from '../../src/session/types.ts';
import { shippedFiles } from '../session/definition/shipped.ts';
import { machineOf, serviceWith } from './support/madeUp.ts';

const [SHIPPED] = compileServices(shippedFiles('mts-bonus')).services as [Service];

describe('the shipped service', () => {
  let report: Exploration;
  beforeAll(() => {
    report = explore(SHIPPED);
  });

  test('every state and transition is reached, and nothing is wrong', () => {
    expect(report.coverage).toEqual({
      service: 'mts-bonus',
      states: { all: Object.keys(SHIPPED.states).length, missed: [] },
      transitions: { all: transitionsOf(SHIPPED).length, missed: [] },
    });
    expect(report.findings).toEqual([]);
    expect(isSound(report)).toBe(true);
  });

  test('the largest screens fill a phone and no more', () => {
    expect(report.largest.screens.gsm7).toMatchObject({ units: 182, capacity: 182 });
    expect(report.largest.screens.ucs2).toMatchObject({ units: 80, capacity: 80 });
    expect(report.largest.pages?.state).toBe('history-list');
    expect(report.largest.smsParts?.count).toBe(2);
  });

  test('the same service gives the same report', () => {
    expect(explore(SHIPPED)).toEqual(report);
  });

  test('the report in words', () => {
    expect(showExploration(report)).toMatch(
      /^mts-bonus: (\d+) of \1 states \(100 %\), (\d+) of \2 transitions \(100 %\)\n {2}\d+ steps, \d+ places\n {2}longest screen in /,
    );
  });

  test('at a limit it stops, and says so', () => {
    const short = explore(SHIPPED, 100);
    expect(short.stoppedShort).toBe(true);
    expect(short.steps).toBe(100);
    expect(short.findings).toEqual([]);
    expect(isSound(short)).toBe(false);
    expect(showExploration(short)).toContain('stopped short at the limit');
  });
});

/** The shipped service with a chain of calls, each of which leads on whatever comes of it. */
function chainOf(count: number): Service {
  const { states } = SHIPPED;
  const [call] = Object.values(states).flatMap((state) => (state.kind === 'call' ? [state] : []));
  const end = Object.keys(states).find((name) => states[name]?.kind === 'end') ?? '';
  if (call === undefined) throw new Error('no call');
  const links = Array.from({ length: count }, (_, index) => {
    const go = index === count - 1 ? end : `c${index + 1}`;
    const on = Object.fromEntries(Object.entries(call.on).map(([outcome, way]) => [outcome, { ...way, go }]));
    return [`c${index}`, { ...call, on }] as const;
  });
  const [route] = SHIPPED.ussd;
  return {
    ...SHIPPED,
    ussd: route === undefined ? [] : [{ ...route, start: 'c0' }],
    sms: [],
    states: { ...states, ...Object.fromEntries(links) },
  };
}

test('a limit is heard within a step that can come out in millions of ways', () => {
  const begun = performance.now();
  const { steps, stoppedShort } = explore(chainOf(14), 500);
  expect([steps, stoppedShort]).toEqual([500, true]);
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test('a short chain is walked whole, in every way', () => {
  expect(explore(chainOf(3)).stoppedShort).toBe(false);
});

const ROOT = '  root: { menu: t0, options: { "1": { label: t0, go: more }, "2": { label: t0, go: done } } }';
const DONE = '  done: { end: t0 }';

test.each([
  ['a ring with a way out', '  more: { menu: t0, options: { "1": { label: t0, go: root } } }'],
  ['a list of inputs', '  more: { ask: t0, input: { type: text, maxLength: 7, set: name, go: done } }'],
  ['digits', '  more: { ask: t0, input: { type: digits, length: 9, set: pin, go: done } }'],
  ['a number of a phone', '  more: { ask: t0, input: { type: msisdn, set: to, go: done } }'],
  ['an amount', '  more: { ask: t0, input: { type: amount, set: points, go: done } }'],
  ['a pattern', '  more: { ask: t0, input: { type: pattern, pattern: "[A-Z]{2}-\\\\d{4,6}", set: key, go: done } }'],
  ['no second try', '  more: { ask: t0, retries: 0, input: { type: amount, set: points, go: done } }'],
])('all of it is reached: %s', (_what, more) => {
  const report = explore(serviceWith([ROOT, more, DONE].join('\n'), ['Слово']));
  expect(report.coverage.transitions.missed).toEqual([]);
  expect(isSound(report)).toBe(true);
});

test.each([10, 50, 200])('machines with rings of %i states end, and are covered as far as one can come', (count) => {
  const report = explore(machineOf(count));
  expect(report.stoppedShort).toBe(false);
  expect(report.findings).toEqual([]);
  expect(report.coverage.states.missed).toEqual([]);
});

describe('what is found', () => {
  test('a question that no answer fits: its way on is missed', () => {
    const more = '  more: { ask: t0, input: { type: pattern, pattern: "\\\\d{40}", set: key, go: done } }';
    const { coverage } = explore(serviceWith([ROOT, more, DONE].join('\n'), ['Слово']));
    expect(coverage.transitions.missed).toEqual([{ from: 'more', by: 'input', to: 'done' }]);
  });

  test('a state from which no answer leads to an end, with the way there', () => {
    const ring = '  more: { menu: t0, options: { "1": { label: t0, go: more } } }';
    const { findings } = explore(serviceWith([ROOT, ring, DONE].join('\n'), ['Слово']));
    expect(findings).toMatchObject([
      { kind: 'no-exit', state: 'more', message: 'no answer leads from here to an end: more' },
    ]);
    expect(findings.map(({ path }) => pathInWords(path))).toEqual(['dial *200#, answer 1']);
  });

  /** The shipped service with one of its texts saying something else. */
  function saying(key: string, say: (texts: Texts) => string): Service {
    const changed = (texts: Texts): Texts => ({
      ...texts,
      format: (name, args) => (name === key ? say(texts) : texts.format(name, args)),
    });
    return {
      ...SHIPPED,
      texts: Object.fromEntries(Object.entries(SHIPPED.texts).map(([name, texts]) => [name, changed(texts)])),
    };
  }

  test('a step that throws: where, with which figures, after which outcomes', () => {
    const broken = saying('give.points', () => {
      throw new Error('no text');
    });
    const [first] = explore(broken).findings;
    expect(first).toMatchObject({ kind: 'exception', state: 'give-to', message: 'no text', language: 'ru' });
    expect(pathInWords(first?.path ?? [])).toBe('dial *111*455#, answer 4 (ok), answer +998901234567890');
  });

  test.each([
    ['a screen with nothing filled in', 'give.to', 'Здравствуйте, {name}', 'screen', 'a place that is not filled in'],
    ['an SMS with nothing in it', 'core.registered', ' ', 'sms', 'the SMS is empty'],
    ['an SMS without its figure', 'core.left', 'undefined', 'sms', 'a place that is not filled in'],
  ])('%s', (_what, key, text, kind, message) => {
    const { findings } = explore(saying(key, () => text));
    expect(findings[0]).toMatchObject({ kind, message: expect.stringContaining(message) });
    expect(isSound(explore(saying(key, () => text)))).toBe(false);
  });
});
