/** A core that is away, slow, or out of its mind: the caller hears why, nothing is done twice, and every SMS comes once. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Call, Gateway } from '../../src/flow/api.ts';
import type { Mischief } from './mischief.ts';
import { keyed, openPair, type Pair, PROGRAM, textsOf, worldWith } from './support.ts';

const ANNA = '79161234567';
const ORDER = { op: 'order', codes: ['11'] } as const;

const JSON_TYPE = 'application/json';
const told = (body: string, when: 'before' | 'after', status = 200, type = JSON_TYPE): Mischief => ({
  kind: 'answer',
  when,
  status,
  type,
  body,
});

const DEEP = `{"balance":1,"order":"x","more":${'['.repeat(40)}${']'.repeat(40)}}`;
const SMS = { from: '4555', text: 'x', at: '2018-03-10T09:00:00.000Z' };
const good = (more: object) => JSON.stringify({ order: 'x', balance: 290, ...more });

/** What goes wrong → what a caller who waits in vain is told. */
const WRONGS: readonly (readonly [string, (when: 'before' | 'after') => Mischief, string])[] = [
  ['not JSON', (when) => told('<html>', when), 'core-garbage'],
  ['half of it', (when) => told('{"order":"x","bal', when), 'core-garbage'],
  ['another type of content', (when) => told('{}', when, 200, 'text/html'), 'core-garbage'],
  ['a list', (when) => told('[]', when), 'core-garbage'],
  ['nothing of what was asked', (when) => told('{}', when), 'core-garbage'],
  ['a word for a figure', (when) => told(good({ balance: 'many' }), when), 'core-garbage'],
  ['half a point', (when) => told(good({ balance: 0.5 }), when), 'core-garbage'],
  ['a figure beyond all figures', (when) => told('{"order":"x","balance":1e999}', when), 'core-garbage'],
  ['SMS that are none', (when) => told(good({ sms: [{ ...SMS, text: 7 }] }), when), 'core-garbage'],
  ['SMS from nobody', (when) => told(good({ sms: [{ ...SMS, from: '' }] }), when), 'core-garbage'],
  ['SMS of no day', (when) => told(good({ sms: [{ ...SMS, at: '2018-13-45T00:00:00Z' }] }), when), 'core-garbage'],
  ['too many SMS', (when) => told(good({ sms: Array(21).fill(SMS) }), when), 'core-garbage'],
  ['too deep', (when) => told(DEEP, when), 'core-garbage'],
  ['too large', (when) => told(good({ more: 'x'.repeat(2_000_000) }), when), 'core-garbage'],
  ['a redirect', (when) => told('{}', when, 302), 'core-garbage'],
  ['an error in JSON', (when) => told('{"type":"urn:x:internal-error"}', when, 500), 'core-error'],
  ['an error of a proxy', (when) => told('Bad Gateway', when, 502, 'text/plain'), 'core-error'],
  ['too many requests', (when) => told('{}', when, 429), 'core-error'],
  ['the connection is cut', (when) => ({ kind: 'cut', when }), 'core-error'],
];

const CASES = WRONGS.flatMap(([name, make, word]) =>
  (['before', 'after'] as const).map((when) => [`${name}, ${when} the effect`, make(when), word] as const),
);

async function balanceOf(gateway: Gateway, call: Call): Promise<number | string> {
  const view = await gateway.bonus(call, PROGRAM, ANNA);
  return view.ok ? view.value.balance : view.problem.type;
}

const anna = { msisdn: ANNA, programs: { [PROGRAM]: { points: 500 } } };

/** Resolves with the inbox once it has SMS. */
async function untilTold(gateway: Gateway, call: Call, after = '0'): Promise<readonly string[]> {
  const inbox = await gateway.messages(call, ANNA, { wait: 30, after });
  return inbox.ok ? inbox.value.messages.map(({ text }) => text) : [];
}

