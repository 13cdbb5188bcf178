import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditMembership, auditWorld } from '../../src/bonus/audit.ts';
import {
  addTotals,
  assertBalanced,
  ENTRY_KINDS,
  type EntryKindName,
  makeEntry,
  NO_TOTALS,
  replay,
  sumOf,
} from '../../src/bonus/ledger.ts';
import { addLots, takeExpired, takePoints, totalOf } from '../../src/bonus/lots.ts';
import type { JournalEntry, Lot, Membership } from '../../src/bonus/types.ts';
import { moscow, rich } from './support.ts';

const HEAD = { program: 'p', seq: 0, at: 0, by: 'api', request: 'r' };
const KINDS = Object.keys(ENTRY_KINDS) as EntryKindName[];

describe('entries', () => {
  it.each(KINDS)('%s sums to zero', (kind) => {
    expect(sumOf(makeEntry(kind, 7, HEAD).postings)).toBe(0);
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('cannot be built of %d points', (points) => {
    expect(() => makeEntry('earn', points, HEAD)).toThrow(RangeError);
  });

  it('that do not sum to zero cannot pass', () => {
    expect(() => assertBalanced([{ account: 'points', points: 1 }])).toThrow(/sum to zero/);
  });

  it('replay to balance and reserve', () => {
    const amounts: [EntryKindName, number][] = [
      ['earn', 100],
      ['order', 10],
      ['transfer-reserve', 50],
      ['transfer-release', 20],
      ['transfer-post', 30],
      ['transfer-credit', 5],
      ['burn', 1],
      ['owner-change', 2],
    ];
    const entries = amounts.map(([kind, points], seq) => makeEntry(kind, points, { ...HEAD, seq }));
    const totals = { points: 62, reserved: 0, transit: 25, earned: -100, spent: 10, burned: 3 };
    expect(replay(entries)).toEqual(totals);
    expect(addTotals(totals, NO_TOTALS)).toEqual(totals);
  });
});

describe('lots', () => {
  const lot = fc.record({
    points: fc.integer({ min: 1, max: 99 }),
    expiresAt: fc.option(fc.integer({ min: 0, max: 5 })),
  });
  const lots = fc.array(lot, { maxLength: 8 }).map((some) => addLots([], some));
  const endOf = ({ expiresAt }: Lot) => expiresAt ?? Number.POSITIVE_INFINITY;

  it('added: nothing is lost, one lot per expiry, in order', () => {
    fc.assert(
      fc.property(lots, lots, (a, b) => {
        const sum = addLots(a, b);
        expect(totalOf(sum)).toBe(totalOf(a) + totalOf(b));
        const ends = sum.map(endOf);
        expect(ends).toEqual([...new Set(ends)].sort((x, y) => x - y));
      }),
    );
  });

  it('taken: nothing is lost, the earliest first, and they go back as they came', () => {
    fc.assert(
      fc.property(lots, fc.nat(999), (all, n) => {
        const points = Math.min(n, totalOf(all));
        const { taken, left } = takePoints(all, points);
        expect(totalOf(taken)).toBe(points);
        expect(Math.max(-1, ...taken.map(endOf))).toBeLessThanOrEqual(
          Math.min(Number.POSITIVE_INFINITY, ...left.map(endOf)),
        );
        expect(addLots(left, taken)).toEqual(all);
      }),
    );
  });

  it('expired: due when now ≥ expiry; those without one never', () => {
    fc.assert(
      fc.property(lots, fc.nat(6), (all, at) => {
        const { taken, left } = takeExpired(all, at);
        expect(taken.every((one) => endOf(one) <= at) && left.every((one) => endOf(one) > at)).toBe(true);
        expect(totalOf(taken) + totalOf(left)).toBe(totalOf(all));
      }),
    );
  });

  it('cannot give more than they have', () => {
    expect(() => takePoints([{ points: 3, expiresAt: null }], 4)).toThrow('4 points were asked for, 3 are there.');
  });
});

describe('the audit', () => {
  const NOW = moscow('2018-03-10T12:00');
  const one = rich(NOW, 100);
  one.ask(NOW, { op: 'order', codes: ['32'] });
  const good = one.membership();
  const [first, second] = one.entries as [JournalEntry, JournalEntry];

  it('finds nothing in good books', () => {
    expect(auditMembership(good, one.entries)).toEqual([]);
  });

  it.each<[string, Partial<Membership>, readonly JournalEntry[], RegExp]>([
    [
      'a balance that is off by one',
      { lots: [{ points: 41, expiresAt: 0 }] },
      [first, second],
      /balance is stated as 41/,
    ],
    [
      'points held that nobody reserved',
      { reservations: [reservation()] },
      [first, second],
      /on their way is stated as 5/,
    ],
    ['a lost entry', {}, [first], /number of entries is stated as 2, the journal proves 1/],
    ['an entry twice', {}, [first, second, second], /Entry 2 has the number 1/],
    [
      'a posting that mints',
      {},
      [{ ...first, postings: [{ account: 'points', points: 40 }] }],
      /sum to 40, not to zero/,
    ],
    [
      'a posting that loses',
      {},
      [{ ...first, postings: [{ account: 'points', points: -1 }] }],
      /sum to -1, not to zero/,
    ],
    [
      'an end without a beginning',
      {},
      [makeEntry('transfer-post', 1, HEAD)],
      /After entry 0 there are 0 points, -1 reserved/,
    ],
    ['spending before earning', {}, [second, first], /After entry 1 there are -60 points/],
    ['a negative lot', { lots: [lotOf(100), lotOf(-60)] }, [first, second], /a lot of -60 points/],
  ])('finds %s', (_what, change, entries, message) => {
    expect(auditMembership({ ...good, ...change }, entries).join('\n')).toMatch(message);
  });

  it('holds the law of the world', () => {
    const journals = replay(one.entries);
    expect(auditWorld({ balances: 40, reserved: 0, journals })).toEqual([]);
    expect(auditWorld({ balances: 41, reserved: 0, journals })).toHaveLength(1);
    const minted = replay([makeEntry('transfer-credit', 5, HEAD)]);
    expect(auditWorld({ balances: 5, reserved: 0, journals: minted })).toEqual([
      'More points arrived than were sent: 5.',
    ]);
  });
});

function lotOf(points: number): Lot {
  return { points, expiresAt: null };
}

function reservation() {
  return { id: 't', to: '79', lots: [lotOf(5)], at: 0, day: '2018-03-10', month: '2018-03' };
}
