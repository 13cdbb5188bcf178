/** What members of a seed did before the beginning: as though it had happened, and nobody is told of it. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyAccount } from '../../src/bonus/core.ts';
import type { Account, JournalEntry, Operation } from '../../src/bonus/types.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Call } from '../../src/flow/api.ts';
import { audit } from '../../src/flow/audit.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { seededAccount } from '../../src/flow/seed/account.ts';
import { readSeed } from '../../src/flow/seed/read.ts';
import type { PastOperation } from '../../src/flow/seed/seed.ts';
import { StoreUnavailable } from '../../src/store/port.ts';
import { freshHarness } from '../support/freshHarness.ts';
import { openHarness, SESSIONS } from '../support/harness.ts';
import { keyed, must, phone, wordOf } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const PROGRAM = 'mts-bonus';
const ANNA = '79161234567';
const CLOCK = '2018-06-01T12:00:00+03:00';
const NOW = Date.parse(CLOCK);

const JOINED = { at: '2017-10-01T10:00:00+03:00', register: { channel: 'ussd' } };

function seedOf(membership: object, more: object = {}): { readonly subscribers: readonly object[] } {
  return { subscribers: [{ msisdn: ANNA, ...more, programs: { [PROGRAM]: membership } }] };
}

describe.each(STORES)('histories on %s', (_, open) => {
  const harness = freshHarness(open);

  const made = async (seed: object, clock = CLOCK): Promise<Call> => {
    const { id } = must(await harness.gateway.createWorld(harness.call, { seed, clock }));
    return { ...harness.call, world: id };
  };
  const journal = async (call: Call) => must(await harness.gateway.journal(call, PROGRAM, ANNA, {})).items;
  const gone = async (call: Call) => must(await harness.gateway.deleteWorld(call.world));

  test('journal, lots and totals are as though it had happened', async () => {
    const call = await made(
      seedOf({
        history: [
          {
            at: '2017-10-15T10:00:00+03:00',
            register: { channel: 'web', email: 'anna@example.org', questionnaire: true },
          },
          { at: '2017-11-01T12:00:00+03:00', event: { kind: 'card', rub: 3000 } },
          { at: '2018-01-31T12:00:00+03:00', event: { kind: 'card', rub: 45 } },
          { at: '2018-02-01T12:00:00+03:00', order: { code: '11' } },
        ],
      }),
    );
    const lines = (await journal(call)).map(({ seq, at, kind, note, by, request }) => [
      seq,
      at,
      kind,
      note,
      by,
      request,
    ]);
    expect(lines).toEqual([
      [0, '2017-10-15T07:00:00.000Z', 'earn', 'joining.questionnaire', 'web', 'seed'],
      [1, '2017-10-15T07:00:00.000Z', 'earn', 'joining.email', 'web', 'seed'],
      [2, '2017-11-01T09:00:00.000Z', 'earn', 'card', 'api', 'seed'],
      [3, '2017-12-31T21:00:00.000Z', 'burn', 'expired', 'clock', expect.any(String)],
      [4, '2018-01-31T09:00:00.000Z', 'earn', 'card', 'api', 'seed'],
      [5, '2018-01-31T09:00:00.000Z', 'earn', expect.stringMatching(/^card/), 'api', 'seed'],
      [6, '2018-02-01T09:00:00.000Z', 'order', '11', 'api', 'seed'],
    ]);
    expect(must(await harness.gateway.bonus(call, PROGRAM, ANNA))).toMatchObject({
      balance: 1 + 1000 - 210,
      lots: [{ points: 791, expiresAt: '2018-12-31T21:00:00.000Z' }],
    });
    const report = await audit({ store: { ...harness.store, worlds: async () => [call.world] } });
    expect(report).toEqual({ accounts: 1, differences: [] });
    await gone(call);
  });

  test('the remainder of a rate is carried, and what is given once is given', async () => {
    const { gateway } = harness;
    const call = await made(
      seedOf({
        history: [
          JOINED,
          { at: '2018-05-01T12:00:00+03:00', event: { kind: 'telecom', rub: 4 } },
          { at: '2018-05-02T12:00:00+03:00', event: { kind: 'birthday' } },
        ],
      }),
    );
    const earn = (kind: string, values: object) =>
      gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'event', kind, values: values as Record<string, number> });
    expect(must(await earn('telecom', { rub: 1 }))).toMatchObject({ earned: 1, balance: 101 });
    expect(wordOf(await earn('birthday', {}))).toBe('already-granted');
    must(await gateway.changeClock(call, { set: '2019-01-01T00:00:00+03:00' }));
    expect(must(await earn('birthday', {}))).toMatchObject({ earned: 100 });
    await gone(call);
  });

  test('no SMS of then: the first one of the world is number 1', async () => {
    const call = await made(
      seedOf({
        history: [JOINED, { at: '-P1D', event: { kind: 'taxi', rub: 70 } }, { at: '-PT1H', order: { code: '32' } }],
      }),
    );
    const anna = phone({ gateway: harness.gateway, call }, ANNA);
    expect(await anna.inbox()).toEqual([]);
    await anna.sms('4555', 'Бонус');
    expect(await anna.inbox()).toMatchObject([{ id: '1', text: expect.stringContaining('У вас 10 баллов') }]);
    await gone(call);
  });

  test('what falls due after the beginning comes, with its SMS', async () => {
    const call = await made(
      seedOf({ history: [{ at: '-PT30M', register: { channel: 'web', email: 'a@b.example' } }] }),
    );
    expect(must(await harness.gateway.bonus(call, PROGRAM, ANNA))).toMatchObject({ member: false });
    const anna = phone({ gateway: harness.gateway, call }, ANNA);
    must(await harness.gateway.changeClock(call, { advance: 'PT89M' }));
    expect(await anna.inbox()).toEqual([]);
    must(await harness.gateway.changeClock(call, { advance: 'PT1M' }));
    expect(await anna.inbox()).toMatchObject([{ id: '1', at: '2018-06-01T10:30:00.000Z' }]);
    await gone(call);
  });

  test.each([
    ['one millisecond before the year ends', '2017-12-31T23:59:59.999+03:00', 0],
    ['with the first of the year', '2018-01-01T00:00:00+03:00', 40],
  ])('points that were there %s', async (_name, since, balance) => {
    const call = await made(seedOf({ points: 40, since }));
    expect(must(await harness.gateway.bonus(call, PROGRAM, ANNA))).toMatchObject({ member: true, balance });
    expect(await journal(call)).toMatchObject([
      { kind: 'opening', at: new Date(since).toISOString() },
      ...(balance === 0 ? [{ kind: 'burn' }] : []),
    ]);
    await gone(call);
  });

  test('a number that is blocked now was not when it ordered', async () => {
    const membership = {
      since: '2018-01-01T00:00:00+03:00',
      points: 300,
      history: [{ at: '2018-02-01T00:00:00+03:00', order: { code: '11' } }],
    };
    const call = await made(seedOf(membership, { blocked: true, debt: 10 }));
    expect(must(await harness.gateway.bonus(call, PROGRAM, ANNA)).balance).toBe(90);
    expect(wordOf(await harness.gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'order', codes: ['32'] }))).toBe(
      'number-blocked',
    );
    await gone(call);
  });

  test('who has left is no member, and joins again without the bonuses of then', async () => {
    const { gateway } = harness;
    const web = { channel: 'web', email: 'a@b.example', questionnaire: true } as const;
    const call = await made(
      seedOf({
        history: [
          { at: '-P9D', register: web },
          { at: '-P5D', deactivate: { channel: 'sms' } },
        ],
      }),
    );
    expect(wordOf(await gateway.bonus(call, PROGRAM, ANNA))).toBe('not-a-member');
    expect(must(await gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'register', ...web }))).toMatchObject({
      balance: 0,
    });
    await gone(call);
  });

  test('a reset brings it back, entry by entry', async () => {
    const call = await made(
      seedOf({
        history: [JOINED, { at: '-P100D', event: { kind: 'shop', rub: 1000 } }, { at: '-P90D', order: { code: '33' } }],
      }),
    );
    const before = await journal(call);
    must(await harness.gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'event', kind: 'taxi', values: { rub: 5 } }));
    must(await harness.gateway.changeClock(call, { advance: 'P400D' }));
    must(await harness.gateway.reset(call));
    expect(await journal(call)).toEqual(before);
    expect(before).toHaveLength(2);
    await gone(call);
  });

  test('long histories: few at a time, and nobody is left out', async () => {
    const rides = Array.from({ length: 40 }, (_, day) => ({ at: `-P${50 - day}D`, event: { kind: 'taxi', rub: 1 } }));
    const history = [{ at: '-P60D', register: { channel: 'ussd' } }, ...rides];
    const subscribers = Array.from({ length: 120 }, (_, index) => {
      return { msisdn: String(79_160_000_000 + index), programs: { [PROGRAM]: { history } } };
    });
    const call = await made({ subscribers });
    const report = await audit({ store: { ...harness.store, worlds: async () => [call.world] } });
    expect(report).toEqual({ accounts: 120, differences: [] });
    expect(must(await harness.gateway.bonus(call, PROGRAM, '79160000119')).balance).toBe(40);
    await gone(call);
  });

  test('a store that goes away in the middle: the same call again ends well, and nothing is there twice', async () => {
    const subscribers = Array.from({ length: 300 }, (_, index) => ({
      msisdn: String(79_160_000_000 + index),
      programs: { [PROGRAM]: { history: [JOINED, { at: '-P1D', event: { kind: 'taxi', rub: 10 + index } }] } },
    }));
    let commits = 0;
    const flaky: typeof harness.store = {
      ...harness.store,
      commit: async (world, commit) => {
        commits += 1;
        if (commits === 150) throw new StoreUnavailable('gone before');
        const result = await harness.store.commit(world, commit);
        if (commits === 160) throw new StoreUnavailable('gone after');
        return result;
      },
    };
    const shaky = await openHarness(flaky, { tag: 'h' });
    const body = { seed: { subscribers }, clock: CLOCK };
    const make = () => shaky.gateway.createWorld(keyed(shaky.call, 'POST /v1/worlds', 'made', body), body);
    expect(wordOf(await make())).toBe('store-unavailable');
    const call = { ...shaky.call, world: must(await make()).id };
    const report = await audit({ store: { ...harness.store, worlds: async () => [call.world] } });
    expect(report).toEqual({ accounts: 300, differences: [] });
    const last = String(79_160_000_299);
    expect(must(await shaky.gateway.journal(call, PROGRAM, last, {})).items).toHaveLength(1);
    expect(must(await shaky.gateway.bonus(call, PROGRAM, last)).balance).toBe(309);
    must(await shaky.gateway.deleteWorld(call.world));
    await shaky.stop();
  });
});

let known: Definitions;
beforeAll(async () => {
  known = await loadDefinitions(SESSIONS);
});

describe('what is wrong with a past', () => {
  const HISTORY = `seed.subscribers.0.programs.${PROGRAM}.history`;
  const MOMENT = expect.stringMatching(/^an instant with an offset/);
  const past = (...history: readonly object[]) => seedOf({ history });
  const ISO = '2018-01-01T00:00:00Z';

  test.each<readonly [string, object, readonly (readonly [field: string, expected: unknown])[]]>([
    ['no instant', past({ ...JOINED, at: 'yesterday' }), [[`${HISTORY}.0.at`, MOMENT]]],
    ['no offset', past({ ...JOINED, at: '2018-01-01T00:00:00' }), [[`${HISTORY}.0.at`, MOMENT]]],
    ['29 February of another year', past({ ...JOINED, at: '2018-02-29T00:00:00Z' }), [[`${HISTORY}.0.at`, MOMENT]]],
    ['a month is no fixed time', past({ ...JOINED, at: '-P1M' }), [[`${HISTORY}.0.at`, MOMENT]]],
    ['a duration of nothing', past({ ...JOINED, at: '-PT0S' }), [[`${HISTORY}.0.at`, MOMENT]]],
    ['a duration ahead', past({ ...JOINED, at: 'P1D' }), [[`${HISTORY}.0.at`, MOMENT]]],
    ['more than a hundred years', past({ ...JOINED, at: '-P36526D' }), [[`${HISTORY}.0.at`, MOMENT]]],
    [
      'the future',
      past({ ...JOINED, at: '2018-06-01T12:00:00.001+03:00' }),
      [[`${HISTORY}.0.at`, 'in the past: the world begins at 2018-06-01T09:00:00.000Z']],
    ],
    [
      'a day of opening in the future',
      seedOf({ since: '2999-01-01T00:00:00Z' }),
      [[`seed.subscribers.0.programs.${PROGRAM}.since`, MOMENT]],
    ],
    ['no time', past({ register: { channel: 'ussd' } }), [[`${HISTORY}.0.at`, 'there']]],
    ['no deed', past({ at: ISO }), [[`${HISTORY}.0`, 'with exactly one of register, event, order, deactivate']]],
    [
      'two deeds',
      past({ ...JOINED, event: { kind: 'taxi' } }),
      [[`${HISTORY}.0`, 'with exactly one of register, event, order, deactivate']],
    ],
    [
      'a misspelt deed',
      past({ at: ISO, regsiter: {} }),
      [[`${HISTORY}.0.regsiter`, 'absent (did you mean register?)']],
    ],
    ['no channel', past({ at: ISO, register: {} }), [[`${HISTORY}.0.register.channel`, 'there']]],
    [
      'an unknown channel',
      past({ at: ISO, register: { channel: 'fax' } }),
      [[`${HISTORY}.0.register.channel`, 'one of ussd, sms, web']],
    ],
    [
      'a list for a value',
      past({ at: ISO, event: { kind: 'taxi', rub: [1] } }),
      [[`${HISTORY}.0.event.rub`, expect.any(String)]],
    ],
    [
      'an order of nothing',
      past({ at: ISO, order: {} }),
      [[`${HISTORY}.0`, 'with one deed, an order having either code or codes']],
    ],
    [
      'an order in two ways',
      past({ at: ISO, order: { code: '11', codes: ['12'] } }),
      [[`${HISTORY}.0`, expect.any(String)]],
    ],
    ['a name with a space', past({ ...JOINED, as: 'a b' }), [[`${HISTORY}.0.as`, expect.stringMatching(/^a name/)]]],
    [
      'points without a day before a history',
      seedOf({ points: 5, history: [JOINED] }),
      [[`seed.subscribers.0.programs.${PROGRAM}.points`, expect.stringMatching(/^beside since/)]],
    ],
    [
      'a deed before joining',
      past({ at: '2016-01-31T00:00:00Z', event: { kind: 'taxi', rub: 5 } }, JOINED),
      [[`${HISTORY}.0`, 'what the program did then; it says: The subscriber is not a member. Register first']],
    ],
    [
      'joining twice',
      past(JOINED, { ...JOINED, at: ISO }),
      [[`${HISTORY}.1`, expect.stringMatching(/member already/)]],
    ],
    [
      'joining a member',
      seedOf({ since: '2015-01-01T00:00:00Z', history: [JOINED] }),
      [[`${HISTORY}.0`, expect.stringMatching(/member already/)]],
    ],
    [
      'an unknown kind',
      past(JOINED, { at: ISO, event: { kind: 'teleport' } }),
      [[`${HISTORY}.1`, expect.stringMatching(/no event of this kind/)]],
    ],
    [
      'no roubles',
      past(JOINED, { at: ISO, event: { kind: 'taxi', rub: 0 } }),
      [[`${HISTORY}.1`, expect.stringMatching(/above zero/)]],
    ],
    [
      'too few points',
      past(JOINED, { at: ISO, order: { code: '11' } }),
      [[`${HISTORY}.1`, 'what the program did then; it says: Too few points: 210 needed, balance 0, missing 210']],
    ],
    [
      'an unknown gift',
      past(JOINED, { at: ISO, order: { code: '998' } }),
      [[`${HISTORY}.1`, expect.stringMatching(/no gift with this code/)]],
    ],
    [
      'a birthday twice a year',
      past(
        JOINED,
        { at: '2018-01-01T00:00:00Z', event: { kind: 'birthday' } },
        { at: '2018-02-01T00:00:00Z', event: { kind: 'birthday' } },
      ),
      [[`${HISTORY}.2`, expect.stringMatching(/already given/)]],
    ],
    [
      'an unknown program with a past',
      { subscribers: [{ msisdn: ANNA, programs: { 'mts-bonu': { history: [JOINED] } } }] },
      [['seed.subscribers.0.programs.mts-bonu', expect.stringMatching(/did you mean mts-bonus\?/)]],
    ],
    [
      'more than a thousand deeds',
      past(...Array.from({ length: 1_001 }, () => JOINED)),
      [[HISTORY, 'a list of at most 1000']],
    ],
    [
      'several, each told',
      past(JOINED, { at: ISO, order: { code: '11' } }, { at: ISO, event: { kind: 'teleport' } }),
      [
        [`${HISTORY}.1`, expect.any(String)],
        [`${HISTORY}.2`, expect.any(String)],
      ],
    ],
    [
      'one in a form that cannot be read, and another one',
      { subscribers: [{ msisdn: 1 }, { msisdn: ANNA, language: 'xx' }] },
      [
        ['seed.subscribers.0.msisdn', expect.any(String)],
        ['seed.subscribers.1.language', expect.any(String)],
      ],
    ],
  ])('%s', async (_name, seed, mistakes) => {
    const read = await readSeed(known, seed, NOW);
    if (read.ok) throw new Error('It was read.');
    const {
      field,
      expected,
      errors = [{ field, expected }],
    } = read.problem.data as {
      field: string;
      expected: string;
      errors?: { field: string; expected: string }[];
    };
    expect(errors.map((error) => [error.field, error.expected])).toEqual(mistakes);
  });

  test('the very beginning is past, and so is a hundred years ago', async () => {
    const seed = past({ ...JOINED, at: '-P36525D' }, { at: CLOCK, event: { kind: 'taxi', rub: 5 } });
    expect((await readSeed(known, seed, NOW)).ok).toBe(true);
  });
});

describe('laws', () => {
  const DAY = 86_400_000;
  const kinds = fc.constantFrom('telecom', 'shop', 'taxi', 'card', 'friend');
  const gaps = fc.oneof(fc.integer({ min: 0, max: 3 * DAY }), fc.integer({ min: 0, max: 500 * DAY }));
  const events = fc.array(fc.record({ kind: kinds, rub: fc.integer({ min: 1, max: 9_000 }), gap: gaps }), {
    maxLength: 25,
  });

  /** Joining in 2010, and then one thing after the other; none of it is refused. */
  const pastOf = (deeds: readonly { kind: string; rub: number; gap: number }[]): readonly PastOperation[] => {
    let at = Date.UTC(2010, 5, 1);
    const joined: PastOperation = { at, operation: { op: 'register', channel: 'ussd' } };
    const rest = deeds.map(({ kind, rub, gap }): PastOperation => {
      at += gap;
      const values = kind === 'friend' ? {} : { rub };
      return { at, operation: { op: 'event', kind, values } };
    });
    return [joined, ...rest];
  };
  const later = (past: readonly PastOperation[], days: number) => Number(past.at(-1)?.at) + days * DAY;
  const core = () => {
    const program = known.programs.get(PROGRAM);
    if (program === undefined) throw new Error(PROGRAM);
    return program.core;
  };

  /** The same, done as time goes by, with a look at the clock after each. */
  const lived = (past: readonly PastOperation[], until: number): { account: Account; entries: JournalEntry[] } => {
    let account = emptyAccount(ANNA);
    const entries: JournalEntry[] = [];
    const settle = (now: number) => {
      const settled = core().settle(account, now);
      account = settled.account;
      entries.push(...settled.entries);
    };
    for (const { at, operation } of past) {
      settle(Number(at));
      const by = 'channel' in operation ? operation.channel : 'api';
      const chance = { peers: {}, newCode: () => '', newId: () => '' };
      const decision = core().decide(account, operation as Operation, {
        now: Number(at),
        by,
        request: 'seed',
        ...chance,
      });
      account = decision.account;
      entries.push(...decision.entries);
    }
    settle(until);
    return { account, entries };
  };
  const seeded = (history: readonly PastOperation[], beginning: number) => {
    const { account, entries, refused } = seededAccount(
      known,
      { msisdn: ANNA, profile: {}, programs: { [PROGRAM]: { history } } },
      beginning,
    );
    expect(refused).toEqual([]);
    return { account, entries };
  };

  test('a past that is played is a past that was lived', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 900 }), (deeds, days) => {
        const past = pastOf(deeds);
        const beginning = later(past, days);
        expect(seeded(past, beginning)).toEqual(lived(past, beginning));
      }),
    );
  });

  test('it does not matter in which order different times are written, nor from where they are counted', () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (deeds, chance) => {
        const past = pastOf(deeds.map((deed) => ({ ...deed, gap: deed.gap + 1 })));
        const beginning = later(past, 10);
        const shuffled = past
          .map((one) => ({ one, key: chance.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => ({ ...one, at: { ago: beginning - Number(one.at) } }));
        expect(seeded(shuffled, beginning)).toEqual(seeded(past, beginning));
      }),
    );
  });
});
