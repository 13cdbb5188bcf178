/** The life of a USSD session as callers see it: ids, release, time, hanging up, taking up again. */
import { beforeEach, describe, expect, test } from 'vitest';
import { freshHarness } from '../support/freshHarness.ts';
import { MACHINE_TIME, openHarness } from '../support/harness.ts';
import { must, phone, wordOf } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const ANN = '79160000001';
const BOB = '79160000002';

describe.each(STORES)('sessions on %s', (_, open) => {
  const harness = freshHarness(open);
  beforeEach(async () => {
    for (const msisdn of [ANN, BOB]) {
      must(await harness.gateway.bonusWrite(harness.call, 'mts-bonus', msisdn, { op: 'register', channel: 'ussd' }));
    }
  });

  const answer = (sessionId: string, input = '2') => harness.gateway.answer(harness.call, sessionId, { input });
  const advance = async (duration: string) =>
    must(await harness.gateway.changeClock(harness.call, { advance: duration }));

  test('a live session answers, one that ended, was hung up, ran out or was released is 410, one that never was is 404', async () => {
    const ann = phone(harness, ANN);
    const first = await ann.dial('*111*455#');
    expect(first.state).toBe('awaiting');
    const second = await ann.dial('*111*455#');
    expect(second.sessionId).not.toBe(first.sessionId);
    expect(wordOf(await answer(first.sessionId))).toBe('session-over');
    expect(must(await answer(second.sessionId)).state).toBe('awaiting');
    await ann.hangUp();
    expect(wordOf(await answer(second.sessionId))).toBe('session-over');
    expect(wordOf(await harness.gateway.hangUp(harness.call, second.sessionId))).toBe('session-over');
    const ended = await ann.dial('*111*455*0#');
    expect(ended.state).toBe('ended');
    expect(wordOf(await answer(ended.sessionId))).toBe('session-over');
    expect(wordOf(await answer('neverwasneverwas1a2b3c'))).toBe('unknown-session');
    expect(wordOf(await answer('x'))).toBe('unknown-session');
  });

  test('an id with one other character never existed', async () => {
    const { sessionId } = await phone(harness, ANN).dial('*111*455#');
    for (const at of [0, 9, 20]) {
      const other = sessionId[at] === 'b' ? 'c' : 'b';
      expect(wordOf(await answer(sessionId.slice(0, at) + other + sessionId.slice(at + 1)))).toBe('unknown-session');
    }
  });

  test('the timeout is due when now ≥ it: 1 ms before the session lives, at it the session is over', async () => {
    const ann = phone(harness, ANN);
    must(await harness.gateway.changeClock(harness.call, { freeze: true }));
    const { sessionId } = await ann.dial('*111*455#');
    await advance('PT179.999S');
    expect(must(await answer(sessionId)).state).toBe('awaiting');
    await advance('PT179.999S');
    await advance('PT0.001S');
    expect(wordOf(await answer(sessionId))).toBe('session-over');
  });

  test('an answer that comes at the deadline, before anybody swept, is too late', async () => {
    let machine = MACHINE_TIME;
    const timed = await openHarness(harness.store, { tag: 't', machineTime: () => machine });
    const { sessionId } = await phone(timed, ANN).dial('*111*455#');
    const late = () => timed.gateway.answer(timed.call, sessionId, { input: 'x' });
    machine += 179_999;
    expect(must(await late()).state).toBe('awaiting');
    machine += 180_000;
    expect(wordOf(await late())).toBe('session-over');
    await timed.stop();
  });

  test('a cursor that no page gave is refused', async () => {
    expect(wordOf(await harness.gateway.sessions(harness.call, { cursor: 'zz' }))).toBe('invalid-field');
  });

  test('advancing the clock ends what ran out, and says so on the event stream', async () => {
    const heard: string[] = [];
    harness.gateway.onEvent(harness.world, ({ type, msisdn }) => heard.push(`${type} ${msisdn ?? ''}`));
    await phone(harness, ANN).dial('*111*455#');
    await advance('PT1S');
    await phone(harness, BOB).dial('*111*455#');
    expect(must(await harness.gateway.sessions(harness.call, {})).items).toHaveLength(2);
    heard.length = 0;
    await advance('PT181S');
    expect(heard).toEqual([`ussd.timeout ${ANN}`, `ussd.timeout ${BOB}`, 'clock ']);
    expect(must(await harness.gateway.sessions(harness.call, {})).items).toEqual([]);
  });

  test('two phones do not disturb each other', async () => {
    const [ann, bob] = [phone(harness, ANN), phone(harness, BOB)];
    await ann.dial('*111*455#');
    await bob.dial('*111*455#');
    expect((await ann.answer('0')).state).toBe('ended');
    expect((await bob.answer('2')).state).toBe('awaiting');
  });

  test('an unknown code is answered by the network and releases the session', async () => {
    const ann = phone(harness, ANN);
    const { sessionId } = await ann.dial('*111*455#');
    const unknown = await ann.dial('*999#');
    expect(unknown).toMatchObject({
      state: 'ended',
      service: 'network',
      text: expect.stringContaining('Неизвестный код'),
    });
    expect(wordOf(await answer(sessionId))).toBe('session-over');
  });

  test('what a phone does by itself reaches no service', async () => {
    const ann = phone(harness, ANN);
    const { sessionId } = await ann.dial('*111*455#');
    expect(await ann.dial('*#06#')).toMatchObject({
      state: 'ended',
      service: 'phone',
      text: expect.stringMatching(/\d{15}/),
    });
    expect((await ann.dial('**21*79161112233#')).service).toBe('phone');
    expect((await ann.dial('*31#79161112233')).service).toBe('phone');
    expect(must(await answer(sessionId)).state).toBe('awaiting');
  });

  test('simultaneous answers to one screen are stepped one after the other, none is lost', async () => {
    const { sessionId } = await phone(harness, ANN).dial('*111*455#');
    const answers = await Promise.all([answer(sessionId, '2'), answer(sessionId, '0'), answer(sessionId, '2')]);
    expect(answers.map((result) => result.ok)).toEqual([true, true, true]);
  });

  test('two gateways that answer one push at once: one of them has it, the other hears that it is over', async () => {
    const other = await openHarness(harness.store, { world: harness.world, tag: 'o' });
    const heard: string[] = [];
    for (const { gateway } of [harness, other]) {
      gateway.onEvent(harness.world, ({ type }) => void (type === 'ussd.reply' && heard.push(type)));
    }
    for (let round = 0; round < 10; round += 1) {
      heard.length = 0;
      const body = { msisdn: ANN, text: 'Rate us: 1 to 5', expectsReply: true, from: '*384#' };
      const { sessionId } = must(await harness.gateway.push(harness.call, body));
      const replies = await Promise.all(
        [harness, other].map(({ gateway, call }) => gateway.answer(call, sessionId, { input: '5' })),
      );
      expect(replies.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(heard).toHaveLength(1);
    }
  });

  test('a push waits for one reply; a phone in a dialogue is busy', async () => {
    const { gateway, call } = harness;
    const heard: unknown[] = [];
    gateway.onEvent(harness.world, (event) => heard.push(event));
    const body = { msisdn: ANN, text: 'Rate us: 1 to 5', expectsReply: true, from: '*384#' };
    const pushed = must(await gateway.push(call, body));
    expect(pushed).toMatchObject({ state: 'awaiting', text: 'Rate us: 1 to 5' });
    expect(wordOf(await gateway.push(call, body))).toBe('ussd-busy');
    expect(must(await answer(pushed.sessionId, '5')).state).toBe('ended');
    expect(heard).toContainEqual(expect.objectContaining({ type: 'ussd.reply', input: '5', from: '*384#' }));
    expect(wordOf(await answer(pushed.sessionId, '4'))).toBe('session-over');
    expect(must(await gateway.push(call, { ...body, expectsReply: false })).state).toBe('ended');
    expect(wordOf(await gateway.push(call, { ...body, text: 'я'.repeat(81) }))).toBe('bad-value');
  });
});
