import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store, WorldState } from '../../src/store/port.ts';
import { commitOf, inWorld, msisdnAt, newIncarnation, type OpenedPair, outboxWrite, timed, waiting } from './worlds.ts';

const HOMES = Array.from({ length: 130 }, (_, i) => `#${(0xa1b2c3d4e500 + 7919 * i).toString(16).toUpperCase()}`);
const QUEUE = 'smpp:harness';

/** Messages have homes of their own beside the subscribers' (`#` and the message's id). Each store's own test file runs it. */
export function messageHomeContract(open: () => Promise<OpenedPair>): void {
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

  /** Each message keeps a record until its time, and waits; each of some subscribers has a session that ends at the same time. */
  const fill = (world: WorldState): Promise<unknown> =>
    Promise.all([
      ...HOMES.map((home, i) =>
        store.commit(
          world,
          commitOf(home, {
            records: [{ key: 'm', stored: { etag: 'r1', value: home }, expiresAt: i }],
            outbox: [outboxWrite(QUEUE, waiting(home, 'm', i))],
          }),
        ),
      ),
      ...HOMES.map((_, i) => store.commit(world, commitOf(msisdnAt(i), { session: timed('s1', '', i) }))),
    ]);
  const recordsOf = (world: WorldState) =>
    Promise.all(HOMES.map(async (home) => (await pair.other.load(world.id, home, ['m'])).records[0]?.value));

  describe('the home of a message', () => {
    inOneWorld('keeps its record, which conflicts as any does', async (world) => {
      await fill(world);
      expect(await recordsOf(world)).toEqual(HOMES);
      const [home = ''] = HOMES;
      const writing = (etag: string, before: string) =>
        commitOf(
          home,
          { records: [{ key: 'm', stored: { etag, value: '' }, expiresAt: 5 }] },
          { records: [{ key: 'm', etag: before }] },
        );
      expect(await store.commit(world, writing('r2', ''))).toBe('conflict');
      expect(await store.commit(world, writing('r2', 'r1'))).toBe('committed');
    });

    inOneWorld('comes due under its own name, among equals before the subscribers', async (world) => {
      await fill(world);
      const expected = HOMES.flatMap((msisdn, at) => [
        { kind: 'record', at, msisdn, key: 'm' },
        { kind: 'session', at, msisdn: msisdnAt(at) },
      ]);
      for (const limit of [1, 7, 100, 1000])
        expect(await store.due(world, 1e15, limit)).toEqual(expected.slice(0, limit));
      for (const [at, home] of HOMES.entries()) await store.dropRecord(world, home, 'm', at);
      expect(await store.due(world, 1e15, 1000)).toEqual(expected.filter(({ kind }) => kind === 'session'));
      expect(await recordsOf(world)).toEqual(HOMES.map(() => undefined));
    });

    inOneWorld('waits in an outbox as a subscriber does', async (world) => {
      await fill(world);
      const entries = HOMES.map((home, at) => waiting(home, 'm', at));
      expect(await pair.other.outbox(world, QUEUE, 1e15, 1000)).toEqual(entries);
      await store.removeOutbox(world, QUEUE, entries.slice(1));
      expect(await pair.other.outbox(world, QUEUE, 1e15, 1000)).toEqual(entries.slice(0, 1));
    });

    inOneWorld('is on no page of subscribers, and hides nobody there', async (world) => {
      await fill(world);
      const people = HOMES.map((_, i) => msisdnAt(i)).sort();
      for (const limit of [1, 7, 1000]) {
        expect(await walk(store, world, 'session', limit)).toEqual(people);
        expect(await walk(store, world, 'account', limit)).toEqual([]);
      }
    });

    inOneWorld('is swept with its world', async (world) => {
      await fill(world);
      await store.putWorld({ ...world, rev: 2, incarnation: newIncarnation() });
      await store.sweepIncarnation(world.incarnation);
      expect(await store.due(world, 1e15, 10)).toEqual([]);
      expect(await store.outbox(world, QUEUE, 1e15, 10)).toEqual([]);
      await store.putWorld({ ...world, rev: 3 });
      expect(await recordsOf(world)).toEqual(HOMES.map(() => undefined));
    });
  });
}

async function walk(store: Store, world: WorldState, having: 'account' | 'session', limit: number): Promise<string[]> {
  const found = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await store.subscribers(world, having, cursor, limit);
    for (const msisdn of page.msisdns) found.add(msisdn);
    cursor = page.next;
  } while (cursor !== null);
  return [...found].sort();
}
