import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Commit,
  type CommitResult,
  MESSAGES_KEPT,
  type Store,
  UnknownWorld,
  type WorldState,
} from '../../src/store/port.ts';
import {
  commitOf,
  type Expected,
  inWorld,
  msisdnAt,
  newIncarnation,
  newWorldState,
  type OpenedPair,
  timed,
} from './worlds.ts';

const ALICE = '79161234567';
const BORIS = '79267654321';

/** What every store must do. Each store's own test file runs it. */
export function storeContract(open: () => Promise<OpenedPair>): void {
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
  const load = (world: WorldState, msisdn = ALICE, records: string[] = []) => store.load(world.id, msisdn, records);

  describe('loading', () => {
    inOneWorld('an unknown subscriber has nothing', async (world) => {
      expect(await load(world, ALICE, ['k1', 'k2'])).toEqual({
        world,
        session: null,
        account: null,
        records: [null, null],
      });
    });

    inOneWorld('gives back what was committed, bar by bar and byte by byte', async (world) => {
      const value = '|a|b\n\u0000 Бонус ☎ \u{1f600} "';
      const records = [{ key: 'put:/v1/x|y ё', stored: { etag: 'r1', value }, expiresAt: 7 }];
      await store.commit(world, commitOf(ALICE, { session: timed('s1', value), account: timed('a1', ''), records }));
      expect(await load(world, ALICE, ['none', 'put:/v1/x|y ё'])).toEqual({
        world,
        session: { etag: 's1', value },
        account: { etag: 'a1', value: '' },
        records: [null, { etag: 'r1', value }],
      });
      expect((await load(world, BORIS)).session).toBeNull();
    });

    it('an unknown world is named in the error', async () => {
      await expect(store.load('no-such-world', ALICE)).rejects.toThrow(new UnknownWorld('no-such-world'));
    });
  });

  describe('compare-and-set', () => {
    const first = commitOf(ALICE, {
      session: timed('s1'),
      account: timed('a1'),
      records: [{ key: 'k', stored: { etag: 'r1', value: 'record' }, expiresAt: null }],
    });
    const fits: Expected = { session: 's1', account: 'a1', records: [{ key: 'k', etag: 'r1' }] };
    const cases: readonly (readonly [string, Expected, CommitResult])[] = [
      ['everything is as expected', fits, 'committed'],
      ['records that do not matter are not compared', { ...fits, records: [] }, 'committed'],
      ['an absent record is expected absent', { ...fits, records: [{ key: 'new', etag: '' }] }, 'committed'],
      ['another session', { ...fits, session: 's0' }, 'conflict'],
      ['a session that should be absent', { ...fits, session: '' }, 'conflict'],
      ['a version that begins like the expected one', { ...fits, session: 's' }, 'conflict'],
      ['a version that is the beginning of the expected one', { ...fits, session: 's11' }, 'conflict'],
      ['another account', { ...fits, account: 'a0' }, 'conflict'],
      ['an account that should be absent', { ...fits, account: '' }, 'conflict'],
      ['another record', { ...fits, records: [{ key: 'k', etag: 'r0' }] }, 'conflict'],
      ['a record that should be absent', { ...fits, records: [{ key: 'k', etag: '' }] }, 'conflict'],
      ['a record that should be there', { ...fits, records: [{ key: 'new', etag: 'r1' }] }, 'conflict'],
      [
        'one of two records is another one',
        {
          ...fits,
          records: [
            { key: 'new', etag: '' },
            { key: 'k', etag: 'r0' },
          ],
        },
        'conflict',
      ],
      ['another rev', { ...fits, rev: 2 }, 'stale-world'],
      ['another rev and another session', { ...fits, rev: 2, session: 's0' }, 'stale-world'],
    ];

    for (const [title, expected, result] of cases) {
      inOneWorld(`${title}: ${result}`, async (world) => {
        expect(await store.commit(world, first)).toBe('committed');
        expect(await store.commit(world, commitOf(ALICE, { session: timed('s2') }, expected))).toBe(result);
        expect((await load(world)).session?.etag).toBe(result === 'committed' ? 's2' : 's1');
      });
    }

    inOneWorld('sent twice, the second one is a conflict and changes nothing', async (world) => {
      const commit = commitOf(ALICE, {
        session: timed('s1'),
        messages: ['one'],
        journal: [{ program: 'p', line: 'one' }],
      });
      expect([await store.commit(world, commit), await store.commit(world, commit)]).toEqual(['committed', 'conflict']);
      expect(await store.messages(world, ALICE)).toEqual(['one']);
      expect(await store.journalLength(world, ALICE, 'p')).toBe(1);
    });

    inOneWorld('what was deleted and made anew is not what it was', async (world) => {
      await store.commit(world, commitOf(ALICE, { session: timed('s1') }));
      await store.commit(world, commitOf(ALICE, { session: null }, { session: 's1' }));
      expect((await load(world)).session).toBeNull();
      expect(await store.commit(world, commitOf(ALICE, { session: timed('s9') }, { session: 's1' }))).toBe('conflict');
      await store.commit(world, commitOf(ALICE, { session: timed('s2') }));
      expect(await store.commit(world, commitOf(ALICE, { session: timed('s9') }, { session: 's1' }))).toBe('conflict');
      expect((await load(world)).session?.etag).toBe('s2');
    });

    inOneWorld('parts that are not written stay as they are', async (world) => {
      await store.commit(world, first);
      await store.commit(world, commitOf(ALICE, { account: timed('a2') }, { session: 's1', account: 'a1' }));
      const { session, account, records } = await load(world, ALICE, ['k']);
      expect([session?.etag, account?.etag, records[0]?.etag]).toEqual(['s1', 'a2', 'r1']);
    });

    for (const [why, expected] of [
      ['conflict', { session: 'wrong' }],
      ['stale-world', { rev: 7 }],
    ] as const) {
      inOneWorld(`a commit refused as ${why} leaves nothing behind`, async (world) => {
        const everything = commitOf(ALICE, { ...everyPart(), session: timed('s1', 'x', 10) }, expected);
        expect(await store.commit(world, everything)).toBe(why);
        expect(await remains(world)).toEqual(NOTHING);
      });
    }

    inOneWorld('refuses etags and keys that it could not keep, and writes nothing', async (world) => {
      const stored = { etag: 'r1', value: '' };
      const refused = [
        commitOf(ALICE, { session: timed('a|b') }),
        commitOf(ALICE, { account: timed('') }),
        commitOf(ALICE, { session: timed('s1'), records: [{ key: '', stored, expiresAt: null }] }),
        commitOf(ALICE, { session: timed('s1'), records: [{ key: 'ё'.repeat(513), stored, expiresAt: null }] }),
      ];
      for (const commit of refused) await expect(store.commit(world, commit)).rejects.toThrow(RangeError);
      expect(await remains(world)).toEqual(NOTHING);
      const longest = commitOf(ALICE, { records: [{ key: 'ё'.repeat(512), stored, expiresAt: 5 }] });
      expect(await store.commit(world, longest)).toBe('committed');
      expect(await store.due(world, 5, 9)).toEqual([{ kind: 'record', at: 5, msisdn: ALICE, key: 'ё'.repeat(512) }]);
    });
  });

  describe('racing', () => {
    inOneWorld('of twenty racers over two connections exactly one wins, round after round', async (world) => {
      for (let round = 0; round < 10; round++) {
        const expected = { session: round === 0 ? '' : ((await load(world)).session?.etag ?? '') };
        const results = await Promise.all(
          Array.from({ length: 20 }, (_, racer) => {
            const etag = `r${round}.${racer}`;
            const commit = commitOf(ALICE, { session: timed(etag), messages: [etag] }, expected);
            return (racer % 2 ? store : pair.other).commit(world, commit);
          }),
        );
        const winner = results.indexOf('committed');
        expect(results.filter((result) => result === 'committed')).toHaveLength(1);
        expect((await load(world)).session?.etag).toBe(`r${round}.${winner}`);
        expect((await store.messages(world, ALICE)).at(-1)).toBe(`r${round}.${winner}`);
      }
      expect(await store.messages(world, ALICE)).toHaveLength(10);
    });

    inOneWorld('increments by many, each retried after a conflict, are all counted', async (world) => {
      const increment = async (who: Store, name: string): Promise<void> => {
        for (let attempt = 0; ; attempt++) {
          const { account } = await who.load(world.id, ALICE);
          const next = timed(`${name}.${attempt}`, String(Number(account?.value ?? 0) + 1));
          const commit = commitOf(ALICE, { account: next }, { account: account?.etag ?? '' });
          if ((await who.commit(world, commit)) === 'committed') return;
        }
      };
      const names = Array.from({ length: 16 }, (_, i) => `n${i}`);
      await Promise.all(names.map((name, i) => increment(i % 2 ? store : pair.other, name)));
      expect((await pair.other.load(world.id, ALICE)).account?.value).toBe('16');
    });

    inOneWorld('no step commits under a world state that was replaced while it ran', async (world) => {
      const before = await load(world);
      const frozen = { ...world, rev: 2, clock: { offset: 5, frozenAt: 77 } };
      expect(await pair.other.putWorld(frozen)).toBe(true);
      expect(await store.commit(before.world, commitOf(ALICE, { session: timed('s1') }))).toBe('stale-world');
      expect((await load(world)).world).toEqual(frozen);
      expect(await store.commit(frozen, commitOf(ALICE, { session: timed('s1') }, { rev: 2 }))).toBe('committed');
    });
  });

  describe('lists', () => {
    inOneWorld('journals are kept per program, in order', async (world) => {
      const lines = (program: string, ...texts: string[]) => texts.map((line) => ({ program, line }));
      await store.commit(
        world,
        commitOf(ALICE, { session: timed('s1'), journal: [...lines('p', '0', '1'), ...lines('q', 'x')] }),
      );
      await store.commit(
        world,
        commitOf(ALICE, { session: timed('s2'), journal: lines('p', '2', '3', '4') }, { session: 's1' }),
      );
      expect(await store.journalLength(world, ALICE, 'p')).toBe(5);
      expect(await store.journalLength(world, ALICE, 'q')).toBe(1);
      expect(await store.journalLength(world, BORIS, 'p')).toBe(0);
      const pages: readonly (readonly [number, number, string])[] = [
        [0, 5, '01234'],
        [0, 2, '01'],
        [2, 2, '23'],
        [4, 9, '4'],
        [5, 9, ''],
        [9, 1, ''],
        [0, 0, ''],
        [3, -1, ''],
        [-1, 1, '4'],
        [-1, 9, '4'],
        [-5, 5, '01234'],
        [-3, 2, '23'],
        [-7, 3, '0'],
        [-7, 2, ''],
        [-2, 0, ''],
      ];
      for (const [offset, limit, expected] of pages) {
        expect([offset, limit, (await store.journal(world, ALICE, 'p', offset, limit)).join('')]).toEqual([
          offset,
          limit,
          expected,
        ]);
      }
    });

    inOneWorld(`the last ${MESSAGES_KEPT} messages are kept, oldest first`, async (world) => {
      const texts = Array.from({ length: MESSAGES_KEPT + 5 }, (_, i) => `m${i}`);
      await store.commit(world, commitOf(ALICE, { session: timed('s1'), messages: texts.slice(0, 3) }));
      await store.commit(
        world,
        commitOf(ALICE, { session: timed('s2'), messages: texts.slice(3, -1) }, { session: 's1' }),
      );
      await store.commit(
        world,
        commitOf(ALICE, { session: timed('s3'), messages: texts.slice(-1) }, { session: 's2' }),
      );
      expect(await store.messages(world, ALICE)).toEqual(texts.slice(5));
      expect(await store.messages(world, BORIS)).toEqual([]);
    });
  });

  describe('deadlines', () => {
    inOneWorld(
      'come in order of time over all shards, ties by MSISDN, up to and including the given time',
      async (world) => {
        const times = Array.from({ length: 300 }, (_, i) => ({ at: (i * 37) % 50, msisdn: msisdnAt(i) }));
        await all(times, ({ at, msisdn }) => store.commit(world, commitOf(msisdn, { session: timed('s1', '', at) })));
        const expected = times
          .sort((a, b) => a.at - b.at || (a.msisdn < b.msisdn ? -1 : 1))
          .map(({ at, msisdn }) => ({ kind: 'session', at, msisdn }));
        const upTo = (time: number) => expected.filter(({ at }) => at <= time);
        expect(await store.due(world, 49, 1000)).toEqual(expected);
        expect(await store.due(world, 20, 1000)).toEqual(upTo(20));
        for (const limit of [1, 2, 7, 64, 100, 299])
          expect(await store.due(world, 30, limit)).toEqual(upTo(30).slice(0, limit));
        expect(await store.due(world, -1, 10)).toEqual([]);
        expect(await store.due(world, 49, 0)).toEqual([]);
        expect(await store.nextDue(world)).toBe(0);
      },
    );

    inOneWorld('many of one instant and one shard are found in order, page by page', async (world) => {
      const keys = Array.from({ length: 150 }, (_, i) => `k${String(i).padStart(3, '0')}`);
      const records = keys.map((key) => ({ key, stored: { etag: 'r', value: '' }, expiresAt: 100 }));
      await store.commit(
        world,
        commitOf(ALICE, { records, account: timed('a', '', 100), session: timed('s', '', 100) }),
      );
      await store.commit(world, commitOf('7916', { session: timed('s', '', 100) }));
      const expected = [
        { kind: 'session', at: 100, msisdn: '7916' },
        { kind: 'account', at: 100, msisdn: ALICE },
        ...keys.map((key) => ({ kind: 'record', at: 100, msisdn: ALICE, key })),
        { kind: 'session', at: 100, msisdn: ALICE },
      ];
      for (const limit of [1, 3, 100, 152, 153, 500])
        expect(await store.due(world, 100, limit)).toEqual(expected.slice(0, limit));
    });

    inOneWorld('move, stay, go, and return', async (world) => {
      const sessionAt = async (etag: string, before: string, wakeAt: number | null) => {
        expect(
          await store.commit(world, commitOf(ALICE, { session: timed(etag, '', wakeAt) }, { session: before })),
        ).toBe('committed');
        return store.due(world, 1e15, 10);
      };
      const due = (at: number) => [{ kind: 'session', at, msisdn: ALICE }];
      expect(await sessionAt('s1', '', 1000)).toEqual(due(1000));
      expect(await sessionAt('s2', 's1', 4000)).toEqual(due(4000));
      expect(await sessionAt('s3', 's2', 4000)).toEqual(due(4000));
      expect(await sessionAt('s4', 's3', 500)).toEqual(due(500));
      expect(await sessionAt('s5', 's4', null)).toEqual([]);
      expect(await store.nextDue(world)).toBeNull();
      expect(await sessionAt('s6', 's5', -3)).toEqual(due(-3));
      await store.commit(world, commitOf(ALICE, { session: null }, { session: 's6' }));
      expect([await store.due(world, 1e15, 10), await store.nextDue(world)]).toEqual([[], null]);
    });

    inOneWorld('a record is dropped only if it still is the one that ran out', async (world) => {
      const record = (etag: string, expiresAt: number | null) => [
        { key: 'k', stored: { etag, value: etag }, expiresAt },
      ];
      const present = async () => (await load(world, ALICE, ['k'])).records[0]?.etag;
      await store.commit(world, commitOf(ALICE, { records: record('r1', 10) }));
      await store.dropRecord(world, ALICE, 'k', 9);
      expect(await present()).toBe('r1');
      await store.commit(world, commitOf(ALICE, { records: record('r2', 20) }));
      await store.dropRecord(world, ALICE, 'k', 10);
      expect([await present(), await store.nextDue(world)]).toEqual(['r2', 20]);
      await store.commit(world, commitOf(ALICE, { records: record('r3', null) }));
      await store.dropRecord(world, ALICE, 'k', 20);
      expect([await present(), await store.nextDue(world)]).toEqual(['r3', null]);
      await store.commit(world, commitOf(ALICE, { records: record('r4', 30) }));
      await store.dropRecord(world, ALICE, 'k', 30);
      await store.dropRecord(world, ALICE, 'k', 30);
      expect([await present(), await store.nextDue(world)]).toEqual([undefined, null]);
    });
  });

  describe('subscribers', () => {
    const walk = async (world: WorldState, having: 'account' | 'session', limit: number): Promise<string[]> => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await store.subscribers(world, having, cursor, limit);
        expect(page.msisdns.length).toBeLessThanOrEqual(limit);
        found.push(...page.msisdns);
        cursor = page.next;
      } while (cursor !== null);
      return [...new Set(found)].sort();
    };

    inOneWorld('all are listed, whatever the page size, with and without deadlines', async (world) => {
      const people = Array.from({ length: 130 }, (_, i) => ({ msisdn: msisdnAt(i), wakeAt: i % 3 ? i : null }));
      await all(people, ({ msisdn, wakeAt }, i) => {
        const part = timed('e1', '', wakeAt);
        return store.commit(world, commitOf(msisdn, i % 2 ? { session: part } : { account: part }));
      });
      const having = (kind: number) => people.filter((_, i) => i % 2 === kind).map(({ msisdn }) => msisdn);
      for (const limit of [1, 7, 64, 1000]) {
        expect(await walk(world, 'session', limit)).toEqual(having(1).sort());
        expect(await walk(world, 'account', limit)).toEqual(having(0).sort());
      }
    });

    inOneWorld('someone who leaves between two pages hides nobody else', async (world) => {
      const people = Array.from({ length: 40 }, (_, i) => msisdnAt(i));
      await all(people, (msisdn) => store.commit(world, commitOf(msisdn, { session: timed('s1') })));
      const found = new Set<string>();
      let cursor: string | null = null;
      do {
        const page = await store.subscribers(world, 'session', cursor, 3);
        for (const msisdn of page.msisdns) {
          found.add(msisdn);
          await store.commit(world, commitOf(msisdn, { session: null }, { session: 's1' }));
        }
        cursor = page.next;
      } while (cursor !== null);
      expect([...found].sort()).toEqual(people.sort());
    });

    inOneWorld('a cursor that no page gave is refused', async (world) => {
      for (const cursor of ['', 'x', '99:0:', '1:0:x', '-1', "1' OR 1=1"]) {
        await expect(store.subscribers(world, 'account', cursor, 5)).rejects.toThrow(RangeError);
      }
    });
  });

  describe('worlds', () => {
    it('are created once, listed, replaced by the next rev only, and deleted once', async () => {
      const world = newWorldState({ faults: { smsDelay: 'PT5S' } });
      expect([await store.createWorld(world), await store.createWorld({ ...world, secret: 'other' })]).toEqual([
        true,
        false,
      ]);
      expect(await pair.other.world(world.id)).toEqual(world);
      expect(await store.worlds()).toContain(world.id);
      for (const rev of [1, 3, 0]) expect(await store.putWorld({ ...world, rev })).toBe(false);
      expect(await store.putWorld({ ...world, rev: 2, faults: {} })).toBe(true);
      expect(await pair.other.world(world.id)).toEqual({ ...world, rev: 2, faults: {} });
      expect([await pair.other.deleteWorld(world.id), await store.deleteWorld(world.id)]).toEqual([true, false]);
      expect(await store.world(world.id)).toBeNull();
      expect(await store.worlds()).not.toContain(world.id);
      expect(await store.putWorld({ ...world, rev: 3 })).toBe(false);
      await expect(store.load(world.id, ALICE)).rejects.toThrow(UnknownWorld);
    });

    it('keep the seed that they were created with through every change, and lose it with their end', async () => {
      const [bare, seeded] = [newWorldState(), newWorldState()];
      await store.createWorld(bare);
      await store.createWorld(seeded, 'ш'.repeat(1_000_000));
      expect(await store.createWorld({ ...seeded, secret: 'other' }, 'another seed')).toBe(false);
      await store.putWorld({ ...seeded, rev: 2, incarnation: newIncarnation() });
      await store.sweepIncarnation(seeded.incarnation);
      expect(await pair.other.seed(seeded.id)).toBe('ш'.repeat(1_000_000));
      expect([await store.seed(bare.id), await store.seed('no-such-world')]).toEqual([null, null]);
      await pair.other.deleteWorld(seeded.id);
      expect(await store.seed(seeded.id)).toBeNull();
      await store.createWorld(newWorldState({ id: seeded.id }));
      expect(await store.seed(seeded.id)).toBeNull();
      for (const { id } of [bare, seeded]) await store.deleteWorld(id);
    });

    it('of racing creations and of racing replacements one wins', async () => {
      const id = newWorldState().id;
      const states = Array.from({ length: 10 }, () => newWorldState({ id }));
      const created = await Promise.all(states.map((state, i) => (i % 2 ? store : pair.other).createWorld(state)));
      expect(created.filter(Boolean)).toHaveLength(1);
      const winner = states[created.indexOf(true)] as WorldState;
      expect(await store.world(id)).toEqual(winner);
      const offsets = Array.from({ length: 10 }, (_, offset) => ({
        ...winner,
        rev: 2,
        clock: { offset, frozenAt: null },
      }));
      const put = await Promise.all(offsets.map((state, i) => (i % 2 ? store : pair.other).putWorld(state)));
      expect(put.filter(Boolean)).toHaveLength(1);
      const everywhere = await all(
        Array.from({ length: 200 }, (_, i) => msisdnAt(i)),
        (msisdn) => store.load(id, msisdn),
      );
      expect(new Set(everywhere.map(({ world }) => world.clock.offset))).toEqual(new Set([put.indexOf(true)]));
      await store.deleteWorld(id);
    });

    it('deleted and created again under the same name, a world is another one', async () => {
      const world = newWorldState();
      await store.createWorld(world);
      await store.commit(world, commitOf(ALICE, everyPart()));
      const before = await pair.other.load(world.id, ALICE);
      await store.deleteWorld(world.id);
      const again = newWorldState({ id: world.id });
      await store.createWorld(again);
      expect(await pair.other.load(world.id, ALICE)).toMatchObject({ world: again, session: null, account: null });
      expect(await pair.other.commit(before.world, commitOf(ALICE, { session: timed('s2') }, { session: 's1' }))).toBe(
        'stale-world',
      );
      expect(await remains(again)).toEqual(NOTHING);
      await store.deleteWorld(world.id);
      expect(await remains(world)).toEqual(NOTHING);
    });

    inOneWorld('a reset hides the old data at once, the sweep removes them and nothing else', async (world) => {
      await store.commit(world, commitOf(ALICE, everyPart()));
      const reset = { ...world, rev: 2, incarnation: newIncarnation() };
      await store.putWorld(reset);
      expect(await pair.other.load(world.id, ALICE)).toMatchObject({ world: reset, session: null, account: null });
      await store.commit(reset, commitOf(ALICE, everyPart(), { rev: 2 }));
      const kept = await remains(reset);
      await store.sweepIncarnation(world.incarnation);
      expect([await remains(world), await remains(reset)]).toEqual([NOTHING, kept]);
      expect(kept).not.toEqual(NOTHING);
    });

    it('a hundred worlds do not see each other', async () => {
      const worlds = Array.from({ length: 100 }, (_, i) => newWorldState({ clock: { offset: i, frozenAt: null } }));
      await all(worlds, (world) => store.createWorld(world));
      await all(worlds, (world, i) =>
        store.commit(world, commitOf(ALICE, { account: timed('a1', `${i}`, 1000 + i), messages: [`${i}`] })),
      );
      await all(worlds, async (world, i) => {
        const { world: seen, account } = await pair.other.load(world.id, ALICE);
        expect([seen.clock.offset, account?.value, await store.nextDue(world)]).toEqual([i, `${i}`, 1000 + i]);
        expect(await store.messages(world, ALICE)).toEqual([`${i}`]);
      });
      await all(worlds.slice(1), (world) => store.deleteWorld(world.id));
      const [first] = worlds as [WorldState];
      expect((await store.load(first.id, ALICE)).account?.value).toBe('0');
      await store.deleteWorld(first.id);
    });
  });

  it('answers a ping', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });

  const NOTHING = {
    parts: [null, null, null],
    messages: [],
    journal: [],
    outbox: [],
    due: [],
    accounts: [],
    sessions: [],
  };

  /** All that the store shows of Alice in an incarnation. */
  async function remains(world: WorldState): Promise<unknown> {
    const id = (await store.world(world.id)) === null ? null : world.id;
    const snapshot = id === null ? null : await store.load(id, ALICE, ['k']);
    const current = snapshot?.world.incarnation === world.incarnation;
    return {
      parts: current && snapshot ? [snapshot.session, snapshot.account, ...snapshot.records] : [null, null, null],
      messages: await store.messages(world, ALICE),
      journal: await store.journal(world, ALICE, 'p', 0, 10),
      outbox: await store.outbox(world, 'q', 1e15, 10),
      due: await store.due(world, 1e15, 10),
      accounts: (await store.subscribers(world, 'account', null, 10)).msisdns,
      sessions: (await store.subscribers(world, 'session', null, 10)).msisdns,
    };
  }
}

function everyPart(): Omit<Commit, 'msisdn' | 'expect'> {
  return {
    session: timed('s1', 'session', 10),
    account: timed('a1', 'account', 20),
    journal: [{ program: 'p', line: 'line' }],
    messages: ['text'],
    records: [{ key: 'k', stored: { etag: 'r1', value: 'record' }, expiresAt: 30 }],
    outbox: [{ queue: 'q', id: 'o1', at: 40, value: 'waits' }],
  };
}

function all<T, R>(items: readonly T[], action: (item: T, index: number) => Promise<R>): Promise<R[]> {
  return Promise.all(items.map(action));
}
