/** What nobody comes for: SMS and receipts wait for their wire for three days of world time, and then are dropped. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outboxMeters } from '../../src/compose/outboxMeter.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { must } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { ANN, BOB, eventually, fakeEnd, openStage, quiet, type Stage } from './outboxStage.ts';

const WIRE = 'smpp:harness';
const SINK = '9999';

describe.each(STORES)('what waits for too long on %s', (_, open) => {
  let opened: OpenedStore;
  let stage: Stage;
  let warned: unknown[];
  let heard: unknown[];
  let deaf: () => void;

  beforeEach(async () => {
    opened = await open();
    stage = await openStage(opened.store, { destinations: destinationsOf([], [SINK]) });
    warned = [];
    heard = [];
    Object.assign(stage.deps, { onWarning: (_what: string, more: unknown) => warned.push(more) });
    deaf = stage.gateway.onEvent(stage.world, ({ type, msisdn, messageId, wire }) => {
      if (type.endsWith('.expired')) heard.push({ type, msisdn, messageId, wire });
    });
  });
  afterEach(async () => {
    deaf();
    await stage.stop();
    await stage.deps.store.deleteWorld(stage.world);
    await opened.close();
  });

  const cause = (msisdn = ANN) => stage.phone(msisdn, WIRE).sms('4555', 'Бонус');
  const causeWithReceipt = () =>
    stage.gateway.sms(stage.on(WIRE), { from: ANN, to: '4555', text: 'Бонус', receipt: 'always' });
  const advance = async (duration: string) =>
    must(await stage.gateway.changeClock(stage.on('http'), { advance: duration }));
  /** The store's answers to what a step has begun aside. */
  const settle = () => quiet(stage);

  test('for a wire that nobody attaches it is dropped after three days, and told: each, and their number', async () => {
    await cause();
    must(await causeWithReceipt());
    await settle();
    await advance('PT71H59M');
    expect(await stage.waiting(WIRE)).toHaveLength(3);
    await advance('PT1M');
    await eventually(async () => (await stage.waiting(WIRE)).length === 0, 'an empty outbox');
    expect(heard.map((event) => (event as { type: string }).type).toSorted()).toEqual([
      'receipt.expired',
      'sms.expired',
      'sms.expired',
    ]);
    expect(heard).toContainEqual({ type: 'sms.expired', msisdn: ANN, messageId: '1', wire: WIRE });
    expect(warned).toEqual([{ world: stage.world, wire: WIRE, count: 3 }]);
  });

  test('younger ones stay until their own time has come', async () => {
    await cause();
    await settle();
    await advance('P2D');
    await cause(BOB);
    await advance('P1D');
    expect(await stage.waiting(WIRE)).toHaveLength(1);
    await advance('P2D');
    expect(await stage.waiting(WIRE)).toEqual([]);
  });

  test('more than is read at once: all that is too old, and nothing else', async () => {
    const phones = Array.from({ length: 1_200 }, (_one, index) => `79168${String(index).padStart(6, '0')}`);
    await Promise.all(phones.map(cause));
    await settle();
    await advance('P2D');
    await Promise.all(phones.slice(0, 100).map(cause));
    await advance('P1D');
    expect(await stage.waiting(WIRE)).toHaveLength(100);
    expect(warned).toEqual([{ world: stage.world, wire: WIRE, count: 1_200 }]);
  });

  test('a clock that was turned back far keeps nothing for longer than three days', async () => {
    await advance('P365D');
    await cause();
    await settle();
    must(await stage.gateway.changeClock(stage.on('http'), { set: '2018-03-10T09:00:00Z' }));
    await cause();
    await settle();
    await advance('P3D');
    expect(await stage.waiting(WIRE)).toHaveLength(1);
  });

  test('an outbox that was emptied is watched anew when it is used again', async () => {
    for (let round = 0; round < 3; round += 1) {
      await cause();
      await settle();
      await advance('P4D');
      expect(await stage.waiting(WIRE)).toEqual([]);
    }
    expect(await opened.store.nextDue(must(await worldNow()))).toBeNull();
  });

  test('an attached wire that puts it off is not given it any more', async () => {
    const end = fakeEnd(() => 'later');
    stage.attach(WIRE, end);
    await cause();
    await eventually(() => end.handed.length === 1, 'the SMS');
    await advance('P3D');
    // A courier hears of another time when it looks at the store: once more the wire may be asked until then.
    for (let looks = 0; looks < 3; looks += 1) await stage.pass(2_000);
    await eventually(async () => (await stage.waiting(WIRE)).length === 0, 'an empty outbox');
    await stage.pass(120_000);
    await quiet(stage, end);
    expect(end.handed.length).toBeLessThanOrEqual(2);
    expect(heard).toEqual([{ type: 'sms.expired', msisdn: ANN, messageId: '1', wire: WIRE }]);
    expect(warned).toEqual([{ world: stage.world, wire: WIRE, count: 1 }]);
  });

  test('a wire that attaches too late gets nothing, and what is young', async () => {
    await cause();
    await advance('P2D');
    await cause(BOB);
    await advance('P1D');
    const end = fakeEnd();
    stage.attach(WIRE, end);
    await eventually(() => end.handed.length > 0, 'the young one');
    await quiet(stage, end);
    expect(end.handed.map(({ to }) => to)).toEqual([BOB]);
  });

  test('what a wire had in hand when its process was killed is watched by others', async () => {
    const doomed = await openStage(opened.store, { world: stage.world, tag: 'b' });
    const silent = fakeEnd(() => 'later');
    doomed.attach(WIRE, silent);
    await doomed.pass(200);
    await doomed.phone(ANN, WIRE).sms('4555', 'Бонус');
    await eventually(() => silent.handed.length === 1, 'the SMS');
    await doomed.pass(200);
    await quiet(doomed, silent);
    await doomed.stop();
    await advance('PT72H1M');
    expect(await stage.waiting(WIRE)).toEqual([]);
  });

  test('a receipt that is in no store is given once to an end that fails, and that is only reported', async () => {
    const reported: unknown[] = [];
    Object.assign(stage.deps, { onError: (error: unknown) => reported.push(error) });
    const end = fakeEnd(() => Promise.reject(new Error('broken')));
    stage.attach(WIRE, end);
    must(await stage.gateway.sms(stage.on(WIRE), { from: ANN, to: SINK, text: 'x', receipt: 'always' }));
    await eventually(() => reported.length === 1, 'the report');
    await stage.pass(60_000);
    await quiet(stage, end);
    expect(end.handed).toHaveLength(1);
  });

  test('couriers know how much they have', async () => {
    expect(stage.outbox.loads()).toEqual([]);
    const end = fakeEnd(() => 'later');
    stage.attach(WIRE, end);
    await cause();
    await cause(BOB);
    await quiet(stage, end);
    expect(stage.outbox.loads()).toEqual([{ world: stage.world, wire: WIRE, inHand: 2, isBehind: false }]);
    await Promise.all(Array.from({ length: 600 }, () => cause()));
    await quiet(stage, end);
    expect(stage.outbox.loads()).toEqual([{ world: stage.world, wire: WIRE, inHand: 502, isBehind: true }]);
    const shown = await createMetrics(outboxMeters(stage.outbox)).render();
    expect(shown).toContain(`starhash_outbox_in_hand{world="${stage.world}",wire="${WIRE}"} 502`);
    expect(shown).toContain(`starhash_outbox_behind{world="${stage.world}",wire="${WIRE}"} 1`);
  });

  async function worldNow() {
    const world = await opened.store.world(stage.world);
    return world === null
      ? ({ ok: false, problem: { type: 'unknown-world', detail: '' } } as const)
      : ({ ok: true, value: world } as const);
  }
});
