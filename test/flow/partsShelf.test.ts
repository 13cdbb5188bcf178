/** The long SMS of one phone: what fits is kept for its whole time, what does not is refused, and nothing is put out for anything else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartSet } from '../../src/flow/parts/partSet.ts';
import {
  lengthOf,
  MOST_CHARACTERS,
  MOST_KNOWN,
  MOST_WAITING,
  type Place,
  recordOf,
  type Shelf,
  shelfIn,
  withPlace,
} from '../../src/flow/parts/shelf.ts';

const held = (piece: string, again = 0) => ({ piece, id: `id of ${piece.slice(0, 3)}`, receipt: null, again });

function place(name: string, set: Partial<PartSet> = {}, until = 1000): Place {
  return { name, wire: 'smpp:harness', until, parts: [held(`${name}1`), null], last: null, ...set };
}

const known = (name: string, again = 0) => place(name, { parts: [held('a', again), held('b')], last: 2 });

const names = (shelf: Shelf | null) => shelf?.map(({ name }) => name);

/** As the record would be read again at this time. */
function readAt(now: number, shelf: Shelf) {
  const { value } = recordOf({ records: [null], now: 0 }, shelf);
  return shelfIn({ records: [{ etag: 'e', value }], now });
}

describe('room', () => {
  const many = (count: number, make: (name: string) => Place): Shelf =>
    Array.from({ length: count }, (_, index) => make(`n${index}`));

  test(`${MOST_WAITING} wait at once; one more is refused, a part of one of them is not`, () => {
    const full = many(MOST_WAITING, place);
    expect(withPlace(full, place('more'))).toBeNull();
    expect(withPlace(full, place('n0'))).toHaveLength(MOST_WAITING);
    expect(withPlace(full.slice(1), place('more'))).toHaveLength(MOST_WAITING);
  });

  test('those that are only known make room, the oldest first; those in doubt do not', () => {
    const shelf = [known('doubt', 1), ...many(MOST_KNOWN, known)];
    expect(names(withPlace(shelf, place('new')))).toEqual([...(names(shelf) ?? []), 'new']);
    const more = withPlace([...shelf, known('n99')], place('new'));
    expect(names(more)).toEqual(['doubt', ...(names(shelf) ?? []).slice(2), 'n99', 'new']);
  });

  test('in characters: what is only known makes room, what is waited for does not', () => {
    const large = place('large', { parts: [held('x'.repeat(MOST_CHARACTERS - 2)), null] });
    expect(names(withPlace([known('a'), known('b')], large))).toEqual(['b', 'large']);
    expect(withPlace([large], place('more', { parts: [held('abc'), null] }))).toBeNull();
    expect(names(withPlace([large], place('more', { parts: [held('ab'), null] })))).toEqual(['large', 'more']);
  });

  test('whatever comes: nothing that is waited for goes, and no more is kept than the limits say', () => {
    const sets = fc.record({
      name: fc.nat({ max: 120 }).map(String),
      state: fc.constantFrom('waiting', 'waiting', 'known', 'doubt'),
      length: fc.constantFrom(1, 1, 1, 3000, 20_000),
    });
    const make = ({ name, state, length }: { name: string; state: string; length: number }): Place => {
      const parts = [held('x'.repeat(length), state === 'doubt' ? 1 : 0), state === 'waiting' ? null : held('y')];
      return place(name, { parts, last: state === 'waiting' ? null : 2 });
    };
    fc.assert(
      fc.property(fc.array(sets, { maxLength: 150 }), (all) => {
        let shelf: Shelf = [];
        for (const one of all) {
          const next = withPlace(shelf, make(one));
          if (next === null) continue;
          const lost = shelf.filter(({ name }) => name !== one.name && next.every((other) => other.name !== name));
          expect(lost.filter(({ last, parts }) => last === null || parts[0]?.again === 1)).toEqual([]);
          expect(next.reduce((sum, each) => sum + lengthOf(each), 0)).toBeLessThanOrEqual(MOST_CHARACTERS);
          expect(next.length).toBeLessThanOrEqual(MOST_WAITING + MOST_KNOWN + 1);
          shelf = next;
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('time', () => {
  const shelf = [place('a', {}, 1000), { ...known('b'), until: 500 }, place('c', {}, 2000)];

  test.each([
    [499, ['a', 'b', 'c'], 0],
    [500, ['a', 'c'], 0],
    [1000, ['c'], 1],
    [2000, [], 2],
  ])('at %i %j are in force, and %i were promised in vain', (now, left, abandoned) => {
    const read = readAt(now, shelf);
    expect(names(read.shelf)).toEqual(left);
    expect(read.abandoned).toHaveLength(abandoned);
  });

  test('what was promised is named by its wire and the ids of its parts', () => {
    expect(readAt(1000, shelf).abandoned).toEqual([{ wire: 'smpp:harness', why: 'timeout', ids: ['id of a1'] }]);
  });

  test('the record falls due with the first that does, and at once where nothing is left', () => {
    const records = [{ etag: 'e', value: '[]' }];
    expect(recordOf({ records, now: 7 }, shelf)).toMatchObject({ seen: 'e', expiresAt: 500 });
    expect(recordOf({ records: [null], now: 7 }, [])).toMatchObject({ seen: '', expiresAt: 7, value: '[]' });
  });

  test('no record is an empty shelf', () => {
    expect(shelfIn({ records: [null], now: 0 })).toEqual({ shelf: [], abandoned: [] });
  });
});
