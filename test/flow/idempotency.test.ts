/** Idempotency-Key: same body, same answer, one effect; another body, 409; forgotten after 24 hours of world time. */
import { beforeEach, describe, expect, test } from 'vitest';
import { freshHarness } from '../support/freshHarness.ts';
import { MACHINE_TIME, openHarness } from '../support/harness.ts';
import { keyed, must, phone, wordOf } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const ANN = '79160000001';
const BOB = '79160000002';
const PROGRAM = 'mts-bonus';

describe.each(STORES)('Idempotency-Key on %s', (_, open) => {
  const harness = freshHarness(open);
  beforeEach(async () => {
    for (const msisdn of [ANN, BOB]) {
      must(await harness.gateway.bonusWrite(harness.call, PROGRAM, msisdn, { op: 'register', channel: 'ussd' }));
    }
  });

  const taxi = (key: string, rub: number, msisdn = ANN) => {
    const write = { op: 'event', kind: 'taxi', values: { rub } } as const;
    return harness.gateway.bonusWrite(keyed(harness.call, `POST events ${msisdn}`, key, write), PROGRAM, msisdn, write);
  };
  const balance = async (msisdn: string) => must(await harness.gateway.bonus(harness.call, PROGRAM, msisdn)).balance;

  test('the same request again is answered alike and earns once', async () => {
    const first = await taxi('k', 100);
    expect(await taxi('k', 100)).toEqual(first);
    expect(await balance(ANN)).toBe(100);
  });

  test('ten of them at once earn once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => taxi('k', 100)));
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await balance(ANN)).toBe(100);
  });

  test('another body with the same key is a conflict; another key or subscriber is another request', async () => {
    await taxi('k', 100);
    expect(wordOf(await taxi('k', 101))).toBe('idempotency-conflict');
    await taxi('l', 100);
    await taxi('k', 100, BOB);
    expect([await balance(ANN), await balance(BOB)]).toEqual([200, 100]);
  });

  test('a refusal is repeated too, even if it would go well by now', async () => {
    const write = { op: 'order', codes: ['32'] } as const;
    const order = () => harness.gateway.bonusWrite(keyed(harness.call, 'POST orders', 'o', write), PROGRAM, ANN, write);
    expect(wordOf(await order())).toBe('too-few-points');
    await taxi('k', 100);
    expect(wordOf(await order())).toBe('too-few-points');
    expect(await balance(ANN)).toBe(100);
  });

  test('it is kept for 24 hours of world time, to the millisecond', async () => {
    must(await harness.gateway.changeClock(harness.call, { freeze: true }));
    await taxi('k', 100);
    must(await harness.gateway.changeClock(harness.call, { advance: 'PT23H59M59.999S' }));
    await taxi('k', 100);
    expect(await balance(ANN)).toBe(100);
    must(await harness.gateway.changeClock(harness.call, { advance: 'PT0.001S' }));
    await taxi('k', 100);
    expect(await balance(ANN)).toBe(200);
  });

  test('a record that has run out counts no more, even before it is swept', async () => {
    let machine = MACHINE_TIME;
    const timed = await openHarness(harness.store, { tag: 't', machineTime: () => machine });
    const write = { op: 'register', channel: 'ussd' } as const;
    const register = () =>
      timed.gateway.bonusWrite(keyed(timed.call, 'POST register', 'r', write), PROGRAM, ANN, write);
    expect(must(await register())).toMatchObject({ status: 'member' });
    machine += 86_399_999;
    expect(must(await register())).toMatchObject({ status: 'member' });
    machine += 1;
    expect(wordOf(await register())).toBe('already-a-member');
    await timed.stop();
  });

  test('a dial repeated with its key shows the same session and the SMS comes once', async () => {
    const call = keyed(harness.call, 'POST /v1/ussd', 'd', {});
    const dial = () => harness.gateway.dial(call, { msisdn: ANN, code: '*111*455*0#' });
    expect(await dial()).toEqual(await dial());
    const inbox = await phone(harness, ANN).inbox();
    expect(inbox.filter(({ text }) => /балл/.test(text))).toHaveLength(inbox.length);
    expect(inbox).toHaveLength(2);
  });

  test('a confirmation repeated with its key moves the points once and answers alike', async () => {
    await taxi('k', 500);
    const { id } = must(
      await harness.gateway.bonusWrite(harness.call, PROGRAM, ANN, { op: 'transfer', to: BOB, points: 200 }),
    );
    const code = (await phone(harness, ANN).inbox()).at(-1)?.text.slice(0, 4) ?? '';
    const write = { op: 'confirm', id: String(id), code } as const;
    const confirm = () =>
      harness.gateway.bonusWrite(keyed(harness.call, 'POST confirm', 'c', write), PROGRAM, ANN, write);
    const first = await confirm();
    expect(must(first)).toEqual({ balance: 300 });
    expect(await confirm()).toEqual(first);
    await taxi('l', 10);
    expect(await confirm()).toEqual(first);
    expect([await balance(ANN), await balance(BOB)]).toEqual([310, 200]);
  });

  test('a confirmation that the receiver refused is refused alike when it is repeated', async () => {
    await taxi('k', 500);
    const { id } = must(
      await harness.gateway.bonusWrite(harness.call, PROGRAM, ANN, { op: 'transfer', to: BOB, points: 200 }),
    );
    const code = (await phone(harness, ANN).inbox()).at(-1)?.text.slice(0, 4) ?? '';
    must(await harness.gateway.bonusWrite(harness.call, PROGRAM, BOB, { op: 'deactivate', channel: 'ussd' }));
    const write = { op: 'confirm', id: String(id), code } as const;
    const confirm = () =>
      harness.gateway.bonusWrite(keyed(harness.call, 'POST confirm', 'c', write), PROGRAM, ANN, write);
    const first = await confirm();
    expect(wordOf(first)).toBe('recipient-not-a-member');
    must(await harness.gateway.bonusWrite(harness.call, PROGRAM, BOB, { op: 'register', channel: 'ussd' }));
    expect(await confirm()).toEqual(first);
    expect(await balance(ANN)).toBe(500);
  });

  test('the clock advanced twice with one key advances once', async () => {
    const change = { advance: 'PT1H' } as const;
    const advance = () => harness.gateway.changeClock(keyed(harness.call, 'POST /v1/clock', 'c', change), change);
    const before = Date.parse(must(await harness.gateway.clock(harness.call)).now);
    const first = await advance();
    expect(await advance()).toEqual(first);
    expect(Date.parse(must(first).now)).toBe(before + 3_600_000);
    expect(wordOf(await harness.gateway.changeClock(keyed(harness.call, 'POST /v1/clock', 'c', {}), change))).toBe(
      'idempotency-conflict',
    );
  });
});
