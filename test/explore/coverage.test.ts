/** Which transitions of a definition were reached, from what steps tell of their way. */
import { expect, test } from 'vitest';
import { emptyAccount } from '../../src/bonus/core.ts';
import { coverage, type TracedEvent } from '../../src/explore/coverage.ts';
import { showCoverage } from '../../src/explore/showCoverage.ts';
import { transitionKey, transitionsOf } from '../../src/explore/transitions.ts';
import { compileServices } from '../../src/session/definition/compile.ts';
import { runSms, startUssd } from '../../src/session/machine.ts';
import type { Service, StepResult } from '../../src/session/types.ts';
import { filesOf, MINI } from '../session/definition/mini.ts';
import { shippedFiles } from '../session/definition/shipped.ts';
import { contextOf } from '../session/machine/support/step.ts';

const [mini] = compileServices(filesOf(MINI)).services as [Service];
const [shipped] = compileServices(shippedFiles('mts-bonus')).services as [Service];
const NOBODY = emptyAccount('79161234567');

function dialled(service: Service, ...inputs: string[]): TracedEvent {
  return screenOf(service, startUssd(contextOf(service), NOBODY, 'root', inputs));
}

function screenOf({ id }: Service, { trace }: StepResult): TracedEvent {
  return { type: 'ussd.screen', service: id, trace: JSON.parse(JSON.stringify(trace)) };
}

function texted(to: string, go: string): TracedEvent {
  return { type: 'sms.in', to, trace: runSms(contextOf(mini), NOBODY, go, {}).trace };
}

test('the transitions of a small service', () => {
  expect(transitionsOf(mini)).toEqual([
    { from: null, by: '*200', to: 'root' },
    { from: null, by: '2000 ИНФО, 2000 (anything else)', to: 'info' },
    { from: 'root', by: 'option 1', to: 'number' },
    { from: 'root', by: 'option 2', to: 'info' },
    { from: 'root', by: 'wrong', to: 'root' },
    { from: 'root', by: 'too-many', to: 'sorry' },
    { from: 'number', by: 'input', to: 'done' },
    { from: 'number', by: 'wrong', to: 'number' },
    { from: 'number', by: 'too-many', to: 'sorry' },
  ]);
});

test('keys tell the transitions of a service apart', () => {
  for (const service of [mini, shipped]) {
    const all = transitionsOf(service);
    expect(new Set(all.map(transitionKey)).size).toBe(all.length);
  }
});

test('every outcome of every call of the shipped service is a transition', () => {
  const calls = Object.values(shipped.states).flatMap((state) => (state.kind === 'call' ? Object.keys(state.on) : []));
  const bySome = transitionsOf(shipped).filter(({ from }) => from !== null && shipped.states[from]?.kind === 'call');
  expect(bySome.map(({ by }) => by)).toEqual(calls);
});

test.each([
  ['nothing happened', [], 0, 9, 0],
  ['the menu', [dialled(mini)], 1, 8, 1],
  ['an option', [dialled(mini, '2')], 2, 7, 2],
  ['a question answered', [dialled(mini, '1', '79161234568')], 3, 6, 3],
  ['a wrong answer', [dialled(mini, '7')], 1, 7, 2],
  ['an SMS', [texted('2000', 'info')], 1, 8, 1],
  ['the same twice', [dialled(mini), dialled(mini)], 1, 8, 1],
  ['another service', [{ ...dialled(mini), service: 'other' }, texted('3000', 'info')], 0, 9, 0],
  ['events of other kinds', [{ type: 'clock.set' }, { type: 'ussd.screen', service: 'mini' }], 0, 9, 0],
])('%s', (_what, events, states, missed, reached) => {
  const [report] = coverage([mini], events);
  expect(report?.states.all).toBe(5);
  expect(5 - (report?.states.missed.length ?? 0)).toBe(states);
  expect(report?.transitions.missed).toHaveLength(missed);
  expect((report?.transitions.all ?? 0) - missed).toBe(reached);
});

test('in words: all that was missed, state by state', () => {
  const events = [dialled(mini, '1', '79161234568'), dialled(mini, '7')];
  expect(showCoverage(coverage([mini], events))).toBe(
    [
      'mini: 3 of 5 states (60 %), 4 of 9 transitions (44 %)',
      '  states not reached: info, sorry',
      '  transitions not reached:',
      '    (beginning): 2000 ИНФО, 2000 (anything else) → info',
      '    root: option 2 → info, too-many → sorry',
      '    number: wrong answer, too-many → sorry',
      '',
    ].join('\n'),
  );
});