describe('once', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await openPair();
  });
  afterAll(async () => {
    await pair.close();
  });

  test.each(CASES)('%s: asked again with the same key, and nobody notices', async (_, mischief) => {
    const call = await worldWith(pair.gateway, [anna]);
    pair.proxy.keys.length = 0;
    pair.proxy.misbehave(mischief, 1);
    const answer = await pair.gateway.bonusWrite(keyed(call, 'the-key'), PROGRAM, ANNA, ORDER);
    expect(answer).toMatchObject({ ok: true, value: { balance: 290 } });
    expect(pair.proxy.keys).toEqual(['the-key', 'the-key']);
    expect(await balanceOf(pair.gateway, call)).toBe(290);
    expect(await textsOf(pair.gateway, call, ANNA)).toHaveLength(1);
  });

  test('the core restarted: those who asked meanwhile wait, and get their screens', async () => {
    const call = await worldWith(pair.gateway, [anna]);
    const restarted = pair.restartCore();
    const answer = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
    await restarted;
    expect(answer).toMatchObject({ ok: true, value: { text: 'Принято. Ответ придёт по SMS.' } });
    expect(await textsOf(pair.gateway, call, ANNA)).toHaveLength(1);
  });

  test('the books of the core are as its journal proves', async () => {
    expect(await pair.differences()).toEqual([]);
  });
});

