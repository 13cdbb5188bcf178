/** Robokassa bonuses, programs.md §4: each figure and fact of it, on the shipped files. */
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyAccount } from '../../src/bonus/core.ts';
import type { Account, Core, Operation } from '../../src/bonus/types.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Call } from '../../src/flow/api.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { PROBLEMS } from '../../src/flow/problems.ts';
import { freshHarness } from '../support/freshHarness.ts';
import { SESSIONS } from '../support/harness.ts';
import { must, phone } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const PROGRAM = 'robokassa';
const ANNA = '79161234567';
/** [R] "Since 1 January 2016"; Moscow was three hours ahead. */
const FREEZE = Date.UTC(2015, 11, 31, 21);

let definitions: Definitions;
let core: Core;
beforeAll(async () => {
  definitions = await loadDefinitions(join(SESSIONS, PROGRAM));
  const program = definitions.programs.get(PROGRAM);
  if (program === undefined) throw new Error(PROGRAM);
  core = program.core;
});

function decide(account: Account, operation: Operation, now: number) {
  const context = { by: 'api', request: 'r', peers: {}, newCode: () => '0000', newId: () => 'id' };
  return core.decide(account, operation, { now, ...context });
}

function member(points: number): Account {
  return decide(emptyAccount(ANNA), { op: 'open', points }, FREEZE - 86_400_000).account;
}

const payment = (rub: number): Operation => ({ op: 'event', kind: 'payment', values: { rub } });

test('the keyword РОБО to 4556 and *111*456# are its only doors', () => {
  const service = definitions.services.get(PROGRAM);
  expect(service?.ussd.map(({ code }) => code)).toEqual(['*111*456']);
  expect(service?.sms.map(({ shortCode, keywords }) => [shortCode, keywords.map(({ word }) => word)])).toEqual([
    ['4556', ['РОБО', '']],
  ]);
  expect(service?.languages).toEqual(['ru', 'en', 'ro']);
});

test.each([
  [99, 0],
  [100, 1],
  [101, 1],
  [199, 1],
  [200, 2],
  [1_000_000, 10_000],
])('a payment of %i RUB while it was open: %i points (choice: 1 per 100 RUB)', (rub, earned) => {
  expect(decide(member(0), payment(rub), FREEZE - 1).outcome).toEqual({
    name: 'ok',
    data: { earned, balance: earned },
  });
});

test.each([
  ['one millisecond before', FREEZE - 1, 'ok'],
  ['at the first instant', FREEZE, 'frozen'],
  ['one millisecond after', FREEZE + 1, 'frozen'],
])('%s of 2016 in Moscow: %s', (_name, now, name) => {
  expect(decide(member(0), payment(100), now).outcome.name).toBe(name);
  expect(decide(emptyAccount(ANNA), { op: 'register', channel: 'ussd' }, now).outcome.name).toBe(name);
});

describe('from 1 January 2016 on, for ever', () => {
  const whens = fc.integer({ min: FREEZE, max: Date.UTC(2199, 11, 31) });
  const numbers = fc.integer({ min: 0, max: 1_000_000 });
  const attempts = fc.oneof(
    fc.integer().map(payment),
    fc.string().map((kind): Operation => ({ op: 'event', kind, values: {} })),
    fc.constantFrom('ussd', 'sms', 'web').map((channel): Operation => ({ op: 'register', channel })),
    fc.constantFrom('ussd', 'sms', 'web').map((channel): Operation => ({ op: 'deactivate', channel })),
    fc.array(fc.string(), { minLength: 1 }).map((codes): Operation => ({ op: 'order', codes })),
    fc.integer().map((points): Operation => ({ op: 'transfer', to: '79167654321', points })),
    fc.string().map((code): Operation => ({ op: 'confirm', id: '', code })),
  );

  test('every attempt to earn or spend is answered "frozen" with the points that are kept, and changes nothing', () => {
    fc.assert(
      fc.property(attempts, numbers, whens, (operation, points, now) => {
        const before = member(points);
        const { account, outcome, entries, messages } = decide(before, operation, now);
        expect(outcome).toEqual({
          name: 'frozen',
          data: { balance: points, frozenAt: FREEZE, frozenOn: '2016-01-01' },
        });
        expect([account, entries, messages]).toEqual([before, [], []]);
      }),
    );
  });

  test('strangers hear the same, with no points', () => {
    fc.assert(
      fc.property(attempts, whens, (operation, now) => {
        const { account, outcome } = decide(emptyAccount(ANNA), operation, now);
        expect(outcome).toEqual({ name: 'frozen', data: { balance: 0, frozenAt: FREEZE, frozenOn: '2016-01-01' } });
        expect(account).toEqual(emptyAccount(ANNA));
      }),
    );
  });

  test('balances stay visible and do not burn', () => {
    fc.assert(
      fc.property(numbers, whens, (points, now) => {
        const before = member(points);
        expect(core.nextDeadline(before)).toBeNull();
        expect(core.settle(before, now)).toEqual({ account: before, entries: [], messages: [] });
        expect(decide(before, { op: 'balance' }, now).outcome).toMatchObject({ name: 'ok', data: { balance: points } });
      }),
    );
  });
});

test('the API says 422', () => {
  expect(PROBLEMS.frozen.status).toBe(422);
});

describe.each(STORES)('on %s', (_, open) => {
  const harness = freshHarness(open);

  test('points of 2015 are there in 2030, and nobody was told of the freeze', async () => {
    const { gateway } = harness;
    const seed = { subscribers: [{ msisdn: ANNA, programs: { [PROGRAM]: {} } }] };
    const made = await gateway.createWorld(harness.call, { seed, clock: '2015-12-31T23:59:59.999+03:00' });
    const call: Call = { ...harness.call, world: must(made).id };
    const pay = () =>
      gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'event', kind: 'payment', values: { rub: 24_000 } });
    expect(must(await pay())).toMatchObject({ earned: 240, balance: 240 });
    must(await gateway.changeClock(call, { set: '2030-01-01T00:00:00+03:00' }));
    const refused = await pay();
    expect(refused.ok ? {} : refused.problem).toMatchObject({
      type: 'frozen',
      data: { balance: 240, frozenAt: '2015-12-31T21:00:00.000Z', frozenOn: '2016-01-01' },
    });
    const anna = phone({ gateway, call }, ANNA);
    expect(await anna.inbox()).toEqual([]);
    await anna.sms('4556', 'РОБО');
    expect(await anna.inbox()).toMatchObject([{ from: '4556', text: 'У вас 240 баллов Робокассы.' }]);
    must(await gateway.deleteWorld(call.world));
  });
});
