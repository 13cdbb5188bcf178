/** The main world of a gateway with a seed: planted once, to its end, and where a reset goes back to. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../src/compose/engine.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { audit } from '../../src/flow/audit.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { createGateway } from '../../src/flow/gateway.ts';
import { beginMainWorld } from '../../src/flow/seed/mainWorld.ts';
import { ensureMainWorld, MAIN_WORLD } from '../../src/flow/worlds.ts';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import { type Store, StoreUnavailable } from '../../src/store/port.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { MACHINE_TIME, SESSIONS, seededRandom } from '../support/harness.ts';
import { must, wordOf } from '../support/phone.ts';
import { type RedisServer, startRedisServer } from '../support/redisServer.ts';

const PROGRAM = 'mts-bonus';
const ANNA = '79160000000';
const CALL = { world: MAIN_WORLD, wire: 'test' };
const START = Date.parse('2018-06-01T12:00:00+03:00');

const seedOf = (count: number, more: object = {}) => ({
  subscribers: Array.from({ length: count }, (_, index) => ({
    msisdn: String(79_160_000_000 + index),
    programs: {
      [PROGRAM]: {
        history: [
          { at: '-P9D', register: { channel: 'ussd' } },
          { at: '-P1D', event: { kind: 'taxi', rub: 10 + index } },
        ],
      },
    },
  })),
  ...more,
});

let definitions: Definitions;
let redis: RedisServer;
beforeAll(async () => {
  definitions = await loadDefinitions(SESSIONS);
  redis = await startRedisServer(['--databases', '64', '--maxmemory-policy', 'noeviction']);
});
afterAll(() => redis.stop());

const silent = { onWarning: () => {} };
let databases = 0;

/** Each a place of its own, which has no main world yet; nobody else's main world is touched. */
const PLACES: readonly (readonly [string, () => Promise<{ open: () => Promise<Store>; away: () => Promise<void> }>])[] =
  [
    [
      'embedded',
      async () => {
        const folder = await mkdtemp(join(tmpdir(), 'starhash-test-'));
        return { open: () => openEmbeddedStore(folder, silent), away: () => rm(folder, { recursive: true }) };
      },
    ],
    [
      'redis',
      async () => {
        databases += 1;
        const url = `${redis.url}/${databases}`;
        return { open: () => openRedisStore(url, silent), away: async () => {} };
      },
    ],
  ];

/** A gateway process, as far as its main world is concerned. */
async function started(store: Store, tag = 'a', machineTime = () => MACHINE_TIME) {
  const fail = (error: unknown) => {
    throw error;
  };
  const given = { store, definitions: () => definitions, machineTime, random: seededRandom(tag) };
  const { deps, stop } = startEngine(given, fail);
  return { deps, gateway: createGateway(deps), stop };
}

