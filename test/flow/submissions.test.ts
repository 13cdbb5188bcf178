/** SMS that wires bring: for services, applications, subscribers and sinks; now or later; asked about, taken back, replaced. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageState, Queued, ReceiptWish, Submission } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { driveMessage } from '../../src/flow/submissions/drive.ts';
import { StoreUnavailable } from '../../src/store/port.ts';
import { keyed, must, wordOf } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import {
  ANN,
  BOB,
  eventually,
  type FakeEnd,
  fakeEnd,
  heldEnd,
  openStage,
  PROGRAM,
  quiet,
  type Stage,
  turn,
} from './outboxStage.ts';

const PHONES = 'smpp:harness';
const QUIZ = 'smpp:quiz';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DESTINATIONS = destinationsOf([{ application: 'quiz', codes: ['7777', '*384#'] }], ['9999']);
const NOBODY = '79160000099';

describe.each(STORES)('submissions on %s', (_, open) => {
  let opened: OpenedStore;
  let stage: Stage;

  beforeEach(async () => {
    opened = await open();
    stage = await openStage(opened.store, { destinations: DESTINATIONS });
  });
  afterEach(async () => {
    await stage.stop();
    await opened.store.deleteWorld(stage.world);
    await opened.close();
  });

  const submit = async (wire: string, body: Submission) =>
    must(await stage.gateway.sms(stage.on(wire), body)).messageId;
  const advance = async (duration: string) =>
    must(await stage.gateway.changeClock(stage.on('http'), { advance: duration }));
  const stateOf = async (id: string, from = '7777') =>
    must(await stage.gateway.message(stage.on(QUIZ), id, from)).state;
  const receiptsOf = (end: FakeEnd) => end.handed.filter(({ kind }) => kind === 'receipt');
  const settled = (...ends: FakeEnd[]) => quiet(stage, ...ends);
  /** What an entry says that says everything itself. */
  const queuedIn = (value: string) => JSON.parse(value.slice(value.indexOf('{'))) as Queued;
  const inbox = async (msisdn: string) => stage.phone(msisdn, 'http').inbox();

  /** An application's SMS to a phone. */
  const toPhone = (more: Partial<Submission> = {}): Submission => ({ from: '7777', to: ANN, text: 'Привет', ...more });
  /** A phone's SMS to an application. */
  const toQuiz = (more: Partial<Submission> = {}): Submission => ({ from: ANN, to: '7777', text: 'Да', ...more });

  describe('for an application', () => {
    test('waits for it, with its id, and is DELIVERED when taken', async () => {
      const id = await submit(PHONES, toQuiz({ flash: true }));
      expect(await stateOf(id, ANN)).toBe('ENROUTE');
      const quiz = fakeEnd();
      stage.attach(QUIZ, quiz);
      await eventually(async () => (await stateOf(id, ANN)) === 'DELIVERED', 'the end');
      expect(quiz.handed).toEqual([{ kind: 'to-application', id, from: ANN, to: '7777', text: 'Да', flash: true }]);
      await eventually(async () => (await stage.waiting(QUIZ)).length === 0, 'the removal');
    });

    test('the phone has spoken: an answer goes to its wire', async () => {
      const phones = fakeEnd();
      stage.attach(PHONES, phones);
      await submit(PHONES, toQuiz());
      await submit(QUIZ, toPhone());
      await eventually(() => phones.handed.length === 1, 'the answer');
      expect(phones.handed[0]).toMatchObject({ kind: 'to-phone', from: '7777', to: ANN, text: 'Привет' });
    });

    test('a phone’s SMS arrive in order', async () => {
      const quiz = fakeEnd((_queued, count) => (count % 3 === 0 ? 'later' : 'taken'));
      stage.attach(QUIZ, quiz);
      for (let count = 0; count < 8; count += 1) await submit(PHONES, toQuiz({ text: String(count) }));
      await eventually(async () => {
        await stage.pass(1_000);
        await settled(quiz);
        return (await stage.waiting(QUIZ)).length === 0;
      }, 'all of them');
      expect([...new Set(quiz.handed.map(({ text }) => text))]).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    });

    test('octets that are no text arrive as they were', async () => {
      const quiz = fakeEnd();
      stage.attach(QUIZ, quiz);
      const data = { coding: 4, octets: 'AAEC', udh: 'BQADCQIB' };
      await submit(PHONES, toQuiz({ text: '', data }));
      await eventually(() => quiz.handed.length === 1, 'the SMS');
      expect(quiz.handed[0]).toMatchObject({ data, text: '' });
    });
  });

  describe('for a subscriber', () => {
    test('whose phone comes and asks: it is in the list, and DELIVERED', async () => {
      const id = await submit(QUIZ, toPhone());
      expect(await inbox(ANN)).toMatchObject([{ from: '7777', text: 'Привет', parts: 1 }]);
      expect(must(await stage.gateway.message(stage.on(QUIZ), id, '7777'))).toEqual({
        id,
        from: '7777',
        to: ANN,
        state: 'DELIVERED',
        finalAt: '2018-03-10T09:00:00.000Z',
        error: 0,
      });
    });

    test('whose phone hangs on a wire: in the list at once, ENROUTE until the wire has taken it', async () => {
      await submit(PHONES, toQuiz());
      const id = await submit(QUIZ, toPhone());
      expect(await stateOf(id)).toBe('ENROUTE');
      expect(await inbox(ANN)).toHaveLength(1);
      const phones = fakeEnd();
      stage.attach(PHONES, phones);
      await eventually(async () => (await stateOf(id)) === 'DELIVERED', 'the end');
      expect(phones.handed).toEqual([{ kind: 'to-phone', id, from: '7777', to: ANN, text: 'Привет' }]);
    });

    test('of a world where SMS get lost: DELIVERED, as far as anybody knows', async () => {
      await submit(PHONES, toQuiz());
      must(await stage.gateway.putFaults(stage.on('http'), { smsDrop: true }));
      const id = await submit(QUIZ, toPhone());
      expect(await stateOf(id)).toBe('DELIVERED');
      expect(await stage.waiting(PHONES)).toEqual([]);
      expect(await inbox(ANN)).toEqual([]);
    });

    test('from another phone, whose numbers may be in national form', async () => {
      await submit(PHONES, { from: '8 916 000-00-01', to: '8 916 000-00-02', text: 'Привет' });
      expect(await inbox(BOB)).toMatchObject([{ from: ANN, text: 'Привет' }]);
      await submit('http', { from: BOB, to: ANN, text: 'И тебе' });
      expect(await stage.waiting(PHONES)).toHaveLength(1);
    });
  });

  describe('for a sink', () => {
    test('nothing is stored; the receipt is handed over directly, and only if it is wanted', async () => {
      const phones = fakeEnd();
      stage.attach(PHONES, phones);
      await settled(phones);
      const { store } = stage.deps;
      const touched: string[] = [];
      const deaf = new Proxy(store, {
        get(target, name: keyof typeof store) {
          touched.push(name);
          return target[name];
        },
      });
      Object.assign(stage.deps, { store: deaf });
      const id = await submit(PHONES, { from: ANN, to: '9999', text: 'раз', receipt: 'always' });
      await submit(PHONES, { from: ANN, to: '9999', text: 'два' });
      await submit(PHONES, { from: ANN, to: '9999', text: 'три', receipt: 'failure' });
      Object.assign(stage.deps, { store });
      // Only whether there is such a world, now and then.
      expect(touched).toEqual(['world']);
      await settled(phones);
      expect(phones.handed).toEqual([
        {
          kind: 'receipt',
          id,
          from: '9999',
          to: ANN,
          state: 'DELIVERED',
          error: 0,
          submittedAt: '2018-03-10T09:00:00.000Z',
          doneAt: '2018-03-10T09:00:00.000Z',
          text: 'раз',
        },
      ]);
      expect(await inbox(ANN)).toEqual([]);
    });
  });

  describe('for a sink: who or what no receiver would take is refused', () => {
    const body: Submission = { from: ANN, to: '9999', text: 'раз' };

    test.each<[string, Submission, string]>([
      ['no phone', { ...body, from: '!!' }, 'bad-msisdn'],
      ['half a character', { ...body, text: '\ud83d' }, 'bad-sms'],
    ])('%s', async (_name, wrong, word) => {
      for (const call of [stage.on(PHONES), keyed(stage.on(PHONES), 'POST /v1/sms', 'k', wrong)]) {
        expect(wordOf(await stage.gateway.sms(call, wrong))).toBe(word);
      }
    });

    test('a world that is not there', async () => {
      const nowhere = { world: 'nowhere', wire: PHONES };
      expect(wordOf(await stage.gateway.sms(nowhere, body))).toBe('unknown-world');
      expect(wordOf(await stage.gateway.sms(keyed(nowhere, 'POST /v1/sms', 'k', body), body))).toBe('unknown-world');
    });

    test('a world whose store is said to be away, from the next moment on', async () => {
      await submit(PHONES, body);
      must(await stage.gateway.putFaults(stage.on('http'), { storeDown: true }));
      expect(wordOf(await stage.gateway.sms(stage.on(PHONES), body))).toBe('store-unavailable');
      must(await stage.gateway.putFaults(stage.on('http'), {}));
      await submit(PHONES, body);
    });

    test('what another process does to a world is seen within a second', async () => {
      await submit(PHONES, body);
      await opened.store.deleteWorld(stage.world);
      await stage.pass(999);
      await submit(PHONES, body);
      await stage.pass(1);
      await turn();
      expect(wordOf(await stage.gateway.sms(stage.on(PHONES), body))).toBe('unknown-world');
    });

    test('so many at once look once', async () => {
      const { store } = stage.deps;
      let looks = 0;
      const world: typeof store.world = (id) => {
        looks += 1;
        return store.world(id);
      };
      Object.assign(stage.deps, { store: { ...store, world } });
      const answers = await Promise.all(Array.from({ length: 100 }, () => submit(PHONES, body)));
      Object.assign(stage.deps, { store });
      expect([new Set(answers).size, looks]).toEqual([100, 1]);
    });
  });

  describe('for a service', () => {
    test('the receipt is queued with the step, for the submitter’s wire', async () => {
      const id = await submit(PHONES, {
        from: ANN,
        to: '4555',
        text: 'Бонус, пожалуйста, и побыстрее',
        receipt: 'always',
      });
      expect((await stage.waiting(PHONES)).map(queuedIn)).toMatchObject([
        { kind: 'receipt', id, from: '4555', to: ANN, state: 'DELIVERED', text: 'Бонус, пожалуйста, и' },
        { kind: 'to-phone', id: '1', from: '4555', to: ANN },
      ]);
    });

    test('over HTTP nothing is queued, whatever is wished', async () => {
      await submit('http', { from: ANN, to: '4555', text: 'Бонус', receipt: 'always' });
      expect(await stage.waiting('http')).toEqual([]);
    });
  });

  describe('later', () => {
    const SCHEDULE = { after: 2 * HOUR } as const;

    test.each<[string, Submission, () => Promise<number>]>([
      [
        'a service',
        { from: ANN, to: '4555', text: 'Бонус', schedule: SCHEDULE },
        async () => (await inbox(ANN)).length,
      ],
      ['an application', toQuiz({ schedule: SCHEDULE }), async () => (await stage.waiting(QUIZ)).length],
      ['a subscriber', toPhone({ schedule: SCHEDULE }), async () => (await inbox(ANN)).length],
    ])('at its time, to %s, once', async (_name, body, arrived) => {
      const id = await submit(PHONES, body);
      expect(await stateOf(id, body.from)).toBe('SCHEDULED');
      await advance('PT1H59M');
      expect(await arrived()).toBe(0);
      await advance('PT1M');
      expect(await arrived()).toBe(1);
      await advance('PT1H');
      expect(await arrived()).toBeLessThanOrEqual(1);
      expect(await stateOf(id, body.from)).toBe(body.to === '7777' ? 'ENROUTE' : 'DELIVERED');
    });

    test('as of the moment it fell due, however far the clock was moved', async () => {
      const id = await submit(PHONES, toPhone({ schedule: SCHEDULE, receipt: 'always' }));
      await advance('P1D');
      const { finalAt } = must(await stage.gateway.message(stage.on(PHONES), id, '7777'));
      expect(finalAt).toBe('2018-03-10T11:00:00.000Z');
      expect((await inbox(ANN))[0]?.at).toBe('2018-03-10T11:00:00.000Z');
    });

    test('two gateways that drive it at once send it once', async () => {
      const other = await openStage(opened.store, { destinations: DESTINATIONS, world: stage.world, tag: 'b' });
      const id = await submit(PHONES, toQuiz({ schedule: SCHEDULE }));
      const at = Date.parse('2018-03-10T14:00:00+03:00');
      for (const one of [stage, other]) Object.assign(one.deps, { machineTime: () => at });
      await Promise.all([stage, other].map(({ deps }) => driveMessage(deps, stage.world, id, at)));
      expect(await stage.waiting(QUIZ)).toHaveLength(1);
      await other.stop();
    });

    test('a deadline that was moved meanwhile is not worked off', async () => {
      const id = await submit(PHONES, toQuiz({ schedule: SCHEDULE }));
      const by = { from: ANN, text: 'Нет', schedule: { after: 5 * HOUR } };
      must(await stage.gateway.replaceMessage(stage.on(PHONES), id, by));
      await driveMessage(stage.deps, stage.world, id, Date.parse('2018-03-10T14:00:00+03:00'));
      expect(await stateOf(id, ANN)).toBe('SCHEDULED');
    });

    test('a time that is past means now', async () => {
      await submit(PHONES, { from: ANN, to: '4555', text: 'Бонус', schedule: { at: 0 } });
      expect(await inbox(ANN)).toHaveLength(1);
      await submit(PHONES, toPhone({ to: BOB, schedule: { at: 0 } }));
      expect(await inbox(BOB)).toHaveLength(1);
    });

    test('a service that is gone by then: UNDELIVERABLE, and whoever wants to hear of failures does', async () => {
      const id = await submit(PHONES, { from: ANN, to: '4555', text: 'Бонус', schedule: SCHEDULE, receipt: 'failure' });
      const definitions = stage.deps.definitions();
      Object.assign(stage.deps, { definitions: () => ({ ...definitions, findSms: () => null }) });
      await advance('PT2H');
      expect(await stateOf(id, ANN)).toBe('UNDELIVERABLE');
      expect(queuedIn((await stage.waiting(PHONES))[0] ?? '')).toMatchObject({
        kind: 'receipt',
        id,
        state: 'UNDELIVERABLE',
      });
    });
  });

  describe('ends', () => {
    test.each<[Submission['validity'], string, string]>([
      [undefined, 'PT71H59M', 'PT1M'],
      [{ after: HOUR }, 'PT59M', 'PT1M'],
      [{ at: Date.parse('2018-03-10T13:00:00+03:00') }, 'PT59M', 'PT1M'],
    ])('EXPIRED at the end of its validity (%j), out of the outbox, with a receipt', async (validity, before, rest) => {
      const id = await submit(PHONES, toQuiz({ receipt: 'always', ...(validity === undefined ? {} : { validity }) }));
      await advance(before);
      expect(await stateOf(id, ANN)).toBe('ENROUTE');
      await advance(rest);
      expect(await stateOf(id, ANN)).toBe('EXPIRED');
      expect(await stage.waiting(QUIZ)).toEqual([]);
      const phones = fakeEnd();
      stage.attach(PHONES, phones);
      await eventually(() => phones.handed.length === 1, 'the receipt');
      expect(phones.handed[0]).toMatchObject({
        kind: 'receipt',
        id,
        from: '7777',
        to: ANN,
        state: 'EXPIRED',
        text: 'Да',
      });
    });

    test('nothing is handed over after the end of its validity, swept or not', async () => {
      const quiz = fakeEnd(() => 'later');
      stage.attach(QUIZ, quiz);
      await submit(PHONES, toQuiz({ validity: { after: 2_500 } }));
      await eventually(() => quiz.handed.length === 1, 'the first try');
      await settled(quiz);
      await stage.pass(1_000);
      await eventually(() => quiz.handed.length === 2, 'the second try');
      await settled(quiz);
      await stage.pass(2_000);
      await settled(quiz);
      expect(quiz.handed).toHaveLength(2);
    });

    test('UNDELIVERABLE when refused', async () => {
      const phones = fakeEnd();
      stage.attach(PHONES, phones);
      stage.attach(
        QUIZ,
        fakeEnd(() => 'refused'),
      );
      const id = await submit(PHONES, toQuiz({ receipt: 'failure' }));
      await eventually(() => phones.handed.length === 1, 'the receipt');
      expect(await stateOf(id, ANN)).toBe('UNDELIVERABLE');
      expect(receiptsOf(phones)).toMatchObject([{ id, state: 'UNDELIVERABLE' }]);
    });

    const ENDS: readonly [MessageState, (id: string) => Promise<unknown>][] = [
      ['DELIVERED', async () => stage.attach(QUIZ, fakeEnd())],
      [
        'UNDELIVERABLE',
        async () =>
          stage.attach(
            QUIZ,
            fakeEnd(() => 'refused'),
          ),
      ],
      ['EXPIRED', async () => advance('P3D')],
      ['DELETED', async (id) => stage.gateway.cancelMessage(stage.on(PHONES), id, ANN)],
    ];
    const WISHES: readonly (readonly [ReceiptWish | undefined, readonly MessageState[]])[] = [
      [undefined, []],
      ['always', ['DELIVERED', 'UNDELIVERABLE', 'EXPIRED', 'DELETED']],
      ['success', ['DELIVERED']],
      ['failure', ['UNDELIVERABLE', 'EXPIRED', 'DELETED']],
    ];
    test.each(WISHES)('receipts with the wish %s: %j', async (wish, expected) => {
      const told: MessageState[] = [];
      for (const [state, bringAbout] of ENDS) {
        const id = await submit(PHONES, toQuiz(wish === undefined ? {} : { receipt: wish }));
        const detach = await bringAbout(id);
        await eventually(async () => (await stateOf(id, ANN)) === state, state);
        if (typeof detach === 'function') detach();
        await settled();
        const receipts = (await stage.waiting(PHONES)).map(queuedIn).filter((one) => one.kind === 'receipt');
        told.push(...receipts.filter((one) => one.id === id).map((one) => one.state));
      }
      expect(told).toEqual(expected);
    });

    test('a day later nobody knows of it', async () => {
      const id = await submit(QUIZ, toPhone());
      await advance('PT23H');
      expect(await stateOf(id)).toBe('DELIVERED');
      await advance('PT1H');
      expect(wordOf(await stage.gateway.message(stage.on(QUIZ), id, '7777'))).toBe('unknown-message');
      const world = await opened.store.world(stage.world);
      expect(world && (await opened.store.due(world, Number.MAX_SAFE_INTEGER, 10))).toEqual([]);
    });

    test('an end is told as an event of the phone', async () => {
      const heard: unknown[] = [];
      const deaf = stage.gateway.onEvent(stage.world, ({ type, msisdn, messageId }) => {
        if (type.startsWith('sms.') && type !== 'sms.in') heard.push({ type, msisdn, messageId });
      });
      const expired = await submit(PHONES, toQuiz());
      await advance('P4D');
      const deleted = await submit(PHONES, toQuiz());
      must(await stage.gateway.cancelMessage(stage.on(PHONES), deleted, ANN));
      deaf();
      expect(heard).toEqual([
        { type: 'sms.expired', msisdn: ANN, messageId: expired },
        { type: 'sms.deleted', msisdn: ANN, messageId: deleted },
      ]);
    });
  });

  describe('asked about and changed', () => {
    const later = { schedule: { after: HOUR } } as const;

    test('another sender’s message is unknown, as is any other id', async () => {
      const id = await submit(QUIZ, toPhone(later));
      const call = stage.on(QUIZ);
      for (const [whose, of] of [
        [id, '7778'],
        ['ABCDEF012345', '7777'],
        ['#', '7777'],
        ['', '7777'],
        ['x'.repeat(600), '7777'],
      ] as const) {
        expect(wordOf(await stage.gateway.message(call, whose, of))).toBe('unknown-message');
        expect(wordOf(await stage.gateway.cancelMessage(call, whose, of))).toBe('unknown-message');
        expect(wordOf(await stage.gateway.replaceMessage(call, whose, { from: of, text: 'x' }))).toBe(
          'unknown-message',
        );
      }
      expect(await stateOf(id)).toBe('SCHEDULED');
    });

    test('a phone’s number may be written in its national form', async () => {
      const id = await submit(PHONES, toQuiz(later));
      must(await stage.gateway.cancelMessage(stage.on(PHONES), id, '8 916 000 00 01'));
    });

    test.each([
      ['scheduled', later],
      ['waiting for its application', {}],
    ])('a message that is %s can be taken back, once', async (_name, more) => {
      const id = await submit(PHONES, toQuiz(more));
      must(await stage.gateway.cancelMessage(stage.on(PHONES), id, ANN));
      expect(await stateOf(id, ANN)).toBe('DELETED');
      expect(wordOf(await stage.gateway.cancelMessage(stage.on(PHONES), id, ANN))).toBe('message-final');
      const quiz = fakeEnd();
      stage.attach(QUIZ, quiz);
      await advance('PT2H');
      await settled(quiz);
      expect(quiz.handed).toEqual([]);
    });

    test('what is on its way cannot be taken back or replaced', async () => {
      const quiz = heldEnd();
      stage.attach(QUIZ, quiz);
      const id = await submit(PHONES, toQuiz());
      await eventually(() => quiz.handed.length === 1, 'the SMS');
      expect(wordOf(await stage.gateway.cancelMessage(stage.on(PHONES), id, ANN))).toBe('message-final');
      expect(wordOf(await stage.gateway.replaceMessage(stage.on(PHONES), id, { from: ANN, text: 'x' }))).toBe(
        'message-final',
      );
      quiz.answer('taken');
      await eventually(async () => (await stateOf(id, ANN)) === 'DELIVERED', 'the end');
      expect(wordOf(await stage.gateway.cancelMessage(stage.on(PHONES), id, ANN))).toBe('message-final');
    });

    test('what rests after a failure can be taken back', async () => {
      const quiz = fakeEnd(() => 'later');
      stage.attach(QUIZ, quiz);
      const id = await submit(PHONES, toQuiz());
      await eventually(() => quiz.handed.length === 1, 'the first try');
      await settled(quiz);
      must(await stage.gateway.cancelMessage(stage.on(PHONES), id, ANN));
      await stage.pass(1_000);
      await settled(quiz);
      expect(quiz.handed).toHaveLength(1);
      expect(await stateOf(id, ANN)).toBe('DELETED');
    });

    test('what rests after a failure and gets another time is handed over then, and only then', async () => {
      const quiz = fakeEnd((_queued, count) => (count === 1 ? 'later' : 'taken'));
      stage.attach(QUIZ, quiz);
      const id = await submit(PHONES, toQuiz());
      await eventually(() => quiz.handed.length === 1, 'the first try');
      await settled(quiz);
      const by = { from: ANN, text: 'Нет', schedule: { after: HOUR } };
      must(await stage.gateway.replaceMessage(stage.on(PHONES), id, by));
      expect(await stage.waiting(QUIZ)).toEqual([]);
      await stage.pass(5_000);
      await settled(quiz);
      expect(quiz.handed).toHaveLength(1);
      await advance('PT1H');
      await eventually(() => quiz.handed.length === 2, 'the second try');
    });

    test('a new text takes the place of the old one while it waits for its wire', async () => {
      const id = await submit(PHONES, toQuiz({ flash: true }));
      must(await stage.gateway.replaceMessage(stage.on(PHONES), id, { from: ANN, text: 'Нет' }));
      const quiz = fakeEnd();
      stage.attach(QUIZ, quiz);
      await eventually(() => quiz.handed.length === 1, 'the SMS');
      expect(quiz.handed).toEqual([{ kind: 'to-application', id, from: ANN, to: '7777', text: 'Нет', flash: true }]);
    });

    test('the list has the new text of what waits for its wire, and nothing of what was taken back', async () => {
      await submit(PHONES, toQuiz());
      const [first, second, third] = [
        await submit(QUIZ, toPhone({ text: 'раз', replace: true })),
        await submit(QUIZ, toPhone({ text: 'два', serviceType: 'news' })),
        await submit(QUIZ, toPhone({ text: 'три', serviceType: 'more' })),
      ];
      const call = stage.on(QUIZ);
      must(await stage.gateway.replaceMessage(call, second, { from: '7777', text: 'я'.repeat(71) }));
      expect(await inbox(ANN)).toMatchObject([
        { id: '1', text: 'раз', parts: 1 },
        { id: '2', text: 'я'.repeat(71), parts: 2, from: '7777' },
        { id: '3', text: 'три' },
      ]);
      must(await stage.gateway.cancelMessage(call, third, '7777'));
      must(await stage.gateway.replaceMessage(call, second, { from: '7777', text: 'пять' }));
      const fourth = await submit(QUIZ, toPhone({ text: 'шесть', replace: true }));
      expect(await stateOf(first)).toBe('DELETED');
      const texts = (await inbox(ANN)).map(({ id, text }) => [id, text]);
      expect(texts).toEqual([
        ['2', 'пять'],
        ['4', 'шесть'],
      ]);
      const phones = fakeEnd();
      stage.attach(PHONES, phones);
      await eventually(async () => (await stateOf(fourth)) === 'DELIVERED', 'the last one');
      expect(phones.handed.map(({ text }) => text)).toEqual(['пять', 'шесть']);
    });

    test('the list has what was put off when it comes, once', async () => {
      await submit(PHONES, toQuiz());
      const id = await submit(QUIZ, toPhone());
      const by = { from: '7777', text: 'Позже', schedule: { after: HOUR } };
      must(await stage.gateway.replaceMessage(stage.on(QUIZ), id, by));
      expect(await inbox(ANN)).toEqual([]);
      await advance('PT1H');
      expect(await inbox(ANN)).toMatchObject([{ id: '2', text: 'Позже' }]);
      expect(await stage.waiting(PHONES)).toHaveLength(1);
    });

    test('a new time takes it out of the outbox until then', async () => {
      const id = await submit(PHONES, toQuiz());
      must(
        await stage.gateway.replaceMessage(stage.on(PHONES), id, { from: ANN, text: 'Нет', schedule: { after: HOUR } }),
      );
      expect(await stateOf(id, ANN)).toBe('SCHEDULED');
      const quiz = fakeEnd();
      stage.attach(QUIZ, quiz);
      await settled(quiz);
      expect(quiz.handed).toEqual([]);
      await advance('PT1H');
      await eventually(() => quiz.handed.length === 1, 'the SMS');
      expect(quiz.handed[0]).toMatchObject({ id, text: 'Нет' });
    });

    test('a time that is past sends it now', async () => {
      const id = await submit(PHONES, toPhone(later));
      must(
        await stage.gateway.replaceMessage(stage.on(PHONES), id, { from: '7777', text: 'Сейчас', schedule: { at: 0 } }),
      );
      expect(await stateOf(id)).toBe('DELIVERED');
      expect(await inbox(ANN)).toMatchObject([{ text: 'Сейчас' }]);
    });

    test('a new validity counts', async () => {
      const id = await submit(PHONES, toQuiz({ validity: { after: HOUR } }));
      must(
        await stage.gateway.replaceMessage(stage.on(PHONES), id, {
          from: ANN,
          text: 'Да',
          validity: { after: 5 * HOUR },
        }),
      );
      await advance('PT4H');
      expect(await stateOf(id, ANN)).toBe('ENROUTE');
      must(await stage.gateway.cancelMessages(stage.on(PHONES), { serviceType: '', from: ANN, to: '7777' }));
    });

    test.each([
      ['a validity that is over', { from: ANN, text: 'x', validity: { at: 0 } }],
      ['half a character', { from: ANN, text: '\ud83d' }],
    ])('%s is refused and changes nothing', async (_name, by) => {
      const id = await submit(PHONES, toQuiz());
      expect(wordOf(await stage.gateway.replaceMessage(stage.on(PHONES), id, by))).toBe('bad-sms');
      expect(await stateOf(id, ANN)).toBe('ENROUTE');
    });

    test('all of a type between two addresses are taken back at once', async () => {
      const call = stage.on(PHONES);
      const mine = [
        await submit(PHONES, toQuiz({ ...later, serviceType: 'vote' })),
        await submit(PHONES, toQuiz({ serviceType: 'vote' })),
      ];
      const others = [
        await submit(PHONES, toQuiz({ ...later, serviceType: 'play' })),
        await submit(PHONES, { from: ANN, to: '4555', text: 'Бонус', serviceType: 'vote', ...later }),
      ];
      const kind = { serviceType: 'vote', from: ANN, to: '7777' };
      must(await stage.gateway.cancelMessages(call, kind));
      expect(await Promise.all(mine.map((id) => stateOf(id, ANN)))).toEqual(['DELETED', 'DELETED']);
      expect(await Promise.all(others.map((id) => stateOf(id, ANN)))).toEqual(['SCHEDULED', 'SCHEDULED']);
      expect(wordOf(await stage.gateway.cancelMessages(call, kind))).toBe('unknown-message');
      must(await stage.gateway.cancelMessages(call, { ...kind, serviceType: '' }));
      expect(await stateOf(others[0] ?? '', ANN)).toBe('DELETED');
    });

    test('a message that asks for it takes the place of its like, quietly', async () => {
      const old = await submit(PHONES, toQuiz({ serviceType: 'news', receipt: 'always' }));
      const other = await submit(PHONES, toQuiz({ serviceType: '' }));
      const fresh = await submit(PHONES, toQuiz({ serviceType: 'news', text: 'Нет', replace: true }));
      expect([await stateOf(old, ANN), await stateOf(other, ANN), await stateOf(fresh, ANN)]).toEqual([
        'DELETED',
        'ENROUTE',
        'ENROUTE',
      ]);
      expect(await stage.waiting(PHONES)).toEqual([]);
      expect(await stage.waiting(QUIZ)).toHaveLength(2);
    });

    test('of very many that one phone has waiting the latest are found by address', async () => {
      const quiz = fakeEnd();
      const detach = stage.attach(QUIZ, quiz);
      const early = await submit(PHONES, toQuiz(later));
      for (let count = 0; count < 70; count += 1) await submit(PHONES, toQuiz());
      await eventually(() => quiz.handed.length === 70, 'all of them');
      await settled(quiz);
      detach();
      for (let count = 0; count < 40; count += 1) await submit(PHONES, toQuiz());
      const { records } = await opened.store.load(stage.world, ANN, ['w']);
      expect(JSON.parse(records[0]?.value ?? '').length).toBeLessThanOrEqual(64);
      must(await stage.gateway.cancelMessages(stage.on(PHONES), { serviceType: '', from: ANN, to: '7777' }));
      expect(await stateOf(early, ANN)).toBe('DELETED');
      expect(await stage.waiting(QUIZ)).toEqual([]);
    });
  });

  describe('very many that wait', () => {
    /** Loads that each of so many submissions costs. */
    async function costs(count: number): Promise<number[]> {
      const { store } = stage.deps;
      let loads = 0;
      const load: typeof store.load = (...args) => {
        loads += 1;
        return store.load(...args);
      };
      Object.assign(stage.deps, { store: { ...store, load } });
      const found: number[] = [];
      for (let done = 0; done < count; done += 1) {
        loads = 0;
        await submit(PHONES, toQuiz());
        await stage.deps.queue.idle();
        found.push(loads);
      }
      Object.assign(stage.deps, { store });
      return found;
    }

    test('a phone’s record is full: a submission costs what it costs', async () => {
      const found = await costs(300);
      expect(new Set(found.slice(-40))).toEqual(new Set([found[1]]));
    }, 30_000);

    test('what is over cannot be looked for: what was taken is taken', async () => {
      for (let count = 0; count < 8; count += 1) await submit(PHONES, toQuiz());
      const { store } = stage.deps;
      let hasFailed = false;
      const load: typeof store.load = (world, msisdn, records) => {
        // All but the first messages' homes: those are the looks.
        if (!msisdn.startsWith('#') || records?.[0] !== 'm' || !homes.has(msisdn))
          return store.load(world, msisdn, records);
        hasFailed = true;
        return Promise.reject(new StoreUnavailable('away'));
      };
      const { records } = await store.load(stage.world, ANN, ['w']);
      const homes = new Set((JSON.parse(records[0]?.value ?? '') as { id: string }[]).map(({ id }) => `#${id}`));
      Object.assign(stage.deps, { store: { ...store, load } });
      await submit(PHONES, toQuiz());
      await stage.deps.queue.idle();
      Object.assign(stage.deps, { store });
      expect(hasFailed).toBe(true);
    });
  });

  test('what a phone has waiting is forgotten when it has run out', async () => {
    await submit(PHONES, toQuiz({ validity: { after: HOUR } }));
    await submit(PHONES, toQuiz({ validity: { after: 5 * HOUR } }));
    await advance('PT2H');
    await submit(PHONES, toQuiz({ validity: { after: HOUR } }));
    const waiting = async () => (await opened.store.load(stage.world, ANN, ['w'])).records[0];
    expect(JSON.parse((await waiting())?.value ?? '')).toHaveLength(2);
    await advance('PT4H');
    expect(await waiting()).toBeNull();
  });

  test.each<[string, Submission, string, string]>([
    ['a number that leads nowhere', { from: ANN, to: '12', text: 'x' }, 'unknown-short-code', 'to'],
    ['a sender that is no phone', { from: '4555', to: '7777', text: 'x' }, 'bad-msisdn', 'from'],
    ['no sender at all', toPhone({ from: '' }), 'bad-sms', 'from'],
    ['a sender with a control character', toPhone({ from: 'a\u0000b' }), 'bad-sms', 'from'],
    ['a sender that is too long', toPhone({ from: 'x'.repeat(21) }), 'bad-sms', 'from'],
    ['half a character', toPhone({ text: '\ud83d' }), 'bad-sms', 'text'],
    ['more than 255 parts', toPhone({ text: 'я'.repeat(67 * 255 + 1) }), 'bad-sms', 'text'],
    [
      'octets for a service',
      { from: ANN, to: '4555', text: '', data: { coding: 4, octets: 'AAEC' } },
      'bad-sms',
      'text',
    ],
    ['a validity that is over', toQuiz({ validity: { at: 0 } }), 'bad-sms', 'validity'],
    [
      'a validity that is over, for a service',
      { from: ANN, to: '4555', text: 'Бонус', validity: { at: 0 } },
      'bad-sms',
      'validity',
    ],
    [
      'a validity that ends before the schedule',
      toPhone({ schedule: { after: DAY }, validity: { after: HOUR } }),
      'bad-sms',
      'validity',
    ],
  ])('%s is refused, and nothing is kept', async (_name, body, word, field) => {
    const result = await stage.gateway.sms(stage.on(PHONES), body);
    expect(wordOf(result)).toBe(word);
    expect(result).toMatchObject({ problem: { data: { field } } });
    expect(await inbox(ANN)).toEqual([]);
    expect(await stage.waiting(QUIZ)).toEqual([]);
  });

  test('a world that is not there', async () => {
    expect(wordOf(await stage.gateway.sms({ world: 'nowhere', wire: PHONES }, toQuiz()))).toBe('unknown-world');
    expect(wordOf(await stage.gateway.message({ world: 'nowhere', wire: PHONES }, 'ABCDEF012345', ANN))).toBe(
      'unknown-world',
    );
  });

  describe('sent again with the same key', () => {
    test.each<[string, Submission]>([
      ['a service', { from: ANN, to: '4555', text: 'Бонус' }],
      ['a service, later', { from: ANN, to: '4555', text: 'Бонус', schedule: { after: HOUR } }],
      ['an application', toQuiz()],
      ['a subscriber', toPhone({ from: BOB })],
      ['a sink', { from: ANN, to: '9999', text: 'x' }],
    ])('to %s: one answer, one effect; another body is a conflict', async (_name, body) => {
      const call = keyed(stage.on('http'), 'POST /v1/sms', 'k1', body);
      const first = must(await stage.gateway.sms(call, body));
      expect(must(await stage.gateway.sms(call, body))).toEqual(first);
      const other = { ...body, text: 'другое' };
      expect(wordOf(await stage.gateway.sms(keyed(stage.on('http'), 'POST /v1/sms', 'k1', other), other))).toBe(
        'idempotency-conflict',
      );
      await advance('PT1H');
      expect((await inbox(ANN)).length + (await stage.waiting(QUIZ)).length).toBe(body.to === '9999' ? 0 : 1);
    });

    test('at the same time: one effect', async () => {
      const body = toQuiz();
      const call = keyed(stage.on('http'), 'POST /v1/sms', 'k2', body);
      const both = await Promise.all([stage.gateway.sms(call, body), stage.gateway.sms(call, body)]);
      expect(both.map(must)[0]).toEqual(both.map(must)[1]);
      expect(await stage.waiting(QUIZ)).toHaveLength(1);
    });

    test('another phone’s same key is another', async () => {
      const [anns, bobs] = [toQuiz(), toQuiz({ from: BOB })];
      const ids = [
        must(await stage.gateway.sms(keyed(stage.on('http'), 'POST /v1/sms', 'k', anns), anns)).messageId,
        must(await stage.gateway.sms(keyed(stage.on('http'), 'POST /v1/sms', 'k', bobs), bobs)).messageId,
      ];
      expect(new Set(ids).size).toBe(2);
    });
  });

  test('a scheduled text changes points once, and its SMS comes', async () => {
    await stage.member(NOBODY);
    const taxi = { op: 'event', kind: 'taxi', values: { rub: 1000 } } as const;
    must(await stage.gateway.bonusWrite(stage.on('http'), PROGRAM, NOBODY, taxi));
    await submit(PHONES, { from: NOBODY, to: '4555', text: '32', schedule: { after: HOUR } });
    await advance('P1D');
    expect(must(await stage.gateway.bonus(stage.on('http'), PROGRAM, NOBODY)).balance).toBe(940);
    expect((await inbox(NOBODY)).length).toBeGreaterThanOrEqual(1);
  });
});
