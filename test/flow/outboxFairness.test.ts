/** All phones of a wire are served, whoever of them takes nothing; and each phone's SMS keep their order meanwhile. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/flow/api.ts';
import { entryOf } from '../../src/flow/outbox/entries.ts';
import type { Store } from '../../src/store/port.ts';
import { MACHINE_TIME } from '../support/harness.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import {
  ANN,
  BOB,
  eventually,
  type FakeEnd,
  fakeEnd,
  heldEnd,
  openStage,
  quiet,
  type Stage,
  turn,
} from './outboxStage.ts';

const WIRE = 'smpp:harness';

describe.each(STORES)('fairness on %s', (_, open) => {
  let opened: OpenedStore;
  let reads: Reads;
  let stage: Stage;

  beforeEach(async () => {
    opened = await open();
    reads = countedReads(opened.store);
    stage = await openStage(reads.store);
  });
  afterEach(async () => {
    await stage.stop();
    await opened.store.deleteWorld(stage.world);
    await opened.close();
  });

  const cause = (msisdn: string) => stage.phone(msisdn, WIRE).sms('4555', 'Бонус');
  const causeMany = (msisdn: string, count: number) => Promise.all(Array.from({ length: count }, () => cause(msisdn)));
  const phones = (count: number) =>
    Array.from({ length: count }, (_one, index) => `79167${String(index).padStart(6, '0')}`);
  const idsFor = (msisdn: string, { handed }: FakeEnd) => handed.filter(({ to }) => to === msisdn).map(({ id }) => id);
  const idsUpTo = (count: number) => Array.from({ length: count }, (_one, index) => String(index + 1));

  describe('a phone with more than a hand holds that is put off', () => {
    test('does not keep others from what waited', async () => {
      await causeMany(ANN, 600);
      await cause(BOB);
      const end = fakeEnd(({ to }) => (to === ANN ? 'later' : 'taken'));
      stage.attach(WIRE, end);
      await eventually(() => idsFor(BOB, end).length === 1, 'the SMS');
    });

    test('does not keep others from what comes, and they need no looks at the store', async () => {
      await causeMany(ANN, 1_100);
      const end = fakeEnd(({ to }) => (to === ANN ? 'later' : 'taken'));
      stage.attach(WIRE, end);
      await allRead(end);
      const before = reads.count();
      for (let count = 1; count <= 5; count += 1) {
        await cause(BOB);
        await eventually(() => idsFor(BOB, end).length === count, 'the SMS');
      }
      await quiet(stage, end);
      expect(reads.count()).toBe(before);
    });

    test('gets all of its own in order once it takes them, those that came meanwhile too', async () => {
      let isAway = true;
      const end = fakeEnd(({ to }) => (to === ANN && isAway ? 'later' : 'taken'));
      await causeMany(ANN, 700);
      stage.attach(WIRE, end);
      await quiet(stage, end);
      await causeMany(ANN, 10);
      await Promise.all(phones(600).map(cause));
      await eventually(() => end.handed.filter(({ to }) => to !== ANN).length === 600, 'those of others');
      isAway = false;
      const tried = idsFor(ANN, end).length;
      await eventually(() => passUntil(() => idsFor(ANN, end).length >= tried + 710), 'all of them');
      expect(idsFor(ANN, end).slice(tried)).toEqual(idsUpTo(710));
      expect(await stage.waiting(WIRE)).toEqual([]);
    });
  });

  test('hundreds of phones that are put off do not keep another one from its SMS', async () => {
    const away = phones(700);
    for (let count = 0; count < 2; count += 1) await Promise.all(away.map(cause));
    await cause(BOB);
    const end = fakeEnd(({ to }) => (to === BOB ? 'taken' : 'later'));
    stage.attach(WIRE, end);
    await eventually(() => idsFor(BOB, end).length === 1, 'the SMS');
  });

  test('an end that takes one at a time gives each phone its turn', async () => {
    await causeMany(ANN, 20);
    await cause(BOB);
    const end = fakeEnd(() => 'taken', 1);
    stage.attach(WIRE, end);
    await eventually(() => end.handed.length === 21, 'all of them');
    expect(end.handed.slice(0, 2).map(({ to }) => to)).toEqual([ANN, BOB]);
  });

  test('many for one phone that takes them are read in few looks', async () => {
    await causeMany(ANN, 3_000);
    const end = fakeEnd(() => 'taken');
    stage.attach(WIRE, end);
    await eventually(() => end.handed.length >= 3_000, 'all of them');
    await quiet(stage, end);
    expect(idsFor(ANN, end)).toEqual(idsUpTo(3_000));
    expect(reads.count()).toBeLessThan(20);
  });

  test('a flood for one phone and a trickle for others: neither waits for the other, each in order', async () => {
    const end = fakeEnd(async (): Promise<Delivery> => {
      await turn();
      return 'taken';
    }, 5);
    stage.attach(WIRE, end);
    const others = phones(40);
    const flood = causeMany(ANN, 1_500);
    for (let count = 0; count < 5; count += 1) await Promise.all(others.map(cause));
    await flood;
    await eventually(() => end.handed.length >= 1_700, 'all of them');
    await quiet(stage, end);
    for (const msisdn of [ANN, ...others]) expect(idsFor(msisdn, end)).toEqual(idsUpTo(msisdn === ANN ? 1_500 : 5));
    expect(await stage.waiting(WIRE)).toEqual([]);
  });

  test('where nothing waits a look is one read', async () => {
    const end = fakeEnd();
    stage.attach(WIRE, end);
    await allRead(end);
    const before = reads.count();
    for (let looks = 0; looks < 5; looks += 1) await stage.pass(2_000);
    expect(reads.count()).toBe(before + 5);
  });

  test('more than a hand holds, all of one time: it is read to its end', async () => {
    const many = Array.from({ length: 1_500 }, () => ({ to: ANN, at: MACHINE_TIME }));
    await put([...many, { to: BOB, at: MACHINE_TIME }]);
    const end = fakeEnd(({ to }) => (to === ANN ? 'later' : 'taken'));
    stage.attach(WIRE, end);
    await eventually(() => idsFor(BOB, end).length === 1, 'the last one');
  });

  test('what comes while much is unread does not overtake what is', async () => {
    const [ann, bob] = [ANN, BOB].map((to) =>
      Array.from({ length: 250 }, (_one, i) => ({ to, at: MACHINE_TIME - 1_000 + i })),
    );
    await put([...(ann ?? []), ...(bob ?? [])]);
    await cause('79167000000');
    const held: (() => void)[] = [];
    let isHeld = true;
    const end = fakeEnd(async (): Promise<Delivery> => {
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
      return 'taken';
    }, 1);
    stage.attach(WIRE, end);
    await allRead(end);
    held[0]?.();
    await eventually(() => end.handed.length === 2, 'the next one');
    await cause('79167000000');
    isHeld = false;
    held[1]?.();
    await eventually(() => end.handed.length >= 502, 'all of them');
    expect(idsFor('79167000000', end)).toEqual(['1', '2']);
  });

  test('an answer that comes late counts for whoever has the same in hand by then', async () => {
    const first = heldEnd();
    const detach = stage.attach(WIRE, first);
    await cause(ANN);
    await allRead();
    detach();
    const next = heldEnd();
    stage.attach(WIRE, next);
    await eventually(() => next.handed.length === 1, 'the SMS again');
    first.answer('taken');
    await quiet(stage, next);
    next.answer('later');
    await quiet(stage, next);
    for (let looks = 0; looks < 3; looks += 1) await stage.pass(1_000);
    await quiet(stage, next);
    expect(next.handed).toHaveLength(1);
    expect(await stage.waiting(WIRE)).toEqual([]);
  });

  /** Entries of a process that is gone, one for each. */
  async function put(all: readonly { readonly to: string; readonly at: number }[]): Promise<void> {
    const { world } = await opened.store.load(stage.world, ANN);
    const outbox = all.map(({ to, at }, index) => {
      const id = `p${String(index).padStart(4, '0')}`;
      return entryOf({ queue: WIRE, id, at }, '', { kind: 'to-phone', id, from: '1', to, text: '' }, at);
    });
    const expected = { rev: world.rev, session: '', account: '', records: [] };
    expect(await opened.store.commit(world, { msisdn: '7916', expect: expected, outbox })).toBe('committed');
  }

  /** What was to be read has been read. */
  async function allRead(...ends: readonly FakeEnd[]): Promise<void> {
    for (let still = 0, before = -1; still < 3; before = reads.count()) {
      await quiet(stage, ...ends);
      still = reads.count() === before ? still + 1 : 0;
    }
  }

  async function passUntil(isSo: () => boolean): Promise<boolean> {
    if (!isSo()) await stage.pass(1_000);
    return isSo();
  }
});

interface Reads {
  readonly store: Store;
  count(): number;
}

/** A store whose reads of outboxes are counted. */
function countedReads(store: Store): Reads {
  let count = 0;
  const outbox: Store['outbox'] = (...args) => {
    count += 1;
    return store.outbox(...args);
  };
  return { store: { ...store, outbox }, count: () => count };
}
