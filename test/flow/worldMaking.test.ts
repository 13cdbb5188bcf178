/** How worlds are made: once a key, with their own seed and no other; what was left unfinished goes. */
import { describe, expect, test } from 'vitest';
import { createGateway } from '../../src/flow/gateway.ts';
import { sweep } from '../../src/flow/sweep.ts';
import { type Store, StoreUnavailable, type WorldState } from '../../src/store/port.ts';
import { freshHarness } from '../support/freshHarness.ts';
import { type Harness, MACHINE_TIME, openHarness } from '../support/harness.ts';
import { keyed, must, wordOf } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const ANNA = '79161234567';
const BORIS = '79161234568';
const PROGRAM = 'mts-bonus';
const CLOCK = '2018-06-01T12:00:00+03:00';
const MINUTE = 60_000;

const seedOf = (...numbers: readonly string[]) => ({
  subscribers: numbers.map((msisdn) => ({ msisdn, programs: { [PROGRAM]: { points: 40 } } })),
});

describe.each(STORES)('worlds made on %s', (_, open) => {
  const harness = freshHarness(open);

  type Maker = Pick<Harness, 'gateway' | 'call'>;
  type Body = { readonly seed?: unknown; readonly clock?: string };
  const create = (key: string, body: Body, { gateway, call }: Maker = harness) =>
    gateway.createWorld(keyed(call, 'POST /v1/worlds', key, body), body);
  const isMember = async (world: string, msisdn: string, { gateway, call }: Maker = harness) =>
    must(await gateway.bonus({ ...call, world }, PROGRAM, msisdn)).member;

  describe('a key', () => {
    test('means one body for a day, however many keys come between', async () => {
      const { id } = must(await create('k0', { seed: seedOf(ANNA) }));
      const others = await Promise.all(Array.from({ length: 12 }, (_each, index) => create(`k${index + 1}`, {})));
      expect(wordOf(await create('k0', { seed: seedOf(BORIS) }))).toBe('idempotency-conflict');
      expect(wordOf(await harness.gateway.bonus({ ...harness.call, world: id }, PROGRAM, BORIS))).toBe('not-a-member');
      expect(must(await create('k0', { seed: seedOf(ANNA) }))).toEqual({ id });
      const made = [id, ...others.map((other) => must(other).id)];
      expect(new Set(made).size).toBe(13);
      for (const each of made) must(await harness.gateway.deleteWorld(each));
    });

    test.each<readonly [string, Body]>([
      ['another seed', { seed: seedOf(BORIS), clock: CLOCK }],
      ['no seed', { clock: CLOCK }],
      ['another clock', { seed: seedOf(ANNA), clock: '2018-06-02T12:00:00+03:00' }],
      ['no clock', { seed: seedOf(ANNA) }],
    ])('that is forgotten does not bring %s into the world that it made', async (_name, body) => {
      const { id } = must(await create('k', { seed: seedOf(ANNA), clock: CLOCK }));
      must(await harness.gateway.changeClock(harness.call, { advance: 'P2D' }));
      expect(wordOf(await create('k', body))).toBe('idempotency-conflict');
      expect(must(await create('k', { seed: seedOf(ANNA), clock: CLOCK }))).toEqual({ id });
      expect(await isMember(id, ANNA)).toBe(true);
      must(await harness.gateway.deleteWorld(id));
    });

    test('whose world is deleted does not bring it back', async () => {
      const body = { seed: seedOf(ANNA) };
      const { id } = must(await create('k', body));
      must(await harness.gateway.deleteWorld(id));
      expect(wordOf(await create('k', body))).toBe('world-deleted');
      expect(wordOf(await create('k', {}))).toBe('idempotency-conflict');
      expect(await harness.store.world(id)).toBeNull();
    });

    test('sent many times at once makes one world', async () => {
      const other = await openHarness(harness.store, { world: harness.world, tag: 'o' });
      const body = { seed: seedOf(ANNA, BORIS) };
      const answers = await Promise.all([harness, other, harness, other].map((each) => create('k', body, each)));
      expect(new Set(answers.map((answer) => must(answer).id)).size).toBe(1);
      const [first] = answers;
      if (first === undefined) throw new Error('There is no answer.');
      expect(await isMember(must(first).id, BORIS)).toBe(true);
      must(await harness.gateway.deleteWorld(must(first).id));
    });
  });

  describe('a maker that dies', () => {
    let machine = MACHINE_TIME;
    const dying = async (more: Partial<Store>): Promise<Harness> => {
      machine = MACHINE_TIME;
      let commits = 0;
      const commit: Store['commit'] = (world, step) => {
        commits += 1;
        return commits === 2 ? Promise.reject(new StoreUnavailable('gone')) : harness.store.commit(world, step);
      };
      return openHarness({ ...harness.store, commit, ...more }, { tag: 'd', machineTime: () => machine });
    };
    /** Names of the worlds that a store is asked to make: a Redis is shared with other tests. */
    const recorded = () => {
      const names: string[] = [];
      const createWorld: Store['createWorld'] = (state, seed) => {
        names.push(state.id);
        return harness.store.createWorld(state, seed);
      };
      return { names, createWorld };
    };
    const body = { seed: seedOf(ANNA, BORIS) };

    test('in the middle of a seed leaves no world that nobody can name', async () => {
      const { names, createWorld } = recorded();
      const maker = await dying({ createWorld });
      expect(wordOf(await maker.gateway.createWorld(maker.call, body))).toBe('store-unavailable');
      const left = await Promise.all(names.map((name) => harness.store.world(name)));
      expect(left.filter((world) => world !== null).map(({ id }) => id)).toEqual([maker.world]);
      await maker.stop();
    });

    test('with its store leaves one that is thrown away a minute later, and nobody steps in it till then', async () => {
      const { names, createWorld } = recorded();
      const maker = await dying({ createWorld, deleteWorld: () => Promise.reject(new StoreUnavailable('gone')) });
      expect(wordOf(await maker.gateway.createWorld(maker.call, body))).toBe('store-unavailable');
      const left = names.at(-1) ?? '';
      expect(wordOf(await harness.gateway.bonus({ ...harness.call, world: left }, PROGRAM, ANNA))).toBe(
        'store-unavailable',
      );
      const look = async () => {
        const world = await harness.store.world(left);
        if (world !== null) await sweep({ ...harness.deps, machineTime: () => machine }, world, machine);
        return harness.store.world(left);
      };
      machine += MINUTE - 1;
      expect(await look()).not.toBeNull();
      machine += 1;
      expect(await look()).toBeNull();
      expect(await harness.store.seed(left)).toBeNull();
      await maker.stop().catch(() => {});
      await harness.store.deleteWorld(maker.world);
    });

    test('is not one that was finished while somebody looked at its world', async () => {
      const { gateway, deps, call } = harness;
      const seen: WorldState[] = [];
      const store: Store = {
        ...harness.store,
        createWorld(state, seed) {
          seen.push(state);
          return harness.store.createWorld(state, seed);
        },
      };
      const maker = await openHarness(store, { tag: 'q' });
      const { id } = must(await maker.gateway.createWorld(maker.call, body));
      const late = { ...deps, machineTime: () => MACHINE_TIME + 2 * MINUTE };
      for (const state of seen.filter((state) => state.id === id)) await sweep(late, state, MACHINE_TIME);
      expect(must(await gateway.bonus({ ...call, world: id }, PROGRAM, BORIS)).member).toBe(true);
      must(await gateway.deleteWorld(id));
      await maker.stop();
    });

    test('is finished by the same key, with its own seed only', async () => {
      const maker = await dying({});
      expect(wordOf(await create('k', body, maker))).toBe('store-unavailable');
      expect(wordOf(await create('k', { seed: seedOf('79160000009') }, maker))).toBe('idempotency-conflict');
      const { id } = must(await create('k', body, maker));
      for (const msisdn of [ANNA, BORIS]) expect(await isMember(id, msisdn, maker)).toBe(true);
      must(await maker.gateway.deleteWorld(id));
      await maker.stop();
    });

    test('of nothing but slowness does not hand out the name of a world that was thrown away', async () => {
      machine = MACHINE_TIME;
      const broom = { ...harness.deps, machineTime: () => machine + MINUTE };
      const store: Store = {
        ...harness.store,
        async commit(state, step) {
          const result = await harness.store.commit(state, step);
          if (step.msisdn === BORIS) await sweep(broom, state, machine);
          return result;
        },
      };
      const slow = await openHarness(store, { tag: 's', machineTime: () => machine });
      expect(wordOf(await slow.gateway.createWorld(slow.call, body))).toBe('store-unavailable');
      await slow.stop();
    });
  });

  test('a seed is planted whole, whatever moves the world meanwhile', async () => {
    let commits = 0;
    const commit: Store['commit'] = async (state, step) => {
      commits += 1;
      if (commits === 5) {
        const world = await harness.store.world(state.id);
        if (world !== null) await harness.store.putWorld({ ...world, rev: world.rev + 1 });
      }
      return harness.store.commit(state, step);
    };
    const moved = await openHarness({ ...harness.store, commit }, { tag: 'm' });
    const numbers = Array.from({ length: 150 }, (_each, index) => String(79_160_000_000 + index));
    const { id } = must(await moved.gateway.createWorld(moved.call, { seed: seedOf(...numbers) }));
    for (const msisdn of numbers)
      expect(must(await moved.gateway.bonus({ ...moved.call, world: id }, PROGRAM, msisdn)).balance).toBe(40);
    must(await moved.gateway.deleteWorld(id));
    await moved.stop();
  });

  test('whoever runs the gateway hears of a program that takes nobody in any more', async () => {
    const heard: unknown[] = [];
    const { id } = must(await harness.gateway.createWorld(harness.call, { seed: seedOf(ANNA, BORIS) }));
    const without = { ...harness.deps.definitions(), programs: new Map() };
    const later = await openHarness(harness.store, { tag: 'l', definitions: without });
    const deps = { ...later.deps, onWarning: (what: string, more: object) => void heard.push([what, more]) };
    must(await createGateway(deps).reset({ ...later.call, world: id }));
    expect(heard).toEqual([
      ['a program of a seed takes nobody in any more', { world: id, program: PROGRAM, subscribers: 2 }],
    ]);
    must(await harness.gateway.deleteWorld(id));
    await later.stop();
  });
});
