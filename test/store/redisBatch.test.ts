import { describe, expect, test } from 'vitest';
import { batched } from '../../src/store/redis/batch.ts';

/** A batched call that doubles numbers, and the batches that it made. */
function doubling(most: number, check?: (item: number) => void) {
  const batches: number[][] = [];
  const flush = async (items: readonly number[]) => {
    batches.push([...items]);
    if (items.includes(13)) throw new Error('bad luck');
    return items.map((item) => (item === 7 ? Promise.resolve(14) : 2 * item));
  };
  return { batches, call: batched(flush, most, check) };
}

const outcomes = async (calls: readonly Promise<number>[]) =>
  (await Promise.allSettled(calls)).map((call) => (call.status === 'fulfilled' ? call.value : call.reason.message));

describe('a batched call', () => {
  test('shares a batch with the others of its turn, and gets the answer to its own item', async () => {
    const { batches, call } = doubling(10);
    expect(await outcomes([1, 7, 3].map(call))).toEqual([2, 14, 6]);
    expect(await call(4)).toBe(8);
    expect(batches).toEqual([[1, 7, 3], [4]]);
  });

  test('of a full batch does not wait for the end of the turn', async () => {
    const { batches, call } = doubling(2);
    const calls = [1, 2, 3, 4, 5].map(call);
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await outcomes(calls)).toEqual([2, 4, 6, 8, 10]);
    expect(batches).toHaveLength(3);
  });

  test('fails with its batch, and with no other', async () => {
    const { call } = doubling(2);
    expect(await outcomes([1, 2, 3, 13, 5].map(call))).toEqual([2, 4, 'bad luck', 'bad luck', 10]);
  });

  test('that is refused fails alone', async () => {
    const { batches, call } = doubling(10, (item) => {
      if (item < 0) throw new RangeError('negative');
    });
    expect(await outcomes([1, -1, 3].map(call))).toEqual([2, 'negative', 6]);
    expect(batches).toEqual([[1, 3]]);
  });
});
