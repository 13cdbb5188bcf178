/**
 * Histories under all faults at once: people earn, order, text and dial, or give each other points, each call sent again under its key
 * until it is answered. In the end the books are right, each effect was there once, and no SMS is lost but those that were dropped.
 */
import { describe, expect, test } from 'vitest';
import type { BonusWrite, Call, Result } from '../../src/flow/api.ts';
import { audit } from '../../src/flow/audit.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import type { Harness } from '../support/harness.ts';
import { openHarness } from '../support/harness.ts';
import { keyed, must, phone } from '../support/phone.ts';
import { startRedisCluster } from '../support/redisCluster.ts';
import { STORES } from '../support/stores.ts';

const PROGRAM = 'mts-bonus';
const PEOPLE = Array.from({ length: 6 }, (_, index) => String(79_161_234_567 + index));
const ROUNDS = 12;
const POINTS = 2000;
/** So often may people give in a month. */
const DAYS = 10;
const GIVEN = 10;
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

/** A world where everybody has points, its clock stands still, and the faults are on. */
async function begin({ gateway, call: home }: Harness): Promise<Call> {
  const subscribers = PEOPLE.map((msisdn) => ({ msisdn, language: 'en', programs: { [PROGRAM]: { points: POINTS } } }));
  const made = await gateway.createWorld(home, { clock: '2018-06-01T12:00:00+03:00', seed: { subscribers } });
  const call = { ...home, world: must(made).id };
  must(await gateway.changeClock(call, { freeze: true }));
  must(await gateway.putFaults(call, FAULTS));
  return call;
}

/** No more faults; what is late comes. @returns the balances: the books are right, and the world is gone */
async function end({ gateway, deps }: Harness, call: Call): Promise<Pick<Told, 'balances' | 'sms'>> {
  must(await gateway.putFaults(call, {}));
  must(await gateway.changeClock(call, { advance: 'PT2M' }));
  const balances = await Promise.all(PEOPLE.map(async (one) => must(await gateway.bonus(call, PROGRAM, one)).balance));
  const inboxes = await Promise.all(PEOPLE.map((one) => phone({ gateway, call }, one).inbox()));
  const report = await audit({ store: { ...deps.store, worlds: async () => [call.world] } });
  expect(report).toEqual({ accounts: PEOPLE.length, differences: [] });
  return { balances, sms: inboxes.map((inbox) => inbox.map(({ text }) => text)) };
}

/** Plays the same lives; `order` says who comes when. */
async function play(harness: Harness, order: 'one by one' | 'all at once'): Promise<Told> {
  const call = await begin(harness);
  const answers: Record<string, string[]> = Object.fromEntries(PEOPLE.map((msisdn) => [msisdn, []]));
  const lives = PEOPLE.map((msisdn) => () => live(harness, call, msisdn, answers[msisdn] ?? []));
  if (order === 'all at once') await Promise.all(lives.map((life) => life()));
  else for (const life of lives) await life();
  const told = { answers, ...(await end(harness, call)) };
  must(await harness.gateway.deleteWorld(call.world));
  return told;
}

/** Asks with the same key until there is an answer. @param told hears of each try */
async function untilAnswered<T>(ask: () => Promise<Result<T>>, told: string[]): Promise<Result<T>> {
  for (;;) {
    const result = await ask();
    told.push(result.ok ? 'ok' : result.problem.type);
    if (result.ok || !TRANSIENT.includes(result.problem.type)) return result;
  }
}

async function live({ gateway }: Harness, call: Call, msisdn: string, told: string[]): Promise<void> {
  const write = (round: number, body: BonusWrite) => {
    const mine = keyed(call, body.op, `${round}`, body);
    return untilAnswered(() => gateway.bonusWrite(mine, PROGRAM, msisdn, body), told);
  };
  const text = (round: number) => {
    const body = { from: msisdn, to: '4555', text: 'Бонус' };
    return untilAnswered(() => gateway.sms(keyed(call, 'sms', `${msisdn} ${round}`, body), body), told);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await write(round, { op: 'event', kind: 'taxi', values: { rub: 7 } });
    await write(round, { op: 'order', codes: [GIFT.code] });
    await text(round);
    const dialled = await gateway.dial(call, { msisdn, code: '*111*455*0#' });
    told.push(dialled.ok ? dialled.value.service : dialled.problem.type);
  }
}

/** Days in a row, everybody gives to everybody's neighbour at once: the code comes late, or twice; each step is tried until it is answered. */
async function give({ gateway }: Harness, call: Call, told: string[]): Promise<void> {
  const all = <T>(one: (msisdn: string, index: number) => Promise<T>) => Promise.all(PEOPLE.map(one));
  const write = (msisdn: string, body: BonusWrite, day: number) => {
    const mine = keyed(call, `${body.op} ${msisdn}`, `${day}`, body);
    return untilAnswered(() => gateway.bonusWrite(mine, PROGRAM, msisdn, body), told);
  };
  for (let day = 0; day < DAYS; day += 1) {
    const asked = await all((msisdn, index) => {
      const to = PEOPLE[(index + 1 + (day % (PEOPLE.length - 1))) % PEOPLE.length] as string;
      return write(msisdn, { op: 'transfer', to, points: GIVEN }, day);
    });
    must(await gateway.changeClock(call, { advance: 'PT2M' }));
    await all(async (msisdn, index) => {
      const id = String(must(asked[index] as Result<Readonly<Record<string, unknown>>>).id);
      const { messages } = must(await gateway.messages(call, msisdn, {}));
      const code = messages.findLast(({ text }) => /^\d{4} /.test(text))?.text.slice(0, 4) ?? '';
      must(await write(msisdn, { op: 'confirm', id, code }, day));
    });
    must(await gateway.changeClock(call, { advance: 'P1D' }));
  }
}

const cluster = async () => {
  const running = await startRedisCluster();
  const store = await openRedisStore(running.url, { onWarning: () => {} });
  const close = async () => {
    await store.close();
    await running.stop();
  };
  return { store, close };
};

describe.each([...STORES, ['cluster', cluster] as const])('on %s', (_, open) => {
  test('points that people give each other, at once and across shards, arrive once', async () => {
    const opened = await open();
    const harness = await openHarness(opened.store);
    const call = await begin(harness);
    const told: string[] = [];
    await give(harness, call, told);
    const { balances } = await end(harness, call);
    expect(balances).toEqual(PEOPLE.map(() => POINTS));
    for (const msisdn of PEOPLE) {
      const { items } = must(await harness.gateway.journal(call, PROGRAM, msisdn, { limit: 1000 }));
      const legs = ['transfer-reserve', 'transfer-post', 'transfer-credit', 'transfer-release'];
      expect(legs.map((leg) => items.filter(({ kind }) => kind === leg).length)).toEqual([DAYS, DAYS, DAYS, 0]);
    }
    expect(new Set(told)).toEqual(new Set(['ok', ...TRANSIENT]));
    await harness.stop();
    await opened.close();
  }, 60_000);
});

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
      // Each text of a round had its own balance to tell.
      expect(new Set(texts.filter((text) => /^You have \d+ points/.test(text))).size).toBe(ROUNDS);
    }
    expect(new Set(Object.values(first.answers).flat())).toEqual(new Set(['ok', ...TRANSIENT, 'mts-bonus', 'network']));
    await harness.stop();
    await opened.close();
  });
});
