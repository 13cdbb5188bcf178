/** A path that goes wrong, written as a session script: readable as one, and the same way when it is walked. */
import { expect, test } from 'vitest';
import type { Finding } from '../../src/explore/notes.ts';
import { scriptOf } from '../../src/explore/script.ts';
import { readScripts } from '../../src/script/language/read.ts';
import { compileServices } from '../../src/session/definition/compile.ts';
import type { Service } from '../../src/session/types.ts';
import { filesOf, MINI } from '../session/definition/mini.ts';
import { shippedFiles } from '../session/definition/shipped.ts';

const [shipped] = compileServices(shippedFiles('mts-bonus')).services as [Service];
const [mini] = compileServices(filesOf(MINI)).services as [Service];

const FACTS = [
  { id: 'mts-bonus', program: 'mts-bonus', shortCode: '4555' },
  { id: 'mini', program: null, shortCode: '2000' },
];

const SEEN = { state: 'give-points', language: 'ru', figures: 'the most', fault: null, sms: 0 } as const;

const WAY: Finding['path'] = [
  { kind: 'dial', code: '*111*455', outcomes: [] },
  { kind: 'answer', input: '4', outcomes: ['ok'] },
  { kind: 'answer', input: '+998901234567890', outcomes: [] },
];

const FINDINGS: readonly (readonly [Service, Finding])[] = [
  [shipped, { kind: 'exception', ...SEEN, message: 'a text\ncannot be # filled in', path: WAY }],
  [shipped, { kind: 'screen', ...SEEN, fault: { kind: 'empty' }, message: 'the screen is empty', path: WAY }],
  [shipped, { kind: 'no-exit', ...SEEN, message: 'no way on', path: WAY }],
  [
    shipped,
    {
      kind: 'sms',
      ...SEEN,
      fault: { kind: 'unfilled' },
      sms: 2,
      message: 'the SMS is empty',
      path: [{ kind: 'sms', to: '4555', text: '$Бонус "x"', outcomes: ['number-blocked'] }],
    },
  ],
  [mini, { kind: 'exception', ...SEEN, message: 'x', path: [{ kind: 'dial', code: '*200', outcomes: [] }] }],
];

test.each(FINDINGS)('%#: reads back without a mistake, step for step', (service, finding) => {
  const { name, text } = scriptOf(service, finding, 7);
  expect(name).toBe(`explore-${service.id}-7.session.yaml`);
  const { scripts, issues } = readScripts({ path: name, text }, null, FACTS);
  expect(issues).toEqual([]);
  expect(scripts).toHaveLength(1);
  const acts = scripts[0]?.steps.map(({ act }) => act) ?? [];
  const look = finding.kind === 'no-exit' ? ['look'] : [];
  expect(acts.map(({ verb }) => verb)).toEqual([...finding.path.map(({ kind }) => kind), ...look]);
});

test('the whole of one', () => {
  const [[service, finding] = [mini, undefined]] = FINDINGS;
  if (finding === undefined) throw new Error('no finding');
  expect(scriptOf(service, finding, 1).text).toBe(`# Written by starhash explore: a text cannot be # filled in
# Figures: the most. Beside each step: how the calls in it came out.
service: mts-bonus
tags: [explore]
name: "exception at give-points"
given: { language: ru, points: 999999999 }
steps:
  - dial: "*111*455#"
  - answer: "4" # ok
  - answer: "+998901234567890"
`);
});

test.each([
  [['not-a-member'], '{ language: ru }'],
  [['ok', 'number-blocked'], '{ language: ru, points: 999999999, blocked: true }'],
  [[], '{ language: ru }'],
])('outcomes %j are given %s', (outcomes, given) => {
  const path: Finding['path'] = [{ kind: 'dial', code: '*111*455', outcomes }];
  expect(scriptOf(shipped, { kind: 'exception', ...SEEN, message: 'x', path }, 1).text).toContain(`given: ${given}\n`);
});
