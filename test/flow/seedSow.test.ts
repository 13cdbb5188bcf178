/** Subscribers who are added to a world that has begun. */
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/flow/audit.ts';
import { sow } from '../../src/flow/seed/sow.ts';
import { StoreUnavailable, UnknownWorld } from '../../src/store/port.ts';
import { freshHarness } from '../support/freshHarness.ts';
import { openHarness } from '../support/harness.ts';
import { must, phone, wordOf } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const PROGRAM = 'mts-bonus';
const ANNA = '79161234567';
const BORIS = '79161234568';

const SEED = {
  subscribers: [
    { msisdn: `+${ANNA}`, language: 'en', programs: { [PROGRAM]: { points: 40 } } },
    {
      msisdn: BORIS,
      programs: {
        [PROGRAM]: {
          history: [
            { at: '-P40D', register: { channel: 'sms' } },
            { at: '-P1D', event: { kind: 'taxi', rub: 7 } },
          ],
        },
      },
    },
  ],
};

function people(count: number): { readonly subscribers: readonly object[] } {
  const history = [
    { at: '-P2D', register: { channel: 'ussd' } },
    { at: '-P1D', event: { kind: 'friend' } },
  ];
  const subscribers = Array.from({ length: count }, (_, index) => {
    return { msisdn: String(79_160_000_000 + index), programs: { [PROGRAM]: { history } } };
  });
  return { subscribers };
}

describe.each(STORES)('adding to a world on %s', (_, open) => {
  const harness = freshHarness(open);
  const balance = async (msisdn: string) => must(await harness.gateway.bonus(harness.call, PROGRAM, msisdn)).balance;
  const books = () => audit({ store: { ...harness.store, worlds: async () => [harness.world] } });

  test('they are there when the call answers, by the clock of the world, and nobody was told', async () => {
    const { deps, gateway, call } = harness;
    must(await gateway.changeClock(call, { set: '2017-06-01T12:00:00+03:00' }));
    expect(must(await sow(deps, call, { seed: SEED }))).toEqual({ planted: 2, kept: 0 });
    expect([await balance(ANNA), await balance(BORIS)]).toEqual([40, 7]);
    expect(must(await gateway.journal(call, PROGRAM, BORIS, {})).items).toMatchObject([
      { kind: 'earn', at: '2017-05-31T09:00:00.000Z' },
    ]);
    expect(must(await gateway.subscriber(call, ANNA)).language).toBe('en');
    expect(await phone(harness, BORIS).inbox()).toEqual([]);
    must(await gateway.changeClock(call, { set: '2018-01-01T00:00:00+03:00' }));
    expect([await balance(ANNA), await balance(BORIS)]).toEqual([0, 0]);
  });

  test('the same again adds nobody, and changes nobody', async () => {
    const { deps, gateway, call } = harness;
    must(await sow(deps, call, { seed: SEED }));
    must(await gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'event', kind: 'taxi', values: { rub: 5 } }));
    expect(must(await sow(deps, call, { seed: SEED }))).toEqual({ planted: 0, kept: 2 });
    expect([await balance(ANNA), await balance(BORIS)]).toEqual([45, 7]);
    expect(await books()).toEqual({ accounts: 2, differences: [] });
  });

  test('twice at the same time: each is added once', async () => {
    const { deps, call } = harness;
    const seed = people(150);
    const [one, two] = await Promise.all([sow(deps, call, { seed }), sow(deps, call, { seed })]);
    expect(must(one).planted + must(two).planted).toBe(150);
    expect(await books()).toEqual({ accounts: 150, differences: [] });
    expect(await balance('79160000149')).toBe(50);
  });

  test('from two processes at the same time as well', async () => {
    const other = await openHarness(harness.store, { tag: 'o', world: harness.world });
    const seed = people(150);
    const both = await Promise.all([sow(harness.deps, harness.call, { seed }), sow(other.deps, other.call, { seed })]);
    expect(both.map((result) => must(result).planted).reduce((a, b) => a + b)).toBe(150);
    expect(await books()).toEqual({ accounts: 150, differences: [] });
    await other.stop();
  });

  test('whoever is in a dialogue is added, and goes on with it', async () => {
    const { deps, call } = harness;
    const boris = phone(harness, BORIS);
    await boris.dial('*111*455#');
    expect(must(await sow(deps, call, { seed: SEED }))).toEqual({ planted: 2, kept: 0 });
    await boris.answer('0');
    expect(await boris.inbox()).toMatchObject([{ id: '1', text: expect.stringContaining('У вас 7 баллов') }]);
  });

  test('a reset forgets them', async () => {
    const { deps, gateway, call } = harness;
    must(await sow(deps, call, { seed: SEED }));
    must(await gateway.reset(call));
    expect(wordOf(await gateway.bonus(call, PROGRAM, ANNA))).toBe('not-a-member');
    expect(must(await sow(deps, call, { seed: SEED }))).toEqual({ planted: 2, kept: 0 });
  });

  test('only looked at, nobody is added', async () => {
    const { deps, call } = harness;
    expect(must(await sow(deps, call, { seed: SEED, check: true }))).toEqual({ planted: 0, kept: 0 });
    expect(await books()).toEqual({ accounts: 0, differences: [] });
  });

  test('one mistake, and nobody is added', async () => {
    const { deps, call } = harness;
    const seed = { subscribers: [...SEED.subscribers, { msisdn: '79161234569', language: 'xx' }] };
    const refused = await sow(deps, call, { seed });
    expect(refused.ok ? {} : refused.problem).toMatchObject({
      type: 'bad-value',
      data: { field: 'seed.subscribers.2.language' },
    });
    expect(await books()).toEqual({ accounts: 0, differences: [] });
  });

  test.each([
    ['frozen', { frozen: true }],
    ['lifecycle', { lifecycle: 'dated' }],
  ])('%s is for a world that begins', async (name, more) => {
    const refused = await sow(harness.deps, harness.call, { seed: { ...SEED, ...more } });
    expect(refused.ok ? {} : refused.problem).toMatchObject({ type: 'bad-value', data: { field: `seed.${name}` } });
  });

  test('no such world, a store that is away', async () => {
    const { deps, gateway, call } = harness;
    await expect(sow(deps, { ...call, world: 'nowhere' }, { seed: SEED })).rejects.toThrow(UnknownWorld);
    must(await gateway.putFaults(call, { storeDown: true }));
    await expect(sow(deps, call, { seed: SEED })).rejects.toThrow(StoreUnavailable);
  });

  test('stopped anywhere: the same again adds the rest', async () => {
    const seed = people(250);
    let commits = 0;
    const flaky: typeof harness.store = {
      ...harness.store,
      commit: (world, commit) => {
        commits += 1;
        return commits > 120 ? Promise.reject(new StoreUnavailable('gone')) : harness.store.commit(world, commit);
      },
    };
    const shaky = await openHarness(flaky, { tag: 's', world: harness.world });
    await expect(sow(shaky.deps, shaky.call, { seed })).rejects.toThrow(StoreUnavailable);
    expect(must(await sow(harness.deps, harness.call, { seed }))).toEqual({ planted: 130, kept: 120 });
    expect(await books()).toEqual({ accounts: 250, differences: [] });
    expect(await balance('79160000249')).toBe(50);
    await shaky.stop();
  });
});
