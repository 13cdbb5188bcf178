/** Seeds: what a world begins with, and goes back to. */
import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/flow/api.ts';
import { audit } from '../../src/flow/audit.ts';
import { StoreUnavailable } from '../../src/store/port.ts';
import { DATED, definitionsWith } from '../dialogues/definitions.ts';
import { freshHarness } from '../support/freshHarness.ts';
import { openHarness } from '../support/harness.ts';
import { keyed, must, phone, wordOf } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const ANNA = '79161234567';
const BORIS = '79161234568';
const PROGRAM = 'mts-bonus';
const CLOCK = '2018-06-01T12:00:00+03:00';

const SEED = {
  subscribers: [
    {
      msisdn: `+${ANNA}`,
      language: 'en',
      memberSince: '2010-05-15T00:00:00+03:00',
      programs: { [PROGRAM]: { points: 40 } },
    },
    {
      msisdn: BORIS,
      blocked: true,
      debt: 12.5,
      owner: 'Boris',
      timeZone: 'Asia/Kamchatka',
      programs: { [PROGRAM]: {} },
    },
  ],
};

describe.each(STORES)('seeds on %s', (_, open) => {
  const harness = freshHarness(open);

  const made = async (body: object, call = harness.call): Promise<Call> => {
    const { id } = must(await harness.gateway.createWorld(call, body));
    return { ...harness.call, world: id };
  };

  test('subscribers, points and clock are there when the call answers; nobody was told by SMS', async () => {
    const { gateway } = harness;
    const call = await made({ seed: SEED, clock: CLOCK });
    expect(must(await gateway.bonus(call, PROGRAM, ANNA))).toMatchObject({
      member: true,
      balance: 40,
      lots: [{ points: 40, expiresAt: '2018-12-31T21:00:00.000Z' }],
    });
    expect(must(await gateway.journal(call, PROGRAM, ANNA, {})).items).toMatchObject([
      { seq: 0, kind: 'opening', by: 'api', request: 'seed', at: '2018-06-01T09:00:00.000Z' },
    ]);
    expect(must(await gateway.bonus(call, PROGRAM, BORIS))).toMatchObject({ member: true, balance: 0 });
    expect(must(await gateway.subscriber(call, BORIS))).toMatchObject({
      blocked: true,
      debt: 12.5,
      owner: 'Boris',
      timeZone: 'Asia/Kamchatka',
      memberSince: null,
    });
    expect(must(await gateway.subscriber(call, ANNA))).toMatchObject({
      language: 'en',
      memberSince: '2010-05-14T21:00:00.000Z',
    });
    for (const msisdn of [ANNA, BORIS]) expect(await phone({ gateway, call }, msisdn).inbox()).toEqual([]);
    const anna = phone({ gateway, call }, ANNA);
    await anna.dial('*111*455*0#');
    expect((await anna.inbox()).map(({ id, text }) => [id, text])).toEqual([
      ['1', 'You have 40 points. Expiring on 1 Jan 2019: 40.'],
    ]);
    must(await gateway.deleteWorld(call.world));
  });

  test('the points burn when the program says', async () => {
    const { gateway } = harness;
    const call = await made({ seed: SEED, clock: CLOCK });
    must(await gateway.changeClock(call, { set: '2019-01-01T00:00:00+03:00' }));
    // Eight years with the operator: those come by themselves, with the first of the year.
    expect(must(await gateway.bonus(call, PROGRAM, ANNA)).lots).toMatchObject([
      { points: 20, expiresAt: '2019-12-31T21:00:00.000Z' },
    ]);
    must(await gateway.deleteWorld(call.world));
  });

  test('a reset takes the world back to it, and to nobody else', async () => {
    const { gateway } = harness;
    const call = await made({ seed: SEED, clock: CLOCK });
    must(await gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'event', kind: 'taxi', values: { rub: 5 } }));
    must(await gateway.putSubscriber(call, '79160000009', { blocked: true }));
    must(await gateway.changeClock(call, { advance: 'P400D' }));
    must(await gateway.putFaults(call, { smsDrop: true }));
    must(await gateway.reset(call));
    expect(must(await gateway.bonus(call, PROGRAM, ANNA)).balance).toBe(40);
    expect(must(await gateway.journal(call, PROGRAM, ANNA, {})).items).toHaveLength(1);
    expect(must(await gateway.subscriber(call, '79160000009')).blocked).toBe(false);
    expect(must(await gateway.clock(call)).now).toBe('2018-06-01T09:00:00.000Z');
    expect(must(await gateway.faults(call))).toEqual({});
    must(await gateway.deleteWorld(call.world));
    expect(await harness.store.seed(call.world)).toBeNull();
  });

  test('the same key makes it once', async () => {
    const { gateway } = harness;
    const body = { seed: SEED, clock: CLOCK };
    const call = await made(body, keyed(harness.call, 'POST /v1/worlds', 'made', body));
    must(await gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'event', kind: 'taxi', values: { rub: 5 } }));
    expect(await made(body, keyed(harness.call, 'POST /v1/worlds', 'made', body))).toEqual(call);
    expect(must(await gateway.bonus(call, PROGRAM, ANNA)).balance).toBe(45);
    must(await gateway.deleteWorld(call.world));
  });

  test('nobody steps in a world on its way back; whoever comes by finishes it', async () => {
    const { gateway } = harness;
    const call = await made({ seed: SEED, clock: CLOCK });
    const state = await harness.store.world(call.world);
    if (state === null) throw new Error('There is no world.');
    await harness.store.putWorld({ ...state, rev: state.rev + 1, incarnation: `${state.id}.9`, seeding: true });
    expect(wordOf(await gateway.bonus(call, PROGRAM, ANNA))).toBe('store-unavailable');
    must(await gateway.changeClock(call, { advance: 'PT1S' }));
    expect(must(await gateway.bonus(call, PROGRAM, ANNA)).balance).toBe(40);
    must(await gateway.deleteWorld(call.world));
  });

  test('a store that goes away in the middle is told, and the same call again ends well', async () => {
    let commits = 0;
    const flaky: typeof harness.store = {
      ...harness.store,
      commit: (world, commit) => {
        commits += 1;
        return commits === 2 ? Promise.reject(new StoreUnavailable('gone')) : harness.store.commit(world, commit);
      },
    };
    const shaky = await openHarness(flaky, { tag: 'f' });
    const make = () =>
      shaky.gateway.createWorld(keyed(shaky.call, 'POST /v1/worlds', 'made', SEED), { seed: SEED, clock: CLOCK });
    expect(wordOf(await make())).toBe('store-unavailable');
    const call = { ...shaky.call, world: must(await make()).id };
    for (const [msisdn, balance] of [
      [ANNA, 40],
      [BORIS, 0],
    ] as const) {
      expect(must(await shaky.gateway.bonus(call, PROGRAM, msisdn)).balance).toBe(balance);
    }
    must(await shaky.gateway.deleteWorld(call.world));
    await shaky.stop();
  });

  test('ten thousand, and the books are right', async () => {
    const subscribers = Array.from({ length: 10_000 }, (_, index) => {
      return { msisdn: String(79_160_000_000 + index), programs: { [PROGRAM]: { points: index % 50 } } };
    });
    const call = await made({ seed: { subscribers }, clock: CLOCK });
    const report = await audit({ store: { ...harness.store, worlds: async () => [call.world] } });
    expect(report).toEqual({ accounts: 10_000, differences: [] });
    expect(must(await harness.gateway.bonus(call, PROGRAM, '79160009999')).balance).toBe(49);
    must(await harness.gateway.deleteWorld(call.world));
  });

  const one = (more: object) => ({ subscribers: [{ msisdn: ANNA, ...more }] });
  const of = (programs: object) => one({ programs });
  test.each<readonly [string, unknown, string, readonly string[]]>([
    ['no object', 'x', 'invalid-field', ['seed']],
    ['a list', [], 'invalid-field', ['seed']],
    ['null', null, 'invalid-field', ['seed']],
    ['an unknown field', { subscribers: [], clock: 1 }, 'invalid-field', ['seed.clock']],
    ['no number', { subscribers: [{}] }, 'invalid-field', ['seed.subscribers.0.msisdn']],
    [
      'a number as a number',
      { subscribers: [{ msisdn: 79161234567 }] },
      'invalid-field',
      ['seed.subscribers.0.msisdn'],
    ],
    ['a slip of the hand', one({ langauge: 'en' }), 'invalid-field', ['seed.subscribers.0.langauge']],
    ['null for a language', one({ language: null }), 'invalid-field', ['seed.subscribers.0.language']],
    [
      'points as text',
      of({ [PROGRAM]: { points: '5' } }),
      'invalid-field',
      ['seed.subscribers.0.programs.mts-bonus.points'],
    ],
    [
      'points below zero',
      of({ [PROGRAM]: { points: -1 } }),
      'invalid-field',
      ['seed.subscribers.0.programs.mts-bonus.points'],
    ],
    [
      'half a point',
      of({ [PROGRAM]: { points: 0.5 } }),
      'invalid-field',
      ['seed.subscribers.0.programs.mts-bonus.points'],
    ],
    ['points without a name', of({ [PROGRAM]: 5 }), 'invalid-field', ['seed.subscribers.0.programs.mts-bonus']],
    ['no phone number', { subscribers: [{ msisdn: 'Anna' }] }, 'bad-msisdn', ['seed.subscribers.0.msisdn']],
    [
      'a number twice',
      { subscribers: [{ msisdn: ANNA }, { msisdn: `+${ANNA}` }] },
      'bad-value',
      ['seed.subscribers.1.msisdn'],
    ],
    ['an unknown program', of({ 'mts-bonu': {} }), 'bad-value', ['seed.subscribers.0.programs.mts-bonu']],
    ['an unknown language', one({ language: 'xx' }), 'bad-value', ['seed.subscribers.0.language']],
    ['an unknown zone', one({ timeZone: 'Moscow' }), 'bad-value', ['seed.subscribers.0.timeZone']],
    ['a debt below zero', one({ debt: -1 }), 'bad-value', ['seed.subscribers.0.debt']],
    ['no instant', one({ memberSince: 'yesterday' }), 'bad-value', ['seed.subscribers.0.memberSince']],
    [
      'much at once',
      {
        subscribers: [
          { msisdn: 'x', debt: -1 },
          { msisdn: ANNA, language: 'xx', programs: { nothing: {} } },
        ],
      },
      'bad-msisdn',
      [
        'seed.subscribers.0.msisdn',
        'seed.subscribers.0.debt',
        'seed.subscribers.1.language',
        'seed.subscribers.1.programs.nothing',
      ],
    ],
    [
      'too many',
      { subscribers: Array.from({ length: 10_001 }, () => ({ msisdn: ANNA })) },
      'invalid-field',
      ['seed.subscribers'],
    ],
  ])('refused: %s', async (_name, seed, word, fields) => {
    const result = await harness.gateway.createWorld(harness.call, { seed });
    expect(wordOf(result)).toBe(word);
    const { field, errors = [{ field }] } = (result.ok ? {} : result.problem.data) as {
      field: string;
      errors?: { field: string }[];
    };
    expect(errors.map((error) => error.field)).toEqual(fields);
  });

  test('what was probably meant is said', async () => {
    const result = await harness.gateway.createWorld(harness.call, { seed: one({ langauge: 'en' }) });
    expect(result.ok ? '' : result.problem.detail).toBe(
      'seed.subscribers.0.langauge must be absent (did you mean language?).',
    );
  });

  test('a program that has closed by then takes nobody in', async () => {
    const definitions = await definitionsWith(DATED);
    const late = await openHarness(harness.store, { tag: 'd', definitions });
    const make = (clock: string) => late.gateway.createWorld(late.call, { seed: SEED, clock });
    const refused = await make('2019-05-15T00:00:00+03:00');
    expect(refused.ok ? {} : refused.problem).toMatchObject({
      type: 'bad-value',
      data: {
        field: 'seed.subscribers.0.programs.mts-bonus',
        expected: 'a program that takes members then: one that is open or frozen',
      },
    });
    must(await late.gateway.deleteWorld(must(await make('2019-05-14T23:59:59+03:00')).id));
    await late.stop();
  });
});
