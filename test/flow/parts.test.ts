/** Parts of long SMS on the real gateway: whoever takes them, and whatever happens between them, none that was acknowledged is lost. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayEvent } from '../../src/flow/api.ts';
import { endStaleParts } from '../../src/flow/parts/expiry.ts';
import { LONGEST_SMS, MOST_WAITING, PARTS } from '../../src/flow/parts/shelf.ts';
import type { Due } from '../../src/store/port.ts';
import { must } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { ANN, BOB, eventually, type FakeEnd, fakeEnd, type Stage, type Time, textsOf } from './outboxStage.ts';
import { openPartsStage, partOf, QUIZ, send, WIRE } from './partsStage.ts';

describe.each(STORES)('on %s', (_, open) => {
  let opened: OpenedStore;
  let stage: Stage;
  let quiz: FakeEnd;
  let time: Time;
  const others: Stage[] = [];

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    time = { passed: 0 };
    stage = await openPartsStage(opened.store, { time });
    quiz = fakeEnd();
    stage.attach(QUIZ, quiz);
  });
  afterEach(async () => {
    for (const one of [stage, ...others.splice(0)]) await one.stop();
  });

  /** Another process on the same store. */
  async function another(): Promise<Stage> {
    const other = await openPartsStage(opened.store, { world: stage.world, tag: `b${others.length}`, time });
    others.push(other);
    return other;
  }

  const come = (count: number) => eventually(() => quiz.handed.length >= count, `${count} SMS`);
  const idOf = async (sent: ReturnType<typeof send>) => must(await sent).messageId;

  test('parts are acknowledged with ids of their own, the last one with that of the SMS; sent again it is known', async () => {
    const first = await idOf(send(stage, partOf(2, 'b')));
    expect(await idOf(send(stage, partOf(2, 'b')))).toBe(first);
    const last = await idOf(send(stage, partOf(1, 'a')));
    expect(await idOf(send(stage, partOf(1, 'a')))).toBe(last);
    expect(last).not.toBe(first);
    await come(1);
    expect(quiz.handed).toMatchObject([{ kind: 'to-application', id: last, from: BOB, to: '7777', text: 'a|b' }]);
  });

  test('part 2 may come through another process, and be sent again to the first', async () => {
    const other = await another();
    await idOf(send(stage, partOf(1, 'a')));
    const last = await idOf(send(other, partOf(2, 'b')));
    await other.deps.queue.idle();
    expect(await idOf(send(stage, partOf(2, 'b')))).toBe(last);
    await stage.pass(10_000);
    await come(1);
    expect(textsOf(quiz)).toEqual(['a|b']);
  });

  test('all parts at once, twice, through two processes: one SMS or doubles of it, and nothing else', async () => {
    const other = await another();
    const parts = [1, 2, 3].map((number) => partOf(number, `p${number}`, { total: 3 }));
    const all = [stage, other].flatMap((one) => parts.map((part) => idOf(send(one, part))));
    await Promise.all(all);
    await stage.pass(10_000);
    await come(1);
    expect(new Set(textsOf(quiz))).toEqual(new Set(['p1|p2|p3']));
  });

  test('what differs in anything is another SMS', async () => {
    await idOf(send(stage, partOf(1, 'a')));
    for (const more of [
      { from: ANN },
      { reference: 'udh16 7' },
      { reference: 'udh8 8' },
      { total: 3 },
      { to: '4555' },
    ]) {
      await idOf(send(stage, partOf(2, 'x', more)));
    }
    await idOf(send(stage, partOf(2, 'x'), stage.on('smpp:other')));
    await idOf(send(stage, partOf(2, 'b')));
    await come(1);
    expect(textsOf(quiz)).toEqual(['a|b']);
  });

  test('a number in another form is the same number', async () => {
    await idOf(send(stage, partOf(1, 'a')));
    await idOf(send(stage, partOf(2, 'b', { from: `8${BOB.slice(1)}` })));
    await come(1);
    expect(textsOf(quiz)).toEqual(['a|b']);
  });

  test('300 phones send part 1, and then part 2: 300 SMS', async () => {
    const phones = Array.from({ length: 300 }, (__, index) => String(79_160_001_000 + index));
    for (const number of [1, 2]) {
      await Promise.all(phones.map((from) => idOf(send(stage, partOf(number, from, { from })))));
    }
    await come(300);
    expect(textsOf(quiz).toSorted()).toEqual(phones.map((from) => `${from}|${from}`));
  });

  test('what does not fit is refused, and can come again; nothing gives way to it', async () => {
    const many = Array.from({ length: MOST_WAITING }, (__, index) => ({ reference: `udh8 ${index}` }));
    for (const more of many) await idOf(send(stage, partOf(1, 'a', more)));
    const more = { reference: 'udh8 200' };
    expect(await send(stage, partOf(1, 'x', more))).toMatchObject({ ok: false, problem: { type: 'parts-full' } });
    await idOf(send(stage, partOf(2, 'b', many[0])));
    await idOf(send(stage, partOf(1, 'x', more)));
    for (const one of many.slice(1)) await idOf(send(stage, partOf(2, 'b', one)));
    await come(MOST_WAITING);
    expect(new Set(textsOf(quiz))).toEqual(new Set(['a|b']));
  });

  test('an SMS that is too long is refused at the part with which it is', async () => {
    await idOf(send(stage, partOf(1, 'a'.repeat(LONGEST_SMS))));
    expect(await send(stage, partOf(2, 'b'))).toMatchObject({ ok: false, problem: { type: 'bad-sms' } });
    expect(await send(stage, partOf(1, 'a'.repeat(LONGEST_SMS + 1), { from: ANN }))).toMatchObject({ ok: false });
  });

  test.each([
    ['to a number that nobody has', { to: '1234' }, 'unknown-short-code'],
    ['from a name to an application', { from: 'Shop' }, 'bad-msisdn'],
    ['with a validity that is over', { validity: { at: 0 } }, 'bad-sms'],
  ] as const)('parts %s are refused from the first one on', async (__, more, type) => {
    expect(await send(stage, partOf(1, 'a', more))).toMatchObject({ ok: false, problem: { type } });
  });

  test('a sink swallows each part for itself', async () => {
    for (const number of [1, 1, 2]) await idOf(send(stage, partOf(number, 'x', { to: '9999' })));
    expect((await opened.store.load(stage.world, BOB, [PARTS])).records).toEqual([null]);
  });

  describe('receipts', () => {
    const RECEIPTS: readonly (readonly [string, boolean, boolean])[] = [
      ['each part that asked', true, true],
      ['the first alone', true, false],
      ['the last alone', false, true],
    ];
    const always = { receipt: 'always' } as const;

    test.each(RECEIPTS)('for %s: by its id, after a restart as well', async (__, first, second) => {
      const one = await idOf(send(stage, partOf(1, 'a', first ? always : {})));
      await stage.stop();
      const next = await another();
      const two = await idOf(send(next, partOf(2, 'b', second ? always : {})));
      const phones = fakeEnd();
      next.attach(QUIZ, fakeEnd());
      await next.pass(10_000);
      await next.stop();
      const last = await another();
      last.attach(WIRE, phones);
      await last.pass(10_000);
      await eventually(() => phones.handed.length > 0, 'a receipt');
      const ids = [...(first ? [one] : []), ...(second ? [two] : [])];
      expect(phones.handed).toMatchObject([{ kind: 'receipt', id: two, ids, state: 'DELIVERED' }]);
    });

    test('of a service', async () => {
      const phones = fakeEnd();
      stage.attach(WIRE, phones);
      const one = await idOf(send(stage, partOf(1, 'БО', { to: '4555', ...always })));
      const two = await idOf(send(stage, partOf(2, 'НУС', { to: '4555' })));
      await eventually(() => phones.handed.length === 2, 'a receipt and an answer');
      expect(phones.handed.find(({ kind }) => kind === 'receipt')).toMatchObject({ id: two, ids: [one] });
    });

    test('for none where none asked', async () => {
      const phones = fakeEnd();
      stage.attach(WIRE, phones);
      for (const number of [1, 2]) await idOf(send(stage, partOf(number, 'x', { from: '7777', to: BOB })));
      await idOf(send(stage, partOf(1, 'x', { from: '7777', to: ANN, ...always })));
      await idOf(send(stage, partOf(2, 'x', { from: '7777', to: ANN })));
      await eventually(() => phones.handed.length > 0, 'a receipt');
      expect(phones.handed).toMatchObject([{ kind: 'receipt', from: ANN }]);
    });
  });

  describe('an SMS that never becomes whole', () => {
    const told: GatewayEvent[] = [];
    const warned: unknown[] = [];

    function listen(on: Stage): void {
      on.gateway.onEvent(on.world, (event) => void (event.type === 'sms.parts-abandoned' && told.push(event)));
      Object.assign(on.deps, { onWarning: (what: string, more: object) => void warned.push([what, more]) });
    }

    beforeEach(() => {
      told.length = 0;
      warned.length = 0;
      listen(stage);
    });

    const advance = (by: string) => stage.gateway.changeClock(stage.on('http'), { advance: by });
    const abandoned = (why: string, ids: readonly string[]) => ({ msisdn: BOB, wire: WIRE, why, ids });

    test('is told of when its time is over, once, and nothing is left of it', async () => {
      const ids = [await idOf(send(stage, partOf(1, 'a', { total: 3 })))];
      must(await advance('PT4M'));
      ids.push(await idOf(send(stage, partOf(2, 'b', { total: 3 }))));
      must(await advance('PT59S'));
      expect(told).toEqual([]);
      must(await advance('PT1S'));
      expect(told).toMatchObject([abandoned('timeout', ids)]);
      expect(warned).toEqual([['the rest of an SMS never came', { wire: WIRE, why: 'timeout', parts: 2 }]]);
      must(await advance('P1D'));
      expect(told).toHaveLength(1);
      const { records, world } = await opened.store.load(stage.world, BOB, [PARTS]);
      expect(records).toEqual([null]);
      expect(await opened.store.nextDue(world)).toBeNull();
    });

    test('is told of by one process alone', async () => {
      const other = await another();
      listen(other);
      await idOf(send(stage, partOf(1, 'a')));
      const { world } = await opened.store.load(stage.world, BOB);
      const [due] = await opened.store.due(world, Number.MAX_SAFE_INTEGER, 1);
      expect(due).toMatchObject({ kind: 'record', msisdn: BOB, key: PARTS });
      time.passed = 300_000;
      await Promise.all([stage, other, stage].map(({ deps }) => endStaleParts(deps, world, due as Due)));
      expect(warned).toHaveLength(1);
      expect(await opened.store.nextDue(world)).toBeNull();
    });

    test('is told of when another takes its place', async () => {
      const id = await idOf(send(stage, partOf(1, 'a')));
      await idOf(send(stage, partOf(1, 'x')));
      await idOf(send(stage, partOf(2, 'y')));
      await come(1);
      expect(textsOf(quiz)).toEqual(['x|y']);
      expect(told).toMatchObject([abandoned('overtaken', [id])]);
    });

    test('of what was taken nothing is told', async () => {
      for (const number of [1, 2, 2]) await idOf(send(stage, partOf(number, 'x')));
      must(await advance('P1D'));
      expect(told).toEqual([]);
      expect((await opened.store.load(stage.world, BOB, [PARTS])).records).toEqual([null]);
    });
  });
});
