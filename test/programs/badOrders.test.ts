/** What becomes of entries, certificates, goals and orders that cannot be: the specific reason each time, and no posting. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectRefused, type Four, openFour, type Refusal, type Scene } from './support/refusals.ts';
import { must } from './support/world.ts';

let four: Four;
beforeAll(async () => {
  four = await openFour();
});
afterAll(() => four.built.remove());

describe('an entry', () => {
  /** What is done with it, the last of which is refused; `1st` and `90 days` let time pass. */
  const WAYS = [
    ['confirm, confirm', 'already-confirmed'],
    ['reject, reject', 'already-rejected'],
    ['reject, confirm', 'already-rejected'],
    ['confirm, reject, reject', 'already-rejected'],
    ['confirm, reject, confirm', 'already-rejected'],
    ['confirm, 1st, confirm', 'already-confirmed'],
    ['confirm, 1st, reject, reject', 'already-rejected'],
    ['confirm, 1st, reject, confirm', 'already-rejected'],
    ['90 days, confirm', 'already-rejected'],
    ['90 days, reject', 'already-rejected'],
  ] as const;
  const TIMES: Readonly<Record<string, string>> = {
    '1st': '2019-04-01T00:00:00+03:00',
    '90 days': '2019-06-08T00:00:00+03:00',
  };

  async function bought(): Promise<Scene & { readonly entry: string }> {
    const scene = await four.scene('mts-cashback');
    const { entry } = must(await scene.anna.event('purchase', { rub: 1000, partner: 'retail', percent: 5 }));
    return { ...scene, entry: String(entry) };
  }

  test.each(WAYS)('%s: %s', async (way, refusal) => {
    const { world, anna, entry } = await bought();
    const steps = way.split(', ');
    for (const step of steps.slice(0, -1)) {
      const instant = TIMES[step];
      if (instant === undefined) must(await anna.event(step, { entry }));
      else await world.at(instant);
    }
    await expectRefused(world, () => anna.event(steps.at(-1) ?? '', { entry }), [422, refusal, { entry }]);
  });

  test.each(['confirm', 'reject'])('%s of one that there is not, or that is none', async (kind) => {
    const { world, anna } = await bought();
    const rows: readonly (readonly [entry: unknown, refusal: Refusal])[] = [
      ['nothing', [404, 'unknown-entry', { entry: 'nothing' }]],
      ['constructor', [404, 'unknown-entry', { entry: 'constructor' }]],
      ['', [422, 'bad-value', { field: 'entry' }]],
      [undefined, [422, 'bad-value', { field: 'entry' }]],
      ['e'.repeat(65), [400, 'invalid-field', { field: 'entry' }]],
      [5, [400, 'invalid-field', { field: 'entry' }]],
    ];
    for (const [entry, refusal] of rows) await expectRefused(world, () => anna.event(kind, { entry }), refusal);
  });

  test.each(['confirm', 'reject'])('%s of somebody else’s', async (kind) => {
    const { world, boris, entry } = await bought();
    must(await boris.write('register', { channel: 'web' }));
    await expectRefused(world, () => boris.event(kind, { entry }), [404, 'unknown-entry', { entry }]);
  });
});

describe('a sum of which there is no certificate', () => {
  const SUMS = [
    [760, { below: 750, above: 1000 }],
    [1, { below: 0, above: 100 }],
    [99, { below: 0, above: 100 }],
    [2501, { below: 2500, above: 3000 }],
    [79_999, { below: 79_500, above: 80_000 }],
    [80_001, { below: 80_000, above: 0 }],
    [80_500, { below: 80_000, above: 0 }],
  ] as const;

  test.each(SUMS)('%i RUB: neither a goal nor an order', async (rub, nearest) => {
    const { world, anna } = await four.scene('mts-cashback');
    const refusal: Refusal = [422, 'no-such-sum', { field: 'rub', ...nearest }];
    await expectRefused(world, () => anna.event('goal', { goal: 'certificate', rub }), refusal);
    await expectRefused(world, () => anna.event('order-certificate', { rub }), refusal);
  });
});

