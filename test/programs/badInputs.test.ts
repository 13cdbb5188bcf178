/** What the three programs refuse, by HTTP on the built gateway: the specific reason each time, and no posting. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memberOf } from './support/member.ts';
import { ANNA, BORIS, expectRefused, type Four, openFour, PROGRAMS, type Refusal } from './support/refusals.ts';
import { must, worldAt } from './support/world.ts';
import { WRONG_AMOUNTS } from './support/wrongAmounts.ts';

type Body = Readonly<Record<string, unknown>>;

let four: Four;
beforeAll(async () => {
  four = await openFour();
});
afterAll(() => four.built.remove());

describe('an unknown program', () => {
  test.each(['events', 'orders', 'register', 'deactivate', 'transfers'])('%s: 404', async (action) => {
    const { world } = await four.scene('mts-cashback');
    const bodies: Readonly<Record<string, Body>> = {
      events: { kind: 'payment', rub: 5 },
      orders: { code: '11' },
      register: { channel: 'web' },
      deactivate: { channel: 'web' },
      transfers: { to: BORIS, points: 5 },
    };
    const call = () => world.post(`/v1/bonus/nobody/${ANNA}/${action}`, bodies[action]);
    await expectRefused(world, call, [404, 'unknown-program']);
  });

  test.each(['', '/catalogue', '/journal'])('GET %s: 404', async (part) => {
    const { world } = await four.scene('mts-cashback');
    await expectRefused(world, () => world.get(`/v1/bonus/nobody/${ANNA}${part}`), [404, 'unknown-program']);
  });
});

describe('an unknown kind of event', () => {
  const KINDS: readonly (readonly [kind: unknown, refusal: Refusal])[] = [
    ['taxi', [422, 'unknown-kind', { kind: 'taxi' }]],
    ['Payment', [422, 'unknown-kind', { kind: 'Payment' }]],
    ['', [422, 'unknown-kind']],
    ['constructor', [422, 'unknown-kind', { kind: 'constructor' }]],
    ['__proto__', [422, 'unknown-kind', { kind: '__proto__' }]],
    [undefined, [400, 'invalid-field', { field: 'kind' }]],
    [null, [400, 'invalid-field', { field: 'kind' }]],
    [5, [400, 'invalid-field', { field: 'kind' }]],
  ];
  const rows = PROGRAMS.slice(1).flatMap((program) => KINDS.map(([kind, refusal]) => ({ program, kind, refusal })));

  test.each(rows)('$program: $kind', async ({ program, kind, refusal }) => {
    const { world, anna } = await four.scene(program);
    await expectRefused(world, () => anna.write('events', { kind, rub: 1000 }), refusal);
  });
});

test.each(WRONG_AMOUNTS)('%s', async (_, { program, event, refusal }) => {
  const { world, anna } = await four.scene(program);
  await expectRefused(world, () => anna.write('events', event), refusal);
});

describe('a percentage over the highest', () => {
  test.each([
    ['restaurants', 6, 5],
    ['marketplace', 6, 5],
    ['retail', 16, 15],
    ['travel', 16, 15],
    ['gifts', 26, 25],
    ['online-shops', 26, 25],
    ['a shop', 51, 50],
    ['leisure', 76, 75],
    ['operator-services', 81, 80],
    ['operator-services', 101, 100],
    ['a shop', 1000, 100],
    ['constructor', 51, 50],
  ])('%s: %i, where %i is', async (partner, percent, limit) => {
    const { world, anna } = await four.scene('mts-cashback');
    const call = () => anna.event('purchase', { rub: 1000, partner, percent });
    await expectRefused(world, call, [422, 'over-limit', { field: 'percent', limit }]);
  });
});

describe('an event for a non-member', () => {
  test.each([
    ['mts-cashback', { kind: 'purchase', rub: 1000, partner: 'retail', percent: 5 }],
    ['mts-cashback', { kind: 'email' }],
    ['mts-cashback', { kind: 'bill', rub: 100 }],
    ['mts-cashback', { kind: 'goal', goal: 'certificate', rub: 100 }],
    ['mts-cashback', { kind: 'order-certificate', rub: 100 }],
    ['mts-cashback', { kind: 'confirm', entry: 'e' }],
    ['rostelecom-bonus', { kind: 'payment', rub: 1000 }],
    ['rostelecom-bonus', { kind: 'survey', points: 100 }],
    ['rostelecom-bonus', { kind: 'ebill' }],
    ['robokassa', { kind: 'payment', rub: 1000 }],
  ] as const)('%s: %o', async (program, event) => {
    const { world, boris } = await four.scene(program);
    await expectRefused(world, () => boris.write('events', event), [404, 'not-a-member']);
  });

  test('who has left is one', async () => {
    const { world, anna } = await four.scene('rostelecom-bonus');
    must(await anna.write('deactivate', { channel: 'web' }));
    await expectRefused(world, () => anna.event('payment', { rub: 1000 }), [404, 'not-a-member']);
  });
});

describe('a frozen program', () => {
  const ATTEMPTS: readonly (readonly [action: string, body: Body])[] = [
    ['events', { kind: 'payment', rub: 1000 }],
    ['events', { kind: 'payment', rub: 0 }],
    ['events', { kind: 'taxi' }],
    ['orders', { code: '11' }],
    ['orders', { codes: ['11', '12'] }],
    ['register', { channel: 'ussd' }],
    ['register', { channel: 'sms' }],
    ['register', { channel: 'web' }],
    ['deactivate', { channel: 'web' }],
    ['transfers', { to: BORIS, points: 5 }],
  ];

  test.each(ATTEMPTS)('%s %o, by members and strangers', async (action, body) => {
    const world = await worldAt(four.gateway.url, '2016-01-01T00:00:00+03:00', [
      { msisdn: ANNA, programs: { robokassa: { points: 240 } } },
    ]);
    for (const [msisdn, balance] of [
      [ANNA, 240],
      [BORIS, 0],
    ] as const) {
      const member = memberOf(world, 'robokassa', msisdn);
      const refusal: Refusal = [
        422,
        'frozen',
        { balance, frozenAt: '2015-12-31T21:00:00.000Z', frozenOn: '2016-01-01' },
      ];
      await expectRefused(world, () => member.write(action, body), refusal);
    }
  });
});

describe('joining and leaving', () => {
  test.each([
    ['mts-cashback', 'register', { channel: 'ussd' }, 422, 'not-available'],
    ['mts-cashback', 'register', { channel: 'sms' }, 422, 'not-available'],
    ['rostelecom-bonus', 'register', { channel: 'ussd' }, 422, 'not-available'],
    ['rostelecom-bonus', 'register', { channel: 'pigeon' }, 400, 'invalid-field'],
    ['rostelecom-bonus', 'register', { channel: 'web', email: 'none' }, 400, 'invalid-field'],
    ['rostelecom-bonus', 'deactivate', { channel: 'web' }, 404, 'not-a-member'],
  ] as const)('%s: a stranger’s %s %o', async (program, action, body, status, word) => {
    const { world, boris } = await four.scene(program);
    await expectRefused(world, () => boris.write(action, body), [status, word]);
  });

  test.each([
    ['mts-cashback', 'register', 'already-a-member'],
    ['mts-cashback', 'deactivate', 'not-available'],
    ['rostelecom-bonus', 'register', 'already-a-member'],
    ['robokassa', 'register', 'already-a-member'],
    ['robokassa', 'deactivate', 'not-available'],
  ] as const)('%s: a member’s %s', async (program, action, word) => {
    const { world, anna } = await four.scene(program);
    await expectRefused(world, () => anna.write(action, { channel: 'web' }), [422, word]);
  });
});

describe('a birthday', () => {
  test.each([
    ['02-30', 422, 'bad-value'],
    ['04-31', 422, 'bad-value'],
    ['13-01', 422, 'bad-value'],
    ['00-10', 422, 'bad-value'],
    ['05-00', 422, 'bad-value'],
    ['2-3', 422, 'bad-value'],
    ['1990-05-15', 422, 'bad-value'],
    ['', 422, 'bad-value'],
    [515, 400, 'invalid-field'],
  ])('%j is none, and what comes with it is not taken either', async (birthday, status, word) => {
    const { world } = await four.scene('rostelecom-bonus');
    const call = () => world.put(`/v1/subscribers/${ANNA}`, { language: 'ro', debt: 5, birthday });
    await expectRefused(world, call, [status, word, { field: 'birthday' }]);
  });

  test('29 February is one', async () => {
    const { world } = await four.scene('rostelecom-bonus');
    expect(must(await world.put(`/v1/subscribers/${ANNA}`, { birthday: '02-29' }))).toMatchObject({
      birthday: '02-29',
    });
  });
});

describe('an Idempotency-Key', () => {
  const path = `/v1/bonus/rostelecom-bonus/${ANNA}/events`;

  test('answers a refused event with the same refusal again', async () => {
    const { world } = await four.scene('rostelecom-bonus');
    const call = () => world.post(path, { kind: 'survey', points: 99 }, 'k1');
    const refusal: Refusal = [422, 'under-limit', { field: 'points', limit: 100 }];
    await expectRefused(world, call, refusal);
    await expectRefused(world, call, refusal);
  });

  test('of another event is refused', async () => {
    const { world } = await four.scene('rostelecom-bonus');
    must(await world.post(path, { kind: 'survey', points: 100 }, 'k2'));
    const call = () => world.post(path, { kind: 'survey', points: 101 }, 'k2');
    await expectRefused(world, call, [409, 'idempotency-conflict']);
  });
});

test('the books of all these worlds are right', async () => {
  const { code, output } = await four.built.run(['audit', '--data', four.gateway.data]);
  expect(output).toMatch(/^\d+ accounts checked, 0 differences\n$/);
  expect(code).toBe(0);
});
