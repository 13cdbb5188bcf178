/** Where a courier has to read. */
import { expect, test } from 'vitest';
import {
  allUnread,
  catchUp,
  caughtUp,
  END,
  fallBehind,
  isBehind,
  nextReading,
  readAll,
  readFrom,
  readTo,
  START,
} from '../../src/flow/outbox/unread.ts';

const known = () => {
  const unread = allUnread();
  readTo(unread, END);
  return unread;
};
const nobody = () => false;

test('all of it at first, then on from where it was left', () => {
  const unread = allUnread();
  expect(nextReading(unread, nobody)).toEqual({ kind: 'on', from: START });
  readTo(unread, 7);
  expect(nextReading(unread, nobody)).toEqual({ kind: 'on', from: 7 });
  readTo(unread, END);
  expect(nextReading(unread, nobody)).toBeNull();
  expect(isBehind(unread)).toBe(false);
  readFrom(unread, 9);
  readFrom(unread, 12);
  expect(nextReading(unread, nobody)).toEqual({ kind: 'on', from: 9 });
});

test('for the lane that has nothing in hand and is behind for longest, unless something older is unread for all', () => {
  const unread = known();
  for (const [lane, at] of [
    ['a', 5],
    ['b', 3],
    ['c', 4],
  ] as const)
    fallBehind(unread, lane, at);
  expect(nextReading(unread, nobody)).toEqual({ kind: 'lanes', from: 3 });
  expect(nextReading(unread, (lane) => lane === 'b')).toEqual({ kind: 'lanes', from: 4 });
  expect(nextReading(unread, () => true)).toBeNull();
  expect(isBehind(unread)).toBe(true);
  readFrom(unread, 2);
  expect(nextReading(unread, nobody)).toEqual({ kind: 'on', from: 2 });
});

test('a lane is behind from its first that is not in hand', () => {
  const unread = known();
  fallBehind(unread, 'a', 5);
  fallBehind(unread, 'a', 4);
  fallBehind(unread, 'a', 8);
  expect(unread.lanes.get('a')).toBe(4);
});

test.each([
  [
    'to the end',
    END,
    [
      ['old', 1],
      ['again', 6],
    ],
  ],
  [
    'a part of the way',
    7,
    [
      ['old', 1],
      ['far', 9],
      ['again', 6],
      ['near', 7],
    ],
  ],
] as const)('lanes catch up %s', (_name, to, expected) => {
  const unread = known();
  for (const [lane, at] of [
    ['old', 1],
    ['near', 5],
    ['far', 9],
    ['again', 5],
  ] as const)
    fallBehind(unread, lane, at);
  const meant = catchUp(unread, 5);
  expect([...meant.keys()]).toEqual(['near', 'far', 'again']);
  fallBehind(unread, 'again', 6);
  caughtUp(unread, meant, to);
  expect(new Map(unread.lanes)).toEqual(new Map(expected));
});

test('where very many lanes are behind all are, from the first of them on', () => {
  const unread = known();
  for (let lane = 0; lane < 10_000; lane += 1) fallBehind(unread, String(lane), 100_000 - lane);
  expect(unread.from).toBe(END);
  fallBehind(unread, 'one more', 95_000);
  expect(unread).toEqual({ from: 90_001, lanes: new Map() });
});

test('what is said of all is said of lanes too', () => {
  const unread = known();
  fallBehind(unread, 'a', 5);
  readAll(unread, END);
  expect(isBehind(unread)).toBe(false);
});