describe('goals and certificates', () => {
  test.each([
    [
      'a certificate dearer than the points',
      { kind: 'order-certificate', rub: 1500 },
      'too-few-points',
      { missing: 500 },
    ],
    ['an unknown goal', { kind: 'goal', goal: 'yacht', rub: 100 }, 'bad-value', { field: 'goal' }],
    ['no goal', { kind: 'goal', rub: 100 }, 'bad-value', { field: 'goal' }],
    ['a bill, which is there', { kind: 'goal', goal: 'bill' }, 'goal-exists', {}],
    ['a bill of a sum', { kind: 'goal', goal: 'bill', rub: 5 }, 'bad-value', { field: 'rub', expected: 'absent' }],
    ['a number without one', { kind: 'goal', goal: 'number', rub: 100 }, 'bad-value', { field: 'msisdn' }],
    [
      'a number that is none',
      { kind: 'goal', goal: 'number', rub: 100, msisdn: 'me' },
      'bad-value',
      { field: 'msisdn' },
    ],
    [
      'a foreign number',
      { kind: 'goal', goal: 'number', rub: 100, msisdn: '79031234567' },
      'foreign-number',
      { msisdn: '79031234567' },
    ],
  ] as const)('%s', async (_, event, word, figures) => {
    const { world, anna } = await four.scene('mts-cashback');
    await expectRefused(world, () => anna.write('events', event), [422, word, figures]);
  });

  test('the same goal twice', async () => {
    const { world, anna } = await four.scene('mts-cashback');
    const goal = { goal: 'certificate', rub: 750 };
    must(await anna.event('goal', goal));
    await expectRefused(world, () => anna.event('goal', goal), [422, 'goal-exists']);
  });

  test('a certificate for a blocked number', async () => {
    const { world, anna } = await four.scene('mts-cashback', { blocked: true });
    await expectRefused(world, () => anna.event('order-certificate', { rub: 100 }), [422, 'number-blocked']);
  });
});

describe('an order', () => {
  const REFUSED: readonly (readonly [what: string, body: unknown, refusal: Refusal])[] = [
    ['one wrong code of several', { codes: ['64', '98', '63'] }, [422, 'unknown-gift', { code: '98' }]],
    ['an unknown code', { code: '98' }, [422, 'unknown-gift', { code: '98' }]],
    ['no code in it', { code: '' }, [422, 'unknown-gift', { code: '' }]],
    ['what comes once, twice', { codes: ['41', '41'] }, [422, 'already-ordered', { code: '41', refusalCode: 2011 }]],
    [
      'too many gifts',
      { codes: ['11', '12', '13', '21', '22', '23', '24', '25', '26', '27', '28'] },
      [422, 'too-many-gifts', { limit: 10 }],
    ],
    [
      'too dear together',
      { codes: ['11', '12'] },
      [422, 'too-few-points', { missing: 600, price: 1600, refusalCode: 2011 }],
    ],
    ['no codes', { codes: [] }, [400, 'invalid-field', { field: 'codes' }]],
    ['nothing', {}, [400, 'invalid-field']],
    ['code and codes', { code: '64', codes: ['63'] }, [400, 'invalid-field']],
    ['a number', { code: 64 }, [400, 'invalid-field', { field: 'code' }]],
    ['codes as one text', { codes: '64' }, [400, 'invalid-field', { field: 'codes' }]],
    ['a number among codes', { codes: ['64', 63] }, [400, 'invalid-field', { field: 'codes.1' }]],
    ['a field that there is not', { code: '64', count: 2 }, [400, 'invalid-field', { field: 'count' }]],
  ];

  test.each(REFUSED)('of %s', async (_, body, refusal) => {
    const { world, anna } = await four.scene('rostelecom-bonus');
    await expectRefused(world, () => anna.write('orders', body), refusal);
  });

  test('twice a month, at its first millisecond and its last', async () => {
    const { world, anna } = await four.scene('rostelecom-bonus');
    must(await anna.write('orders', { code: '64' }));
    const refusal: Refusal = [422, 'over-monthly-limit', { limit: 1 }];
    await expectRefused(world, () => anna.write('orders', { code: '63' }), refusal);
    await world.at('2019-03-31T23:59:59.999+03:00');
    await expectRefused(world, () => anna.write('orders', { codes: ['63'] }), refusal);
    await world.at('2019-04-01T00:00:00+03:00');
    expect(must(await anna.write('orders', { code: '63' }))).toMatchObject({ balance: 820 });
    await expectRefused(world, () => anna.write('orders', { code: '64' }), refusal);
  });

  test.each([
    ['a debt', { debt: 150 }, [422, 'in-debt', { debt: 150, refusalCode: 2011 }]],
    ['a blocked number', { blocked: true }, [422, 'number-blocked']],
  ] as const)('with %s', async (_, profile, refusal) => {
    const { world, anna } = await four.scene('rostelecom-bonus', profile);
    await expectRefused(world, () => anna.write('orders', { code: '64' }), refusal);
  });

  test.each(['mts-cashback', 'robokassa'] as const)('where %s has no gifts', async (program) => {
    const { world, anna } = await four.scene(program);
    await expectRefused(world, () => anna.write('orders', { code: '11' }), [422, 'unknown-gift', { code: '11' }]);
  });
});

test('the books of all these worlds are right', async () => {
  const { code, output } = await four.built.run(['audit', '--data', four.gateway.data]);
  expect(output).toMatch(/^\d+ accounts checked, 0 differences\n$/);
  expect(code).toBe(0);
});
