/** SMS to phones on wires: queued with the step that causes them, handed over until they are taken, then gone from the store. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/flow/api.ts';
import { entryOf } from '../../src/flow/outbox/entries.ts';
import { type Store, StoreUnavailable } from '../../src/store/port.ts';
import { must } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import {
  ANN,
  BOB,
  eventually,
  fakeEnd,
  heldEnd,
  openStage,
  PROGRAM,
  quiet,
  type Stage,
  type Time,
  textsOf,
  turn,
} from './outboxStage.ts';

const WIRE = 'smpp:harness';

describe.each(STORES)('the outbox on %s', (_, open) => {
  let opened: OpenedStore;
  let stage: Stage;

  beforeEach(async () => {
    opened = await open();
    stage = await openStage(opened.store);
  });
  afterEach(async () => {
    await stage.stop();
    await stage.deps.store.deleteWorld(stage.world);
    await opened.close();
  });

  /** An SMS to a phone that last spoke on the wire. */
  const cause = (msisdn = ANN, wire = WIRE) => stage.phone(msisdn, wire).sms('4555', 'Бонус');
  const idsOf = (end: ReturnType<typeof fakeEnd>) => end.handed.map(({ id }) => id);

  describe('to the wire through which the phone last spoke', () => {
    test('an answer goes back by the wire of the question, and leaves the store once it is taken', async () => {
      const end = fakeEnd();
      stage.attach(WIRE, end);
      await cause();
      await eventually(() => end.handed.length === 1, 'the SMS');
      expect(end.handed).toMatchObject([{ kind: 'to-phone', id: '1', from: '4555', to: ANN }]);
      await eventually(async () => (await stage.waiting(WIRE)).length === 0, 'the removal');
      expect(await stage.phone(ANN, 'http').inbox()).toMatchObject([{ id: '1', text: end.handed[0]?.text }]);
    });

    test('a dialled code that ends at once counts as speaking', async () => {
      await stage.member(ANN);
      await stage.phone(ANN, WIRE).dial('*111*455*0#');
      expect(await stage.waiting(WIRE)).toHaveLength(1);
    });

    test.each(['http', 'cli', 'test'])('nothing is queued for %s', async (wire) => {
      await cause(ANN, wire);
      expect(await stage.waiting(wire)).toEqual([]);
      expect(await stage.phone(ANN, wire).inbox()).toHaveLength(1);
    });

    const credit = async () => {
      const order = { op: 'order', codes: ['32'] } as const;
      must(await stage.gateway.bonusWrite(stage.on('http'), PROGRAM, ANN, order));
    };
    const rich = async () => {
      await stage.member(ANN);
      const taxi = { op: 'event', kind: 'taxi', values: { rub: 1000 } } as const;
      must(await stage.gateway.bonusWrite(stage.on('http'), PROGRAM, ANN, taxi));
    };

    test.each([
      ['a dialogue that ended', async () => void (await stage.phone(ANN, WIRE).dial('*111*455*0#'))],
      ['a dialogue that goes on', async () => void (await stage.phone(ANN, WIRE).dial('*111*455#'))],
      [
        'a dialogue that was hung up',
        async () => {
          const ann = stage.phone(ANN, WIRE);
          await ann.dial('*111*455#');
          await ann.hangUp();
        },
      ],
      [
        'a dialogue that ran out of time',
        async () => {
          await stage.phone(ANN, WIRE).dial('*111*455#');
          must(await stage.gateway.changeClock(stage.on('http'), { advance: 'PT10M' }));
        },
      ],
      ['an SMS', async () => cause()],
    ])('what others cause follows %s', async (_name, speak) => {
      await rich();
      await speak();
      const before = (await stage.waiting(WIRE)).length;
      await credit();
      expect(await stage.waiting(WIRE)).toHaveLength(before + 1);
    });

    test('a phone that moved to HTTP gets nothing on its former wire', async () => {
      await rich();
      await cause();
      await stage.phone(ANN, 'http').dial('*111*455#');
      await credit();
      expect(await stage.waiting(WIRE)).toHaveLength(1);
      await stage
        .phone(ANN, 'http')
        .hangUp()
        .catch(() => {});
      await stage.phone(ANN, 'http').sms('4555', 'Бонус');
      await credit();
      expect(await stage.waiting(WIRE)).toHaveLength(1);
    });

    test('a live dialogue writes no account, whatever its wire', async () => {
      const accountOf = async () => (await opened.store.load(stage.world, BOB)).account;
      const bob = stage.phone(BOB, WIRE);
      await bob.dial('*111*455#');
      await bob.answer('7');
      await bob.answer('8');
      expect(await accountOf()).toBeNull();
      await bob.hangUp();
      const { etag } = (await accountOf()) ?? {};
      expect(etag).toBeDefined();
      await bob.dial('*111*455#');
      await bob.hangUp();
      expect((await accountOf())?.etag).toBe(etag);
    });

    test('what the fault smsDrop drops is queued nowhere', async () => {
      must(await stage.gateway.putFaults(stage.on('http'), { smsDrop: true }));
      await cause();
      expect(await stage.waiting(WIRE)).toEqual([]);
    });
  });

  describe('handing over', () => {
    test('what waited is handed over when the wire attaches, each phone’s SMS in order, one after the other', async () => {
      for (let count = 0; count < 3; count += 1) for (const msisdn of [ANN, BOB]) await cause(msisdn);
      const underWay = new Map<string, number>();
      let together = 0;
      const end = fakeEnd(async ({ to }): Promise<Delivery> => {
        underWay.set(to, (underWay.get(to) ?? 0) + 1);
        together = Math.max(together, underWay.get(to) ?? 0);
        await turn();
        underWay.set(to, (underWay.get(to) ?? 0) - 1);
        return 'taken';
      });
      stage.attach(WIRE, end);
      await eventually(() => end.handed.length === 6, 'six SMS');
      for (const msisdn of [ANN, BOB]) {
        expect(end.handed.filter(({ to }) => to === msisdn).map(({ id }) => id)).toEqual(['1', '2', '3']);
      }
      expect(together).toBe(1);
      expect(end.most()).toBe(2);
      await quiet(stage, end);
      expect(await stage.waiting(WIRE)).toEqual([]);
    });

    test('no more at once than the wire takes', async () => {
      for (let count = 0; count < 9; count += 1) await cause(`7916000010${count}`);
      const end = fakeEnd(async (): Promise<Delivery> => {
        await turn();
        return 'taken';
      }, 3);
      stage.attach(WIRE, end);
      await eventually(() => end.handed.length === 9, 'nine SMS');
      expect(end.most()).toBe(3);
    });

    test.each(['later', 'lost'] as const)(
      'what is %s is tried again after 1, 2, 4 … 60 s; others do not wait',
      async (outcome) => {
        const end = fakeEnd(({ to }) => (to === ANN ? outcome : 'taken'));
        stage.attach(WIRE, end);
        await cause();
        await cause(BOB);
        await eventually(() => end.handed.length === 2, 'both');
        let tried = 1;
        for (const rest of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
          await quiet(stage, end);
          await stage.pass(rest - 1);
          await quiet(stage, end);
          expect(end.handed.filter(({ to }) => to === ANN)).toHaveLength(tried);
          await stage.pass(1);
          tried += 1;
          await quiet(stage, end);
          expect(end.handed.filter(({ to }) => to === ANN)).toHaveLength(tried);
        }
        expect(await stage.waiting(WIRE)).toHaveLength(1);
      },
    );

    test('what is refused is not tried again', async () => {
      const end = fakeEnd(() => 'refused');
      stage.attach(WIRE, end);
      await cause();
      await eventually(async () => end.handed.length === 1 && (await stage.waiting(WIRE)).length === 0, 'the refusal');
      await stage.pass(120_000);
      await quiet(stage, end);
      expect(end.handed).toHaveLength(1);
    });

    test('an end that breaks its word loses nothing', async () => {
      const reported: unknown[] = [];
      Object.assign(stage.deps, { onError: (error: unknown) => reported.push(error) });
      const end = fakeEnd((_queued, count) => (count === 1 ? Promise.reject(new Error('broken')) : 'taken'));
      stage.attach(WIRE, end);
      await cause();
      await eventually(() => reported.length === 1, 'the report');
      await stage.pass(1_000);
      await eventually(async () => end.handed.length === 2 && (await stage.waiting(WIRE)).length === 0, 'the SMS');
    });

    test('events say what became of an SMS', async () => {
      const heard: unknown[] = [];
      const deaf = stage.gateway.onEvent(stage.world, ({ type, msisdn, messageId, wire }) => {
        if (/^sms\.(taken|refused)$/.test(type)) heard.push({ type, msisdn, messageId, wire });
      });
      stage.attach(
        WIRE,
        fakeEnd(({ to }) => (to === ANN ? 'taken' : 'refused')),
      );
      await cause();
      await cause(BOB);
      await eventually(() => heard.length === 2, 'two events');
      deaf();
      expect(heard).toContainEqual({ type: 'sms.taken', msisdn: ANN, messageId: '1', wire: WIRE });
      expect(heard).toContainEqual({ type: 'sms.refused', msisdn: BOB, messageId: '1', wire: WIRE });
    });
  });

  describe('ends that come and go', () => {
    test('what was on its way when the wire detached is handed over to the next end', async () => {
      const gone = heldEnd();
      const detach = stage.attach(WIRE, gone);
      await cause();
      await cause(BOB);
      await eventually(() => gone.handed.length === 2, 'both');
      detach();
      const next = fakeEnd();
      stage.attach(WIRE, next);
      await eventually(async () => (await stage.waiting(WIRE)).length === 0, 'the removal');
      expect(idsOf(next)).toEqual(['1', '1']);
    });

    test('a replaced end that still says "taken" is believed', async () => {
      const first = heldEnd();
      stage.attach(WIRE, first);
      await cause();
      await eventually(() => first.handed.length === 1, 'the SMS');
      const second = fakeEnd();
      stage.attach(WIRE, second);
      first.answer('taken');
      await eventually(async () => (await stage.waiting(WIRE)).length === 0, 'the removal');
      await stage.pass(5_000);
      await quiet(stage, second);
      expect(second.handed).toEqual([]);
    });

    test('a replaced end that is silent has lost what it had', async () => {
      const silent = heldEnd();
      stage.attach(WIRE, silent);
      await cause();
      await eventually(() => silent.handed.length === 1, 'the SMS');
      const second = fakeEnd();
      stage.attach(WIRE, second);
      await quiet(stage, second);
      expect(second.handed).toEqual([]);
      await stage.pass(1_000);
      await eventually(async () => (await stage.waiting(WIRE)).length === 0, 'the removal');
      expect(idsOf(second)).toEqual(['1']);
    });

    test('what a replaced end says of a try that was given up says nothing of the next one', async () => {
      const first = heldEnd();
      stage.attach(WIRE, first);
      await cause();
      await eventually(() => first.handed.length === 1, 'the SMS');
      const second = heldEnd();
      stage.attach(WIRE, second);
      await stage.pass(1_000);
      await eventually(() => second.handed.length === 1, 'the SMS again');
      first.answer('later');
      await quiet(stage, second);
      for (let rests = 0; rests < 3; rests += 1) await stage.pass(60_000);
      await quiet(stage, second);
      expect(second.handed).toHaveLength(1);
    });

    test('the end that was replaced serves again when the other goes', async () => {
      const first = fakeEnd();
      stage.attach(WIRE, first);
      const detach = stage.attach(WIRE, fakeEnd());
      detach();
      await cause();
      await eventually(() => first.handed.length === 1, 'the SMS');
    });

    test('what was taken before the gateway stops is out of the store when it has stopped', async () => {
      const end = fakeEnd();
      stage.attach(WIRE, end);
      for (let count = 0; count < 20; count += 1) await cause(`7916000020${count}`);
      await eventually(() => end.handed.length === 20, 'twenty');
      await quiet(stage, end);
      await stage.stop();
      const state = await opened.store.world(stage.world);
      expect(state && (await opened.store.outbox(state, WIRE, Number.MAX_SAFE_INTEGER, 100))).toEqual([]);
    });
  });

  describe('the store', () => {
    test('is asked to remove many in few calls, and again when it was away; nothing is handed over twice meanwhile', async () => {
      const calls: number[] = [];
      let away = true;
      const { removeOutbox } = opened.store;
      const store = {
        ...opened.store,
        removeOutbox: async (...[world, wire, entries]: Parameters<typeof removeOutbox>) => {
          calls.push(entries.length);
          if (away) throw new StoreUnavailable('away');
          await removeOutbox.call(opened.store, world, wire, entries);
        },
      };
      const other = await openStage(store, { world: stage.world, tag: 'b' });
      const end = fakeEnd();
      for (let count = 0; count < 50; count += 1) await cause(`791600030${String(count).padStart(2, '0')}`);
      await other.pass(3_000);
      other.attach(WIRE, end);
      await eventually(() => end.handed.length === 50, 'fifty');
      await other.outbox.flush();
      await other.pass(3_000);
      away = false;
      await other.outbox.flush();
      await quiet(stage, end);
      expect(end.handed).toHaveLength(50);
      expect(await stage.waiting(WIRE)).toEqual([]);
      expect(calls.length).toBeLessThan(10);
      await other.stop();
    });

    test('10 000 that wait pass through a hand of some hundreds, in order of time', async () => {
      const { store } = opened;
      const { world } = await store.load(stage.world, ANN);
      const many = 10_000;
      for (let first = 0; first < many; first += 500) {
        const outbox = Array.from({ length: 500 }, (_one, index) => {
          const id = String(first + index);
          const to = `79161${id.padStart(6, '0')}`;
          const queued = { kind: 'to-phone', id, from: '1', to, text: '' } as const;
          return entryOf({ queue: WIRE, id, at: first + index }, 'gone', queued, stage.deps.machineTime());
        });
        const expected = { rev: world.rev, session: '', account: '', records: [] };
        expect(await store.commit(world, { msisdn: `7916${first}`, expect: expected, outbox })).toBe('committed');
      }
      const given: number[] = [];
      const counting = {
        ...store,
        outbox: async (...args: Parameters<typeof store.outbox>) => {
          const found = await store.outbox(...args);
          given.push(found.length);
          return found;
        },
      };
      const other = await openStage(counting, { world: stage.world, tag: 'b' });
      const end = fakeEnd(() => 'taken', 100);
      other.attach(WIRE, end);
      await eventually(() => end.handed.length >= many, 'all of them');
      const most = Math.max(...given);
      await quiet(stage, end);
      expect(end.handed.map(({ id }) => Number(id))).toEqual(Array.from({ length: many }, (_one, index) => index));
      expect(most).toBeLessThanOrEqual(1_500);
      expect(await other.waiting(WIRE)).toEqual([]);
      await other.stop();
    });

    test('a burst larger than a hand is handed over whole, each phone’s in order', async () => {
      const end = fakeEnd(async (): Promise<Delivery> => {
        await turn();
        return 'taken';
      }, 5);
      stage.attach(WIRE, end);
      const phones = Array.from({ length: 300 }, (_one, index) => `79164${String(index).padStart(6, '0')}`);
      for (let count = 0; count < 3; count += 1) await Promise.all(phones.map((msisdn) => cause(msisdn)));
      await eventually(() => end.handed.length >= 900, 'all of them');
      await quiet(stage, end);
      expect(end.handed).toHaveLength(900);
      for (const msisdn of phones) {
        expect(end.handed.filter(({ to }) => to === msisdn).map(({ id }) => id)).toEqual(['1', '2', '3']);
      }
      expect(await stage.waiting(WIRE)).toEqual([]);
    });

    test('what another process wrote is its own for two seconds, then anybody’s', async () => {
      const time: Time = { passed: 0 };
      const other = await openStage(opened.store, { world: stage.world, tag: 'b', time });
      const end = fakeEnd();
      stage.attach(
        WIRE,
        fakeEnd(() => 'later'),
      );
      await cause();
      other.attach(WIRE, end);
      await quiet(stage, end);
      expect(end.handed).toEqual([]);
      await other.pass(1_999);
      await quiet(stage, end);
      expect(end.handed).toEqual([]);
      await other.pass(2_001);
      await eventually(async () => (await other.waiting(WIRE)).length === 0, 'the removal');
      expect(idsOf(end)).toEqual(['1']);
      await other.stop();
    });

    /** Two processes with the wire attached to both, and SMS that nobody has in hand. */
    const twoProcesses = async (count: number) => {
      const time: Time = { passed: 0 };
      for (let one = 0; one < count; one += 1) await cause(`791650${String(one).padStart(5, '0')}`);
      const pair = await Promise.all(
        ['b', 'c'].map((tag) => openStage(opened.store, { world: stage.world, tag, time })),
      );
      const [first, second] = pair as [Stage, Stage];
      return { first, second, time };
    };
    const slowly = () =>
      fakeEnd(async (): Promise<Delivery> => {
        await turn();
        return 'taken';
      }, 3);

    test('two processes that serve one wire do not both hand over what waits', async () => {
      const { first, second } = await twoProcesses(60);
      const ends = [slowly(), slowly()] as const;
      first.attach(WIRE, ends[0]);
      second.attach(WIRE, ends[1]);
      await eventually(async () => (await stage.waiting(WIRE)).length === 0, 'all of them');
      await quiet(stage, ...ends);
      const ids = ends.flatMap(({ handed }) => handed.map(({ to }) => to));
      expect(ids).toHaveLength(60);
      expect(new Set(ids).size).toBe(60);
      await Promise.all([first.stop(), second.stop()]);
    });

    test('when the one that does goes, the other follows: at its next look, or, if it was killed, three seconds later', async () => {
      for (const isKilled of [false, true]) {
        const { first, second } = await twoProcesses(3);
        const silent = heldEnd();
        const detach = first.attach(WIRE, silent);
        await eventually(() => silent.handed.length === 3, 'the first');
        const end = fakeEnd();
        second.attach(WIRE, end);
        await quiet(stage, end);
        expect(end.handed).toEqual([]);
        if (!isKilled) detach();
        await quiet(stage, end);
        await second.pass(2_000);
        await quiet(stage, end);
        expect(end.handed).toHaveLength(isKilled ? 0 : 3);
        await second.pass(2_000);
        await quiet(stage, end);
        expect(end.handed).toHaveLength(3);
        await Promise.all([first.stop(), second.stop()]);
      }
    });

    test('what was caused where the wire is not attached is anybody’s at the next look', async () => {
      const other = await openStage(opened.store, { world: stage.world, tag: 'b' });
      const end = fakeEnd();
      other.attach(WIRE, end);
      await quiet(stage, end);
      await cause();
      await other.outbox.tick();
      expect(end.handed).toEqual([]);
      await other.pass(2_000);
      await eventually(() => end.handed.length === 1, 'the SMS');
      await other.stop();
    });

    test('a reset takes what waited along; the new life begins with number 1 again', async () => {
      const end = fakeEnd((_queued, count) => (count === 1 ? 'later' : 'taken'));
      stage.attach(WIRE, end);
      await cause();
      await eventually(() => end.handed.length === 1, 'the SMS');
      must(await stage.gateway.reset(stage.on('http')));
      await quiet(stage, end);
      await cause(BOB);
      await cause();
      await eventually(() => end.handed.length === 3, 'both of the new life');
      await stage.pass(120_000);
      await quiet(stage, end);
      expect(end.handed.map(({ to }) => to)).toEqual([ANN, BOB, ANN]);
      expect(await stage.waiting(WIRE)).toEqual([]);
    });

    test('of a world that is deleted nothing is handed over, and the store is left in peace', async () => {
      const asked: string[] = [];
      const { store } = stage.deps;
      const { world } = store;
      Object.assign(stage.deps, {
        store: {
          ...store,
          world: (id: string) => {
            asked.push(id);
            return world.call(store, id);
          },
        },
      });
      const end = fakeEnd((_queued, count) => (count === 1 ? 'later' : 'taken'));
      stage.attach(WIRE, end);
      await cause();
      await eventually(() => end.handed.length === 1, 'the SMS');
      must(await stage.gateway.deleteWorld(stage.world));
      const before = asked.length;
      await quiet(stage, end);
      await stage.pass(3_000);
      await quiet(stage, end);
      Object.assign(stage.deps, { store });
      expect(end.handed).toHaveLength(1);
      expect(asked.length - before).toBeLessThanOrEqual(4);
    });

    test('worlds do not mix', async () => {
      const other = await openStage(opened.store, { tag: 'b' });
      const end = fakeEnd();
      other.attach(WIRE, end);
      await cause();
      await quiet(stage, end);
      expect(textsOf(end)).toEqual([]);
      await other.stop();
      await opened.store.deleteWorld(other.world);
    });
  });

  test('a menu step without SMS costs one load and one commit of a session, whatever its wire', async () => {
    const calls: { readonly name: string; readonly [more: string]: unknown }[] = [];
    const store = new Proxy(opened.store, {
      get(target, name: keyof Store) {
        const member = target[name];
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          const { account, records, outbox } = (args[1] ?? {}) as Record<string, unknown>;
          calls.push(name === 'commit' ? { name, account, records, outbox } : { name });
          return (member as (...all: unknown[]) => unknown).apply(target, args);
        };
      },
    });
    const counted = await openStage(store, { tag: 'c' });
    const walker = counted.phone(ANN, WIRE);
    for (const wire of ['', WIRE]) {
      if (wire !== '') counted.attach(wire, fakeEnd());
      await walker.dial('*111*455#');
      await quiet(counted);
      calls.length = 0;
      await walker.answer('7');
      await walker.answer('8');
      const step = [{ name: 'load' }, { name: 'commit' }];
      expect(calls.filter(({ name }) => name === 'load' || name === 'commit')).toEqual([...step, ...step]);
    }
    await counted.stop();
    await opened.store.deleteWorld(counted.world);
  });
});
