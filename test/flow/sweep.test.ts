/** Deadlines under trouble: one that cannot be worked off holds up nobody; new figures move deadlines; the audit sees a journal that runs ahead. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../src/flow/audit.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { reindexIfChanged } from '../../src/flow/reindex.ts';
import { sweep } from '../../src/flow/sweep.ts';
import { DATED, definitionsWith } from '../dialogues/definitions.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { must, phone } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';

const ANN = '79160000001';
const BOB = '79160000002';
const PROGRAM = 'mts-bonus';

describe.each(STORES)('deadlines on %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;

  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await harness.stop();
    await opened.close();
  });

  const register = async (msisdn: string) =>
    must(await harness.gateway.bonusWrite(harness.call, PROGRAM, msisdn, { op: 'register', channel: 'ussd' }));

  test('points on their way in a program whose folder is gone wait; everybody else’s time goes on', async () => {
    const shipped = await definitionsWith([]);
    const empty: Definitions = { ...shipped, programs: new Map() };
    const { store, crashes } = crashingStore(opened.store);
    harness = await openHarness(store);
    const { gateway, call, deps } = harness;
    for (const msisdn of [ANN, BOB]) await register(msisdn);
    must(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'event', kind: 'taxi', values: { rub: 1000 } }));
    const { id } = must(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'transfer', to: BOB, points: 300 }));
    const code = (await phone(harness, ANN).inbox()).at(-1)?.text.slice(0, 4) ?? '';
    crashes.plan(4, false);
    await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'confirm', id: String(id), code });
    crashes.calm();
    await phone(harness, '79160000003').dial('*111*455#');

    const world = async () => (await store.load(harness.world, ANN)).world;
    const without = { ...deps, definitions: () => empty };
    await sweep(without, await world(), Date.parse('2018-03-10T13:00:00+03:00'));
    expect(must(await gateway.sessions(call, {})).items).toEqual([]);
    await sweep(without, await world(), Date.parse('2018-03-10T13:00:00+03:00'));

    must(await gateway.changeClock(call, { advance: 'PT1S' }));
    expect(must(await gateway.bonus(call, PROGRAM, ANN)).balance).toBe(700);
    expect(must(await gateway.bonus(call, PROGRAM, BOB)).balance).toBe(300);
  });

  test('a deadline that fails is reported, and those behind it are worked off', async () => {
    harness = await openHarness(opened.store);
    const reported: string[] = [];
    const broken = '79160000009';
    await phone(harness, broken).dial('*111*455#');
    await phone(harness, ANN).dial('*111*455#');
    const { deps } = harness;
    const store = {
      ...deps.store,
      load: (...args: Parameters<typeof deps.store.load>) =>
        args[1] === broken ? Promise.reject(new Error('unreadable')) : deps.store.load(...args),
    };
    const { world } = await deps.store.load(harness.world, ANN);
    const onError = (error: unknown, what: string) => reported.push(`${what}: ${error}`);
    await sweep({ ...deps, store, onError }, world, Date.parse('2018-03-10T13:00:00+03:00'));
    expect(reported).toEqual(['a deadline of a session could not be worked off: Error: unreadable']);
    expect(must(await harness.gateway.sessions(harness.call, {})).items.map(({ msisdn }) => msisdn)).toEqual([broken]);
    expect(await deps.store.due(world, Number.MAX_SAFE_INTEGER, 10)).toMatchObject([{ msisdn: broken }]);
  });

  test('figures that change while members sleep take effect on time', async () => {
    let definitions = await definitionsWith([]);
    harness = await openHarness(opened.store);
    await register(ANN);
    const deps = { ...harness.deps, definitions: () => definitions };
    const due = async () => {
      const { world } = await deps.store.load(harness.world, ANN);
      return (await deps.store.due(world, Number.MAX_SAFE_INTEGER, 10)).map(({ at }) => at);
    };
    await reindexIfChanged(deps, () => false);
    expect(await due()).toEqual([]);
    definitions = await definitionsWith(DATED);
    await reindexIfChanged(deps, () => false);
    expect(await due()).toEqual([Date.parse('2019-05-15T00:00:00+03:00')]);
  });

  test('the audit reports a journal that runs ahead of its account', async () => {
    harness = await openHarness(opened.store);
    await register(ANN);
    must(
      await harness.gateway.bonusWrite(harness.call, PROGRAM, ANN, { op: 'event', kind: 'taxi', values: { rub: 100 } }),
    );
    const { store } = harness.deps;
    expect((await audit({ store })).differences).toEqual([]);
    const { world, account } = await store.load(harness.world, ANN);
    const [line = ''] = await store.journal(world, ANN, PROGRAM, 0, 1);
    const expect_ = { rev: world.rev, session: '', account: account?.etag ?? '', records: [] };
    const extra = JSON.stringify({ ...JSON.parse(line), seq: 1 });
    await store.commit(world, { msisdn: ANN, expect: expect_, journal: [{ program: PROGRAM, line: extra }] });
    const { differences } = await audit({ store });
    expect(differences.map(({ msisdn }) => msisdn)).toContain(ANN);
    expect(differences.some(({ message }) => message.includes('balance'))).toBe(true);
  });
});
