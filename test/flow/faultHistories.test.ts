/**
 * Histories under all faults at once: people earn, order, give and text, each call sent again under its key until it is answered.
 * In the end the books are right, each effect was there once, and no SMS is lost but those that were dropped.
 */
import { describe, expect, test } from 'vitest';
import type { BonusWrite, Call } from '../../src/flow/api.ts';
import { audit } from '../../src/flow/audit.ts';
import type { Harness } from '../support/harness.ts';
import { openHarness } from '../support/harness.ts';
import { keyed, must, phone } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const PROGRAM = 'mts-bonus';
const PEOPLE = Array.from({ length: 6 }, (_, index) => String(79_161_234_567 + index));
const ROUNDS = 12;
const POINTS = 2000;
const GIFT = { code: '141', price: 80 };

/** What a caller tries again. */
const TRANSIENT = ['core-timeout', 'core-error', 'store-unavailable'];

const FAULTS = {
  seed: 20_191,
  smsDelay: { by: 'PT20S', share: 0.4 },
  smsDuplicate: { share: 0.3 },
  smsReorder: { within: 'PT1M', share: 0.4 },
  coreTimeout: { share: 0.2, when: 'after' },
  coreError: { share: 0.2 },
  storeLost: { share: 0.2, when: 'after' },
  ussdAbort: { share: 0.3, when: 'after' },
  userCancel: { share: 0.2 },
};

interface Told {
  /** By person: what was answered to each try, in order. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  readonly balances: readonly number[];
  readonly sms: readonly (readonly string[])[];
}

/** Plays the same lives; `order` says who comes when. */
async function play(harness: Harness, order: 'one by one' | 'all at once'): Promise<Told> {
  const { gateway } = harness;
  const subscribers = PEOPLE.map((msisdn) => ({ msisdn, language: 'en', programs: { [PROGRAM]: { points: POINTS } } }));
  const made = await gateway.createWorld(harness.call, { clock: '2018-06-01T12:00:00+03:00', seed: { subscribers } });
  const call = { ...harness.call, world: must(made).id };
  must(await gateway.changeClock(call, { freeze: true }));
  must(await gateway.putFaults(call, FAULTS));
  const answers: Record<string, string[]> = Object.fromEntries(PEOPLE.map((msisdn) => [msisdn, []]));
  const lives = PEOPLE.map((msisdn) => () => live(harness, call, msisdn, answers[msisdn] ?? []));
  if (order === 'all at once') await Promise.all(lives.map((begin) => begin()));
  else for (const begin of lives) await begin();
  must(await gateway.putFaults(call, {}));
  must(await gateway.changeClock(call, { advance: 'PT2M' }));
  const balances = await Promise.all(PEOPLE.map(async (one) => must(await gateway.bonus(call, PROGRAM, one)).balance));
  const inboxes = await Promise.all(PEOPLE.map((one) => phone({ gateway, call }, one).inbox()));
  const report = await audit({ store: { ...harness.deps.store, worlds: async () => [call.world] } });
  expect(report).toEqual({ accounts: PEOPLE.length, differences: [] });
  must(await gateway.deleteWorld(call.world));
  return { answers, balances, sms: inboxes.map((inbox) => inbox.map(({ text }) => text)) };
}

async function live({ gateway }: Harness, call: Call, msisdn: string, told: string[]): Promise<void> {
  const write = async (round: number, body: BonusWrite) => {
    const mine = keyed(call, body.op, `${round}`, body);
    let word = TRANSIENT[0] as string;
    while (TRANSIENT.includes(word)) {
      const result = await gateway.bonusWrite(mine, PROGRAM, msisdn, body);
      word = result.ok ? 'ok' : result.problem.type;
      told.push(word);
    }
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await write(round, { op: 'event', kind: 'taxi', values: { rub: 7 } });
    await write(round, { op: 'order', code: GIFT.code });
    const dialled = await gateway.dial(call, { msisdn, code: '*111*455*0#' });
    told.push(dialled.ok ? dialled.value.service : dialled.problem.type);
  }
}

describe.each(STORES)('on %s', (_, open) => {
  test('money and SMS are right, and the faults are the same in whatever order people come', async () => {
    const opened = await open();
    const harness = await openHarness(opened.store);
    const [first, second] = [await play(harness, 'one by one'), await play(harness, 'all at once')];
    expect(second.answers).toEqual(first.answers);
    expect(second.balances).toEqual(first.balances);
    expect(second.sms.map((texts) => texts.toSorted())).toEqual(first.sms.map((texts) => texts.toSorted()));
    const left = POINTS + ROUNDS * (7 - GIFT.price);
    expect(first.balances).toEqual(PEOPLE.map(() => left));
    for (const texts of first.sms) {
      expect(new Set(texts.filter((text) => text.includes('Your gift is active'))).size).toBe(ROUNDS);
    }
    expect(new Set(Object.values(first.answers).flat())).toEqual(new Set(['ok', ...TRANSIENT, 'mts-bonus', 'network']));
    await harness.stop();
    await opened.close();
  });
});
