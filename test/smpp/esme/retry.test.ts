import { expect, it } from 'vitest';
import { retryAfter } from '../../../src/smpp/esme/retry.ts';

const FAILURES = [1, 2, 3, 4, 5, 6, 7, 8, 100];

it('waits twice as long after each failure, up to a minute', () => {
  expect(FAILURES.map((failures) => retryAfter(failures, () => 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

it('adds up to a quarter by chance', () => {
  const asked: number[] = [];
  const most = (below: number) => {
    asked.push(below);
    return below - 1;
  };
  expect([1, 2, 7].map((failures) => retryAfter(failures, most))).toEqual([1_249, 2_499, 74_999]);
  expect(asked).toEqual([250, 500, 15_000]);
});
