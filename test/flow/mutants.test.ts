/**
 * Mutants of what the flow rests on, each a store that lies in one way. The law of the books and the count of effects must
 * find each of them; the honest store passes.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../src/bonus/types.ts';
import { audit } from '../../src/flow/audit.ts';
import type { Store } from '../../src/store/port.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { keyed, phone } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';

const ANN = '79160000001';
const BOB = '79160000002';
const PROGRAM = 'mts-bonus';

type Lie = (store: Store) => Store;

const LIES: Readonly<Record<string, Lie>> = {
  'says that a commit which lost the race was done': (store) => ({
    ...store,
    commit: async (...args) => (await store.commit(...args)) && 'committed',
  }),
  'forgets records: keys of idempotency and marks of transfers': (store) => ({
    ...store,
    commit: (world, { records: _, ...commit }) =>
      store.commit(world, { ...commit, expect: { ...commit.expect, records: [] } }),
  }),
  'forgets the last commits of an account': (store) => ({
    ...store,
    load: async (...args) => {
      const snapshot = await store.load(...args);
      if (snapshot.account === null) return snapshot;
      const value = JSON.stringify({ ...JSON.parse(snapshot.account.value), tags: [] });
      return { ...snapshot, account: { etag: `${snapshot.account.etag}-`, value } };
    },
    commit: (world, commit) =>
      store.commit(world, {
        ...commit,
        expect: { ...commit.expect, account: commit.expect.account.replace(/-$/, '') },
      }),
  }),
  'loses a line of the journal': (store) => ({
    ...store,
    commit: (world, commit) => store.commit(world, { ...commit, journal: commit.journal?.slice(1) }),
  }),
  'writes a line of the journal twice': (store) => ({
    ...store,
    commit: (world, commit) =>
      store.commit(world, { ...commit, journal: commit.journal && [...commit.journal, ...commit.journal] }),
  }),
  'knows no deadlines': (store) => ({ ...store, due: async () => [] }),
};

describe.each(STORES)('lies about %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;

  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await harness.stop();
    await opened.close();
  });

  test('the honest store is believed', async () => {
    expect(await findings((store) => store)).toEqual([]);
  });

  test.each(Object.entries(LIES))('a store that %s is found out', async (_name, lie) => {
    expect(await findings(lie)).not.toEqual([]);
  });

  /** A short history with everything that can go wrong in it; what it finds wrong at the end. */
  async function findings(lie: Lie): Promise<string[]> {
    const { store, crashes } = crashingStore(lie(opened.store));
    harness = await openHarness(store);
    const rival = await openHarness(store, { world: harness.world, tag: 'r' });
    const { gateway, call } = harness;
    const earn = (who: Harness, key: string) => {
      const write = { op: 'event', kind: 'taxi', values: { rub: 100 } } as const;
      return who.gateway.bonusWrite(keyed(call, 'POST events', key, write), PROGRAM, ANN, write);
    };
    for (const msisdn of [ANN, BOB])
      await gateway.bonusWrite(call, PROGRAM, msisdn, { op: 'register', channel: 'ussd' });
    await Promise.all([earn(harness, 'a'), earn(rival, 'b'), earn(harness, 'c'), earn(rival, 'd')]);
    await earn(harness, 'a');
    crashes.plan(2, true);
    await gateway.dial(call, { msisdn: ANN, code: '*111*455*32#' });
    const asked = await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'transfer', to: BOB, points: 50 });
    const code = (await phone(harness, ANN).inbox()).at(-1)?.text.slice(0, 4) ?? '';
    crashes.plan(6, true);
    await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'confirm', id: asked.ok ? String(asked.value.id) : '', code });
    crashes.calm();
    await gateway.changeClock(call, { advance: 'PT1S' });
    return [...(await books()), ...(await balances())];
  }

  async function books(): Promise<string[]> {
    const { differences } = await audit({ store: { ...opened.store, worlds: async () => [harness.world] } });
    return differences.map(({ msisdn, message }) => `${msisdn}: ${message}`);
  }

  /** Four times 100 earned, one gift of 60, 50 given: each exactly once. */
  async function balances(): Promise<string[]> {
    const { world } = await opened.store.load(harness.world, ANN);
    const lines = await opened.store.journal(world, ANN, PROGRAM, 0, 100);
    const kinds = lines.map((line) => (JSON.parse(line) as JournalEntry).kind).sort();
    const expected = ['earn', 'earn', 'earn', 'earn', 'order', 'transfer-post', 'transfer-reserve'];
    const [ann, bob] = await Promise.all(
      [ANN, BOB].map((msisdn) => harness.gateway.bonus(harness.call, PROGRAM, msisdn)),
    );
    return [
      ...(kinds.join() === expected.join() ? [] : [`journal: ${kinds}`]),
      ...(ann?.ok && ann.value.balance === 290 ? [] : [`giver: ${JSON.stringify(ann)}`]),
      ...(bob?.ok && bob.value.balance === 50 ? [] : [`receiver: ${JSON.stringify(bob)}`]),
    ];
  }
});
