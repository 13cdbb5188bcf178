/** Chance that is the same each time: the same calls of a phone meet the same faults, whatever comes between. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FaultBoard, faultBoard } from '../../src/flow/faults/board.ts';
import { draw } from '../../src/flow/faults/draw.ts';
import { NO_LUCK } from '../../src/flow/faults/luck.ts';
import { memory } from '../../src/flow/faults/memory.ts';
import type { WorldState } from '../../src/store/port.ts';

const ANNA = '79161234567';
const PHONES = [ANNA, '79161234568', '79161234569'];

const newBoard = () =>
  faultBoard(
    () => {},
    () => 0,
  );

function worldWith(faults: WorldState['faults'], id = 'w'): WorldState {
  return { id, rev: 2, incarnation: id, clock: { offset: 0, frozenAt: null }, faults, faultsRev: 2, secret: '' };
}

/** What each phone meets, in its own order, when phones call in this order. */
function met(faults: WorldState['faults'], callers: readonly number[]): Record<string, boolean[]> {
  const board = newBoard();
  const world = worldWith(faults);
  const seen: Record<string, boolean[]> = {};
  for (const caller of callers) {
    const msisdn = PHONES[caller] as string;
    const luck = board.luckOf(world, msisdn, 0);
    seen[msisdn] = [...(seen[msisdn] ?? []), luck('smsDrop') !== null];
    expect(luck('smsDrop') !== null).toBe(seen[msisdn]?.at(-1));
  }
  return seen;
}

describe('a share', () => {
  test('hits the same calls of each phone, in whatever order phones call', () => {
    const orders = fc.array(fc.nat(2), { maxLength: 60 });
    const law = fc.property(
      orders,
      fc.nat(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(),
      (order, seed, share, turn) => {
        const faults = { seed, smsDrop: { share } };
        const other = [...order].sort((a, b) => ((a + turn) % 3) - ((b + turn) % 3));
        expect(met(faults, other)).toEqual(met(faults, order));
      },
    );
    fc.assert(law, { seed: 7, numRuns: 300 });
  });

  test('is a share: 10 000 cases, within three standard deviations', () => {
    for (const share of [0.01, 0.1, 0.5, 0.9]) {
      const board = newBoard();
      const world = worldWith({ seed: 7, smsDrop: { share } });
      const hits = Array.from({ length: 10_000 }, (_, index) =>
        board.luckOf(world, String(79_160_000_000 + index), 0)('smsDrop'),
      );
      const deviation = Math.sqrt(10_000 * share * (1 - share));
      expect(Math.abs(hits.filter(Boolean).length - 10_000 * share)).toBeLessThan(3 * deviation);
    }
  });

  test('of another seed hits others', () => {
    const calls = Array.from({ length: 64 }, () => 0);
    expect(met({ seed: 1, smsDrop: { share: 0.5 } }, calls)).not.toEqual(
      met({ seed: 2, smsDrop: { share: 0.5 } }, calls),
    );
  });

  test('of nothing hits nobody, of 1 everybody', () => {
    const calls = Array.from({ length: 100 }, () => 0);
    const hits = (share: number) => met({ smsDrop: { share } }, calls)[PHONES[0] as string]?.filter(Boolean).length;
    expect([hits(0), hits(1)]).toEqual([0, 100]);
  });
});

test('draws are even, also of near names', () => {
  const buckets = new Array<number>(10).fill(0);
  for (let index = 0; index < 10_000; index += 1) {
    const bucket = Math.floor(draw(`7 smsDrop 79161234567 ${index}`) * 10);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(100);
});

test('worlds count apart, and forget', () => {
  const board = newBoard();
  const once = { smsDrop: { times: 1 } };
  const hit = (id: string) => board.luckOf(worldWith(once, id), ANNA, 0)('smsDrop') !== null;
  expect([hit('a'), hit('a'), hit('b')]).toEqual([true, false, true]);
  board.forget('a');
  expect([hit('a'), hit('b')]).toEqual([true, false]);
});

test('a world without faults has no luck, and leaves nothing behind', () => {
  const board = newBoard();
  board.see(worldWith({ httpCut: true }));
  expect([board.hasOnWire('w', 'http'), board.hasOnWire('w', 'smpp')]).toEqual([true, false]);
  expect(board.luckOnWire('w', ANNA)('httpCut')).not.toBeNull();
  board.see({ ...worldWith({}), faultsRev: 3 });
  expect([board.hasOnWire('w', 'http'), board.luckOnWire('w', ANNA)]).toEqual([false, NO_LUCK]);
});

describe('what two readings of a world say', () => {
  const before = worldWith({ smsDrop: { times: 1 } });
  const after = { ...worldWith({ smsDrop: { times: 2 } }), rev: 3, faultsRev: 3 };
  const met = (board: FaultBoard, world: WorldState, at: number) => board.luckOf(world, ANNA, at)('smsDrop') !== null;

  test.each([4, 1_004])('the older one, from %i ms, does not begin the counts anew', (at) => {
    const board = newBoard();
    const seen = [met(board, after, 5), met(board, before, at), met(board, after, 6), met(board, after, 7)];
    expect(seen).toEqual([true, true, false, false]);
  });

  test('the older one counts where nobody has seen the newer for a second: the store has lost it', () => {
    const board = newBoard();
    expect([met(board, after, 5), met(board, before, 1_005), met(board, before, 1_006)]).toEqual([true, true, false]);
  });

  test('a sight of a world holds for a second', () => {
    const board = newBoard();
    board.luckOf(before, ANNA, 500);
    expect([board.isInSight('w', 1_499), board.isInSight('w', 1_500), board.isInSight('v', 500)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a memory', () => {
  test('has what was used last, and no more than it may', () => {
    const kept = memory<number>(100);
    for (let index = 0; index < 1_000; index += 1) {
      kept.set(`${index}`, index);
      expect(kept.get('0')).toBe(0);
    }
    const there = Array.from({ length: 1_000 }, (_, index) => kept.get(`${index}`)).filter((one) => one !== undefined);
    expect(there.length).toBeLessThanOrEqual(100);
    expect(kept.get('999')).toBe(999);
  });

  test('has nothing of what was deleted, and the last of what was set', () => {
    const kept = memory<number>(4);
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['a', 4],
    ] as const)
      kept.set(key, value);
    expect(kept.get('a')).toBe(4);
    kept.delete('a');
    expect(kept.get('a')).toBeUndefined();
  });
});
