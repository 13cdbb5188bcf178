import { expect, test } from 'vitest';
import { TAKES } from '../../../src/session/definition/operations.ts';
import { operationOf } from '../../../src/session/operations.ts';

const GIVEN = { channel: 'sms', code: '11', to: '79160000002', points: 5, id: 'id' };

test.each(Object.entries(TAKES))('%s takes what definitions must give it', (name, taken) => {
  const takes: readonly string[] = taken;
  const fields = Object.fromEntries(Object.entries(GIVEN).filter(([field]) => takes.includes(field)));
  expect(operationOf(name, GIVEN)).toEqual({ op: name, ...fields });
  for (const missing of takes) {
    const rest = Object.fromEntries(Object.entries(GIVEN).filter(([field]) => field !== missing));
    expect(() => operationOf(name, rest), missing).toThrow();
  }
});

test.each(['credit', 'finish', 'event', 'constructor'])('a dialogue cannot ask for %s', (name) => {
  expect(() => operationOf(name, GIVEN)).toThrow(`A dialogue cannot ask for the operation "${name}".`);
});

test('points are a number, read by the type of their question', () => {
  expect(() => operationOf('transfer', { ...GIVEN, points: '5' })).toThrow('The field "points" must be a number.');
});