describe('again and again', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await openPair({ patience: 150, deadline: 2_000 });
  });
  beforeEach(() => pair.proxy.misbehave(null));
  afterAll(async () => {
    await pair.close();
  });

  test.each(CASES)('%s: the caller hears why; later it is done once, and told once', async (_, mischief, word) => {
    const call = await worldWith(pair.gateway, [anna]);
    pair.proxy.misbehave(mischief);
    const key = keyed(call);
    const answer = await pair.gateway.bonusWrite(key, PROGRAM, ANNA, ORDER);
    expect(answer).toMatchObject({ ok: false, problem: { type: word } });
    expect(await textsOf(pair.gateway, call, ANNA)).toEqual([]);
    pair.proxy.misbehave(null);
    expect(await untilTold(pair.gateway, call)).toHaveLength(1);
    expect(await pair.gateway.bonusWrite(key, PROGRAM, ANNA, ORDER)).toMatchObject({
      ok: true,
      value: { balance: 290 },
    });
    expect(await balanceOf(pair.gateway, call)).toBe(290);
    expect(await textsOf(pair.gateway, call, ANNA)).toHaveLength(1);
  });

  test('slow: the phone reads that the answer comes by SMS; it comes, with the screen, once', async () => {
    const call = await worldWith(pair.gateway, [anna]);
    pair.proxy.misbehave({ kind: 'hold' });
    const screen = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
    expect(screen).toMatchObject({
      ok: true,
      value: { state: 'ended', service: 'network', text: 'Запрос принят. Ответ придёт по SMS.' },
    });
    expect(await textsOf(pair.gateway, call, ANNA)).toEqual([]);
    pair.proxy.misbehave(null);
    pair.proxy.release();
    const texts = await untilTold(pair.gateway, call);
    expect(texts).toEqual([expect.stringContaining('осталось: 290')]);
    expect(await balanceOf(pair.gateway, call)).toBe(290);
  });

  test('a text: its sender has the id, the answer comes later', async () => {
    const call = await worldWith(pair.gateway, [anna]);
    pair.proxy.misbehave({ kind: 'hold' });
    expect(await pair.gateway.sms(call, { from: ANNA, to: '4555', text: '11' })).toMatchObject({ ok: true });
    expect(await textsOf(pair.gateway, call, ANNA)).toEqual([]);
    pair.proxy.misbehave(null);
    pair.proxy.release();
    expect(await untilTold(pair.gateway, call)).toEqual([expect.stringContaining('осталось: 290')]);
  });

  test('whoever hangs up, dials again or answers while the core is asked', async () => {
    const call = await worldWith(pair.gateway, [anna]);
    const first = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*2*1*11#' });
    if (!first.ok) throw new Error(first.problem.detail);
    pair.proxy.misbehave({ kind: 'hold' });
    const confirmed = pair.gateway.answer(call, first.value.sessionId, { input: '1' });
    const again = await pair.gateway.answer(call, first.value.sessionId, { input: '1' });
    expect(again).toMatchObject({ ok: false, problem: { type: 'ussd-busy' } });
    expect(await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455#' })).toMatchObject({
      value: { state: 'awaiting' },
    });
    pair.proxy.misbehave(null);
    pair.proxy.release();
    expect(await confirmed).toMatchObject({ ok: false, problem: { type: 'session-over' } });
    expect(await untilTold(pair.gateway, call)).toEqual([expect.stringContaining('осталось: 290')]);
  });

  test('nobody is there: the phone reads so in no time, and all is done when somebody is', async () => {
    const call = await worldWith(pair.gateway, [anna]);
    await pair.core().close();
    const screen = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
    expect(screen).toMatchObject({ ok: true, value: { text: 'Запрос принят. Ответ придёт по SMS.' } });
    expect(await pair.gateway.bonus(call, PROGRAM, ANNA)).toMatchObject({ ok: false, problem: { type: 'core-error' } });
    await pair.restartCore();
    expect(await untilTold(pair.gateway, call)).toHaveLength(1);
    expect(await balanceOf(pair.gateway, call)).toBe(290);
  });

  test('a refusal of the request as such ends it: nothing is asked again', async () => {
    const call = await worldWith(pair.gateway, [anna]);
    pair.proxy.keys.length = 0;
    pair.proxy.misbehave(
      told('{"type":"urn:starhash:problem:invalid-field"}', 'before', 400, 'application/problem+json'),
    );
    const answer = await pair.gateway.bonusWrite(keyed(call), PROGRAM, ANNA, ORDER);
    expect(answer).toMatchObject({ ok: false, problem: { type: 'core-error' } });
    const screen = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
    expect(screen).toMatchObject({ ok: true, value: { text: 'Сервис не отвечает. Попробуйте позже.' } });
    expect(pair.proxy.keys).toHaveLength(2);
    expect(await textsOf(pair.gateway, call, ANNA)).toEqual([]);
  });

  test.each([
    ['a word that the program does not know', told('{"type":"urn:starhash:problem:over-daily-limit"}', 'before', 422)],
    ['a word of the gateway’s own', told('{"type":"urn:starhash:problem:session-over"}', 'before', 410)],
    ['a word that nobody knows', told('{"type":"urn:other:sold-out"}', 'before', 422)],
    ['no word', told('{}', 'before', 404)],
  ])('a refusal with %s: garbage, and nothing is asked again', async (_, mischief) => {
    const call = await worldWith(pair.gateway, [anna]);
    pair.proxy.misbehave(mischief);
    const answer = await pair.gateway.bonusWrite(keyed(call), PROGRAM, ANNA, ORDER);
    expect(answer).toMatchObject({ ok: false, problem: { type: 'core-garbage' } });
    const screen = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
    expect(screen).toMatchObject({ ok: true, value: { text: 'Сервис не отвечает. Попробуйте позже.' } });
    pair.proxy.misbehave(null);
    expect(await balanceOf(pair.gateway, call)).toBe(500);
  });

  test('an answer without what the texts need: the dialogue ends, what was done is told', async () => {
    const call = await worldWith(pair.gateway, [anna]);
    const body = JSON.stringify({ type: 'urn:x:too-few-points', sms: [SMS] });
    pair.proxy.misbehave(told(body, 'before', 422));
    const screen = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
    expect(screen).toMatchObject({ ok: true, value: { text: 'Сервис не отвечает. Попробуйте позже.' } });
    expect(await textsOf(pair.gateway, call, ANNA)).toEqual(['x']);
  });

  test.each([
    ['before', 500, []],
    ['after', 290, [expect.stringContaining('осталось: 290')]],
  ])('a fault of cores, %s the effect', async (when, balance, sms) => {
    const call = await worldWith(pair.gateway, [anna]);
    await pair.gateway.putFaults(call, { coreTimeout: { when, operations: ['order'] } });
    const screen = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
    expect(screen).toMatchObject({ ok: true, value: { text: 'Сервис не отвечает. Попробуйте позже.' } });
    expect(await textsOf(pair.gateway, call, ANNA)).toEqual(sms);
    await pair.gateway.putFaults(call, {});
    expect(await balanceOf(pair.gateway, call)).toBe(balance);
  });

  test('never: after 23 hours nobody asks any more, for the core has forgotten the key', async () => {
    const call = await worldWith(pair.gateway, [anna]);
    pair.proxy.misbehave(told('no', 'before', 503, 'text/plain'));
    await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*11#' });
    await pair.gateway.changeClock(call, { advance: 'PT23H' });
    expect(await untilTold(pair.gateway, call)).toEqual(['Сервис не отвечает. Попробуйте позже.']);
    pair.proxy.misbehave(null);
    expect(await balanceOf(pair.gateway, call)).toBe(500);
  });

  test('the books of the core are as its journal proves', async () => {
    expect(await pair.differences()).toEqual([]);
  });
});
