/** Couriers while the store is slow: what is committed or removed during a look, worlds that are reset elsewhere. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { must } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { ANN, BOB, eventually, fakeEnd, heldEnd, openStage, quiet, type Stage } from './outboxStage.ts';

const WIRE = 'smpp:harness';

describe.each(STORES)('a slow look on %s', (_, open) => {
  let opened: OpenedStore;
  let stage: Stage;
  let looks: Looks;

  beforeEach(async () => {
    opened = await open();
    looks = slowLooks(opened.store);
    stage = await openStage(looks.store);
  });
  afterEach(async () => {
    looks.release();
    await stage.stop();
    await opened.store.deleteWorld(stage.world);
    await opened.close();
  });

  const cause = (msisdn = ANN) => stage.phone(msisdn, WIRE).sms('4555', 'Бонус');

  test('what was committed meanwhile is handed over when it ends', async () => {
    const end = fakeEnd();
    looks.hold();
    stage.attach(WIRE, end);
    await eventually(() => looks.held() === 1, 'the look');
    await cause();
    await quiet(stage, end);
    expect(end.handed).toEqual([]);
    looks.release();
    await eventually(() => end.handed.length === 1, 'the SMS');
  });

  test('more than a hand holds: all of it, in order', async () => {
    const end = fakeEnd();
    looks.hold();
    stage.attach(WIRE, end);
    await eventually(() => looks.held() === 1, 'the look');
    const phones = Array.from({ length: 600 }, (_one, index) => `79165${String(index).padStart(6, '0')}`);
    await Promise.all(phones.map(cause));
    looks.release();
    await eventually(() => end.handed.length >= 600, 'all of them');
    await quiet(stage, end);
    expect(end.handed).toHaveLength(600);
  });

  test('what was taken and removed meanwhile is not handed over again, though the look still saw it', async () => {
    const end = heldEnd();
    await cause();
    stage.attach(WIRE, end);
    await eventually(() => end.handed.length === 1, 'the SMS');
    looks.hold();
    const ticked = stage.pass(2_000);
    await eventually(() => looks.held() === 1, 'the look');
    end.answer('taken');
    await quiet(stage, end);
    await stage.outbox.flush();
    looks.release();
    await ticked;
    await quiet(stage, end);
    expect(end.handed).toHaveLength(1);
    expect(await stage.waiting(WIRE)).toEqual([]);
  });

  test('a wire that detached and attached again during a look gets what that look could not know', async () => {
    looks.hold();
    const detach = stage.attach(WIRE, fakeEnd());
    await eventually(() => looks.held() === 1, 'the look');
    detach();
    await cause();
    const end = fakeEnd();
    stage.attach(WIRE, end);
    looks.release();
    await eventually(() => end.handed.length === 1, 'the SMS');
    await quiet(stage, end);
    expect(end.handed).toHaveLength(1);
  });

  test('what rests of a life of the world that ended elsewhere is dropped with the first SMS of the next', async () => {
    const elsewhere = await openStage(opened.store, { world: stage.world, tag: 'b' });
    const end = fakeEnd(({ to }) => (to === ANN ? 'later' : 'taken'));
    stage.attach(WIRE, end);
    await cause();
    await eventually(() => end.handed.length === 1, 'the SMS of the old life');
    must(await elsewhere.gateway.reset(elsewhere.on('http')));
    await cause(BOB);
    await eventually(() => end.handed.length === 2, 'the SMS of the new life');
    await stage.pass(1_000);
    await quiet(stage, end);
    expect(end.handed.map(({ to }) => to)).toEqual([ANN, BOB]);
    await elsewhere.stop();
  });
});

interface Looks {
  readonly store: Store;
  /** From now on what a look saw is kept back. */
  hold(): void;
  release(): void;
  held(): number;
}

/** A store whose answers about outboxes can be kept back. */
function slowLooks(store: Store): Looks {
  let isHeld = false;
  const held: (() => void)[] = [];
  const outbox: Store['outbox'] = async (...args) => {
    const found = await store.outbox(...args);
    if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
    return found;
  };
  const slow = new Proxy(store, {
    get(target, name: keyof Store) {
      if (name === 'outbox') return outbox;
      const member = target[name];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return {
    store: slow,
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      for (const resolve of held.splice(0)) resolve();
    },
    held: () => held.length,
  };
}
