/** Chance that is the same in each run still has the form that everybody else relies on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/flow/seededRandom.ts';

const world = () => 'w000001';
const drawn = (seed: string, count: number) => {
  const random = seededRandom(seed, world);
  return Array.from({ length: count }, () => [
    random.id(),
    random.nonce(),
    random.etag(),
    random.messageId(),
    random.code(4),
  ]);
};

test('the same for the same seed, other for another', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(drawn(a, 5)).toEqual(drawn(a, 5));
      if (a !== b) expect(drawn(a, 5)).not.toEqual(drawn(b, 5));
    }),
  );
});

describe('forms', () => {
  const [ids = [], nonces = [], etags = [], messageIds = [], codes = []] = [0, 1, 2, 3, 4].map((field) =>
    drawn('seed', 5_000).map((row) => row[field] ?? ''),
  );

  test.each([
    ['ids', ids, /^[0-9a-z]{16}$/],
    ['nonces', nonces, /^[\w-]{8}$/],
    ['etags', etags, /^[0-9a-z]{8}$/],
    ['message ids', messageIds, /^[1-9A-F][0-9A-F]{11}$/],
  ])('%s, none twice', (_, values, form) => {
    expect(values.filter((value) => !form.test(value))).toEqual([]);
    expect(new Set(values).size).toBe(values.length);
  });

  test('codes have their digits, and each digit comes about as often in each place', () => {
    expect(codes.filter((code) => !/^\d{4}$/.test(code))).toEqual([]);
    for (const place of [0, 1, 2, 3]) {
      for (const digit of '0123456789') {
        const share = codes.filter((code) => code[place] === digit).length / codes.length;
        expect(Math.abs(share - 0.1)).toBeLessThan(0.02);
      }
    }
  });

  test('codes longer than a word', () => {
    expect(seededRandom('seed', world).code(20)).toMatch(/^\d{20}$/);
  });
});
