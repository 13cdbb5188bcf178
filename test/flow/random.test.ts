import { expect, test } from 'vitest';
import { systemRandom } from '../../src/flow/random.ts';

test('ids of messages: 12 hexadecimal digits, the first not 0, each once', () => {
  const ids = Array.from({ length: 100_000 }, () => systemRandom.messageId());
  expect(ids.filter((id) => !/^[1-9][0-9A-F]{11}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
