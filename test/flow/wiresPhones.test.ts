/** Phones on binds: dialogues by reference, pushes, and what a phone hears when its dialogue ends from elsewhere. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { release } from '../../src/flow/release.ts';
import { timeOut } from '../../src/flow/timeout.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { keyed, must, wordOf } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { echoApplication, type PlayedWire, playedApplication, playedWire } from './applicationsFakes.ts';

const ANN = '79160000001';
const BOB = '79160000002';
const WIRE = 'smpp:phones';
const PUSH = { msisdn: ANN, text: 'Rate us: 1 to 5', expectsReply: true, from: '7777' };

describe.each(STORES)('phones on binds, %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;
  let wire: PlayedWire;
  let detach: () => void;
  let bind: Call;

  beforeEach(async () => {
    opened = await open();
    const destinations = destinationsOf([{ application: 'quiz', codes: ['*384*77'] }], []);
    harness = await openHarness(opened.store, { destinations });
    wire = playedWire('pushed-1');
    detach = harness.gateway.attachWire(harness.world, WIRE, wire);
    bind = { world: harness.world, wire: WIRE };
  });
  afterEach(async () => {
    await harness.stop();
    await opened.close();
  });

  const dial = (reference: string, code = '*111*455#', call: Call = bind) =>
    harness.gateway.dial(call, { msisdn: ANN, code, reference });
  const answer = (reference: string, input: string, call: Call = bind) =>
    harness.gateway.answer(call, { msisdn: ANN, reference }, { input });
  const advance = async (duration: string) =>
    must(await harness.gateway.changeClock(harness.call, { advance: duration }));
  const live = async () => must(await harness.gateway.sessions(harness.call, {})).items;
  const events = () => {
    const heard: { type: string; [more: string]: unknown }[] = [];
    harness.gateway.onEvent(harness.world, ({ id, at, world, ...event }) => {
      if (event.type.startsWith('ussd.')) heard.push(event);
    });
    return heard;
  };

  /** The phone was on the bind, and has no dialogue now. */
  const phoneWasHere = async () => {
    must(await dial('first'));
    must(await harness.gateway.hangUp(bind, { msisdn: ANN, reference: 'first' }));
  };

  /** The phone is at the one question that can be taken up again. */
  const asksForCode = async (reference: string) => {
    for (const msisdn of [ANN, BOB]) {
      must(await harness.gateway.bonusWrite(bind, 'mts-bonus', msisdn, { op: 'register', channel: 'ussd' }));
    }
    const values = { rub: 9000 };
    must(await harness.gateway.bonusWrite(bind, 'mts-bonus', ANN, { op: 'event', kind: 'taxi', values }));
    return must(await dial(reference, `*111*455*4*${BOB}*500#`));
  };

  describe('references', () => {
    test.each([['0a0b'], ['']])('a dialogue by the reference %j: answers, and hangs up', async (reference) => {
      const first = must(await dial(reference));
      const second = must(await answer(reference, 'x'));
      expect(second).toMatchObject({ sessionId: first.sessionId, state: 'awaiting' });
      expect(must(await answer(reference, '0')).sessionId).toBe(first.sessionId);
      must(await dial(reference));
      must(await harness.gateway.hangUp(bind, { msisdn: ANN, reference }));
      expect(await live()).toEqual([]);
    });

    test('a wire without binds may name its dialogues too', async () => {
      const http = { ...bind, wire: 'http' };
      must(await dial('r', '*111*455#', http));
      expect(wordOf(await answer('r', 'x'))).toBe('session-over');
      expect(must(await answer('r', 'x', http)).state).toBe('awaiting');
    });

    test('another reference, another wire, a number without dialogues', async () => {
      expect(wordOf(await answer('r', 'x'))).toBe('unknown-session');
      must(await dial('r'));
      expect(wordOf(await answer('q', '1'))).toBe('session-over');
      expect(wordOf(await answer('', '1'))).toBe('session-over');
      expect(wordOf(await answer('r', 'x', { ...bind, wire: 'smpp:others' }))).toBe('session-over');
      expect(wordOf(await harness.gateway.hangUp(harness.call, { msisdn: ANN, reference: 'r' }))).toBe('session-over');
      expect(wordOf(await harness.gateway.hangUp(bind, { msisdn: 'x', reference: 'r' }))).toBe('bad-msisdn');
      expect(must(await answer('r', 'x')).state).toBe('awaiting');
    });

    test('numbers are normalised in answers as in dials', async () => {
      must(await dial('r'));
      const call = harness.gateway.answer(bind, { msisdn: `+${ANN}`, reference: 'r' }, { input: 'x' });
      expect(must(await call).state).toBe('awaiting');
    });

    test('the public id opens a dialogue on a bind to that bind alone', async () => {
      const { sessionId } = must(await dial('r'));
      const byId = (call: Call) => harness.gateway.answer(call, sessionId, { input: 'x' });
      expect(wordOf(await byId(harness.call))).toBe('session-over');
      expect(wordOf(await byId({ ...bind, wire: 'smpp:others' }))).toBe('session-over');
      expect(must(await byId(bind)).state).toBe('awaiting');
    });

    test('a dialogue with an application keeps its reference over all turns', async () => {
      harness.gateway.attachApplication(harness.world, 'quiz', echoApplication());
      must(await dial('r', '*384*77#'));
      expect(must(await answer('r', '1')).text).toBe('You said 1');
      expect(must(await answer('r', '0'))).toMatchObject({ state: 'ended', text: 'You said 0' });
      expect(wordOf(await answer('r', 'x'))).toBe('unknown-session');
    });

    test('a dropped dialogue that is taken up again goes by the new reference', async () => {
      const { sessionId, text } = await asksForCode('old');
      must(await harness.gateway.hangUp(bind, { msisdn: ANN, reference: 'old' }));
      expect(wordOf(await answer('old', '1'))).toBe('session-over');
      expect(must(await dial('new', '*111*455#'))).toMatchObject({ sessionId, text });
      expect(wordOf(await answer('old', '1'))).toBe('session-over');
      expect(must(await answer('new', '1')).sessionId).toBe(sessionId);
    });

    test('a dial from elsewhere: the event tells the bind which dialogue it had', async () => {
      const { sessionId } = must(await dial('r'));
      const heard = events();
      must(await harness.gateway.dial(harness.call, { msisdn: ANN, code: '*999#' }));
      expect(heard).toContainEqual({ type: 'ussd.released', msisdn: ANN, sessionId, wire: WIRE, reference: 'r' });
      expect(wire.shown).toEqual([]);
    });
  });

  describe('pushes', () => {
    test('a question reaches the phone where it spoke last; its reply comes by the new reference', async () => {
      await phoneWasHere();
      const heard = events();
      const { sessionId, state } = must(await harness.gateway.push(harness.call, PUSH));
      expect(state).toBe('awaiting');
      expect(wire.shown).toEqual([
        { msisdn: ANN, sessionId, reference: null, from: '7777', text: 'Rate us: 1 to 5', awaiting: true },
      ]);
      expect(wordOf(await answer('first', '5'))).toBe('session-over');
      expect(must(await answer('pushed-1', '5'))).toMatchObject({ state: 'ended', service: 'push' });
      const { text, expectsReply, from } = PUSH;
      expect(heard).toEqual([
        { type: 'ussd.push', msisdn: ANN, sessionId, from, text, expectsReply },
        { type: 'ussd.reply', msisdn: ANN, sessionId, wire: WIRE, reference: 'pushed-1', input: '5', from },
      ]);
    });

    test('a phone that answers before the push has answered is heard', async () => {
      await phoneWasHere();
      const replies: ReturnType<typeof answer>[] = [];
      harness.gateway.attachWire(harness.world, WIRE, {
        ...wire,
        show() {
          queueMicrotask(() => replies.push(answer('quick', '5')));
          return 'quick';
        },
      });
      must(await harness.gateway.push(harness.call, PUSH));
      expect((await Promise.all(replies)).map((reply) => must(reply).state)).toEqual(['ended']);
    });

    test('the application that pushes gets the reply, and its next screen is the answer', async () => {
      const application = playedApplication();
      harness.gateway.attachApplication(harness.world, 'quiz', application);
      await phoneWasHere();
      const { sessionId } = must(await harness.gateway.push(harness.call, { ...PUSH, application: 'quiz' }));
      const answered = answer('pushed-1', '5');
      expect((await application.asked()).dialogue).toMatchObject({ sessionId, code: '7777' });
      await application.show('Thanks', false);
      expect(must(await answered)).toMatchObject({ state: 'ended', text: 'Thanks' });
    });

    test('a notification is shown, and leaves no session', async () => {
      await phoneWasHere();
      const heard = events();
      expect(must(await harness.gateway.push(harness.call, { ...PUSH, expectsReply: false })).state).toBe('ended');
      expect(wire.shown).toMatchObject([{ text: 'Rate us: 1 to 5', awaiting: false, reference: null }]);
      expect(heard.map(({ type }) => type)).toEqual(['ussd.push']);
      expect(await live()).toEqual([]);
    });

    test.each([[true], [false]])(
      'nobody there (awaiting a reply: %s): unreachable, no session, no event',
      async (expectsReply) => {
        await phoneWasHere();
        const heard = events();
        wire.reference = null;
        expect(wordOf(await harness.gateway.push(harness.call, { ...PUSH, expectsReply }))).toBe('phone-unreachable');
        expect(heard).toEqual([]);
        expect(await live()).toEqual([]);
        expect(must(await dial('r')).state).toBe('awaiting');
      },
    );

    test('the bind is gone: unreachable', async () => {
      await phoneWasHere();
      detach();
      expect(wordOf(await harness.gateway.push(harness.call, PUSH))).toBe('phone-unreachable');
    });

    test('a push repeated with its key is shown once; one that reached nobody stays so under its key', async () => {
      await phoneWasHere();
      const first = keyed(harness.call, 'POST /v1/ussd/push', 'k1', PUSH);
      const answered = must(await harness.gateway.push(first, PUSH));
      expect(must(await harness.gateway.push(first, PUSH))).toEqual(answered);
      expect(wire.shown).toHaveLength(1);
      must(await answer('pushed-1', '5'));
      wire.reference = null;
      const second = keyed(harness.call, 'POST /v1/ussd/push', 'k2', PUSH);
      expect(wordOf(await harness.gateway.push(second, PUSH))).toBe('phone-unreachable');
      wire.reference = 'pushed-2';
      expect(wordOf(await harness.gateway.push(second, PUSH))).toBe('phone-unreachable');
    });

    test('a phone in a dialogue is busy, wherever it is', async () => {
      must(await dial('r'));
      expect(wordOf(await harness.gateway.push(harness.call, PUSH))).toBe('ussd-busy');
      expect(wire.shown).toEqual([]);
    });

    test('a phone that spoke over HTTP since is pushed there', async () => {
      await phoneWasHere();
      must(await harness.gateway.dial({ ...bind, wire: 'http' }, { msisdn: ANN, code: '*111*455#' }));
      await advance('PT181S');
      const { sessionId } = must(await harness.gateway.push(bind, PUSH));
      expect(wire.shown).toEqual([]);
      expect(must(await harness.gateway.answer(harness.call, sessionId, { input: '5' })).state).toBe('ended');
    });
  });

  describe('ends from elsewhere', () => {
    test.each([
      ['a service', '*111*455#'],
      ['an application', '*384*77#'],
    ])('time runs out in a dialogue with %s: the phone reads so', async (_name, code) => {
      harness.gateway.attachApplication(harness.world, 'quiz', echoApplication());
      const { sessionId } = must(await dial('r', code));
      const heard = events();
      await advance('PT181S');
      expect(wire.shown).toMatchObject([
        {
          msisdn: ANN,
          sessionId,
          reference: 'r',
          text: expect.stringContaining('Время сеанса истекло'),
          awaiting: false,
        },
      ]);
      expect(heard[0]).toMatchObject({ type: 'ussd.timeout', sessionId, wire: WIRE, reference: 'r' });
      expect(wordOf(await answer('r', 'x'))).toMatch(/session-over|unknown-session/);
    });

    test('a question that nobody answered: the phone reads so, from the number that asked', async () => {
      await phoneWasHere();
      must(await harness.gateway.push(harness.call, PUSH));
      await advance('PT181S');
      expect(wire.shown.at(-1)).toMatchObject({ reference: 'pushed-1', from: '7777', awaiting: false });
    });

    test('a dialogue that can be taken up again: the phone reads once that it is over, then it waits in silence', async () => {
      await asksForCode('r');
      const heard = events();
      const over = () => heard.filter(({ type }) => type === 'ussd.timeout');
      await advance('PT3M');
      expect([wire.shown, over()]).toEqual([[expect.anything()], [expect.anything()]]);
      await advance('PT6M');
      expect([wire.shown, over()]).toEqual([[expect.anything()], [expect.anything()]]);
    });

    test('a lost bind leaves it to be taken up again; losing it once more changes nothing', async () => {
      const { sessionId, text } = await asksForCode('r');
      const heard = events();
      await harness.gateway.release(bind, [{ msisdn: ANN, sessionId }]);
      await harness.gateway.release({ ...bind, wire: 'smpp:others' }, [{ msisdn: ANN, sessionId }]);
      expect(heard.map(({ type }) => type)).toEqual(['ussd.aborted']);
      expect(wire.shown).toEqual([]);
      expect(must(await dial('again')).text).toBe(text);
    });

    test('a deadline that was moved meanwhile ends nothing', async () => {
      const { expiresAt } = must(await dial('r'));
      await timeOut(harness.deps, harness.world, ANN, Date.parse(expiresAt) - 1);
      expect(must(await answer('r', 'x')).state).toBe('awaiting');
    });

    test('the application is gone: the phone on its bind reads so, once; the dialogue is over', async () => {
      harness.gateway.attachApplication(harness.world, 'quiz', echoApplication());
      const { sessionId } = must(await dial('r', '*384*77#'));
      const heard = events();
      const lost = [{ msisdn: ANN, sessionId }];
      await harness.gateway.release({ world: harness.world, wire: 'smpp:quiz' }, lost);
      await harness.gateway.release({ world: harness.world, wire: 'smpp:quiz' }, lost);
      expect(wire.shown).toMatchObject([
        { sessionId, reference: 'r', from: '*384*77', text: expect.stringContaining('Нет связи'), awaiting: false },
      ]);
      expect(heard).toEqual([{ type: 'ussd.aborted', msisdn: ANN, sessionId, wire: WIRE, reference: 'r' }]);
      expect(await live()).toEqual([]);
    });

    test('the bind of the phone is gone: nothing is shown, the application hears it', async () => {
      const application = playedApplication();
      harness.gateway.attachApplication(harness.world, 'quiz', application);
      const dialled = dial('r', '*384*77#');
      await application.show('Hello');
      const { sessionId } = must(await dialled);
      await harness.gateway.release(bind, [{ msisdn: ANN, sessionId }]);
      expect(application.heard).toEqual(['begin *384*77#', 'end released']);
      expect(wire.shown).toEqual([]);
      expect(await live()).toEqual([]);
    });

    test("the bind of the phone is gone while the application thinks: the call settles, the late screen is nobody's", async () => {
      const application = playedApplication();
      harness.gateway.attachApplication(harness.world, 'quiz', application);
      const dialled = dial('r', '*384*77#');
      const { dialogue } = await application.asked();
      await harness.gateway.release(bind, [{ msisdn: ANN, sessionId: dialogue.sessionId }]);
      expect(wordOf(await dialled)).toBe('session-over');
      await application.show('Too late');
      expect(await live()).toEqual([]);
    });

    test('a phone on HTTP hears it at its next answer, and on the event stream', async () => {
      harness.gateway.attachApplication(harness.world, 'quiz', echoApplication());
      const http = { world: harness.world, wire: 'http' };
      const { sessionId } = must(await harness.gateway.dial(http, { msisdn: ANN, code: '*384*77#' }));
      const heard = events();
      await harness.gateway.release({ world: harness.world, wire: 'smpp:quiz' }, [{ msisdn: ANN, sessionId }]);
      expect(heard).toEqual([{ type: 'ussd.aborted', msisdn: ANN, sessionId }]);
      expect(wordOf(await harness.gateway.answer(http, sessionId, { input: 'x' }))).toBe('session-over');
    });

    test('the dialogue that followed is left alone, and so are ids that were never given out', async () => {
      const { sessionId } = must(await dial('old'));
      const next = must(await dial('new'));
      await harness.gateway.release(bind, [
        { msisdn: ANN, sessionId },
        { msisdn: ANN, sessionId: 'x' },
        { msisdn: '79160000009', sessionId: next.sessionId },
      ]);
      expect((await live()).map((session) => session.sessionId)).toEqual([next.sessionId]);
    });

    test('many at once, some of them in a world that is gone', async () => {
      const numbers = Array.from({ length: 300 }, (_, n) => String(79160000100 + n));
      const dialled = await Promise.all(
        numbers.map((msisdn) => harness.gateway.dial(bind, { msisdn, code: '*111*455#', reference: 'r' })),
      );
      const lost = dialled.map((result, n) => ({ msisdn: numbers[n] ?? '', sessionId: must(result).sessionId }));
      const errors: string[] = [];
      const deps = { ...harness.deps, onError: (_: unknown, what: string) => errors.push(what) };
      await release(deps, { ...bind, world: 'gone' }, lost);
      expect(errors).toHaveLength(1);
      await release(deps, bind, lost);
      expect(await live()).toEqual([]);
      expect(errors).toHaveLength(1);
    });
  });
});
