import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admits, emptyBucket } from '../../../src/smpp/link/throttle.ts';

describe('how many of so many at once are admitted', () => {
  test.each([
    { rate: 0, sent: 1000, admitted: 1000 },
    { rate: 1, sent: 3, admitted: 1 },
    { rate: 10, sent: 25, admitted: 10 },
    { rate: 0.5, sent: 2, admitted: 1 },
  ])('$sent at $rate a second: $admitted', ({ rate, sent, admitted }) => {
    const bucket = emptyBucket();
    const answers = Array.from({ length: sent }, () => admits(bucket, rate, 5_000));
    expect(answers.filter(Boolean)).toHaveLength(admitted);
  });
});

test('room comes back evenly', () => {
  const bucket = emptyBucket();
  const times = [0, 0, 0, 499, 500, 500, 1000, 1001, 5000, 5000, 5000];
  expect(times.map((now) => admits(bucket, 2, 10_000 + now))).toEqual([
    ...[true, true, false, false, true, false],
    ...[true, false, true, true, false],
  ]);
});

test('what is refused counts for nothing', () => {
  const bucket = emptyBucket();
  admits(bucket, 1, 0);
  for (let now = 1; now < 1000; now += 1) expect(admits(bucket, 1, now)).toBe(false);
  expect(admits(bucket, 1, 1000)).toBe(true);
});

test('law: never more than the rate and one burst, and no less than the rate where enough is sent', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), steps, (rate, gaps) => {
      const bucket = emptyBucket();
      let now = 0;
      let admitted = 0;
      for (const gap of gaps) {
        now += gap;
        if (admits(bucket, rate, now)) admitted += 1;
        expect(admitted).toBeLessThanOrEqual(rate + (now * rate) / 1000 + 1e-6);
      }
      expect(admitted).toBeGreaterThanOrEqual(Math.min(gaps.length, rate));
    }),
  );
});
