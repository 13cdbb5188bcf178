import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboxEntry, Store, WorldState } from '../../src/store/port.ts';
import { commitOf, inWorld, msisdnAt, newIncarnation, type OpenedPair, outboxWrite, timed, waiting } from './worlds.ts';

const ALICE = '79161234567';
const QUEUE = 'smpp:harness@ID';
const FAR = 1e15;

/** What every store must do with what waits for wires. Each store's own test file runs it. */
export function outboxContract(open: () => Promise<OpenedPair>): void {
  let pair: OpenedPair;
  let store: Store;
  beforeAll(async () => {
    pair = await open();
    store = pair.store;
  });
  afterAll(() => pair.close());

  const inOneWorld = (title: string, test: (world: WorldState) => Promise<void>): void => {
    it(title, () => inWorld(store, test));
  };

  /** Puts entries in, one commit for each subscriber. */
  const put = async (world: WorldState, entries: readonly OutboxEntry[], queue = QUEUE): Promise<void> => {
    for (const msisdn of new Set(entries.map((entry) => entry.msisdn))) {
      const outbox = entries.filter((entry) => entry.msisdn === msisdn).map((entry) => outboxWrite(queue, entry));
      expect(await store.commit(world, commitOf(msisdn, { outbox }))).toBe('committed');
    }
  };
  const read = (world: WorldState, limit = 1000, queue = QUEUE) => pair.other.outbox(world, queue, FAR, limit);

  describe('an outbox', () => {
    inOneWorld('shows another process what was committed, byte by byte', async (world) => {
      const value = ' |a b\n\u0000 Бонус ☎ \u{1f600} "';
      const entries = [waiting(ALICE, '0A|:@._-~', 5, value), waiting(ALICE, 'empty', 6, '')];
      await put(world, entries);
      expect(await read(world)).toEqual(entries);
      expect(await read(world, 1000, 'smpp:harness')).toEqual([]);
    });

    inOneWorld(
      'is in order of time over all shards, ties by MSISDN and id, up to and including a time',
      async (world) => {
        const entries = Array.from({ length: 300 }, (_, i) =>
          waiting(msisdnAt(i % 100), `id${i % 7}.${i}`, (i * 37) % 50),
        );
        await put(world, entries);
        const sorted = entries.toSorted(byTimeMsisdnAndId);
        expect(await read(world)).toEqual(sorted);
        for (const limit of [1, 2, 7, 64, 100, 299, 300])
          expect(await read(world, limit)).toEqual(sorted.slice(0, limit));
        for (const upTo of [-1, 0, 20.5, 49]) {
          expect(await store.outbox(world, QUEUE, upTo, 1000)).toEqual(sorted.filter(({ at }) => at <= upTo));
        }
        expect(await store.outbox(world, QUEUE, FAR, 0)).toEqual([]);
      },
    );

    inOneWorld('is read on from a time, including it, page by page while others come in behind', async (world) => {
      const at = (i: number) => 1_792_000_000_000 + i / 1024;
      const entries = Array.from({ length: 400 }, (_, i) => waiting(msisdnAt(i % 90), `id${i}`, at(i)));
      await put(world, entries);
      const found: OutboxEntry[] = [];
      for (let from = Number.NEGATIVE_INFINITY, page: OutboxEntry[] = []; ; from = page.at(-1)?.at ?? FAR) {
        page = await pair.other.outbox(world, QUEUE, FAR, 70, from);
        found.push(...page.filter((entry) => entry.at > from));
        if (page.length < 70) break;
      }
      expect(found).toEqual(entries);
      for (const i of [0, 1, 200, 399]) {
        expect(await store.outbox(world, QUEUE, at(i), 10, at(i))).toEqual([entries[i]]);
        expect(await store.outbox(world, QUEUE, at(i + 1), 10, at(i) + 1 / 2048)).toEqual(entries.slice(i + 1, i + 2));
      }
      expect(await store.outbox(world, QUEUE, FAR, 10, at(400))).toEqual([]);
    });

    inOneWorld('with all of it at one time is read from that time like from the beginning', async (world) => {
      const entries = Array.from({ length: 200 }, (_, i) => waiting(msisdnAt(i), `id${i}`, 7));
      await put(world, entries);
      for (const from of [6.5, 7]) expect(await store.outbox(world, QUEUE, FAR, 1000, from)).toEqual(entries);
      expect(await store.outbox(world, QUEUE, FAR, 1000, 7.5)).toEqual([]);
    });

    inOneWorld('sorts a name before those that it begins', async (world) => {
      const entries = ['#00A1', '7916', '79160', ALICE].flatMap((msisdn) =>
        ['A', 'A!', 'A-1', 'A.1', 'AA', 'B'].map((id) => waiting(msisdn, id, 1_792_000_000_000)),
      );
      await put(world, entries.toReversed());
      expect(await read(world)).toEqual(entries);
    });

    inOneWorld('shows the early ones of one shard before the later ones of all the others', async (world) => {
      const early = Array.from({ length: 90 }, (_, i) => waiting(ALICE, `id${i}`, i));
      const later = Array.from({ length: 300 }, (_, i) => waiting(msisdnAt(i), 'id', 1000 + i));
      await put(world, [...later, ...early]);
      for (const limit of [10, 89, 90, 91, 100, 200, 390]) {
        expect(await read(world, limit)).toEqual([...early, ...later].slice(0, limit));
      }
    });

    inOneWorld('with all of it in one shard is read page by page while it empties', async (world) => {
      const entries = Array.from({ length: 500 }, (_, i) => waiting(ALICE, `id${String(i).padStart(4, '0')}`, 7));
      await put(world, entries);
      const pages: OutboxEntry[][] = [];
      for (let page = await read(world, 120); page.length > 0 && pages.length < 6; page = await read(world, 120)) {
        pages.push(page);
        await store.removeOutbox(world, QUEUE, page);
      }
      expect(pages.map(({ length }) => length)).toEqual([120, 120, 120, 120, 20]);
      expect(pages.flat()).toEqual(entries);
    });

    inOneWorld('holds what was committed and nothing of what was not', async (world) => {
      const step = (etag: string, before: string, rev = 1) =>
        commitOf(
          ALICE,
          { session: timed(etag), outbox: [outboxWrite(QUEUE, waiting(ALICE, etag, 1))] },
          { session: before, rev },
        );
      const attempts = [
        [step('s1', ''), 'committed'],
        [step('s1', ''), 'conflict'],
        [step('s2', ''), 'conflict'],
        [step('s3', 's1', 2), 'stale-world'],
        [step('s4', 's1'), 'committed'],
      ] as const;
      for (const [commit, result] of attempts) expect(await store.commit(world, commit)).toBe(result);
      expect(await read(world)).toEqual([waiting(ALICE, 's1', 1), waiting(ALICE, 's4', 1)]);
    });

    inOneWorld('of racers over two connections holds the winner’s entry only', async (world) => {
      const racers = Array.from({ length: 20 }, (_, i) => `r${i}`);
      const results = await Promise.all(
        racers.map((etag, i) => {
          const outbox = [outboxWrite(QUEUE, waiting(ALICE, etag, i))];
          return (i % 2 ? store : pair.other).commit(world, commitOf(ALICE, { session: timed(etag), outbox }));
        }),
      );
      const winner = results.indexOf('committed');
      expect(await read(world)).toEqual([waiting(ALICE, `r${winner}`, winner)]);
    });

    const NAMES = ['', 'a b', 'ё'.repeat(129)];
    const REFUSED = [
      ...NAMES.map((queue) => ({ queue, id: 'id', at: 1, value: '' })),
      ...NAMES.map((id) => ({ queue: QUEUE, id, at: 1, value: '' })),
      ...[Number.NaN, Number.POSITIVE_INFINITY].map((at) => ({ queue: QUEUE, id: 'id', at, value: '' })),
    ];
    inOneWorld('refuses names and times that it could not keep, and nothing of that step is written', async (world) => {
      for (const write of REFUSED) {
        const commit = commitOf(ALICE, { session: timed('s1'), outbox: [write] });
        await expect(store.commit(world, commit)).rejects.toThrow(RangeError);
      }
      expect((await store.load(world.id, ALICE)).session).toBeNull();
      const longest = 'ё'.repeat(128);
      await put(world, [waiting(ALICE, longest, 1)], longest);
      expect(await read(world, 1, longest)).toEqual([waiting(ALICE, longest, 1)]);
    });
  });

  describe('what is removed', () => {
    inOneWorld('is gone, with nothing else, however often and in whatever company', async (world) => {
      const entries = Array.from({ length: 400 }, (_, i) => waiting(msisdnAt(i % 200), `id${i}`, i));
      await put(world, entries);
      const [gone, kept] = [entries.filter((_, i) => i % 3 === 0), entries.filter((_, i) => i % 3 > 0)];
      const unknown = [waiting(ALICE, 'id0', 0), waiting(msisdnAt(0), 'id', 0)];
      await store.removeOutbox(world, QUEUE, [...gone, ...unknown]);
      expect(await read(world)).toEqual(kept);
      await Promise.all([store.removeOutbox(world, QUEUE, gone), pair.other.removeOutbox(world, QUEUE, unknown)]);
      await store.removeOutbox(world, QUEUE, []);
      expect(await read(world)).toEqual(kept);
      await Promise.all(kept.map((entry, i) => (i % 2 ? store : pair.other).removeOutbox(world, QUEUE, [entry])));
      expect(await read(world)).toEqual([]);
    });

    inOneWorld('is not what was put in meanwhile', async (world) => {
      await put(world, [waiting(ALICE, 'first', 1)]);
      const step = store.commit(world, commitOf(ALICE, { outbox: [outboxWrite(QUEUE, waiting(ALICE, 'second', 1))] }));
      await Promise.all([step, store.removeOutbox(world, QUEUE, [waiting(ALICE, 'first', 1)])]);
      expect(await read(world)).toEqual([waiting(ALICE, 'second', 1)]);
    });
  });

  describe('queues and worlds', () => {
    inOneWorld('do not mix', (world) =>
      inWorld(store, async (another) => {
        const queues = ['a', 'a:b', 'a:b:c', 'b'].flatMap((queue) => [
          { place: world, queue },
          { place: another, queue },
        ]);
        const entry = ({ place, queue }: (typeof queues)[number]) => waiting(ALICE, 'id', 1, `${place.id} ${queue}`);
        for (const at of queues) await put(at.place, [entry(at)], at.queue);
        for (const at of queues) expect(await read(at.place, 10, at.queue)).toEqual([entry(at)]);
        for (const [i, at] of queues.entries()) {
          await store.removeOutbox(at.place, at.queue, [entry(at)]);
          const left = await Promise.all(queues.map(({ place, queue }) => read(place, 10, queue)));
          expect(left.map(({ length }) => length)).toEqual(queues.map((_, other) => (other <= i ? 0 : 1)));
        }
      }),
    );

    inOneWorld('a reset world waits for nothing; the sweep takes what its old life had left', async (world) => {
      await put(
        world,
        Array.from({ length: 100 }, (_, i) => waiting(msisdnAt(i), 'id', i)),
      );
      const reset = { ...world, rev: 2, incarnation: newIncarnation() };
      await store.putWorld(reset);
      expect(await read(reset)).toEqual([]);
      const late = commitOf(ALICE, { outbox: [outboxWrite(QUEUE, waiting(ALICE, 'late', 1))] });
      expect(await pair.other.commit(world, late)).toBe('stale-world');
      expect(await read(world)).toHaveLength(100);
      await store.sweepIncarnation(world.incarnation);
      expect(await read(world)).toEqual([]);
    });
  });
}

function byTimeMsisdnAndId(a: OutboxEntry, b: OutboxEntry): number {
  const name = ({ msisdn, id }: OutboxEntry) => `${msisdn} ${id}`;
  return a.at - b.at || (name(a) < name(b) ? -1 : 1);
}
