import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ALL_SHARDS, SHARDS, shardOf } from '../../src/store/redis/shard.ts';
import { msisdnAt } from './worlds.ts';

describe('shardOf', () => {
  it('is a CRC-32, as others compute it: data of one release must be found by the next', () => {
    for (let i = 0; i < 500; i++) expect(shardOf(msisdnAt(i))).toBe(crc32(msisdnAt(i)) % SHARDS);
  });

  it('spreads neighbouring numbers evenly', () => {
    const counts = new Map(ALL_SHARDS.map((shard) => [shard, 0]));
    for (let i = 0; i < 64_000; i++) {
      const shard = shardOf(String(79_160_000_000 + i));
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    expect(Math.min(...counts.values())).toBeGreaterThan(800);
    expect(Math.max(...counts.values())).toBeLessThan(1_200);
  });
});
