import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Asked } from '../../../src/smpp/link/types.ts';
import { type Flying, openWindow } from '../../../src/smpp/link/window.ts';
import type { CommandName } from '../../../src/smpp/pdu/commands.ts';
import { answer, ENQUIRE, HISTORIES, violation } from './support/windowLaw.ts';

const ask = (asked: Asked = ENQUIRE) => ({ asked, done: () => {} });

const ROOMY = { window: 9, queue: 9 };

const sequences = (all: readonly (Flying | null)[]) => all.map((one) => one?.sequence ?? null);

describe('the way out', () => {
  test('as many as the window, then as many as the queue, then no more', () => {
    const window = openWindow({ window: 2, queue: 3 });
    expect([1, 2, 3, 4, 5, 6].map(() => window.enqueue(ask()))).toEqual([true, true, true, true, true, false]);
    expect(sequences([window.take(0), window.take(0), window.take(0)])).toEqual([1, 2, null]);
    expect(window.enqueue(ask())).toBe(false);
    expect(window.inFlight()).toBe(2);
  });

  test('room is what would leave at once', () => {
    const window = openWindow({ window: 3, queue: 3 });
    expect(window.room()).toBe(3);
    window.enqueue(ask());
    expect(window.room()).toBe(2);
    window.take(0);
    expect(window.room()).toBe(2);
    for (let n = 0; n < 5; n += 1) window.enqueue(ask());
    expect(window.room()).toBe(0);
  });

  test('an answer makes room for the first that waits', () => {
    const window = openWindow({ window: 1, queue: 9 });
    const requests = [ask(), ask(), ask()];
    for (const request of requests) window.enqueue(request);
    expect(window.take(0)?.done).toBe(requests[0]?.done);
    expect(window.take(0)).toBeNull();
    window.settle(answer(1));
    expect(window.take(0)?.done).toBe(requests[1]?.done);
  });

  test('a window that shrinks lets nothing out until it is below', () => {
    const limits = { window: 3, queue: 9 };
    const window = openWindow(limits);
    for (let n = 0; n < 4; n += 1) window.enqueue(ask());
    for (let n = 0; n < 3; n += 1) window.take(0);
    limits.window = 1;
    expect(window.room()).toBe(0);
    window.settle(answer(1));
    window.settle(answer(2));
    expect(window.take(0)).toBeNull();
    window.settle(answer(3));
    expect(window.take(0)?.sequence).toBe(4);
  });

  test('link keeping overtakes and goes over the window', () => {
    const window = openWindow({ window: 1, queue: 9 });
    window.enqueue(ask());
    window.enqueue(ask());
    window.take(0);
    expect(window.overtake(ask(), 0).sequence).toBe(2);
    expect(window.inFlight()).toBe(2);
    window.settle(answer(1));
    expect(window.take(0)).toBeNull();
  });
});

describe('the sequence_number', () => {
  test('begins at 1, and again after 7FFFFFFF', () => {
    expect(openWindow(ROOMY).overtake(ask(), 0).sequence).toBe(1);
    const late = openWindow(ROOMY, { previous: 0x7ffffffd, highest: 0x7fffffff });
    expect(sequences([1, 2, 3, 4].map(() => late.overtake(ask(), 0)))).toEqual([0x7ffffffe, 0x7fffffff, 1, 2]);
  });

  test('passes over what is still in flight a round later', () => {
    const window = openWindow(ROOMY, { previous: 0, highest: 4 });
    for (let n = 0; n < 4; n += 1) window.overtake(ask(), 0);
    window.drop(2);
    window.drop(4);
    expect(sequences([1, 2].map(() => window.overtake(ask(), 0)))).toEqual([2, 4]);
  });
});

describe('answers', () => {
  test('in any order', () => {
    const window = openWindow(ROOMY);
    for (let n = 0; n < 3; n += 1) window.overtake(ask(), 0);
    expect(sequences([window.settle(answer(3)), window.settle(answer(1)), window.settle(answer(2))])).toEqual([
      3, 1, 2,
    ]);
  });

  test.each([
    ['its own response', 1, 'enquire_link_resp', true],
    ['generic_nack', 1, 'generic_nack', true],
    ["another command's response", 1, 'submit_sm_resp', false],
    ['a sequence_number nobody sent', 2, 'enquire_link_resp', false],
    ['sequence_number 0', 0, 'generic_nack', false],
  ] as [string, number, CommandName, boolean][])('%s: %i %s', (_, sequence, command, isAnswer) => {
    const window = openWindow(ROOMY);
    window.overtake(ask(), 0);
    expect(window.settle(answer(sequence, command)) !== null).toBe(isAnswer);
    expect(window.inFlight()).toBe(isAnswer ? 0 : 1);
  });

  test('only once', () => {
    const window = openWindow(ROOMY);
    window.overtake(ask(), 0);
    expect(window.settle(answer(1))).not.toBeNull();
    expect(window.settle(answer(1))).toBeNull();
  });
});

describe('the end without an answer', () => {
  test('overdue is what was sent at that time or before, oldest first', () => {
    const window = openWindow(ROOMY);
    for (const at of [100, 200, 200, 300]) window.overtake(ask(), at);
    expect(window.oldest()).toBe(100);
    expect(sequences(window.dropOld(99))).toEqual([]);
    window.settle(answer(1));
    expect(window.oldest()).toBe(200);
    expect(sequences(window.dropOld(200))).toEqual([2, 3]);
    expect(window.inFlight()).toBe(1);
    expect(window.settle(answer(2))).toBeNull();
    expect(sequences(window.dropOld(Number.POSITIVE_INFINITY))).toEqual([4]);
    expect(window.oldest()).toBeNull();
  });

  test('one by its number', () => {
    const window = openWindow(ROOMY);
    window.overtake(ask(), 0);
    expect([window.drop(2), window.drop(1)?.sequence, window.drop(1)]).toEqual([null, 1, null]);
  });

  test('what waits, first come first', () => {
    const window = openWindow({ window: 0, queue: 9 });
    const requests = [ask(), ask(), ask()];
    for (const request of requests) window.enqueue(request);
    expect(window.dropWaiting()).toEqual(requests);
    expect(window.dropWaiting()).toEqual([]);
  });
});

test('law: order kept, window and queue never exceeded, every request ends once, no number twice in flight', () => {
  fc.assert(
    fc.property(HISTORIES, (history) => {
      expect(violation(openWindow, history)).toBeNull();
    }),
    { numRuns: 300 },
  );
});
