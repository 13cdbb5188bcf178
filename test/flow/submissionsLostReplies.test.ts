/** What is done to a message while the store's replies get lost: it is done once, and said to be done. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Queued, Submission } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { StoreUnavailable } from '../../src/store/port.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { type Interposed, interposedStore } from '../support/interposedStore.ts';
import { keyed, must, wordOf } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { ANN, BOB, eventually, fakeEnd, openStage, quiet, type Stage, type Time } from './outboxStage.ts';

const PHONES = 'smpp:harness';
const QUIZ = 'smpp:quiz';
const HOUR = 3_600_000;
const destinations = destinationsOf([{ application: 'quiz', codes: ['7777'] }], []);

const TO_QUIZ: Submission = { from: BOB, to: '7777', text: 'old', receipt: 'always' };
const TO_PHONE: Submission = { from: '7777', to: BOB, text: 'old', receipt: 'always' };

describe.each(STORES)('with replies lost, on %s', (_, open) => {
  let opened: OpenedStore;
  let between: Interposed;
  let stage: Stage;
  let time: Time;

  beforeEach(async () => {
    opened = await open();
    between = interposedStore(opened.store);
    time = { passed: 0 };
    stage = await openStage(between.store, { destinations, time });
  });
  afterEach(async () => {
    between.onCommit(null);
    await stage.stop();
    await opened.store.deleteWorld(stage.world);
    await opened.close();
  });

  const submit = async (body: Submission) => must(await stage.gateway.sms(stage.on(PHONES), body)).messageId;
  const view = async (id: string, { from }: Submission) =>
    must(await stage.gateway.message(stage.on(PHONES), id, from));
  const receipts = async (id: string) => {
    const waiting = (await stage.waiting(PHONES)).filter((value) => value.includes('{'));
    const queued = waiting.map((value) => JSON.parse(value.slice(value.indexOf('{'))) as Queued);
    return queued.filter((one) => one.kind === 'receipt').filter((one) => one.id === id);
  };

  /** The reply to the commit number `at` from now is lost; tells whether there was one. */
  function lose(at: number): () => boolean {
    let count = 0;
    between.onCommit(async (_commit, go) => {
      const result = await go();
      count += 1;
      if (count === at) throw new StoreUnavailable('the reply got lost');
      return result;
    });
    return () => count >= at;
  }

  /** Does a thing, each time to something fresh, with the reply to each of its commits lost in turn. */
  async function everywhere<T>(fresh: () => Promise<T>, act: (it: T, where: string) => Promise<void>): Promise<void> {
    for (let at = 1, isLost = true; isLost; at += 1) {
      const it = await fresh();
      const happened = lose(at);
      await act(it, `commit ${at}`);
      between.onCommit(null);
      isLost = happened();
    }
  }

  const CHANGES: readonly [string, Submission, string, (message: string) => Promise<unknown>][] = [
    [
      'cancelled by its id',
      TO_QUIZ,
      'DELETED',
      async (message) => must(await stage.gateway.cancelMessage(stage.on(PHONES), message, BOB)),
    ],
    [
      'cancelled by its addresses',
      TO_QUIZ,
      'DELETED',
      async () =>
        must(
          await stage.gateway.cancelMessages(stage.on(PHONES), { serviceType: '', from: TO_QUIZ.from, to: TO_QUIZ.to }),
        ),
    ],
    [
      'cancelled on its way to a phone',
      TO_PHONE,
      'DELETED',
      async (message) => must(await stage.gateway.cancelMessage(stage.on(PHONES), message, '7777')),
    ],
    [
      'replaced',
      TO_PHONE,
      'ENROUTE',
      async (message) =>
        must(
          await stage.gateway.replaceMessage(stage.on(PHONES), message, {
            from: '7777',
            text: 'new',
            receipt: 'always',
          }),
        ),
    ],
  ];
  test.each(CHANGES)('%s: that is what is said, once', async (_name, body, state, change) => {
    await stage.phone(BOB, PHONES).sms('7777', 'hello');
    await stage.gateway.cancelMessages(stage.on(PHONES), { serviceType: '', from: BOB, to: '7777' });
    const fresh = () => submit(body);
    await everywhere(fresh, async (id, where) => {
      await change(id);
      const told = (await receipts(id)).map((one) => one.state);
      expect([where, (await view(id, body)).state, told]).toEqual([where, state, state === 'DELETED' ? [state] : []]);
    });
  });

  test.each<[string, boolean]>([
    ['whose SMS comes', false],
    ['whose SMS gets lost in the air, so that nothing else is written', true],
  ])('a text to a service, %s: one receipt', async (_name, smsDrop) => {
    await stage.phone(BOB, PHONES).sms('4555', 'Бонус');
    must(await stage.gateway.putFaults(stage.on('http'), { smsDrop }));
    const nothing = async () => {};
    await everywhere(nothing, async (_nothing, where) => {
      const text = { from: BOB, to: '4555', text: 'Бонус', receipt: 'always' } as const;
      expect([where, (await receipts(await submit(text))).length]).toEqual([where, 1]);
    });
  });

  test.each<[string, Submission, string]>([
    ['to a phone that comes and asks', { ...TO_PHONE, to: ANN }, ANN],
    ['to a phone on a wire', TO_PHONE, BOB],
    ['to a phone, later', { ...TO_PHONE, schedule: { after: HOUR } }, BOB],
  ])(
    'an SMS %s, sent again with its key until it is answered, is in the list once',
    async (_name, body, phone) => {
      for (const lost of [false, true]) {
        for (let failAt = 1, hasFailed = true; hasFailed; failAt += 1) {
          const { store, crashes } = crashingStore(opened.store);
          const time = { passed: 0 };
          const dying = await openStage(store, { destinations, time, tag: 'd' });
          await dying.phone(BOB, PHONES).sms('7777', 'hello');
          const call = keyed(dying.on('http'), 'POST /v1/sms', 'k', body);
          crashes.plan(failAt, lost);
          await dying.gateway.sms(call, body);
          hasFailed = crashes.calm() > 0;
          await dying.stop();
          const heir = await openStage(opened.store, { destinations, time, tag: 'h', world: dying.world });
          must(await heir.gateway.sms(call, body));
          must(await heir.gateway.changeClock(heir.on('http'), { advance: 'PT1H' }));
          const where = `call ${failAt}, ${lost ? 'reply lost' : 'not done'}`;
          expect([where, (await heir.phone(phone, 'http').inbox()).length]).toEqual([where, 1]);
          await heir.stop();
          await opened.store.deleteWorld(heir.world);
        }
      }
    },
    60_000,
  );

  describe('delivered while the store is away', () => {
    /** The wire has taken it, and that cannot be written down. */
    async function untold() {
      let isAway = false;
      const end = fakeEnd((_queued, count) => {
        if (count > 1) return 'taken';
        between.onCommit(async () => {
          isAway = true;
          // Nobody looks again after a silence of this length.
          time.passed += 900;
          throw new StoreUnavailable('away');
        });
        return 'taken';
      });
      const message = await submit(TO_QUIZ);
      stage.attach(QUIZ, end);
      await eventually(() => isAway, 'the outage');
      await quiet(stage, end);
      between.onCommit(null);
      return { message, end };
    }

    test('it is not changed any more, and DELIVERED as soon as that can be said', async () => {
      const { message, end } = await untold();
      const by = { from: BOB, text: 'new', schedule: { after: HOUR } };
      expect(wordOf(await stage.gateway.replaceMessage(stage.on(PHONES), message, by))).toBe('message-final');
      expect(wordOf(await stage.gateway.cancelMessage(stage.on(PHONES), message, BOB))).toBe('message-final');
      await eventually(async () => {
        await stage.pass(1_000);
        await quiet(stage, end);
        return (await view(message, TO_QUIZ)).state === 'DELIVERED';
      }, 'the end');
      expect(end.handed).toHaveLength(1);
      expect(stage.outbox.isOnItsWay(stage.world, message)).toBe(false);
      expect(await receipts(message)).toHaveLength(1);
    });

    test('another process that replaces it is not told in vain: the new text comes', async () => {
      const { message, end } = await untold();
      const other = await openStage(opened.store, { destinations, world: stage.world, tag: 'b' });
      const by = { from: BOB, text: 'new', receipt: 'always' } as const;
      must(await other.gateway.replaceMessage(other.on(PHONES), message, by));
      await other.stop();
      await eventually(async () => {
        await stage.pass(2_000);
        await quiet(stage, end);
        return (await view(message, TO_QUIZ)).state === 'DELIVERED';
      }, 'the end');
      expect(end.handed.map(({ text }) => text)).toEqual(['old', 'new']);
      expect(await receipts(message)).toMatchObject([{ text: 'new' }]);
    });
  });
});
