/** Messages with a home where two processes have a hand in them: one is held up anywhere, the other looks, drives or changes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Queued, Submission } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { StoreUnavailable } from '../../src/store/port.ts';
import { closedGate, type Interposed, interposedStore } from '../support/interposedStore.ts';
import { keyed, must, wordOf } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { BOB, eventually, type FakeEnd, fakeEnd, openStage, quiet, type Stage, type Time } from './outboxStage.ts';

const PHONES = 'smpp:harness';
const QUIZ = 'smpp:quiz';
const HOUR = 3_600_000;
const destinations = destinationsOf([{ application: 'quiz', codes: ['7777'] }], []);

const TO_PHONE: Submission = { from: '7777', to: BOB, text: 'old', receipt: 'always' };
const TO_QUIZ: Submission = { from: BOB, to: '7777', text: 'old', receipt: 'always' };

describe.each(STORES)('two gateways on %s', (_, open) => {
  let mine: OpenedStore;
  let other: OpenedStore;
  let held: Interposed;
  let time: Time;
  /** The one whose store is held up. */
  let a: Stage;
  /** The one that has the wires. */
  let b: Stage;

  beforeEach(async () => {
    mine = await open();
    // Only Redis is shared by processes; there they have a connection each.
    other = mine.store.kind === 'redis' ? await open() : mine;
    held = interposedStore(mine.store);
    time = { passed: 0 };
    a = await openStage(held.store, { destinations, time, tag: 'a' });
    b = await openStage(other.store, { destinations, time, tag: 'b', world: a.world });
    await b.phone(BOB, PHONES).sms('7777', 'hello');
    await drain(QUIZ);
  });
  afterEach(async () => {
    held.onCommit(null);
    held.onLoad(null);
    await a.stop();
    await b.stop();
    await mine.store.deleteWorld(a.world);
    if (other !== mine) await other.close();
    await mine.close();
  });

  const submit = async (stage: Stage, body: Submission) =>
    must(await stage.gateway.sms(stage.on(PHONES), body)).messageId;
  const stateOf = async (id: string, { from }: Submission) =>
    must(await b.gateway.message(b.on('http'), id, from)).state;
  const inbox = () => b.phone(BOB, 'http').inbox();
  const texts = ({ handed }: FakeEnd) => handed.map((one) => (one.kind === 'receipt' ? one.state : one.text));
  const receipts = ({ handed }: FakeEnd, id: string) =>
    handed.filter((one): one is Queued & { kind: 'receipt' } => one.kind === 'receipt' && one.id === id);

  /** Empties an outbox. */
  async function drain(wire: string): Promise<void> {
    const end = fakeEnd();
    const detach = b.attach(wire, end);
    await eventually(async () => (await b.waiting(wire)).length === 0, 'an empty outbox');
    detach();
  }

  /** Time goes on at both until nothing happens any more. */
  async function pass(...ends: readonly FakeEnd[]): Promise<void> {
    for (let round = 0; round < 12; round += 1) {
      await b.pass(5_000);
      await a.outbox.tick();
      await quiet(b, ...ends);
    }
  }

  /** Holds the commit number `at` from now of the one process: before it is done, or with its reply on the way. */
  function hold(at: number, when: 'before' | 'after') {
    const gate = closedGate();
    let count = 0;
    held.onCommit(async (_commit, go) => {
      count += 1;
      if (count !== at) return go();
      if (when === 'after') {
        const result = await go();
        await gate.wait();
        return result;
      }
      await gate.wait();
      return go();
    });
    return { ...gate, count: () => count };
  }

  describe('a scheduled SMS to a phone', () => {
    test.each(['looks', 'drives it too', 'drives it too, and is done with it'] as const)(
      'one is held up anywhere, the other %s: in the list once, handed over once',
      async (what) => {
        for (const when of ['before', 'after'] as const) {
          for (let at = 1, isHeld = true; isHeld; at += 1) {
            const phones = fakeEnd();
            const detach = b.attach(PHONES, phones);
            const before = (await inbox()).length;
            const id = await submit(a, { ...TO_PHONE, schedule: { after: HOUR } });
            const gate = hold(at, when);
            const clock = a.gateway.changeClock(a.on('http'), { advance: 'PT1H' });
            let isDone = false;
            void clock.then(() => {
              isDone = true;
            });
            await eventually(() => gate.reached() || isDone, 'the held commit');
            isHeld = gate.reached();
            if (what !== 'looks') must(await b.gateway.changeClock(b.on('http'), { advance: 'PT1S' }));
            if (what === 'looks') await b.pass(2_500);
            else await pass(phones);
            await quiet(b, phones);
            gate.open();
            must(await clock);
            await pass(phones);
            const where = `${when} commit ${at}`;
            expect([where, await stateOf(id, TO_PHONE)]).toEqual([where, 'DELIVERED']);
            expect([where, ...texts(phones).toSorted()]).toEqual([where, 'DELIVERED', 'old']);
            expect([where, (await inbox()).length - before]).toEqual([where, 1]);
            expect([where, await b.waiting(PHONES)]).toEqual([where, []]);
            detach();
            held.onCommit(null);
          }
        }
      },
      60_000,
    );

    test('many of them, driven by both at once, the couriers of both looking: all come, each once in its list', async () => {
      const ends = [fakeEnd(), fakeEnd()] as const;
      a.attach(PHONES, ends[0]);
      b.attach(PHONES, ends[1]);
      const phones = Array.from({ length: 60 }, (_unused, index) => String(79160001000 + index));
      for (const phone of phones) await a.phone(phone, PHONES).sms('7777', 'hello');
      const later = { schedule: { after: HOUR } };
      const ids = await Promise.all(
        phones.map((to, index) => submit(index % 2 ? a : b, { ...TO_PHONE, to, ...later })),
      );
      const clocks = Promise.all([
        a.gateway.changeClock(a.on('http'), { advance: 'PT1H' }),
        b.gateway.changeClock(b.on('http'), { advance: 'PT1H' }),
      ]);
      for (const stage of [a, b, a, b]) await stage.pass(500);
      (await clocks).forEach(must);
      await pass(...ends);
      const come = ends.flatMap(({ handed }) => handed).filter(({ kind }) => kind === 'to-phone');
      expect(new Set(come.map(({ id }) => id))).toEqual(new Set(ids));
      for (const phone of phones) expect(await b.phone(phone, 'http').inbox()).toHaveLength(1);
      const states = await Promise.all(ids.map((id) => stateOf(id, TO_PHONE)));
      expect(new Set(states)).toEqual(new Set(['DELIVERED']));
    }, 60_000);

    test('finished by another than sent it on its way, both with the wire: handed over once', async () => {
      const slow = closedGate();
      const ends = [fakeEnd(), fakeEnd(() => slow.wait().then(() => 'taken' as const))] as const;
      const id = await submit(a, { ...TO_PHONE, schedule: { after: HOUR } });
      a.attach(PHONES, ends[0]);
      b.attach(PHONES, ends[1]);
      await quiet(b, ...ends);
      const gate = hold(1, 'after');
      const clock = a.gateway.changeClock(a.on('http'), { advance: 'PT1H' });
      await eventually(gate.reached, 'the held commit');
      must(await b.gateway.changeClock(b.on('http'), { advance: 'PT1S' }));
      await quiet(b, ...ends);
      gate.open();
      must(await clock);
      await quiet(b, ...ends);
      slow.open();
      await eventually(async () => (await stateOf(id, TO_PHONE)) === 'DELIVERED', 'the end');
      await pass(...ends);
      expect(ends.flatMap(({ handed }) => handed).filter(({ kind }) => kind === 'to-phone')).toMatchObject([{ id }]);
    });

    test('put off by its sender while one who drove it sleeps: it comes when it shall, and only then', async () => {
      const id = await submit(a, { ...TO_PHONE, schedule: { after: HOUR } });
      const gate = hold(2, 'before');
      const clock = a.gateway.changeClock(a.on('http'), { advance: 'PT1H' });
      await eventually(gate.reached, 'the held commit');
      must(await b.gateway.changeClock(b.on('http'), { advance: 'PT1S' }));
      const by = { from: '7777', text: 'new', schedule: { after: HOUR } };
      must(await b.gateway.replaceMessage(b.on(PHONES), id, by));
      gate.open();
      must(await clock);
      expect(await inbox()).toEqual([]);
      const phones = fakeEnd();
      b.attach(PHONES, phones);
      await pass(phones);
      expect(texts(phones)).toEqual([]);
      must(await b.gateway.changeClock(b.on('http'), { advance: 'PT1H' }));
      await pass(phones);
      expect(texts(phones)).toEqual(['new']);
      expect((await inbox()).map(({ text }) => text)).toEqual(['new']);
    });

    test('once it has set out it is neither taken back nor replaced', async () => {
      const id = await submit(a, { ...TO_PHONE, schedule: { after: HOUR } });
      const gate = hold(1, 'after');
      const clock = a.gateway.changeClock(a.on('http'), { advance: 'PT1H' });
      await eventually(gate.reached, 'the held commit');
      expect(wordOf(await b.gateway.cancelMessage(b.on(PHONES), id, '7777'))).toBe('message-final');
      const by = { from: '7777', text: 'new' };
      expect(wordOf(await b.gateway.replaceMessage(b.on(PHONES), id, by))).toBe('message-final');
      gate.open();
      must(await clock);
      expect((await inbox()).at(-1)?.text).toBe('old');
    });
  });

  describe('one is handing it over while the other', () => {
    /** Hands the message over at b, changes it at a, and lets the wire answer. */
    async function changed(wire: string, body: Submission, change: (id: string) => Promise<unknown>) {
      const answers: (() => void)[] = [];
      const end = fakeEnd((queued) => {
        if (queued.kind === 'receipt' || queued.text !== 'old') return 'taken';
        return new Promise((resolve) => answers.push(() => resolve('taken')));
      });
      b.attach(wire, end);
      const id = await submit(b, body);
      await eventually(() => answers.length === 1, 'the old text');
      await change(id);
      answers[0]?.();
      await quiet(b, end);
      return { id, end };
    }

    test.each([
      ['to an application', QUIZ, TO_QUIZ],
      ['to a phone', PHONES, TO_PHONE],
    ] as const)('replaces it, %s: the new text comes, and the receipt after it', async (_name, wire, body) => {
      const { id, end } = await changed(wire, body, async (message) =>
        must(
          await a.gateway.replaceMessage(a.on(PHONES), message, { from: body.from, text: 'new', receipt: 'always' }),
        ),
      );
      const phones = wire === PHONES ? end : fakeEnd();
      if (phones !== end) b.attach(PHONES, phones);
      expect(await stateOf(id, body)).toBe('ENROUTE');
      expect(receipts(phones, id)).toEqual([]);
      await pass(end, phones);
      expect(texts(end).filter((text) => text !== 'DELIVERED')).toEqual(['old', 'new']);
      expect(await stateOf(id, body)).toBe('DELIVERED');
      expect(receipts(phones, id)).toMatchObject([{ state: 'DELIVERED', text: 'new' }]);
    });

    test('gives it another time: it comes then', async () => {
      const { id, end } = await changed(QUIZ, TO_QUIZ, async (message) => {
        const by = { from: BOB, text: 'new', schedule: { after: HOUR } };
        must(await a.gateway.replaceMessage(a.on(PHONES), message, by));
      });
      await pass(end);
      expect([texts(end), await stateOf(id, TO_QUIZ)]).toEqual([['old'], 'SCHEDULED']);
      must(await a.gateway.changeClock(a.on('http'), { advance: 'PT1H' }));
      await pass(end);
      expect([texts(end), await stateOf(id, TO_QUIZ)]).toEqual([['old', 'new'], 'DELIVERED']);
    });

    test('takes it back: it stays taken back, told once', async () => {
      const { id, end } = await changed(QUIZ, TO_QUIZ, async (message) =>
        must(await a.gateway.cancelMessage(a.on(PHONES), message, BOB)),
      );
      const phones = fakeEnd();
      b.attach(PHONES, phones);
      await pass(end, phones);
      expect([texts(end), await stateOf(id, TO_QUIZ)]).toEqual([['old'], 'DELETED']);
      expect(receipts(phones, id)).toMatchObject([{ state: 'DELETED' }]);
    });
  });

  test('put off by one that dies before the phone hears of it: the list has the new text when it comes', async () => {
    const id = await submit(a, TO_PHONE);
    held.onLoad(async (msisdn, go) => {
      if (msisdn === BOB) throw new StoreUnavailable('dead');
      return go();
    });
    const by = { from: '7777', text: 'new', schedule: { after: HOUR } };
    expect(wordOf(await a.gateway.replaceMessage(a.on(PHONES), id, by))).toBe('store-unavailable');
    const phones = fakeEnd();
    b.attach(PHONES, phones);
    must(await b.gateway.changeClock(b.on('http'), { advance: 'PT1H' }));
    await pass(phones);
    expect(texts(phones)).toEqual(['new']);
    expect((await inbox()).map(({ text }) => text)).toEqual(['new']);
  });

  describe('an entry without a home', () => {
    /** Submits at the one, and holds it up before it writes the home. */
    async function heldUp(call = a.on('http')) {
      const gate = closedGate();
      held.onCommit(async (commit, go) => {
        if (commit.msisdn.startsWith('#') && commit.records?.[0]?.key === 'm') await gate.wait();
        return go();
      });
      const sent = a.gateway.sms(call, TO_PHONE);
      await eventually(gate.reached, 'the held commit');
      return { sent, gate };
    }

    test('of a machine whose clock is behind is waited for as long as any', async () => {
      const ahead = { passed: 3 * HOUR };
      const c = await openStage(other.store, { destinations, time: ahead, tag: 'c', world: a.world });
      const phones = fakeEnd();
      c.attach(PHONES, phones);
      const { sent, gate } = await heldUp();
      await c.pass(2_500);
      await quiet(c, phones);
      gate.open();
      const { messageId } = must(await sent);
      for (let round = 0; round < 6; round += 1) {
        await c.pass(5_000);
        await quiet(c, phones);
      }
      await c.stop();
      expect(texts(phones)).toEqual(['old']);
      expect(await stateOf(messageId, TO_PHONE)).toBe('DELIVERED');
    });

    test('is thrown away for good: its writer, however late, hears that it is not taken, and may send it again', async () => {
      const phones = fakeEnd();
      b.attach(PHONES, phones);
      const call = keyed(a.on('http'), 'POST /v1/sms', 'k', TO_PHONE);
      const { sent, gate } = await heldUp(call);
      await eventually(async () => {
        await b.pass(5_000);
        await quiet(b, phones);
        return (await b.waiting(PHONES)).length === 0;
      }, 'the removal');
      gate.open();
      expect(wordOf(await sent)).toBe('store-unavailable');
      held.onCommit(null);
      expect(texts(phones)).toEqual([]);
      const { messageId } = must(await a.gateway.sms(call, TO_PHONE));
      await pass(phones);
      expect(phones.handed).toMatchObject([{ kind: 'to-phone', id: messageId, text: 'old' }]);
      expect(await inbox()).toHaveLength(1);
      expect(await stateOf(messageId, TO_PHONE)).toBe('DELIVERED');
    });
  });
});