describe.each(PLACES)('the main world on %s', (_, place) => {
  const inPlace = async (use: (store: Store) => Promise<void>) => {
    const { open, away } = await place();
    const store = await open();
    try {
      await use(store);
    } finally {
      await store.close();
      await away();
    }
  };

  test('begins with the seed, once', () =>
    inPlace(async (store) => {
      const { deps, gateway, stop } = await started(store);
      expect(must(await beginMainWorld(deps, START, seedOf(3)))).toBe('planted');
      must(await gateway.bonusWrite(CALL, PROGRAM, ANNA, { op: 'event', kind: 'taxi', values: { rub: 1 } }));
      expect(must(await beginMainWorld(deps, START, seedOf(3)))).toBe('there');
      expect(must(await gateway.bonus(CALL, PROGRAM, ANNA)).balance).toBe(11);
      expect(await audit({ store })).toEqual({ accounts: 3, differences: [] });
      await stop();
    }));

  test('a reset takes it back to the seed', () =>
    inPlace(async (store) => {
      const { deps, gateway, stop } = await started(store);
      must(await beginMainWorld(deps, START, seedOf(3)));
      must(await gateway.bonusWrite(CALL, PROGRAM, ANNA, { op: 'event', kind: 'taxi', values: { rub: 1 } }));
      must(await gateway.putSubscriber(CALL, '79169999999', { blocked: true }));
      must(await gateway.changeClock(CALL, { advance: 'P900D' }));
      must(await gateway.reset(CALL));
      expect(must(await gateway.clock(CALL)).now).toBe('2018-06-01T09:00:00.000Z');
      expect(must(await gateway.bonus(CALL, PROGRAM, ANNA)).balance).toBe(10);
      expect(must(await gateway.journal(CALL, PROGRAM, ANNA, {})).items).toMatchObject([
        { kind: 'earn', at: '2018-05-31T09:00:00.000Z' },
      ]);
      expect(await audit({ store })).toEqual({ accounts: 3, differences: [] });
      await stop();
    }));

  test('data that began otherwise keeps what it began with', () =>
    inPlace(async (store) => {
      const { deps, gateway, stop } = await started(store);
      await ensureMainWorld(deps, null);
      expect(must(await beginMainWorld(deps, null, seedOf(3)))).toBe('other');
      expect(wordOf(await gateway.bonus(CALL, PROGRAM, ANNA))).toBe('not-a-member');
      await stop();
    }));

  test('another seed, and one that cannot be read, change nothing', () =>
    inPlace(async (store) => {
      const { deps, gateway, stop } = await started(store);
      must(await beginMainWorld(deps, null, seedOf(2)));
      expect(must(await beginMainWorld(deps, null, seedOf(3)))).toBe('other');
      expect(must(await beginMainWorld(deps, null, { subscribers: [{}] }))).toBe('other');
      must(await gateway.reset(CALL));
      expect(await audit({ store })).toEqual({ accounts: 2, differences: [] });
      await stop();
    }));

  test('a seed with a mistake makes no world', () =>
    inPlace(async (store) => {
      const { deps, stop } = await started(store);
      expect(wordOf(await beginMainWorld(deps, null, { subscribers: [{}] }))).toBe('invalid-field');
      expect(await store.world(MAIN_WORLD)).toBeNull();
      await stop();
    }));

  test('frozen and dated as the seed says, also after a reset', () =>
    inPlace(async (store) => {
      const { deps, gateway, stop } = await started(store);
      const late = Date.parse('2019-05-16T00:00:00+03:00');
      must(await beginMainWorld(deps, late, { subscribers: [], frozen: true, lifecycle: 'dated' }));
      for (const _time of [1, 2]) {
        expect(must(await gateway.clock(CALL))).toEqual({ now: '2019-05-15T21:00:00.000Z', frozen: true });
        const joining = { op: 'register', channel: 'ussd' } as const;
        expect(wordOf(await gateway.bonusWrite(CALL, PROGRAM, ANNA, joining))).toBe('closed');
        must(await gateway.reset(CALL));
      }
      await stop();
    }));

  test('another clock at the next start: who is there stays', () =>
    inPlace(async (store) => {
      const { deps, gateway, stop } = await started(store);
      must(await beginMainWorld(deps, START, seedOf(2)));
      expect(must(await beginMainWorld(deps, START + 86_400_000, seedOf(2)))).toBe('there');
      expect(must(await gateway.clock(CALL)).now).toBe('2018-06-02T09:00:00.000Z');
      expect(must(await gateway.bonus(CALL, PROGRAM, ANNA)).balance).toBe(10);
      await stop();
    }));

  test.each([1, 2, 100, 101, 150, 249])(
    'stopped at commit %i: the next start plants the rest, and nobody twice',
    (stopAt) =>
      inPlace(async (store) => {
        let commits = 0;
        const dying: Store = {
          ...store,
          commit: (world, commit) => {
            commits += 1;
            return commits >= stopAt ? Promise.reject(new StoreUnavailable('gone')) : store.commit(world, commit);
          },
        };
        const first = await started(dying, 'd');
        await expect(beginMainWorld(first.deps, START, seedOf(250))).rejects.toThrow(StoreUnavailable);
        await first.stop();
        const second = await started(store, 'e');
        expect(must(await beginMainWorld(second.deps, START, seedOf(250)))).toBe('there');
        expect(await audit({ store })).toEqual({ accounts: 250, differences: [] });
        const last = String(79_160_000_249);
        expect(must(await second.gateway.bonus(CALL, PROGRAM, last)).balance).toBe(259);
        expect(must(await second.gateway.journal(CALL, PROGRAM, last, {})).items).toHaveLength(1);
        await second.stop();
      }),
  );

  test('two processes start at once: one world, each subscriber once', () =>
    inPlace(async (store) => {
      const one = await started(store, 'm');
      const two = await started(store, 'n');
      const both = await Promise.all([
        beginMainWorld(one.deps, START, seedOf(120)),
        beginMainWorld(two.deps, START, seedOf(120)),
      ]);
      expect(both.map(must).toSorted()).toEqual(['planted', 'there']);
      expect(await audit({ store })).toEqual({ accounts: 120, differences: [] });
      await one.stop();
      await two.stop();
    }));
});
