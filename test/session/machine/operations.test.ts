import { expect, test } from 'vitest';
import type { Operation } from '../../../src/bonus/types.ts';
import { OPERATION_NAMES, TAKES } from '../../../src/session/definition/operations.ts';
import { type Fields, operationOf } from '../../../src/session/operations.ts';

const MADE: Readonly<Record<keyof typeof TAKES, readonly [given: Fields, operation: Operation]>> = {
  balance: [{}, { op: 'balance' }],
  register: [{ channel: 'sms' }, { op: 'register', channel: 'sms' }],
  deactivate: [{ channel: 'ussd' }, { op: 'deactivate', channel: 'ussd' }],
  event: [{ kind: 'friend' }, { op: 'event', kind: 'friend', values: {} }],
  order: [{ code: '11' }, { op: 'order', codes: ['11'] }],
  transfer: [
    { to: '79160000002', points: 5 },
    { op: 'transfer', to: '79160000002', points: 5 },
  ],
  confirm: [
    { id: 'id', code: '0042' },
    { op: 'confirm', id: 'id', code: '0042' },
  ],
};

test.each(OPERATION_NAMES)('%s takes what definitions must give it', (name) => {
  const [given, operation] = MADE[name];
  expect(operationOf(name, given)).toEqual(operation);
  expect(Object.keys(given).sort()).toEqual([...TAKES[name]].sort());
  for (const missing of TAKES[name]) {
    const rest = Object.fromEntries(Object.entries(given).filter(([field]) => field !== missing));
    expect(() => operationOf(name, rest), missing).toThrow();
  }
});

test('the values of an event are all fields but its kind, each of its type', () => {
  const given = { kind: 'goal', goal: 'certificate', rub: 500, isGift: true };
  const values = { goal: 'certificate', rub: 500, isGift: true };
  expect(operationOf('event', given)).toEqual({ op: 'event', kind: 'goal', values });
});

test.each(['credit', 'finish', 'open', 'change-owner', 'constructor'])('a dialogue cannot ask for %s', (name) => {
  expect(() => operationOf(name, { id: 'id', points: 5 })).toThrow(
    `A dialogue cannot ask for the operation "${name}".`,
  );
});

test('points are a number, read by the type of their question', () => {
  expect(() => operationOf('transfer', { to: '79160000002', points: '5' })).toThrow(
    'The field "points" must be a number.',
  );
});
