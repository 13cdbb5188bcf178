/** Faults: what a phone sees of each, on both stores. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BonusWrite, Call } from '../../src/flow/api.ts';
import { audit } from '../../src/flow/audit.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { keyed, must, type Phone, phone, wordOf } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';

const ANNA = '79161234567';
const BORIS = '79161234568';
const PROGRAM = 'mts-bonus';
const BALANCE = 'You have 40 points. Expiring on 1 Jan 2019: 40.';

describe.each(STORES)('faults on %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;
  let call: Call;
  let anna: Phone;

  beforeEach(async () => {
    opened = await open();
    harness = await openHarness(opened.store);
    const subscribers = [ANNA, BORIS].map((msisdn) => ({
      msisdn,
      language: 'en',
      programs: { [PROGRAM]: { points: 40 } },
    }));
    const body = { clock: '2018-06-01T12:00:00+03:00', seed: { subscribers } };
    call = { ...harness.call, world: must(await harness.gateway.createWorld(harness.call, body)).id };
    anna = phone({ gateway: harness.gateway, call }, ANNA);
  });
  afterEach(async () => {
    const report = await audit({ store: { ...opened.store, worlds: async () => [call.world] } });
    expect(report.differences).toEqual([]);
    must(await harness.gateway.deleteWorld(call.world));
    await harness.stop();
    await opened.close();
  });

  const put = async (faults: object) => must(await harness.gateway.putFaults(call, { ...faults }));
  const wait = async (advance: string) => must(await harness.gateway.changeClock(call, { advance }));
  const texts = async (of = anna) => (await of.inbox()).map(({ text }) => text);
  const askBalance = () => anna.dial('*111*455*0#');
  const balance = async (msisdn = ANNA) => must(await harness.gateway.bonus(call, PROGRAM, msisdn)).balance;
  const order = (key?: string) => {
    const keyedCall = key === undefined ? call : keyed(call, 'order', key, {});
    return harness.gateway.bonusWrite(keyedCall, PROGRAM, ANNA, { op: 'order', codes: ['32'] });
  };
  const write = (body: BonusWrite) => harness.gateway.bonusWrite(call, PROGRAM, ANNA, body);
  const earn = (key: string) =>
    harness.gateway.bonusWrite(keyed(call, 'event', key, {}), PROGRAM, ANNA, {
      op: 'event',
      kind: 'taxi',
      values: { rub: 5 },
    });

  describe('SMS on their way to a phone', () => {
    test('smsDrop: nothing comes, and never will', async () => {
      await put({ smsDrop: true });
      expect((await askBalance()).text).toBe('Accepted. The answer will come by SMS.');
      await wait('P3D');
      expect(await texts()).toEqual([]);
    });

    test('smsDelay: it comes when the world’s clock says, and says when it came', async () => {
      await put({ smsDelay: { by: 'PT30S' } });
      await askBalance();
      await wait('PT29S');
      expect(await texts()).toEqual([]);
      await wait('PT1S');
      expect(await anna.inbox()).toMatchObject([{ id: '1', text: BALANCE, at: '2018-06-01T09:00:30.000Z' }]);
      await wait('P1D');
      expect(await texts()).toEqual([]);
    });

    test('smsDelay of a step that changes no account, whose commit loses its reply: it comes once', async () => {
      const { store, crashes } = crashingStore(opened.store);
      const other = await openHarness(store, { tag: 'y' });
      const dial = async () => must(await other.gateway.dial(call, { msisdn: ANNA, code: '*111*455*0#' }));
      await dial();
      await texts();
      await put({ smsDelay: { by: 'PT30S' } });
      crashes.plan(2, true);
      await dial();
      expect(crashes.calm()).toBe(1);
      await wait('PT30S');
      expect(await texts()).toEqual([BALANCE]);
      await other.stop();
    });

    test('smsDelay ended: what is on its way still comes', async () => {
      await put({ smsDelay: { by: 'PT30S' } });
      await askBalance();
      await put({});
      expect(await texts()).toEqual([]);
      await wait('PT30S');
      expect(await texts()).toEqual([BALANCE]);
    });

    test('smsDuplicate: it comes twice, under two numbers', async () => {
      await put({ smsDuplicate: true });
      await askBalance();
      expect((await anna.inbox()).map(({ id, text }) => [id, text])).toEqual([
        ['1', BALANCE],
        ['2', BALANCE],
      ]);
    });

    test('smsReorder: each comes at a moment of its own, none is lost', async () => {
      await put({ seed: 3, smsReorder: { within: 'PT1M' } });
      for (let round = 0; round < 8; round += 1)
        must(await harness.gateway.sms(call, { from: BORIS, to: ANNA, text: `${round}` }));
      await wait('PT1M');
      const came = await texts();
      expect(came.toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
      expect(came).not.toEqual(came.toSorted());
    });

    test('all at once: late, twice, and none lost', async () => {
      await put({ smsDelay: { by: 'PT30S' }, smsReorder: { within: 'PT10S' }, smsDuplicate: true });
      await askBalance();
      await askBalance();
      await wait('PT40S');
      expect(await texts()).toEqual([BALANCE, BALANCE, BALANCE, BALANCE]);
    });

    test('between phones: late with its receipt, twice, or lost', async () => {
      const boris = phone({ gateway: harness.gateway, call }, BORIS);
      await put({ smsDelay: { by: 'PT30S' }, smsDuplicate: { of: [BORIS] } });
      await anna.sms(BORIS, 'hello');
      expect(await texts(boris)).toEqual([]);
      await wait('PT30S');
      expect(await texts(boris)).toEqual(['hello', 'hello']);
      await put({ smsDrop: { of: [BORIS], times: 1 } });
      await anna.sms(BORIS, 'one');
      await anna.sms(BORIS, 'two');
      expect(await texts(boris)).toEqual(['two']);
    });

    test('a gateway that comes up later brings what is late, once', async () => {
      await put({ smsDelay: { by: 'PT30S' } });
      await askBalance();
      await harness.deps.queue.idle();
      const other = await openHarness(opened.store, { tag: 'z' });
      await Promise.all(
        [harness, other].map(({ gateway }) => gateway.changeClock(call, { set: '2018-06-01T12:01:00+03:00' })),
      );
      expect(await texts()).toEqual([BALANCE]);
      await other.stop();
    });
  });

  describe('dialogues', () => {
    const LOST = 'The connection was lost. Please dial again.';

    test('ussdAbort: at each step, before anything is done', async () => {
      await put({ ussdAbort: true });
      expect(await askBalance()).toMatchObject({ state: 'ended', text: LOST, service: 'network' });
      expect(await texts()).toEqual([]);
    });

    test('ussdAbort at the second step: the dial is answered, the first answer is not', async () => {
      await put({ ussdAbort: { step: 2 } });
      expect((await anna.dial('*111*455#')).state).toBe('awaiting');
      expect(await anna.answer('0')).toMatchObject({ state: 'ended', text: LOST });
      expect(await texts()).toEqual([]);
    });

    test('ussdAbort after the step: its screen is lost, what it did is done', async () => {
      await put({ ussdAbort: { step: 2, when: 'after' } });
      await anna.dial('*111*455#');
      expect(await anna.answer('0')).toMatchObject({ state: 'ended', text: LOST });
      expect(await texts()).toEqual([BALANCE]);
    });

    test('times: so often for each number, then no more', async () => {
      await put({ ussdAbort: { times: 2 } });
      const seen = [];
      for (let round = 0; round < 4; round += 1) seen.push((await askBalance()).text === LOST);
      expect(seen).toEqual([true, true, false, false]);
    });

    test('userCancel: the screen shows, and the dialogue is over', async () => {
      await put({ userCancel: { step: 1 } });
      const screen = await anna.dial('*111*455#');
      expect([screen.state, screen.service]).toEqual(['ended', 'mts-bonus']);
      const again = await harness.gateway.answer(call, screen.sessionId, { input: '0' });
      expect(wordOf(again)).toBe('session-over');
    });

    test('of: others notice nothing', async () => {
      await put({ ussdAbort: { of: [`+${BORIS}`] } });
      expect((await askBalance()).text).toBe('Accepted. The answer will come by SMS.');
      expect((await phone({ gateway: harness.gateway, call }, BORIS).dial('*111*455#')).text).toBe(LOST);
    });
  });

  describe('the bonus core', () => {
    const FAULTS = [
      ['coreTimeout', 'core-timeout'],
      ['coreError', 'core-error'],
      ['coreGarbage', 'core-garbage'],
    ] as const;

    test.each(FAULTS)(
      '%s: the phone reads that nobody answers, the API has %s, nothing is done',
      async (fault, word) => {
        await put({ [fault]: true });
        const screen = await askBalance();
        expect(screen).toMatchObject({ state: 'ended', text: 'The service does not answer. Please try later.' });
        expect(wordOf(await earn('k'))).toBe(word);
        expect(wordOf(await harness.gateway.sms(call, { from: ANNA, to: '4555', text: 'Бонус' }))).toBe(word);
        await put({});
        expect(await balance()).toBe(40);
        expect(must(await earn('k'))).toMatchObject({ earned: 5, balance: 45 });
      },
    );

    test.each(FAULTS)('%s after: it is done, nobody hears of it, the same key finds out', async (fault, word) => {
      await put({ [fault]: { when: 'after', times: 1 } });
      expect(wordOf(await earn('k'))).toBe(word);
      expect(await balance()).toBe(45);
      expect(must(await earn('k'))).toMatchObject({ earned: 5, balance: 45 });
      expect(await balance()).toBe(45);
    });

    test('after, in a dialogue: the phone reads that nobody answers, and the SMS comes', async () => {
      await put({ coreTimeout: { when: 'after', operations: ['register'] } });
      const carl = phone({ gateway: harness.gateway, call }, '79161234569');
      await carl.dial('*111*455#');
      expect((await carl.answer('1')).state).toBe('ended');
      expect(await texts(carl)).toHaveLength(1);
      expect(await balance('79161234569')).toBe(0);
    });

    describe('a scheduled SMS to a service', () => {
      const schedule = async () => {
        const body = { from: ANNA, to: '4555', text: 'Бонус', schedule: { after: 600_000 } };
        return must(await harness.gateway.sms(call, body)).messageId;
      };
      const stateOf = async (id: string) => must(await harness.gateway.message(call, id, ANNA)).state;
      const counted = () => {
        const told: unknown[] = [];
        harness.gateway.onEvent(call.world, ({ type, fault }) => void (type === 'fault' && told.push(fault)));
        return told;
      };

      test.each(FAULTS)(
        '%s: it is tried again by the world’s clock, is one case, and comes when that is over',
        async (fault) => {
          const told = counted();
          await put({ [fault]: true });
          const id = await schedule();
          for (const step of ['PT10M', 'PT1S', 'PT1H']) await wait(step);
          expect([await stateOf(id), await texts(), told]).toEqual(['ENROUTE', [], [fault]]);
          await put({});
          await wait('PT14M');
          expect(await texts()).toEqual([]);
          await wait('PT1M');
          expect([await stateOf(id), await texts()]).toEqual(['DELIVERED', [BALANCE]]);
        },
      );

      test('after: what was done is not done again', async () => {
        const told = counted();
        await put({ coreTimeout: { when: 'after' } });
        const id = await schedule();
        await wait('PT10M');
        expect([await stateOf(id), await texts()]).toEqual(['ENROUTE', [BALANCE]]);
        await wait('PT15M');
        expect([await stateOf(id), await texts(), told]).toEqual(['DELIVERED', [], ['coreTimeout']]);
      });

      test('its validity ends all the same', async () => {
        await put({ coreError: true });
        const id = await schedule();
        await wait('P4D');
        expect(await stateOf(id)).toBe('EXPIRED');
      });
    });

    test('after, of a confirmed transfer: nobody hears of it, the same key finds out, and it ends once', async () => {
      const id = String(must(await write({ op: 'transfer', to: BORIS, points: 10 })).id);
      const body = { op: 'confirm', id, code: (await texts()).at(-1)?.slice(0, 4) ?? '' } as const;
      const confirm = () => harness.gateway.bonusWrite(keyed(call, 'confirm', 'k', body), PROGRAM, ANNA, body);
      await put({ coreTimeout: { when: 'after', operations: ['confirm'] } });
      expect(wordOf(await confirm())).toBe('core-timeout');
      expect(must(await confirm())).toEqual({ balance: 30 });
      await wait('PT1H');
      expect(must(await confirm())).toEqual({ balance: 30 });
      expect([await balance(), await balance(BORIS)]).toEqual([30, 50]);
    });

    test('operations: the others are answered', async () => {
      await put({ coreTimeout: { operations: ['order'] } });
      expect(wordOf(await order())).toBe('core-timeout');
      await askBalance();
      expect(await texts()).toEqual([BALANCE]);
    });
  });

  describe('the store', () => {
    test('storeDown: nobody is answered, until the faults are taken back', async () => {
      await put({ storeDown: true });
      expect(wordOf(await earn('k'))).toBe('store-unavailable');
      await put({ storeDown: false });
      expect(must(await earn('k'))).toMatchObject({ balance: 45 });
    });

    test('storeLost before the commit: nothing is written', async () => {
      await put({ storeLost: { times: 1 } });
      expect(wordOf(await earn('k'))).toBe('store-unavailable');
      expect(await balance()).toBe(40);
      expect(must(await earn('k'))).toMatchObject({ balance: 45 });
    });

    test('storeLost spares a scheduled SMS to a service: its caller was answered long ago', async () => {
      const body = { from: ANNA, to: '4555', text: 'Бонус', schedule: { after: 600_000 } };
      const { messageId } = must(await harness.gateway.sms(call, body));
      await put({ storeLost: true });
      await wait('PT10M');
      expect(await texts()).toEqual([BALANCE]);
      expect(must(await harness.gateway.message(call, messageId, ANNA)).state).toBe('DELIVERED');
    });

    test('storeLost at the receiver: the transfer of the giver ends once, and clocks go on', async () => {
      const id = String(must(await write({ op: 'transfer', to: BORIS, points: 10 })).id);
      const code = (await texts()).at(-1)?.slice(0, 4) ?? '';
      await put({ storeLost: { of: [BORIS] } });
      expect(must(await write({ op: 'confirm', id, code }))).toMatchObject({ balance: 30 });
      await wait('P1D');
      await put({});
      await wait('P1D');
      expect([await balance(), await balance(BORIS)]).toEqual([30, 50]);
    });

    test.each(['before', 'after'])('storeLost %s never comes in what the gateway drives on by itself', async (when) => {
      await put({ smsDelay: { by: 'PT30S' } });
      await askBalance();
      const id = String(must(await write({ op: 'transfer', to: BORIS, points: 10 })).id);
      await wait('PT30S');
      const code = (await texts()).at(-1)?.slice(0, 4) ?? '';
      await put({ storeLost: { when } });
      expect(wordOf(await write({ op: 'confirm', id, code }))).toBe('store-unavailable');
      // The code runs out, a dialogue does, and points.
      for (const step of ['PT10M', 'P1D', 'P300D']) await wait(step);
      await put({});
      const [giver, receiver] = [await balance(), await balance(BORIS)];
      expect([giver, receiver]).toEqual([0, 0]);
      const { items } = must(await harness.gateway.journal(call, PROGRAM, BORIS, {}));
      expect(items.filter(({ kind }) => kind === 'transfer-credit')).toHaveLength(when === 'after' ? 1 : 0);
    });

    test('storeLost after the commit: all is written, and the same key finds out', async () => {
      await put({ storeLost: { when: 'after', times: 1 } });
      expect(wordOf(await earn('k'))).toBe('store-unavailable');
      expect(await balance()).toBe(45);
      expect(must(await earn('k'))).toMatchObject({ earned: 5, balance: 45 });
      expect(await balance()).toBe(45);
    });
  });

  test('each fault that comes is told on the event stream', async () => {
    const told: unknown[] = [];
    const deaf = harness.gateway.onEvent(call.world, ({ type, msisdn, fault }) => {
      if (type === 'fault') told.push([msisdn, fault]);
    });
    await put({ smsDrop: { of: [ANNA], times: 1 } });
    await askBalance();
    await askBalance();
    deaf();
    expect(told).toEqual([[ANNA, 'smsDrop']]);
  });

  test('a clock that moves does not begin the counts anew; faults put again do', async () => {
    await put({ smsDrop: { times: 1 } });
    await askBalance();
    await wait('PT1S');
    await askBalance();
    expect(await texts()).toHaveLength(1);
    await put({ smsDrop: { times: 1 } });
    await askBalance();
    expect(await texts()).toHaveLength(0);
  });
});
