/** Faults of wires where several processes share a store: put in one, met and ended in the others. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WireFaults, WireRequest } from '../../src/flow/api.ts';
import type { FlowDeps } from '../../src/flow/deps.ts';
import { faultBoard } from '../../src/flow/faults/board.ts';
import { createGateway } from '../../src/flow/gateway.ts';
import { StoreUnavailable } from '../../src/store/port.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { closedGate, type Gate } from '../support/interposedStore.ts';
import { must } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';

const ANNA = '79161234567';
const DIAL: WireRequest = { wire: 'http', call: 'dial', msisdn: ANNA, sessionId: undefined };
const OVER_SMPP: WireRequest = { wire: 'smpp', msisdn: ANNA };
const REJECTED = { httpReject: { status: 503 }, smppReject: { status: '0x58' } };

describe.each(STORES)('two processes on %s', (_, open) => {
  let opened: OpenedStore;
  let here: Harness;
  let now: number;
  /** Looks of the other process at the store, on its wires. */
  let looks: number;
  /** Where its looks wait on their way back, if anywhere. */
  let gate: Gate | null;
  let there: Pick<Harness, 'gateway' | 'call'>;

  /** A process that comes up now, with a stopwatch that the test owns. */
  const another = () => {
    const stopwatch = () => now;
    const world: FlowDeps['store']['world'] = (id) => {
      looks += 1;
      return opened.store.world(id).then(async (seen) => {
        await gate?.wait();
        return seen;
      });
    };
    const deps = {
      ...here.deps,
      store: { ...here.deps.store, world },
      stopwatch,
      faults: faultBoard(() => {}, stopwatch),
    };
    return { gateway: createGateway(deps), call: here.call };
  };

  beforeEach(async () => {
    opened = await open();
    here = await openHarness(opened.store);
    now = 0;
    gate = null;
    there = another();
    looks = 0;
  });
  afterEach(async () => {
    await here.stop();
    await opened.close();
  });

  const put = async (faults: object) => must(await here.gateway.putFaults(here.call, { ...faults }));
  const dial = async () => must(await there.gateway.dial(there.call, { msisdn: ANNA, code: '*111*455#' }));
  const met = async (request = DIAL): Promise<WireFaults['reject']> => {
    const found = there.gateway.wireFaults(here.world, request);
    return found === null ? null : (must(await found)?.reject ?? null);
  };

  test('put in one, the first request at another that has not looked for a second meets them', async () => {
    await put(REJECTED);
    expect([await met(), await met(OVER_SMPP)]).toEqual([503, 0x58]);
  });

  test('a process that has just looked meets them within a second, without a step', async () => {
    await dial();
    await put(REJECTED);
    now = 999;
    expect(await met()).toBeNull();
    now = 1_000;
    expect(await met()).toBe(503);
  });

  test('a step sees them earlier', async () => {
    await dial();
    await put(REJECTED);
    await dial();
    expect(await met()).toBe(503);
  });

  test('ended in one, no other meets them any more', async () => {
    await put(REJECTED);
    expect([await met(), await met()]).toEqual([503, 503]);
    await put({});
    expect([await met(), await met(OVER_SMPP)]).toEqual([null, null]);
  });

  test('put here, they are met here at once, whatever was seen before', async () => {
    await dial();
    must(await there.gateway.putFaults(there.call, REJECTED));
    expect(await met()).toBe(503);
  });

  test('a process that comes up later meets what is there', async () => {
    await put(REJECTED);
    there = another();
    expect(await met(OVER_SMPP)).toBe(0x58);
  });

  test('a world without them costs a look a second at most, and none where steps are taken', async () => {
    for (now = 0; now < 2_000; now += 10) await met();
    expect(looks).toBe(2);
    for (now = 10_000; now < 12_000; now += 10) {
      await dial();
      expect(there.gateway.wireFaults(here.world, DIAL)).toBeNull();
    }
    expect(looks).toBe(2);
  });

  test('requests that come at once share a look, and keep their order', async () => {
    const order: number[] = [];
    const found = Array.from({ length: 5 }, (_, index) =>
      there.gateway.wireFaults(here.world, DIAL)?.then(() => order.push(index)),
    );
    await Promise.all(found);
    expect([looks, order]).toEqual([1, [0, 1, 2, 3, 4]]);
  });

  test('nobody overtakes those who wait for a look, though a step has seen the world meanwhile', async () => {
    gate = closedGate();
    const first = there.gateway.wireFaults(here.world, DIAL);
    await dial();
    const order: string[] = [];
    const all = [
      first?.then(() => order.push('first')),
      there.gateway.wireFaults(here.world, DIAL)?.then(() => order.push('second')),
    ];
    gate.open();
    await Promise.all(all);
    expect(order).toEqual(['first', 'second']);
  });

  test('who waits for a look that began before the faults were ended does not meet them', async () => {
    await put(REJECTED);
    const held = closedGate();
    gate = held;
    const before = met();
    while (!held.reached()) await new Promise(setImmediate);
    gate = null;
    await put({});
    const after = met();
    held.open();
    expect([await before, await after]).toEqual([503, null]);
  });

  test('where the store is away, that is the answer', async () => {
    await put(REJECTED);
    const store = { ...opened.store, world: () => Promise.reject(new StoreUnavailable('away')) };
    const deps = {
      ...here.deps,
      store,
      faults: faultBoard(
        () => {},
        () => now,
      ),
    };
    const found = createGateway(deps).wireFaults(here.world, DIAL);
    expect(await found).toMatchObject({ ok: false, problem: { type: 'store-unavailable' } });
  });
});
