/** Worlds: a hundred at once, each with its own clock, people and faults; the clock in all its moves; reset. */
import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/flow/api.ts';
import { freshHarness } from '../support/freshHarness.ts';
import { MACHINE_TIME, openHarness } from '../support/harness.ts';
import { keyed, must, phone, wordOf } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const ANN = '79160000001';
const PROGRAM = 'mts-bonus';

describe.each(STORES)('worlds on %s', (_, open) => {
  const harness = freshHarness(open);

  const inWorld = (world: string): Call => ({ ...harness.call, world });
  const nowOf = async (call: Call) => must(await harness.gateway.clock(call)).now;

  test('a hundred at once do not see each other', async () => {
    const { gateway } = harness;
    const lives = Array.from({ length: 100 }, async (_, number) => {
      const clock = new Date(Date.UTC(2017, 0, 1) + number * 86_400_000).toISOString();
      const { id } = must(await gateway.createWorld(harness.call, { clock }));
      const call = inWorld(id);
      must(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'register', channel: 'sms' }));
      must(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'event', kind: 'taxi', values: { rub: number + 1 } }));
      await phone({ gateway, call }, ANN).dial('*111*455#');
      must(await gateway.changeClock(call, { advance: `PT${number + 1}S` }));
      if (number % 2 === 0) must(await gateway.putFaults(call, { ussdAbort: true }));
      return { call, number, clock };
    });
    for (const { call, number, clock } of await Promise.all(lives)) {
      expect(must(await gateway.bonus(call, PROGRAM, ANN)).balance).toBe(number + 1);
      expect(Date.parse(await nowOf(call))).toBe(Date.parse(clock) + (number + 1) * 1000);
      expect(await phone({ gateway, call }, ANN).inbox()).toHaveLength(1);
      expect(must(await gateway.sessions(call, {})).items).toHaveLength(1);
      expect(must(await gateway.faults(call))).toEqual(number % 2 === 0 ? { ussdAbort: true } : {});
      must(await gateway.deleteWorld(call.world));
      expect(wordOf(await gateway.bonus(call, PROGRAM, ANN))).toBe('unknown-world');
    }
    expect(wordOf(await gateway.bonus(harness.call, PROGRAM, ANN))).toBe('not-a-member');
  });

  test('the clock runs from where it was set, stands while frozen, goes on where it stood', async () => {
    let machine = MACHINE_TIME;
    const timed = await openHarness(harness.store, { tag: 't', machineTime: () => machine });
    const { gateway, call } = timed;
    const now = async () => must(await gateway.clock(call)).now;
    must(await gateway.changeClock(call, { set: '2019-01-01T00:00:00+03:00' }));
    machine += 5000;
    expect(await now()).toBe('2018-12-31T21:00:05.000Z');
    must(await gateway.changeClock(call, { freeze: true }));
    machine += 60_000;
    expect(await now()).toBe('2018-12-31T21:00:05.000Z');
    must(await gateway.changeClock(call, { advance: 'P1D' }));
    expect(must(await gateway.clock(call))).toEqual({ now: '2019-01-01T21:00:05.000Z', frozen: true });
    must(await gateway.changeClock(call, { resume: true }));
    machine += 1000;
    expect(must(await gateway.clock(call))).toEqual({ now: '2019-01-01T21:00:06.000Z', frozen: false });
    await timed.stop();
  });

  test.each([
    { set: 'tomorrow' },
    { set: '2019-01-01T00:00:00' },
    { set: '9999-01-01T00:00:00Z' },
    { advance: 'P1M' },
    { advance: '-PT1S' },
    { advance: 'PT0S' },
    { advance: 'soon' },
    { advance: 'P999999999D' },
    { advance: 'PT0.0005S' },
    { advance: 'PT1.0001S' },
  ])('the clock refuses %j and stays', async (change) => {
    const before = await nowOf(harness.call);
    expect(wordOf(await harness.gateway.changeClock(harness.call, change))).toBe('bad-clock');
    expect(await nowOf(harness.call)).toBe(before);
  });

  test('what fell due on the way happens in order of time, stamped with its own time', async () => {
    const { gateway, call } = harness;
    const heard: string[] = [];
    must(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'register', channel: 'web', questionnaire: true }));
    await phone(harness, '79160000002').dial('*111*455#');
    gateway.onEvent(harness.world, ({ type, msisdn }) => heard.push(`${type} ${msisdn}`));
    must(await gateway.changeClock(call, { set: '2019-01-01T00:00:00+03:00' }));
    expect(heard.slice(0, 2)).toEqual(['ussd.timeout 79160000002', `sms.out ${ANN}`]);
    const [sms] = await phone(harness, ANN).inbox();
    expect(Date.parse(sms?.at ?? '')).toBe(MACHINE_TIME + 2 * 3_600_000);
    const { items } = must(await gateway.journal(call, PROGRAM, ANN, {}));
    expect(items.at(-1)).toMatchObject({ kind: 'burn', at: '2018-12-31T21:00:00.000Z' });
    expect(must(await gateway.bonus(call, PROGRAM, ANN)).balance).toBe(0);
  });

  test('a change of the clock reaches another gateway process before its call answers', async () => {
    const other = await openHarness(harness.store, { world: harness.world, tag: 'o' });
    const { sessionId } = await phone(other, ANN).dial('*111*455#');
    must(await harness.gateway.changeClock(harness.call, { advance: 'PT3M' }));
    expect(wordOf(await other.gateway.answer(other.call, sessionId, { input: '2' }))).toBe('session-over');
    must(await harness.gateway.putFaults(harness.call, { storeDown: true }));
    expect(wordOf(await other.gateway.subscriber(other.call, ANN))).toBe('store-unavailable');
  });

  test('reset empties the world, puts the clock back and takes the faults away; old session ids are unknown', async () => {
    const { gateway } = harness;
    const { id } = must(await gateway.createWorld(harness.call, { clock: '2018-05-01T00:00:00Z' }));
    const call = inWorld(id);
    const ann = phone({ gateway, call }, ANN);
    must(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'register', channel: 'ussd' }));
    const { sessionId } = await ann.dial('*111*455#');
    must(await gateway.changeClock(call, { advance: 'P10D' }));
    must(await gateway.putFaults(call, { smsDrop: true }));
    must(await gateway.reset(call));
    expect(wordOf(await gateway.bonus(call, PROGRAM, ANN))).toBe('not-a-member');
    expect(must(await gateway.messages(call, ANN, {})).messages).toEqual([]);
    expect(await nowOf(call)).toBe('2018-05-01T00:00:00.000Z');
    expect(must(await gateway.faults(call))).toEqual({});
    expect(wordOf(await gateway.answer(call, sessionId, { input: '2' }))).toBe('unknown-session');
    must(await gateway.deleteWorld(id));
  });

  test('a keyed change of faults works in a world whose store is "down", and is answered alike', async () => {
    const { gateway, call } = harness;
    const put = (key: string, faults: Record<string, unknown>) =>
      gateway.putFaults(keyed(call, 'PUT /v1/faults', key, faults), faults);
    expect(must(await put('on', { storeDown: true }))).toEqual({ storeDown: true });
    expect(must(await put('on', { storeDown: true }))).toEqual({ storeDown: true });
    expect(wordOf(await put('on', {}))).toBe('idempotency-conflict');
    expect(must(await put('off', {}))).toEqual({});
    expect(must(await gateway.subscriber(call, ANN)).msisdn).toBe(ANN);
  });

  test('the same keyed change of the clock at two gateways at once acts once', async () => {
    const other = await openHarness(harness.store, { world: harness.world, tag: 'o' });
    const before = Date.parse(await nowOf(harness.call));
    const change = { advance: 'PT1H' } as const;
    const call = keyed(harness.call, 'POST /v1/clock', 'c', change);
    const answers = await Promise.all([harness, other].map(({ gateway }) => gateway.changeClock(call, change)));
    expect(answers[0]).toEqual(answers[1]);
    expect(Date.parse(await nowOf(harness.call))).toBe(before + 3_600_000);
  });

  test('a keyed request for a world makes one world', async () => {
    const { gateway } = harness;
    const create = (body: { clock?: string }) =>
      gateway.createWorld(keyed(harness.call, 'POST /v1/worlds', 'w', body), body);
    const first = must(await create({}));
    expect(must(await create({}))).toEqual(first);
    expect(wordOf(await create({ clock: '2018-05-01T00:00:00Z' }))).toBe('idempotency-conflict');
    must(await gateway.deleteWorld(first.id));
  });

  test('a keyed reset sent again does not reset again', async () => {
    const reset = () => harness.gateway.reset(keyed(harness.call, 'POST /v1/reset', 'r', {}));
    must(await reset());
    await phone(harness, ANN).sms('4555', '');
    must(await reset());
    expect(must(await harness.gateway.bonus(harness.call, PROGRAM, ANN)).member).toBe(true);
  });

  test('main stays, unknown worlds are unknown, unknown faults are refused', async () => {
    const { gateway } = harness;
    expect(wordOf(await gateway.deleteWorld('main'))).toBe('bad-value');
    expect(wordOf(await gateway.deleteWorld('nowhere'))).toBe('unknown-world');
    expect(wordOf(await gateway.dial(inWorld('nowhere'), { msisdn: ANN, code: '*111*455#' }))).toBe('unknown-world');
    expect(wordOf(await gateway.reset(inWorld('nowhere')))).toBe('unknown-world');
    expect(wordOf(await gateway.putFaults(harness.call, { gremlins: true }))).toBe('invalid-field');
    expect(wordOf(await gateway.putFaults(harness.call, { smsDrop: 'yes' }))).toBe('invalid-field');
  });

  test('an event tells of faults how many numbers they are for, and not which', async () => {
    const { gateway, call } = harness;
    const heard: unknown[] = [];
    const silence = gateway.onEvent(harness.world, ({ type, faults }) => void heard.push([type, faults]));
    const of = Array.from({ length: 10_000 }, (_, index) => String(79_160_000_000 + index));
    must(await gateway.putFaults(call, { seed: 7, smsDrop: { of, times: 2 }, ussdAbort: true }));
    silence();
    expect(heard).toEqual([['faults', { seed: 7, smsDrop: { times: 2, numbers: 10_000 }, ussdAbort: true }]]);
  });

  test('faults: a dropped dialogue, a lost SMS', async () => {
    const { gateway, call } = harness;
    const ann = phone(harness, ANN);
    await ann.dial('*111*455#');
    must(await gateway.putFaults(call, { ussdAbort: true, smsDrop: true }));
    expect(await ann.answer('0')).toMatchObject({ state: 'ended', service: 'network' });
    await ann.sms('4555', '');
    must(await gateway.bonusWrite(call, PROGRAM, '79160000002', { op: 'register', channel: 'web' }));
    must(await gateway.changeClock(call, { advance: 'PT3H' }));
    expect(await phone(harness, '79160000002').inbox()).toEqual([]);
    expect(await ann.inbox()).toEqual([]);
    must(await gateway.putFaults(call, {}));
    expect(must(await gateway.bonus(call, PROGRAM, ANN)).member).toBe(true);
  });
});
