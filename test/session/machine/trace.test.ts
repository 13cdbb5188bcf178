/** What a step tells of its way: which answer, or which outcome, led from state to state. */
import { expect, test } from 'vitest';
import { bonusService } from './support/bonusService.ts';
import { member } from './support/core.ts';
import { list, serviceOf } from './support/service.ts';
import { talk } from './support/step.ts';

/** `root 2 → categories`: the trace of a step as one line. */
function lastTrace(answers: readonly string[], service = bonusService): string {
  const steps = talk(service, member(100), [], [...answers]);
  const trace = steps.at(-1)?.trace ?? [];
  return trace
    .map(({ state, answer, option, outcome }) => [state, outcome ?? answer, option].filter(Boolean).join(' '))
    .join(' → ');
}

test.each([
  ['the beginning', [], 'root'],
  ['an option', ['2'], 'root option 2 → categories'],
  ['an answer to a question', ['11'], 'root input → order ok → accepted'],
  ['a row', ['2', '1', '11'], 'gifts row → sure'],
  ['an outcome', ['1'], 'root option 1 → join already-a-member → already'],
  ['a refusal that asks again', ['4', '79161234568', '9999'], 'points input → transfer over-limit → points'],
  ['a wrong answer', ['?'], 'root wrong → root'],
  ['one too many', ['?', '?', '?'], 'root too-many → too-many'],
  ['back', ['2', '0'], 'categories back → root'],
  ['to the root', ['2', '1', '00'], 'gifts back → root'],
])('%s', (_what, answers, trace) => {
  expect(lastTrace(answers)).toBe(trace);
});

test('a page turned', () => {
  const texts = { row: '{code} {price} is the price of this gift', 'gift.minutes': 'm', 'gift.data': 'd' };
  const catalogue = serviceOf({ root: list('catalogue', 'row', {}) }, texts);
  expect(lastTrace(['9'], catalogue)).toBe('root page → root');
  expect(lastTrace(['9', '0'], catalogue)).toBe('root page → root');
});
