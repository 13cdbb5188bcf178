/** Dialogues with somebody's own application: turns, races, and what each side hears when the other is gone. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { createGateway } from '../../src/flow/gateway.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { keyed, must, phone, wordOf } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { echoApplication, type PlayedApplication, playedApplication, playedWire } from './applicationsFakes.ts';

const ANN = '79160000001';
const CODES = ['*384*77', '*111*455*9'];

describe.each(STORES)('applications on %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;
  let application: PlayedApplication;
  let detach: () => void;

  beforeEach(async () => {
    opened = await open();
    harness = await openHarness(opened.store, {
      destinations: destinationsOf([{ application: 'quiz', codes: CODES }], []),
    });
    application = playedApplication();
    detach = harness.gateway.attachApplication(harness.world, 'quiz', application);
  });
  afterEach(async () => {
    await harness.stop();
    await opened.close();
  });

  const dial = (code = '*384*77#', call: Call = harness.call) => harness.gateway.dial(call, { msisdn: ANN, code });
  const answer = (sessionId: string, input: string, call: Call = harness.call) =>
    harness.gateway.answer(call, sessionId, { input });
  const advance = async (duration: string) =>
    must(await harness.gateway.changeClock(harness.call, { advance: duration }));
  const live = async () => must(await harness.gateway.sessions(harness.call, {})).items;

  /** A dialogue with the application's first screen on the phone. */
  const begun = async (code = '*384*77#') => {
    const dialled = dial(code);
    await application.show('1 Yes 2 No');
    return must(await dialled);
  };

  test('a whole dialogue: the dial, answers, the last screen', async () => {
    const dialled = dial('*384*77*5#');
    const { dialogue } = await application.asked();
    await application.show('Welcome');
    const first = must(await dialled);
    expect(first).toMatchObject({ state: 'awaiting', text: 'Welcome', service: 'quiz', language: 'ru' });
    expect(dialogue).toEqual({ sessionId: first.sessionId, msisdn: ANN, code: '*384*77', language: 'ru' });
    const second = answer(first.sessionId, '1');
    await application.show('Bye', false);
    expect(must(await second)).toMatchObject({ sessionId: first.sessionId, state: 'ended', text: 'Bye' });
    expect(application.heard).toEqual(['begin *384*77*5#', 'answer 1']);
    expect(await live()).toEqual([]);
    expect(wordOf(await answer(first.sessionId, '1'))).toBe('session-over');
  });

  test.each([
    ['the longest route wins: the application', ['*111*455*9'], '*111*455*9*1#', 'quiz'],
    ['the longest route wins: the service', ['*111'], '*111*455#', 'mts-bonus'],
    ["what the service has no route for is the application's", ['*111'], '*111*1#', 'quiz'],
    ['a tie goes to the application', ['*111*455'], '*111*455#', 'quiz'],
  ])('%s', async (_name, codes, code, service) => {
    const other = await openHarness(opened.store, {
      destinations: destinationsOf([{ application: 'quiz', codes }], []),
    });
    other.gateway.attachApplication(other.world, 'quiz', echoApplication());
    const screen = await phone(other, ANN).dial(code);
    expect(screen.service).toBe(service);
    if (service === 'quiz') expect(screen.text).toBe(`You dialled ${code}`);
    await other.stop();
  });

  test('a dial is told to be accepted before the application has answered, one for a service is not', async () => {
    const accepted: string[] = [];
    const call = { ...harness.call, accepted: () => accepted.push('accepted') };
    const dialled = dial('*384*77#', call);
    await application.asked();
    expect(accepted).toEqual(['accepted']);
    await application.show('1 Yes 2 No');
    const { sessionId } = must(await dialled);
    const answered = answer(sessionId, '1', call);
    await application.show('Bye', false);
    await answered;
    expect(accepted).toHaveLength(2);
    must(await dial('*111*455#', call));
    expect(accepted).toHaveLength(2);
  });

  test('nobody attached: the phone reads that the service does not answer, and no session stays', async () => {
    const { sessionId } = await begun();
    detach();
    expect(must(await answer(sessionId, '1'))).toMatchObject({
      state: 'ended',
      service: 'network',
      text: expect.stringMatching(/Сервис не отвечает/),
    });
    expect(must(await dial())).toMatchObject({
      state: 'ended',
      service: 'network',
      text: expect.stringMatching(/Сервис не отвечает/),
    });
    expect(await live()).toEqual([]);
  });

  test('an application that is lost in the middle: the same words', async () => {
    const dialled = dial();
    await application.lose();
    expect(must(await dialled)).toMatchObject({ state: 'ended', text: expect.stringMatching(/Сервис не отвечает/) });
    expect(await live()).toEqual([]);
  });

  test("the words are in the subscriber's language", async () => {
    for (const [language, text] of [
      ['en', /does not answer/],
      ['ro', /nu răspunde/],
    ] as const) {
      must(await harness.gateway.putSubscriber(harness.call, ANN, { language }));
      const dialled = dial();
      expect((await application.asked()).dialogue.language).toBe(language);
      await application.lose();
      expect(must(await dialled).text).toMatch(text);
    }
  });

  test('two answers to one screen at the same time: the application hears one, the other is told to wait', async () => {
    const { sessionId } = await begun();
    const [first, second] = [answer(sessionId, '1'), answer(sessionId, '2')];
    expect(wordOf(await second)).toBe('ussd-busy');
    expect(wordOf(await answer(sessionId, '3'))).toBe('ussd-busy');
    await application.show('You said 1');
    expect(must(await first).text).toBe('You said 1');
    expect(application.heard).toEqual(['begin *384*77#', 'answer 1']);
  });

  test('the subscriber does other things while the application thinks', async () => {
    const dialled = dial();
    await application.asked();
    must(await harness.gateway.sms(harness.call, { from: ANN, to: '4555', text: 'x' }));
    expect(must(await harness.gateway.subscriber(harness.call, ANN)).session).toMatchObject({
      service: 'quiz',
      state: 'application',
    });
    await application.show('Hello');
    expect(must(await dialled).text).toBe('Hello');
    expect(await live()).toMatchObject([{ service: 'quiz', state: 'phone' }]);
  });

  test("the phone hangs up while the application thinks: the call settles at once, a late screen is nobody's", async () => {
    const { sessionId } = await begun();
    const answered = answer(sessionId, '1');
    await application.asked();
    must(await harness.gateway.hangUp(harness.call, sessionId));
    expect(wordOf(await answered)).toBe('session-over');
    await application.show('Too late');
    expect(application.heard).toEqual(['begin *384*77#', 'answer 1', 'end hang-up']);
    expect(await live()).toEqual([]);
  });

  test('the phone dials again while the application thinks: a late screen does not get on the new dialogue', async () => {
    const first = dial();
    await application.asked();
    const second = dial();
    expect(wordOf(await first)).toBe('session-over');
    await application.show('Screen of the first');
    await application.show('Screen of the second');
    expect(must(await second).text).toBe('Screen of the second');
    expect(application.heard).toEqual(['begin *384*77#', 'end released', 'begin *384*77#']);
    expect(await live()).toHaveLength(1);
  });

  test.each([
    ['a service', '*111*455#'],
    ['nobody', '*999#'],
  ])('a dial that reaches %s ends the dialogue with the application', async (_name, code) => {
    await begun();
    must(await dial(code));
    expect(application.heard).toEqual(['begin *384*77#', 'end released']);
  });

  test("time runs out on the phone's turn: the application hears it", async () => {
    const { sessionId, expiresAt } = await begun();
    expect(Date.parse(expiresAt) - Date.parse(must(await harness.gateway.clock(harness.call)).now)).toBeGreaterThan(
      179_000,
    );
    await advance('PT181S');
    expect(application.heard).toEqual(['begin *384*77#', 'end timeout']);
    expect(wordOf(await answer(sessionId, '1'))).toBe('session-over');
  });

  test("time runs out on the application's turn: the caller reads so, once", async () => {
    const wire = playedWire();
    harness.gateway.attachWire(harness.world, 'smpp:phones', wire);
    const dialled = dial('*384*77#', { ...harness.call, wire: 'smpp:phones' });
    await application.asked();
    await advance('PT181S');
    expect(must(await dialled)).toMatchObject({ state: 'ended', text: expect.stringMatching(/Время сеанса истекло/) });
    expect(application.heard).toEqual(['begin *384*77#', 'end timeout']);
    expect(wire.shown).toEqual([]);
  });

  test('each screen and each answer give the whole time again', async () => {
    must(await harness.gateway.changeClock(harness.call, { freeze: true }));
    const { sessionId } = await begun();
    await advance('PT179S');
    const answered = answer(sessionId, '1');
    await application.asked();
    await advance('PT179S');
    await application.show('More');
    must(await answered);
    await advance('PT179S');
    expect(await live()).toHaveLength(1);
  });

  describe('time that nobody has worked off yet', () => {
    let machine: number;
    let timed: Harness;

    beforeEach(async () => {
      machine = Date.parse('2018-03-10T12:00:00+03:00');
      const destinations = destinationsOf([{ application: 'quiz', codes: CODES }], []);
      timed = await openHarness(opened.store, { tag: 't', machineTime: () => machine, destinations });
      timed.gateway.attachApplication(timed.world, 'quiz', application);
    });
    afterEach(() => timed.stop());

    test.each([
      ['a dial', () => timed.gateway.dial(timed.call, { msisdn: ANN, code: '*999#' })],
      [
        'a push',
        () => timed.gateway.push(timed.call, { msisdn: ANN, text: 'Hello', expectsReply: true, from: '7777' }),
      ],
    ])('an expired dialogue gives way to %s, and the application hears of the time', async (_name, act) => {
      const dialled = timed.gateway.dial(timed.call, { msisdn: ANN, code: '*384*77#' });
      await application.show('Hello');
      must(await dialled);
      machine += 180_000;
      must(await act());
      expect(application.heard).toEqual(['begin *384*77#', 'end timeout']);
    });

    test('a screen that comes after its time is not shown', async () => {
      const dialled = timed.gateway.dial(timed.call, { msisdn: ANN, code: '*384*77#' });
      await application.asked();
      machine += 180_000;
      await application.show('Too late');
      expect(JSON.stringify(await dialled)).not.toContain('Too late');
    });
  });

  test('the application dies in the middle: the caller that waits reads of it, no call stays open', async () => {
    const { sessionId } = await begun();
    const answered = answer(sessionId, '1');
    await application.asked();
    await harness.gateway.release({ world: harness.world, wire: 'smpp:quiz' }, [{ msisdn: ANN, sessionId }]);
    expect(must(await answered)).toMatchObject({ state: 'ended', text: expect.stringMatching(/Нет связи/) });
    expect(application.heard).toEqual(['begin *384*77#', 'answer 1']);
    expect(await live()).toEqual([]);
  });

  test('the application is lost, and releases what it had, at once: one last screen', async () => {
    const { sessionId } = await begun();
    const answered = answer(sessionId, '1');
    await Promise.all([
      application.lose(),
      harness.gateway.release({ world: harness.world, wire: 'smpp:quiz' }, [{ msisdn: ANN, sessionId }]),
    ]);
    expect(must(await answered)).toMatchObject({ state: 'ended', service: 'network' });
    expect(await live()).toEqual([]);
  });

  test('a process that died between the commits: the application may be thinking until its time is over', async () => {
    const { sessionId } = await begun();
    void answer(sessionId, '1');
    await application.asked();
    const after = await openHarness(opened.store, { world: harness.world, tag: 'b' });
    const again = () => after.gateway.answer(after.call, sessionId, { input: '2' });
    expect(wordOf(await again())).toBe('ussd-busy');
    expect(await live()).toHaveLength(1);
    await advance('PT180S');
    expect(wordOf(await again())).toMatch(/session-over|unknown-session/);
  });

  test.each([1, 2, 3, 4].flatMap((at) => [[at, 'its reply lost'] as const, [at, 'undone'] as const]))(
    'the store fails at call %i of a dial, %s: asked at most once, and the next dial is well',
    async (at, how) => {
      const { store, crashes } = crashingStore(opened.store);
      const destinations = destinationsOf([{ application: 'quiz', codes: CODES }], []);
      const shaky = await openHarness(store, { tag: 's', destinations });
      const begun: string[] = [];
      const echo = echoApplication();
      const begin: typeof echo.begin = (dialogue, dialled) => {
        begun.push(dialogue.sessionId);
        return echo.begin(dialogue, dialled);
      };
      shaky.gateway.attachApplication(shaky.world, 'quiz', { ...echo, begin });
      const dialShaky = () => shaky.gateway.dial(shaky.call, { msisdn: ANN, code: '*384*77#' });
      crashes.plan(at, how === 'its reply lost');
      const first = await dialShaky();
      expect(crashes.calm()).toBe(1);
      expect(begun.length).toBeLessThanOrEqual(1);
      if (first.ok) expect(first.value).toMatchObject({ state: 'awaiting', sessionId: begun[0] });
      else expect(first.problem.type).toBe('store-unavailable');
      expect(must(await dialShaky()).state).toBe('awaiting');
      await shaky.stop();
    },
  );

  test('the store is away when the screen comes: the next answer says that the connection was lost', async () => {
    const { store, crashes } = crashingStore(opened.store);
    const destinations = destinationsOf([{ application: 'quiz', codes: CODES }], []);
    const shaky = await openHarness(store, { tag: 's', destinations });
    shaky.gateway.attachApplication(shaky.world, 'quiz', application);
    const dialled = shaky.gateway.dial(shaky.call, { msisdn: ANN, code: '*384*77#' });
    const { sessionId } = (await application.asked()).dialogue;
    crashes.plan(1, false);
    await application.show('Lost on its way');
    expect(wordOf(await dialled)).toBe('store-unavailable');
    crashes.calm();
    const answered = must(await shaky.gateway.answer(shaky.call, sessionId, { input: '1' }));
    expect(answered).toMatchObject({ state: 'ended', text: expect.stringMatching(/Нет связи/) });
    expect(application.heard).toEqual(['begin *384*77#', 'end released']);
    await shaky.stop();
  });

  test('a turn that got into the store although nobody heard so: nobody waits, the next answer breaks it off', async () => {
    const { sessionId } = await begun();
    const { store, crashes } = crashingStore(opened.store);
    let impatience = 0;
    const stopwatch = () => {
      impatience += 1000;
      return impatience;
    };
    const hurried = createGateway({ ...harness.deps, store, stopwatch });
    crashes.plan(2, true);
    expect(wordOf(await hurried.answer(harness.call, sessionId, { input: '1' }))).toBe('store-unavailable');
    expect(must(await answer(sessionId, '2'))).toMatchObject({
      state: 'ended',
      text: expect.stringMatching(/Нет связи/),
    });
    expect(application.heard).toEqual(['begin *384*77#', 'end released']);
  });

  test('a broken network: the dialogue ends on the phone and at the application', async () => {
    const { sessionId } = await begun();
    must(await harness.gateway.putFaults(harness.call, { ussdAbort: true }));
    expect(must(await answer(sessionId, '1'))).toMatchObject({
      state: 'ended',
      text: expect.stringMatching(/Нет связи/),
    });
    expect(must(await dial())).toMatchObject({ state: 'ended', text: expect.stringMatching(/Нет связи/) });
    expect(application.heard).toEqual(['begin *384*77#', 'end released']);
  });

  test('a call repeated with its key: one dialogue, told to wait meanwhile, the same answer afterwards', async () => {
    const call = keyed(harness.call, 'POST /v1/ussd', 'k1', { code: '*384*77#' });
    const dialled = dial('*384*77#', call);
    await application.asked();
    expect(wordOf(await dial('*384*77#', call))).toBe('ussd-busy');
    await application.show('1 Yes 2 No');
    const first = must(await dialled);
    expect(must(await dial('*384*77#', call))).toEqual(first);
    const replied = keyed(harness.call, 'POST /v1/ussd/id', 'k2', { input: '1' });
    const answered = answer(first.sessionId, '1', replied);
    await application.show('Bye', false);
    const last = must(await answered);
    expect(must(await answer(first.sessionId, '1', replied))).toEqual(last);
    expect(must(await dial('*384*77#', call))).toEqual(first);
    expect(application.heard).toEqual(['begin *384*77#', 'answer 1']);
  });

  test('everything is on the event stream', async () => {
    const heard: unknown[] = [];
    harness.gateway.onEvent(harness.world, ({ id, at, world, ...event }) => heard.push(event));
    const { sessionId } = await begun();
    const answered = answer(sessionId, '1');
    await application.show('Bye', false);
    await answered;
    const of = { msisdn: ANN, sessionId, wire: 'test' };
    expect(heard).toEqual([
      { type: 'ussd.dial', msisdn: ANN, code: '*384*77#' },
      { ...of, type: 'ussd.screen', service: 'quiz', text: '1 Yes 2 No', awaiting: true, trace: [] },
      { ...of, type: 'ussd.input', input: '1' },
      { ...of, type: 'ussd.screen', service: 'quiz', text: 'Bye', awaiting: false, trace: [] },
    ]);
  });

  test('an application of another world is not there', async () => {
    const destinations = destinationsOf([{ application: 'quiz', codes: CODES }], []);
    const other = await openHarness(opened.store, { tag: 'o', destinations });
    other.gateway.attachApplication('elsewhere', 'quiz', application);
    expect((await phone(other, ANN).dial('*384*77#')).text).toMatch(/Сервис не отвечает/);
    await other.stop();
  });

  test('a push whose replies an application gets', async () => {
    const body = { msisdn: ANN, text: 'Rate us: 1 to 5', expectsReply: true, from: '7777', application: 'quiz' };
    const { sessionId, state, service } = must(await harness.gateway.push(harness.call, body));
    expect([state, service]).toEqual(['awaiting', 'quiz']);
    expect(wordOf(await harness.gateway.push(harness.call, body))).toBe('ussd-busy');
    const answered = answer(sessionId, '5');
    expect((await application.asked()).dialogue).toMatchObject({ sessionId, msisdn: ANN, code: '7777' });
    await application.show('Why?');
    expect(must(await answered)).toMatchObject({ state: 'awaiting', text: 'Why?' });
    const because = answer(sessionId, 'because');
    await application.show('Thanks', false);
    expect(must(await because)).toMatchObject({ state: 'ended', text: 'Thanks' });
    expect(application.heard).toEqual(['answer 5', 'answer because']);
  });
});
